"""Characters that extraction would lose, carried through it in disguise.

trafilatura turns every white space into a blank and drops characters that cannot be printed. But the
no-break spaces of French punctuation, soft hyphens and the joiners of other scripts are part of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FIRST_DISGUISE = 0x2A700  # CJK Extension C: letters to every heuristic, all but unused
_LAST_DISGUISE = 0x2B739


class Protection:
    """Replaces the characters in a tree, in place; ``undo`` gives them back in a string."""

    def __init__(self, tree: HtmlElement) -> None:
        texts = [t for e in tree.iter() for t in (e.text, e.tail) if t]
        present = set().union(*texts)
        lost = sorted(c for c in present if not c.isascii() and (c.isspace() or not c.isprintable()))
        free = (chr(c) for c in range(_FIRST_DISGUISE, _LAST_DISGUISE) if chr(c) not in present)
        disguise = dict(zip(lost, free, strict=False))
        self._to = str.maketrans(disguise)
        self._from = str.maketrans({worn: c for c, worn in disguise.items()})
        if disguise:
            for element in tree.iter():
                element.text = element.text and element.text.translate(self._to)
                element.tail = element.tail and element.tail.translate(self._to)

    def undo(self, text: str) -> str:
        """The text as the page has it."""
        return text.translate(self._from)
