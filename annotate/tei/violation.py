"""What the checks find."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from annotate.tei.parse import line


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule broken. ``line``: 1-based, 0 if unknown. ``code``: see `annotate.tei.validate`."""

    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.line}: {self.code}: {self.message}"


def at(element: etree._Element, code: str, message: str) -> Violation:
    """A violation where an element stands."""
    return Violation(line(element), code, message)
