"""The text of TEI files of other origin: lines to be read, and where in them each element stands.

Paragraphs, headings, verses, items and the like are a line each. White space is one blank, or none at the ends of
lines, save where ``xml:space="preserve"`` keeps it. ``annotate/data/tei_markup.tsv`` says what each element is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lxml import etree

from annotate.tei.names import TEI, XML_SPACE

_T = f"{{{TEI}}}"
WHITE = re.compile(r"[ \t\r\n]+")  # XML's: no-break spaces are text
_PREFERRED = {f"{_T}choice": ("corr", "reg", "expan"), f"{_T}app": ("lem", "rdg")}


class Role(NamedTuple):
    """What an element is to a reader: see the table."""

    text: str = "within"
    layer: str = "-"
    entity: str = "-"


@cache
def roles() -> dict[str, Role]:
    """By element, the table's rows."""
    lines = (files("annotate") / "data" / "tei_markup.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {f"{_T}{element}": Role(*row) for element, *row in rows}


_WITHIN = Role()
_STRANGE = Role("out")  # of another vocabulary


@dataclass(slots=True)
class Place:
    """An element and its text, ``[start, end)`` in code points; ``start`` is None if it has none."""

    element: etree._Element
    start: int | None = None
    end: int = 0


@dataclass
class Flow:
    """The text of a TEI element ``text``, once it has been ``read``.

    ``places``: the elements within lines, in the order in which they begin. ``headings``: offsets of lines that are
    headings. ``left_out``: by element, how many were; ``choices``: how many had alternatives.
    """

    places: list[Place] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    choices: int = 0
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _due: str = ""  # a blank or a line end, if more text comes
    _unbegun: list[Place] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All lines."""
        return "".join(self._pieces)

    def read(self, whole: etree._Element) -> None:
        """Read an element with all that it holds, in its order; however deep it is."""
        stack = [(whole, self._children(whole), whole.get(XML_SPACE) == "preserve", self._begin(whole))]
        self._put(whole.text, whole, stack[-1][2])
        while stack:
            element, children, preserved, place = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._end(place)
                if stack:
                    self._put(element.tail, stack[-1][0], stack[-1][2])
            elif role(child).text == "out" or not isinstance(child.tag, str):
                self._leave_out(child)
                self._put(child.tail, element, preserved)
            else:
                space = child.get(XML_SPACE)
                preserves = preserved if space is None else space == "preserve"
                stack.append((child, self._children(child), preserves, self._begin(child)))
                self._put(child.text, child, preserves)

    def _children(self, element: etree._Element) -> Iterator[etree._Element]:
        """Those to be read: of alternatives, what an editor holds to be right."""
        preferred = _PREFERRED.get(str(element.tag))
        if preferred is None:
            return iter(element)
        self.choices += 1
        there = [child for child in element if isinstance(child.tag, str)]
        first = {child.tag: child for child in reversed(there)}
        best = next((first[f"{_T}{name}"] for name in preferred if f"{_T}{name}" in first), None)
        return iter([best] if best is not None else there[:1])

    def _leave_out(self, element: etree._Element) -> None:
        if isinstance(element.tag, str):
            self.left_out[etree.QName(element).localname] += 1

    def _begin(self, element: etree._Element) -> Place:
        what, place = role(element).text, Place(element)
        if what == "space":
            blank = "" if element.get("break") == "no" else " "
            self._due = self._due if self._due == "\n" else blank
        elif what != "within":
            self._break()
        self._unbegun.append(place)
        if what == "within" and element.tag not in _PREFERRED:
            self.places.append(place)
        return place

    def _end(self, place: Place) -> None:
        what = role(place.element).text
        if place.start is None:
            self._unbegun.pop()  # what began after it has ended, so it is the last
        else:
            place.end = self._length
            if what == "head":
                self.headings.append(place.start)
        if what not in ("within", "space"):
            self._break()

    def _break(self) -> None:
        ended = not self._pieces or self._pieces[-1][-1] in "\r\n"
        self._due = "" if ended else "\n"

    def _put(self, text: str | None, inside: etree._Element, preserved: bool) -> None:
        """Some text. White space between lines, and between alternatives, is layout even where it is preserved."""
        if not text or ((role(inside).text == "around" or inside.tag in _PREFERRED) and not text.strip(" \t\r\n")):
            return
        if preserved:
            self._append(text)
            return
        words = WHITE.sub(" ", text)
        if words[0] == " ":
            self._due = self._due or " "
        if words.strip(" "):
            self._append(words.strip(" "))
            if words[-1] == " ":
                self._due = " "

    def _append(self, text: str) -> None:
        at_line_start = not self._pieces or self._pieces[-1][-1] in "\r\n"
        due, self._due = ("" if at_line_start and self._due == " " else self._due), ""
        if due:
            self._pieces.append(due)
        self._length += len(due)
        for place in self._unbegun:
            place.start = self._length
        self._unbegun.clear()
        self._pieces.append(text)
        self._length += len(text)


def role(element: etree._Element) -> Role:
    """What an element is to a reader."""
    tag = element.tag
    if not isinstance(tag, str):
        return _WITHIN
    return roles().get(tag) or (_WITHIN if tag.startswith(_T) else _STRANGE)
