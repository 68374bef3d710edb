"""Checking a file with nothing but the file.

====================  ================================================================================
code                  what is wrong
====================  ================================================================================
``xml``               not well-formed, not UTF-8, with a DOCTYPE, or not TEI; nothing else is checked then
``structure``         an element, attribute or value that the profile (``profile.rng``) does not have
``id-duplicate``      an ``xml:id`` that stands twice
``block-id``          a block that is not called p1, p2 … in turn
``block-content``     a block with something other than text in it
``block-source``      a block whose ``@source`` is not where it stands in the text
``block-line``        a block that is not one line with its line end and the blank lines after it
``between-blocks``    something between the blocks, be it white space
``text-extent``       the text does not have the number of code points that the header gives
``text-sha256``       the text does not have the hash that the header gives
``core``              layer ``core`` does not tell what a U+FFFD stands for
``pointer-syntax``    a target that is neither ``#string-range(ID,OFFSET,LENGTH)`` nor the id of an entity
``pointer-block``     a pointer into a block that is not there
``pointer-bounds``    a pointer that leads beyond its block
``pointer-empty``     a pointer of length 0
``pointer-order``     a target that goes back, or overlaps itself
``pointer-words``     a target whose words are not those that ``@n`` repeats
``reference``         a ``#id`` that nothing in the file has
``reference-kind``    an ``@ana``, ``@resp`` or ``@source`` that leads to the wrong kind of thing, or no ``#id`` at all
``prefix``            a reference with a prefix that no prefixDef declares
``date``              a date or duration that TEI cannot hold
``layer-name``        a layer whose names do not agree: standOff, listAnnotation, ``@resp``, ids of annotations
====================  ================================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from annotate.errors import TeiError
from annotate.tei.check_references import check_references
from annotate.tei.check_standoff import check_standoff
from annotate.tei.check_text import check_text
from annotate.tei.parse import parse
from annotate.tei.pointers import Pointers
from annotate.tei.profile import check_structure
from annotate.tei.violation import Violation

__all__ = ["Violation", "validate_file"]


def validate_file(path: str | Path) -> list[Violation]:
    """All that is wrong with a file, in the order of its lines. Raises OSError if it cannot be read."""
    try:
        root = parse(Path(path))
    except TeiError as error:
        return [Violation(error.line, "xml", str(error))]
    return sorted(_violations(root), key=lambda v: v.line)


def _violations(root: etree._Element) -> Iterator[Violation]:
    yield from check_structure(root)
    violations: list[Violation] = []
    found, text = check_text(root, violations)
    yield from violations
    yield from check_standoff(root, Pointers(found), text)
    yield from check_references(root)
