"""Checks on ids and on what leads to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from annotate.tei.names import TEI, XML, XML_ID
from annotate.tei.pointers import MARK
from annotate.tei.violation import Violation, at

_T = f"{{{TEI}}}"
_REFERRING = "ana resp who toWhom source prev next target corresp ref given calendar".split()
_IDS = etree.XPath("//@xml:id", namespaces={"xml": XML}, smart_strings=False)
_LOCAL_ONLY = ("prev", "next", "who", "toWhom")


def check_references(root: etree._Element) -> Iterator[Violation]:
    """Check that ids are unique and that all that leads to an id, or into a list, leads somewhere."""
    ids = Counter(_IDS(root))
    if any(count > 1 for count in ids.values()):
        seen: set[str] = set()
        for element in root.iter(f"{_T}*"):
            id = element.get(XML_ID)
            if id in seen:
                yield at(element, "id-duplicate", f"xml:id {id} stands twice")
            elif id is not None:
                seen.add(id)
    lost = {
        to
        for value in values_of(root, *_REFERRING)
        for to in value.split()
        if to[0] == "#" and to[1:] not in ids and not to.startswith(MARK)
    }
    if lost:
        for element in root.iter(f"{_T}*"):
            for name in _REFERRING:
                for to in lost.intersection(element.get(name, "").split()):
                    yield at(element, "reference", f"@{name} {to} leads to nothing in this file")
    yield from _check_kinds(root)
    yield from _check_prefixes(root)


def values_of(root: etree._Element, *attributes: str) -> set[str]:
    """The different values of some attributes. One XPath each: libxml2 sorts a union of node sets, which takes minutes."""
    return {value for name in attributes for value in etree.XPath(f"//@{name}", smart_strings=False)(root)}


def _check_kinds(root: etree._Element) -> Iterator[Violation]:
    """Some attributes may lead nowhere but to an id of this file."""
    for name in _LOCAL_ONLY:
        for value in sorted(values_of(root, name)):
            if not all(to.startswith("#") for to in value.split()):
                for element in root.iterfind(f".//*[@{name}]"):
                    if element.get(name) == value:
                        yield at(
                            element, "reference-kind", f"@{name} {value!r} is not the id of anything, with # before it"
                        )


def _check_prefixes(root: etree._Element) -> Iterator[Violation]:
    declared = {definition.get("ident") for definition in root.iter(f"{_T}prefixDef")}
    for reference in root.iterfind(f"{_T}standOff/{_T}listAnnotation/{_T}annotation/{_T}ref"):
        prefix, colon, _ = reference.get("target", "").partition(":")
        if not colon or prefix not in declared:
            yield at(
                reference, "prefix", f"{reference.get('target')} begins with no prefix that listPrefixDef declares"
            )
