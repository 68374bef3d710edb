"""Who holds a function, where the text says so beside a name: «le maire de Dole, NAME», «NAME, porte-parole de …»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate import Annotation, Document
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase

_WORD = re.compile(r"\w+(?:[-‑]\w+)*['’]?|[^\w\s]")
_REACH = 90  # code points beside a name
_NEAR = 1500  # code points from a name with its function to the function alone
_ENDS = frozenset({",", ".", ";", ":", "(", ")", "«", "»", "“", "”", '"', "–", "—", "!", "?"})


class Functions:
    """The functions that a text gives to named persons. Built when first asked for, in one pass over the names."""

    def __init__(self, document: Document, lexicon: Lexicon, people: Sequence[Annotation]) -> None:
        self.document, self.lexicon, self.people = document, lexicon, people
        self.holders: dict[str, list[tuple[int, str]]] = {}
        self.known: set[str] = set()
        self.built = False

    def has_one(self, entity: str) -> bool:
        """True if the text gives some function to a person."""
        self._build()
        return entity in self.known

    def _build(self) -> None:
        if not self.built:
            self.built = True
            for mention in self.people:
                if isinstance(mention.entity, str):
                    self._note(mention, mention.entity)

    def holder(self, phrase: Phrase) -> str | None:
        """The one person to whom the text gives the function that a phrase names, in these words or the first; of
        several, for «le ministre» alone, the last one named not far before it."""
        self._build()
        words = self._words(phrase.start, phrase.end)
        if words and self.lexicon.is_(words[0], "determiner"):
            words = words[1:]
        if not words:
            return None
        found = self.holders.get(" ".join(words), [])
        persons = {entity for _, entity in found}
        if len(persons) > 1 and len(words) == 1:
            near = [entity for at, entity in found if 0 <= phrase.start - at <= _NEAR]
            return near[-1] if near else None
        return persons.pop() if len(persons) == 1 else None

    def _words(self, start: int, end: int) -> list[str]:
        text = self.document.text
        return [word.lower().replace("’", "'") for word in _WORD.findall(text, start, end)]

    def _note(self, mention: Annotation, entity: str) -> None:
        self._add(self._apposition(self._words(mention.end, mention.end + _REACH)), mention.start, entity)
        before = self._words(max(0, mention.start - _REACH), mention.start)
        if before and before[-1] == ",":
            before.pop()
        for at in range(len(before) - 1, -1, -1):
            if before[at] in _ENDS:
                break
            starts = at == 0 or self.lexicon.is_(before[at - 1], "determiner")
            if starts and self.lexicon.is_noun(before[at], "person"):
                self._add(before[at:], mention.start, entity)
                break

    def _apposition(self, words: list[str]) -> list[str]:
        """Of «, [le] FUNCTION,»: the function."""
        if not words or words[0] != ",":
            return []
        first = 2 if len(words) > 1 and self.lexicon.is_(words[1], "determiner") else 1
        end = next((i for i in range(first, len(words)) if words[i] in _ENDS), len(words))
        function = words[first:end]
        return function if function and self.lexicon.is_noun(function[0], "person") else []

    def _add(self, words: list[str], at: int, entity: str) -> None:
        if words:
            self.known.add(entity)
            for key in dict.fromkeys((" ".join(words), words[0])):
                self.holders.setdefault(key, []).append((at, entity))
