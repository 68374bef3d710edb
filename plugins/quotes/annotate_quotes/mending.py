"""Where a quotation ends or begins whose closing or opening mark is lost, by what stands next to it."""

from __future__ import annotations

import re

from annotate_quotes.inflection import FINITE, GERUND, PARTICIPLE
from annotate_quotes.lexicon import Lexicon

_COMMA = re.compile(r"[,!?]")
_GAP = re.compile(r"(?<=\S)[ \u00a0\u202f]{2,}(?=\S)")
_FEW_GAPS = 3  # a text that doubles its spaces more often does so for no reason
_WORDS = 7  # words behind a comma that are looked at
_BEFORE = 40  # code points before a mark that are looked at


class MendingHints:
    """The hints that the spaces of a text and the reporting verbs of its language give; see `marks.Hints`."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self._gaps: list[tuple[int, int]] | None = None

    @property
    def gaps(self) -> list[tuple[int, int]]:
        """Where two spaces stand between words, as they do where a mark between spaces is lost."""
        if self._gaps is None:
            found = [match.span() for match in _GAP.finditer(self.text)]
            self._gaps = found if len(found) <= _FEW_GAPS else []
        return self._gaps

    def end(self, start: int, limit: int) -> int | None:
        """Where the writer speaks again: at a gap, before «, a-t-il dit», «, selon NAME», «et que»."""
        gap = next((begin for begin, _ in self.gaps if start < begin < limit), None)
        if gap is not None:
            return gap
        again = self._second_clause(start, limit)
        for match in _COMMA.finditer(self.text, start, limit if again is None else again):
            if self._reports(match.end()):
                end = match.start() if match[0] == "," else match.end()
                return end if end > start else None
        return again

    def _second_clause(self, start: int, limit: int) -> int | None:
        """The «et que» of «que «A et que B», as the first «que» is the writer's."""
        lexicon = self.lexicon
        before = lexicon.token.findall(self.text, max(0, start - _BEFORE), start - 1)
        if not before or not lexicon.is_(_folded(before[-1]), "complementiser"):
            return None
        joined = None
        for match in lexicon.token.finditer(self.text, start, limit):
            word = _folded(match[0])
            if joined is not None and lexicon.is_(word, "complementiser"):
                while self.text[joined - 1].isspace():
                    joined -= 1
                return joined
            joined = match.start() if lexicon.is_(word, "and") else None
        return None

    def _reports(self, at: int) -> bool:
        words = [
            _folded(match[0])
            for match, _ in zip(self.lexicon.token.finditer(self.text, at, at + 120), range(_WORDS), strict=False)
        ]
        lexicon = self.lexicon
        if words and lexicon.phrase(words, 0, "according"):
            return True
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

    def beginning(self, start: int, limit: int, sentence: int) -> int | None:
        """Behind a gap, else the last colon of the sentence, else its first «que», else its last reporting verb."""
        gap = next((end for begin, end in reversed(self.gaps) if start < begin < limit), None)
        if gap is not None:
            return gap
        colon = self.text.rfind(":", sentence, limit)
        if colon >= 0 and self.text[colon + 1 : colon + 2].isspace():
            return colon + 1
        words = [(_folded(match[0]), match.end()) for match in self.lexicon.token.finditer(self.text, sentence, limit)]
        for word, end in words:
            if self.lexicon.is_(word, "complementiser"):
                return end
        return self._behind_verb(words, limit)

    def _behind_verb(self, words: list[tuple[str, int]], limit: int) -> int | None:
        for i in range(len(words) - 1, -1, -1):
            form = self.lexicon.form(words[i][0], FINITE, PARTICIPLE, GERUND)
            if form is None or "weak" in form.flags:
                continue
            behind = i + 1
            while behind < len(words) and self.lexicon.is_adverb(words[behind][0]):
                behind += 1
            if behind < len(words) and self.lexicon.is_(words[behind][0], "to_do_marker"):
                behind += 1
            return words[behind - 1][1] if behind < len(words) else None
        return None


def _folded(word: str) -> str:
    return word.lower().replace("’", "'")
