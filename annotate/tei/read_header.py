"""What the header says: metadata, plugins, layers and lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from annotate.annotation import Authority
from annotate.document import Kind, Layer, Metadata, PluginRun, Resource
from annotate.errors import TeiError
from annotate.tei.characters import CORE
from annotate.tei.credits import ENTITIES
from annotate.tei.header import NO_SOURCE, unnamed_layer
from annotate.tei.names import OPEN_ANNOTATION, TEI, XML_ID, plain, source_name
from annotate.tei.names import prefix as prefix_of
from annotate.tei.parse import line

_TEI = {"t": TEI}
_CHARSET = "; charset="
_Found = Mapping[tuple[str, str], str]  # by layer and kind


class Header:
    """The header of a file, read."""

    def __init__(self, root: etree._Element) -> None:
        header = root.find("t:teiHeader", _TEI)
        source = root.find("t:teiHeader/t:fileDesc/t:sourceDesc/t:bibl", _TEI)
        if header is None or source is None or source.get(XML_ID) != "source":
            raise TeiError("not one of our files: no bibl in sourceDesc describes the source", line(root))
        self._root = root
        self._header = header
        self.metadata = self._metadata(source)
        self.document_id = _text(header.find(".//t:publicationStmt//t:idno[@type='document']", _TEI)) or "document"
        self.job = _text(header.find("t:xenoData[@type='job']", _TEI))
        #: of the text when it was written; empty if the file does not say
        self.sha256 = _text(source.find("t:idno[@type='sha256']", _TEI))
        #: id of a respStmt -> the plugin that it names
        self.sources: dict[str, str] = {}
        #: plugin -> the layers it provides
        self._provided: dict[str, list[str]] = {}
        self._descriptions: dict[str, str] = {}
        self._read_responsibilities()

    def _metadata(self, source: etree._Element) -> Metadata:
        target, media_type, encoding, url = "", "text/plain", "utf-8", None
        for pointer in source.iterfind("t:ptr", _TEI):
            if pointer.get("type") == "url":
                url = source_name(pointer.get("target", ""))
            else:
                target = pointer.get("target", "")
                media_type, found, charset = pointer.get("mimeType", media_type).partition(_CHARSET)
                encoding = charset if found else encoding
        date = source.find("t:date[@type='publication']", _TEI)
        language = self._header.find("t:profileDesc/t:langUsage/t:language", _TEI)
        size = self._header.find("t:fileDesc/t:extent/t:measure[@unit='byte']", _TEI)
        return Metadata(
            source="" if target == NO_SOURCE else source_name(target),
            media_type=media_type,
            encoding=encoding,
            size=None if size is None else _integer(size, "quantity"),
            language="und" if language is None else language.get("ident", "und"),
            language_from=_provenance(language),
            date=_date(date),
            date_from=_provenance(date),
            date_cert=None if date is None else date.get("cert"),
            title=_text(source.find("t:title", _TEI)) or None,
            authors=tuple(_text(author) for author in source.iterfind("t:author", _TEI)),
            publisher=_text(source.find("t:publisher", _TEI)) or None,
            url=url,
            notes=tuple(_text(note) for note in source.iterfind("t:note[@type='reader']", _TEI)),
        )

    def _read_responsibilities(self) -> None:
        for statement in self._header.iterfind(".//t:titleStmt/t:respStmt", _TEI):
            id = statement.get(XML_ID, "")
            names = statement.findall("t:name", _TEI)
            if len(names) == 1:
                self.sources[id] = _text(names[0])
            layer = id.removeprefix("resp.")
            if "." in layer or layer == CORE:
                continue
            said = _text(statement.find("t:resp", _TEI))
            self._descriptions[layer] = "" if said == unnamed_layer(layer) else said
            for name in names:
                if name.get("ref"):
                    self._provided.setdefault(_text(name), []).append(layer)

    def source_of(self, element: etree._Element) -> str:
        """The plugin that an element's ``@resp`` leads to; empty if it has none. Raises TeiError."""
        resp = element.get("resp")
        if resp is None:
            return ""
        try:
            return self.sources[resp.removeprefix("#")]
        except KeyError:
            raise TeiError(f"@resp {resp} leads to no respStmt that names one plugin", line(element)) from None

    def runs(self, features: _Found, motivations: _Found) -> list[PluginRun]:
        """What became of each plugin. Of a kind, the header does not say all: the rest is as found with annotations."""
        layers = {name: self._layer(name, features, motivations) for name in self._descriptions}
        runs = []
        for application in self._header.iterfind(".//t:appInfo/t:application", _TEI):
            if application.get(XML_ID) == f"app.{CORE}":
                continue
            plugin = _text(application.find("t:label", _TEI))
            said = {idno.get("type"): _text(idno) for idno in application.iterfind("t:p[1]/t:idno", _TEI)}
            runs.append(
                PluginRun(
                    plugin,
                    said.get("distribution", ""),
                    said.get("version", ""),
                    tuple(layers[name] for name in self._provided.get(plugin, ()) if name != ENTITIES),
                    said.get("outcome", "ok"),
                    _text(application.find("t:p/t:note[@type='reason']", _TEI)),
                    tuple(_resource(entry) for entry in application.iterfind("t:p[2]/t:idno", _TEI)),
                )
            )
        return runs

    def _layer(self, name: str, features: _Found, motivations: _Found) -> Layer:
        kinds = {}
        for category in self._header.iterfind(".//t:classDecl/t:taxonomy/t:category", _TEI):
            layer, _, kind = category.get(XML_ID, "").partition(".")
            if layer != name:
                continue
            said = category.get("datcat", "").removeprefix(OPEN_ANNOTATION)
            motivation = said or motivations.get((name, kind)) or "classifying"
            kinds[kind] = Kind(_text(category.find("t:catDesc", _TEI)), motivation, features.get((name, kind)))
        return Layer(name, self._descriptions[name], kinds)

    def authorities(self) -> dict[str, tuple[str, Authority]]:
        """By the id of its bibliographic entry, each Authority and the prefix of references into it."""
        found = {}
        definitions = {d.get("ident", ""): d for d in self._header.iterfind(".//t:listPrefixDef/t:prefixDef", _TEI)}
        for entry in self._root.iterfind("t:standOff/t:listBibl/t:bibl", _TEI):
            id = entry.get(XML_ID, "")
            name = plain(id.removeprefix("list."))
            prefix = prefix_of(name)
            definition = definitions.get(prefix)
            authority = Authority(
                name,
                _text(entry.find("t:title", _TEI)),
                _date(entry.find("t:date[@type='published']", _TEI)),
                _text(entry.find("t:idno[@type='sha256']", _TEI)) or None,
                _text(entry.find("t:availability/t:p", _TEI)) or None,
                description=_text(entry.find("t:note", _TEI)),
            )
            if definition is not None:
                pattern, replacement = definition.get("matchPattern", ""), definition.get("replacementPattern", "")
                authority = replace(authority, pattern=pattern, replacement=replacement)
            found[id] = prefix, authority
        return found


def _text(element: etree._Element | None) -> str:
    return "" if element is None else element.text or ""


def _integer(element: etree._Element, attribute: str) -> int:
    value = element.get(attribute, "")
    if not (value.isascii() and value.isdigit() and len(value) < 20):
        raise TeiError(f"@{attribute} {value!r} is not a whole number", line(element))
    return int(value)


def _provenance(element: etree._Element | None) -> str:
    return "" if element is None else _text(element.find("*[@type='provenance']"))


def _date(element: etree._Element | None) -> str | None:
    return None if element is None else element.get("when") or element.get("when-iso") or _text(element) or None


def _resource(entry: etree._Element) -> Resource:
    said = {idno.get("type"): _text(idno) for idno in entry.iterfind("t:idno", _TEI)}
    return Resource(_text(entry), said.get("version"), said.get("sha256"), plain(entry.get("type", "data")))
