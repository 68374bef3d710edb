"""Where a quotation ends or begins whose closing or opening mark is lost, by what the writer says next to it."""

from __future__ import annotations

import re

from annotate_quotes.inflection import FINITE, PARTICIPLE
from annotate_quotes.lexicon import Lexicon

_COMMA = re.compile(r"[,!?]")
_WORDS = 7  # words behind a comma that are looked at


class MendingHints:
    """The hints that the reporting verbs of a language give; see `marks.Hints`."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon

    def end(self, start: int, limit: int) -> int | None:
        """Where a reporting verb with its subject behind it follows: «…[,] a-t-il dit», «…, explique NAME»."""
        for match in _COMMA.finditer(self.text, start, limit):
            if self._reports(match.end()):
                end = match.start() if match[0] == "," else match.end()
                return end if end > start else None
        return None

    def _reports(self, at: int) -> bool:
        words = [
            match[0].lower().replace("’", "'")
            for match, _ in zip(self.lexicon.token.finditer(self.text, at, at + 120), range(_WORDS), strict=False)
        ]
        lexicon = self.lexicon
        i = 0
        while i < len(words) and lexicon.is_(words[i], "clitic"):
            i += 1
        if i >= len(words):
            return False
        inverted = lexicon.inversion.fullmatch(words[i])
        verb = inverted["verb"] if inverted else words[i]
        form = lexicon.form(verb, FINITE, reflexive=i > 0)
        if form is not None and form.plain:
            return True
        if not lexicon.is_(verb, "auxiliary"):
            return False
        rest = words[i + 1 :]
        while rest and lexicon.is_adverb(rest[0]):
            rest = rest[1:]
        participle = lexicon.form(rest[0], PARTICIPLE, reflexive=i > 0) if rest else None
        return participle is not None and participle.plain

    def beginning(self, start: int, limit: int) -> int | None:
        """Behind the last colon of the stretch, else behind its first «que»."""
        colon = self.text.rfind(":", start, limit)
        if colon >= 0 and self.text[colon + 1 : colon + 2].isspace():
            return colon + 1
        for match in self.lexicon.token.finditer(self.text, start, limit):
            if self.lexicon.is_(match[0].lower().replace("’", "'"), "complementiser"):
                return match.end()
        return None
