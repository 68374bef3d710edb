"""Checks on ids and on what leads to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from annotate.tei.names import TEI, XML, XML_ID
from annotate.tei.violation import Violation, at

_T = f"{{{TEI}}}"
_REFERRING = ("ana", "resp", "who", "toWhom", "source", "prev", "next", "target", "corresp", "ref", "given", "calendar")
_IDS = etree.XPath("//@xml:id", namespaces={"xml": XML}, smart_strings=False)
# By value, not by name: one pass over the attributes, and nearly all that hold a # do refer
_WITH_HASH = etree.XPath(
    "//@*[contains(., '#')][not(name() = 'target' and parent::t:annotation)]",  # of which check_standoff speaks
    namespaces={"t": TEI},
    smart_strings=False,
)


def check_references(root: etree._Element) -> Iterator[Violation]:
    """Check that ids are unique and that all that leads to an id, or into a list, leads somewhere."""
    ids: Counter[str] = Counter(_IDS(root))
    if any(count > 1 for count in ids.values()):
        yield from _duplicates(root)
    lost = {to for value in set(_WITH_HASH(root)) for to in value.split() if _is_lost(to, ids)}
    if lost:
        for element in root.iter(f"{_T}*"):
            for name in _REFERRING:
                if name == "target" and element.tag == f"{_T}annotation":
                    continue
                for to in lost.intersection(element.get(name, "").split()):
                    yield at(element, "reference", f"@{name} {to} leads to nothing in this file")
    yield from _check_prefixes(root)


def _is_lost(to: str, ids: Counter[str]) -> bool:
    return to.startswith("#") and to[1:] not in ids


def _duplicates(root: etree._Element) -> Iterator[Violation]:
    seen: set[str] = set()
    for element in root.iter(f"{_T}*"):
        id = element.get(XML_ID)
        if id in seen:
            yield at(element, "id-duplicate", f"xml:id {id} stands twice")
        elif id is not None:
            seen.add(id)


def _check_prefixes(root: etree._Element) -> Iterator[Violation]:
    declared = {definition.get("ident") for definition in root.iter(f"{_T}prefixDef")}
    for reference in root.iterfind(f"{_T}standOff/{_T}listAnnotation/{_T}annotation/{_T}ref"):
        prefix, colon, _ = reference.get("target", "").partition(":")
        if not colon or prefix not in declared:
            yield at(
                reference, "prefix", f"{reference.get('target')} begins with no prefix that listPrefixDef declares"
            )
