"""The project's own profile of TEI, as a schema; and what to do about libxml2's way of telling errors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from annotate.tei.parse import line, local
from annotate.tei.violation import Violation

PROFILE = Path(__file__).with_name("profile.rng")
_RNG = "{http://relaxng.org/ns/structure/1.0}"
# Elements that are checked one by one to find where a fault lies, all called as their definitions are
_PARTS = frozenset(
    {
        *("teiHeader", "fileDesc", "encodingDesc", "profileDesc", "respStmt", "taxonomy", "prefixDef", "application"),
        *("text", "standOff", "person", "org", "place", "object", "event", "listBibl", "annotation"),
    }
)


def load_profile() -> etree.RelaxNG:
    """Load the schema from its file."""
    return etree.RelaxNG(etree.parse(PROFILE))


def check_structure(root: etree._Element) -> Iterator[Violation]:
    """Check a file against the profile.

    libxml2 stops at the first fault and then blames an ancestor, so each part that has a fault is looked for.
    """
    if not schema("TEI").validate(root):
        yield from _faults(root, "TEI")


def _faults(element: etree._Element, definition: str) -> Iterator[Violation]:
    """The faults of the innermost parts that have any."""
    parts = [(child, _definition(child)) for child in _parts_in(element)]
    inner = [fault for part, name in parts if not schema(name).validate(part) for fault in _faults(part, name)]
    if inner:
        yield from inner
        return
    whole = schema(definition)
    whole.validate(element)
    for error in list(whole.error_log)[:1]:  # what follows are consequences
        yield Violation(error.line or line(element), "structure", error.message)


def _definition(part: etree._Element) -> str:
    if local(part) == "standOff":
        return "entities" if part.get("type") == "entities" else "layer"
    return local(part)


def _parts_in(element: etree._Element) -> Iterator[etree._Element]:
    """The nearest descendants that are parts."""
    for child in element:
        if local(child) in _PARTS:
            yield child
        else:
            yield from _parts_in(child)


@cache
def schema(definition: str) -> etree.RelaxNG:
    """The profile, for a document whose root is as one definition has it."""
    grammar = etree.parse(PROFILE)
    start = grammar.getroot().find(f"{_RNG}start")
    assert start is not None
    start[0].set("name", definition)
    return etree.RelaxNG(grammar)
