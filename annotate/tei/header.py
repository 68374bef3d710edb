"""The header of a file: the source, who worked on it, with what and how, and what became of it.

Elements are built without namespace: they are written into an element whose default namespace is TEI's, and
lxml would repeat the declaration on each.
"""

from __future__ import annotations

from lxml import etree

import annotate
from annotate.annotation import Authority
from annotate.document import Document, Kind, Metadata, PluginRun
from annotate.tei.characters import CORE, CORE_LAYER, legal, text_sha256
from annotate.tei.credits import ENTITIES, UNKNOWN, Credits, plugin_name
from annotate.tei.dates import is_iso_date, is_w3c_date
from annotate.tei.names import MOTIVATIONS, OPEN_ANNOTATION, XML_ID, language_tag, tei_version, token, uri

NO_SOURCE = "#text"  # where no name is known, the text in the file is all there is
DISTRIBUTION = "annotate-tei"
NORMALIZATION = (
    "None: the p and head elements, concatenated in document order, are the decoded source, character for character, "
    "and the sha256 in sourceDesc is that of this string in UTF-8. No text stands outside them. Where an annotation of "
    "type core says so, U+FFFD stands for what XML cannot hold."
)
INTERPRETATION = (
    "Every target is a string-range() pointer: an element's id, then pairs of offset and length in Unicode code points "
    "from 0; several pairs make one discontinuous span. A note holds the empty TEI element that inline markup would "
    "wrap around the target. n repeats the text pointed at, shortened, for reading."
)


def header(document: Document, credits: Credits) -> etree._Element:
    """The ``teiHeader`` of a document."""
    root = etree.Element("teiHeader")
    file = _add(root, "fileDesc")
    _title_statement(file, document, credits)
    extent = _add(file, "extent")
    if document.metadata.size is not None:
        _add(extent, "measure", {"unit": "byte", "quantity": str(document.metadata.size)})
    _add(extent, "measure", {"unit": "codepoint", "quantity": str(len(document.text))})
    statement = _add(_add(file, "publicationStmt"), "p", text="Machine annotation of the source named below, document ")
    _add(statement, "idno", {"type": "document"}, document.id).tail = "."
    _source(_add(file, "sourceDesc"), document)
    encoding = _add(root, "encodingDesc")
    editorial = _add(encoding, "editorialDecl")
    _add(_add(editorial, "normalization", {"method": "silent"}), "p", text=NORMALIZATION)
    _add(_add(editorial, "interpretation"), "p", text=INTERPRETATION)
    _classification(encoding, credits)
    _prefixes(encoding, document, credits)
    _applications(encoding, document)
    _language(_add(_add(root, "profileDesc"), "langUsage"), document.metadata)
    if document.job:
        _add(root, "xenoData", {"type": "job", "subtype": "yaml"}, document.job)
    _indent(root)
    return root


def description(layer: str, credits: Credits) -> str:
    """What a layer holds, in its own words or failing these its name."""
    return credits.descriptions[layer] or unnamed_layer(layer)


def unnamed_layer(layer: str) -> str:
    """What is said of a layer that says nothing about itself."""
    return f"layer {layer}"


def _add(parent: etree._Element, name: str, attributes: dict[str, str] | None = None, text: str = "") -> etree._Element:
    if attributes:
        element = etree.SubElement(parent, name, {key: legal(value) for key, value in attributes.items()})
    else:
        element = etree.SubElement(parent, name)
    if text:
        element.text = legal(text)
    return element


def _title_statement(file: etree._Element, document: Document, credits: Credits) -> None:
    statement = _add(file, "titleStmt")
    _add(statement, "title", text=document.metadata.title or document.metadata.source or document.id)
    _responsible(statement, f"resp.{CORE}", CORE_LAYER.description, [CORE], {CORE})
    for layer in credits.layers:
        if layer == CORE:
            continue
        providers = credits.providers[layer]
        _responsible(statement, f"resp.{layer}", description(layer, credits), providers, credits.ran)
        if len(providers) > 1:
            for plugin in providers:
                _responsible(statement, credits.resp(layer, plugin), description(layer, credits), [plugin], credits.ran)
    for plugin in credits.loose:
        _responsible(statement, credits.entity_resp(plugin), ENTITIES, [plugin], credits.ran)


def _responsible(statement: etree._Element, id: str, for_what: str, plugins: list[str], ran: set[str]) -> None:
    responsible = _add(statement, "respStmt", {XML_ID: id})
    _add(responsible, "resp", text=for_what)
    for plugin in plugins or [UNKNOWN]:
        attributes = {"type": "software"}
        if id == f"resp.{CORE}":
            attributes["ref"] = f"#app.{CORE}"
        elif plugin in ran:
            attributes["ref"] = f"#app.{plugin_name(plugin)}"
        _add(responsible, "name", attributes, plugin)


def _source(parent: etree._Element, document: Document) -> None:
    metadata = document.metadata
    source = _add(parent, "bibl", {XML_ID: "source"})
    if metadata.title:
        _add(source, "title", text=metadata.title)
    for author in metadata.authors:
        _add(source, "author", text=author)
    if metadata.publisher:
        _add(source, "publisher", text=metadata.publisher)
    media_type = " ".join(f"{metadata.media_type}; charset={metadata.encoding}".split())
    _add(source, "ptr", {"target": uri(metadata.source) or NO_SOURCE, "mimeType": media_type})
    if metadata.url:
        _add(source, "ptr", {"type": "url", "target": uri(metadata.url)})
    _add(source, "idno", {"type": "sha256"}, text_sha256(document.text))
    if metadata.date:
        attributes = {XML_ID: "published", "type": "publication"}
        _put_date(attributes, metadata.date)
        if metadata.date_cert in ("low", "medium", "high"):
            attributes["cert"] = metadata.date_cert
        text = "" if {"when", "when-iso"} & attributes.keys() else metadata.date
        date = _add(source, "date", attributes, text)
        if metadata.date_from:
            _add(date, "note", {"type": "provenance"}, metadata.date_from)
    for note in metadata.notes:
        _add(source, "note", {"type": "reader"}, note)


def _put_date(attributes: dict[str, str], date: str) -> None:
    if is_w3c_date(date):
        attributes["when"] = date
    elif is_iso_date(date):
        attributes["when-iso"] = date


def _classification(encoding: etree._Element, credits: Credits) -> None:
    if not credits.layers:
        return
    declaration = _add(encoding, "classDecl")
    for layer in credits.layers:
        taxonomy = _add(declaration, "taxonomy", {XML_ID: layer})
        if not credits.kinds[layer]:
            _add(taxonomy, "desc", text=description(layer, credits))
        for name, kind in credits.kinds[layer].items():
            category = _add(
                taxonomy, "category", {XML_ID: f"{layer}.{name}", "datcat": OPEN_ANNOTATION + motivation(kind)}
            )
            _add(category, "catDesc", text=kind.description)


def motivation(kind: Kind) -> str:
    """The kind's motivation, if it is one that TEI knows."""
    return kind.motivation if kind.motivation in MOTIVATIONS else "classifying"


def _prefixes(encoding: etree._Element, document: Document, credits: Credits) -> None:
    prefixes = _add(encoding, "listPrefixDef")
    target = uri(document.metadata.source)
    source = {"ident": "src", "matchPattern": r"(\d+),(\d+)", "replacementPattern": f"{target}#char=$1,$2"}
    _add(_add(prefixes, "prefixDef", source), "p", text="Character range in the source (RFC 5147).")
    for authority in credits.authorities:
        pattern = {"matchPattern": authority.pattern, "replacementPattern": authority.replacement}
        definition = _add(prefixes, "prefixDef", {"ident": credits.prefix(authority), **pattern})
        _add(definition, "p", text=f"Entry of {authority.title or authority.id}.")


def _applications(encoding: etree._Element, document: Document) -> None:
    info = _add(encoding, "appInfo")
    _application(info, CORE, PluginRun(CORE, DISTRIBUTION, annotate.__version__))
    for run in document.runs:
        _application(info, plugin_name(run.plugin), run)


def _application(info: etree._Element, name: str, run: PluginRun) -> None:
    attributes = {XML_ID: f"app.{name}", "ident": name, "version": tei_version(run.version)}
    application = _add(info, "application", attributes)
    _add(application, "label", text=run.plugin)
    statement = _add(application, "p", text="Distribution ")
    _add(statement, "idno", {"type": "distribution"}, run.distribution).tail = " "
    _add(statement, "idno", {"type": "version"}, run.version).tail = ", outcome "
    last = _add(statement, "idno", {"type": "outcome"}, run.outcome)
    if run.reason:
        last.tail = ": "
        last = _add(statement, "note", {"type": "reason"}, run.reason)
    last.tail = "."
    if not run.resources:
        return
    rests = _add(application, "p", text="Rests on ")
    for resource in run.resources:
        entry = _add(rests, "idno", {"type": token(resource.type)}, resource.name)
        for kind, value in (("version", resource.version), ("sha256", resource.sha256)):
            if value:
                _add(entry, "idno", {"type": kind}, value)
        entry.tail = "." if resource is run.resources[-1] else ", "


def _language(usage: etree._Element, metadata: Metadata) -> None:
    tag = language_tag(metadata.language)
    language = _add(usage, "language", {"ident": tag})
    if metadata.language_from:
        language.text = f"{tag}, from: "
        _add(language, "term", {"type": "provenance"}, metadata.language_from)


def bibliography(authorities: list[Authority], credits: Credits) -> etree._Element:
    """The ``listBibl`` of the publications that a layer rests on."""
    list_ = etree.Element("listBibl")
    for authority in authorities:
        entry = _add(list_, "bibl", {XML_ID: credits.list_id(authority)})
        _add(entry, "title", text=authority.title)
        if authority.sha256:
            _add(entry, "idno", {"type": "sha256"}, authority.sha256)
        if authority.date:
            attributes = {"type": "published"}
            _put_date(attributes, authority.date)
            _add(entry, "date", attributes, "" if len(attributes) > 1 else authority.date)
        if authority.licence:
            _add(_add(entry, "availability"), "p", text=authority.licence)
        if authority.description:
            _add(entry, "note", text=authority.description)
    return list_


# Elements whose children stand on lines of their own; in all others white space would count as text.
_CONTAINERS = frozenset(
    {
        *("teiHeader", "fileDesc", "titleStmt", "sourceDesc", "bibl", "encodingDesc", "editorialDecl", "classDecl"),
        *("taxonomy", "listPrefixDef", "appInfo"),
    }
)


def _indent(element: etree._Element, depth: int = 1) -> None:
    children = list(element)
    if element.tag not in _CONTAINERS or not children:
        return
    element.text = "\n" + " " * (depth + 1)
    for child in children:
        child.tail = "\n" + " " * (depth + 1)
        _indent(child, depth + 1)
    children[-1].tail = "\n" + " " * depth
