"""TEI files of other origin: their text as `flow` has it, and their markup as annotations.

An element is an annotation of the layer that ``annotate/data/tei_markup.tsv`` gives, with its name as kind; one whose
``@ana`` leads to a category of a taxonomy in the header is one of that layer and kind instead, as in our inline files.
Elements that ``@next`` joins are one annotation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from lxml import etree

from annotate.annotation import Annotation, Entity, Markup, Value
from annotate.collect import is_kind
from annotate.document import Document, Kind, Layer
from annotate.errors import TeiError
from annotate.readers._names import is_layer
from annotate.tei.flow import Flow, Place, role
from annotate.tei.foreign_entities import Entities
from annotate.tei.foreign_header import metadata_of, words
from annotate.tei.markup import markup_fault
from annotate.tei.names import OPEN_ANNOTATION, TEI, XML, XML_ID, token
from annotate.tei.parse import line, local, parse

_T = f"{{{TEI}}}"
_STRUCTURE = frozenset({"xml:id", "xml:space", "ana", "next", "prev", "part", "resp"})
_SPEAKERS = frozenset({"who", "toWhom"})
_REFERRING = ("ref", "key", "corresp")


class Foreign:
    """A file, read. ``data``: in UTF-8. Raises TeiError if it is not TEI, or has no text."""

    def __init__(self, data: bytes, id: str, source: str) -> None:
        self._root = parse(data)
        whole = self._root.find(f"{_T}text")
        if whole is None:
            raise TeiError("the file has no text element, hence nothing to read", line(self._root))
        self._flow = Flow()
        self._flow.read(whole)
        self._text = self._flow.text
        self._entities = Entities(self._root)
        self._not_taken: Counter[str] = Counter()
        self._empty: Counter[str] = Counter()
        self.annotations = list(self._annotations())
        known = metadata_of(self._root, source, len(self._text.encode()), tuple(self._notes()))
        self.document = Document(self._text, id=id, metadata=known, headings=self._flow.headings)

    @property
    def entities(self) -> list[Entity]:
        """Those that are listed or referred to."""
        return list(self._entities.known.values())

    @cached_property
    def _taxonomies(self) -> dict[str, Layer]:
        """The taxonomies of the header that can be layers, by id, with the categories that can be kinds."""
        found = {}
        for taxonomy in self._root.iterfind(f"{_T}teiHeader/{_T}encodingDesc/{_T}classDecl/{_T}taxonomy"):
            name = taxonomy.get(XML_ID, "")
            kinds = {}
            for category in taxonomy.iter(f"{_T}category"):
                kind = category.get(XML_ID, "").removeprefix(f"{name}.")
                if is_kind(kind):
                    kinds[kind] = Kind(_description(category, "catDesc"), *_motivation(category))
            if is_layer(name):
                found[name] = Layer(name, _description(taxonomy, "desc"), kinds)
        return found

    @property
    def layers(self) -> list[Layer]:
        """The taxonomies that annotations are of."""
        used: defaultdict[str, dict[str, Kind]] = defaultdict(dict)
        for annotation in self.annotations:
            if annotation.kind is not None:
                used[annotation.layer][annotation.kind] = Kind("")
        there = [layer for name, layer in self._taxonomies.items() if name in used]
        return [replace(layer, kinds={**used[layer.name], **layer.kinds} if layer.kinds else {}) for layer in there]

    def _annotations(self) -> Iterator[Annotation]:
        for parts in _joined(self._flow.places):
            element = parts[0].element
            layer, kind = self._layer_and_kind(element)
            spans = _spans(parts)
            if not layer:
                self._not_taken[local(element)] += 1
            elif not spans:
                self._empty[local(element)] += 1
            else:
                yield self._annotation(element, layer, kind, spans)

    def _layer_and_kind(self, element: etree._Element) -> tuple[str, str | None]:
        for pointer in element.get("ana", "").split():
            layer, dot, kind = pointer.removeprefix("#").partition(".")
            taxonomy = self._taxonomies.get(layer) if pointer.startswith("#") else None
            if taxonomy is not None and (not dot or kind in taxonomy.kinds):
                return layer, kind or None
        said = role(element).layer
        return ("", None) if said == "-" else (said, local(element))

    def _annotation(
        self, element: etree._Element, layer: str, kind: str | None, spans: list[tuple[int, int]]
    ) -> Annotation:
        entity = self._entities.referred(element, " ".join(self._text[spans[0][0] : spans[0][1]].split()))
        score = _score(element.get("cert", ""))
        attributes = _attributes(element)
        told = {"cert"} if score is not None else set()
        told |= {name for name in _REFERRING if entity is not None and self._resolved(attributes.get(name, ""))}
        categories = {token(layer), token(kind or "")} if layer in self._taxonomies else set()
        told |= {name for name in ("type", "subtype") if attributes.get(name) in categories}
        attributes = {name: value for name, value in attributes.items() if name not in told}
        features: dict[str, Value] = {
            name: value
            for name, value in attributes.items()
            if not (name in _SPEAKERS and self._resolved(value))  # which the markup says better
        }
        if kind != local(element) and layer not in self._taxonomies:
            features["element"] = local(element)
        markup = _markup(element, attributes)
        return Annotation(layer, spans, kind, features, entity=entity, score=score, markup=markup)

    def _resolved(self, value: str) -> bool:
        """Whether all that an attribute points to is an entity that is known."""
        return value in self._entities.known or all(pointer in self._entities.known for pointer in value.split())

    def _notes(self) -> Iterator[str]:
        """Sentences about what is not in the text, or not among the annotations."""
        left_out, choices = self._flow.left_out, self._flow.choices
        if left_out:
            yield f"Not part of the text that was read: {_counted(left_out)}."
        if choices:
            taken = "the correction, the regular form, the expansion or the lemma was read"
            yield f"Of alternatives (choice, app: {choices:,}), {taken}."
        if self._not_taken:
            yield f"Markup that is not among the annotations: {_counted(self._not_taken)}."
        if self._empty:
            yield f"Markup around no text that is not among the annotations: {_counted(self._empty)}."


def _joined(places: list[Place]) -> Iterator[list[Place]]:
    """Elements in their order, each with those that go on where it ends: ``@next``, and ``@prev`` if there is one."""
    by_id = {place.element.get(XML_ID, ""): place for place in reversed(places)}
    seen: set[int] = set()
    for place in places:
        if id(place) in seen:
            continue
        parts: list[Place] = []
        part: Place | None = place
        while part is not None and id(part) not in seen and part.element.tag == place.element.tag:
            seen.add(id(part))
            parts.append(part)
            before = f"#{part.element.get(XML_ID)}"
            following = part.element.get("next", "").removeprefix("#")
            part = by_id.get(following) if following else None
            part = part if part is not None and part.element.get("prev", before) == before else None
        yield parts


def _spans(parts: list[Place]) -> list[tuple[int, int]]:
    """Where the text of an element's parts stands, in text order and without overlap."""
    found: list[tuple[int, int]] = []
    for part in parts:
        if part.start is not None and (not found or part.start >= found[-1][1]):
            found.append((part.start, part.end))
    return found


def _attributes(element: etree._Element) -> dict[str, str]:
    """Those of TEI and of XML that say something of the text."""
    said = {str(name).replace(f"{{{XML}}}", "xml:"): str(value) for name, value in element.items()}
    return {name: value for name, value in said.items() if name not in _STRUCTURE and not name.startswith("{")}


def _score(cert: str) -> float | None:
    """A probability, if ``@cert`` is one and no word."""
    try:
        score = float(cert)
    except ValueError:
        return None
    return score if 0 <= score <= 1 else None


def _markup(element: etree._Element, attributes: dict[str, str]) -> Markup | None:
    """The element with what our files can hold of its attributes, if it says more than a name or a segment."""
    name = local(element)
    kept = {
        attribute: value
        for attribute, value in attributes.items()
        if not (attribute in _SPEAKERS and not value.startswith("#"))
        and not markup_fault(Markup(name, {attribute: value}))
    }
    if not kept and (name in ("seg", "rs") or role(element).entity != "-"):
        return None
    markup = Markup(name, kept)
    return None if markup_fault(markup) else markup


def _motivation(category: etree._Element) -> tuple[str, ...]:
    said = category.get("datcat", "")
    return (said.removeprefix(OPEN_ANNOTATION),) if said.startswith(OPEN_ANNOTATION) else ()


def _description(element: etree._Element, name: str) -> str:
    found = element.find(f"{_T}{name}")
    return "" if found is None else words(found)


def _counted(what: Counter[str]) -> str:
    return ", ".join(f"{name} ({number:,})" for name, number in what.most_common(20))
