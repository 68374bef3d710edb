"""Checks on the annotations: where they point, what they are called, their dates."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from annotate.annotation import Span
from annotate.tei.dates import date_faults
from annotate.tei.names import TEI, XML_ID
from annotate.tei.pointers import MARK, PointerError, Pointers
from annotate.tei.read_standoff import entity_ids
from annotate.tei.standoff import shortened
from annotate.tei.violation import Violation, at

_T = f"{{{TEI}}}"
_SPEECH = ("said", "q", "quote")
# As in the profile
_DATED = (
    *("date", "time", "persName", "orgName", "placeName", "objectName", "eventName", "name", "rs", "roleName"),
    *("forename", "surname", "country", "region", "settlement", "geogName"),
)


def check_standoff(root: etree._Element, pointers: Pointers, text: str) -> Iterator[Violation]:
    """Check every layer and every annotation. ``text``: what the pointers lead into."""
    entities = entity_ids(root)
    for standoff in root.iterfind(f"{_T}standOff[@type='layer']"):
        for list_ in standoff.iterfind(f"{_T}listAnnotation"):
            layer = list_.get("type", "")
            if standoff.get(XML_ID) != f"layer.{layer}":
                yield at(standoff, "layer-name", f"standOff {standoff.get(XML_ID)} holds the list of layer {layer}")
            if standoff.get("resp") != f"#resp.{layer}":
                yield at(standoff, "layer-name", f"layer {layer} has @resp {standoff.get('resp')}, not #resp.{layer}")
            for element in list_.iterchildren(f"{_T}annotation"):
                yield from _check_annotation(element, layer, pointers, text, entities)
    yield from _check_speakers(root)
    yield from _check_dates(root)


def _check_annotation(
    element: etree._Element, layer: str, pointers: Pointers, text: str, entities: set[str]
) -> Iterator[Violation]:
    id, target = element.get(XML_ID, ""), element.get("target", "")
    if not id.startswith(f"{layer}."):
        yield at(element, "layer-name", f"annotation {id} stands in layer {layer}")
    ana, resp = element.get("ana", ""), element.get("resp", "")
    if ana != f"#{layer}" and not ana.startswith(f"#{layer}."):
        yield at(element, "reference-kind", f"{id}: @ana {ana} leads out of the taxonomy of layer {layer}")
    if not resp.startswith("#resp."):
        yield at(element, "reference-kind", f"{id}: @resp {resp} does not lead to a respStmt")
    source = element.get("source")
    if source is not None and not source.startswith("#list."):
        yield at(element, "reference-kind", f"{id}: @source {source} does not lead to a bibl of listBibl")
    for name in ("prev", "next"):
        if not element.get(name, "#").startswith("#"):
            yield at(element, "reference-kind", f"{id}: @{name} {element.get(name)} is no id with # before it")
    if target.startswith(MARK):
        yield from _check_pointer(element, pointers, text)
    elif target.removeprefix("#") not in entities or not target.startswith("#"):
        yield at(
            element,
            "pointer-syntax",
            f"{id}: {target!r} is neither #string-range(ID,OFFSET,LENGTH) nor the id of an entity",
        )


def _check_pointer(element: etree._Element, pointers: Pointers, text: str) -> Iterator[Violation]:
    """Compare also the words that ``@n`` repeats with those that the target leads to: offsets that count other things
    than code points, or from elsewhere, often lead somewhere too.
    """
    id, said = element.get(XML_ID), element.get("n")
    try:
        spans = pointers.parse(element.get("target", ""))
    except PointerError as error:
        yield at(element, f"pointer-{error.code}", f"{id}: {error}")
        return
    if said is not None and said != (there := shortened(text, spans)) and not _is_shortened(said, text, spans):
        yield at(element, "pointer-words", f"{id}: @n says {said!r}, its target is {there!r}")


def _is_shortened(said: str, text: str, spans: tuple[Span, ...]) -> bool:
    """Whether a text is that of the spans, or begins and ends as it does and leaves something out between. White space
    counts as one blank.
    """
    parts = [" ".join(part.split()) for part in said.split("…")]
    enough = 4 * len(said) + 100  # of a text that may be long, for the same words with more white space
    if len(parts) == 1:
        whole = sum(end - start for start, end in spans) <= enough
        return whole and parts[0] == " ".join(" ".join(text[start:end] for start, end in spans).split())
    (start, first_end), (last_start, end) = spans[0], spans[-1]
    head = " ".join(text[start : min(first_end, start + enough)].split())
    tail = " ".join(text[max(last_start, end - enough) : end].split())
    return head.startswith(parts[0]) and tail.endswith(parts[-1])


def _check_speakers(root: etree._Element) -> Iterator[Violation]:
    for element in root.iter(*(f"{_T}{name}" for name in _SPEECH)):
        for name in ("who", "toWhom"):
            if not all(to.startswith("#") for to in element.get(name, "").split()):
                yield at(element, "reference-kind", f"@{name} {element.get(name)!r} is no id with # before it")


def _check_dates(root: etree._Element) -> Iterator[Violation]:
    for element in root.iter(*(f"{_T}{name}" for name in _DATED)):
        for name, value in date_faults(element):
            yield at(element, "date", f"@{name} {value!r} is no date or duration as TEI has it")
