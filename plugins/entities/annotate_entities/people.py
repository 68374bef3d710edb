"""Which longer name of the document a person's name stands for.

Only where one person is left, and by the first of these that somebody's name fits: the end of a longer name (Lenoir, de
Gaulle); initials (J. Lenoir); a longer name with more words in between or behind (Luis Gómez, Luis Alberto Gómez Noya);
its first word (Jeanne, and family names that come first: Kim); a word within it (Giscard). A surname of two people is
that of the one whom a title leaves, who was not introduced as somebody's relative, or who alone has been named before;
else it is neither's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from annotate_entities.lexicon import fold
from annotate_entities.person_cues import Cue

MOST = 50  # a word that more names have than these tells nobody apart; this bounds the time
LONGEST = 8  # words of a name, from its end, that are looked at
_ARTICLE = re.compile(r"(?<![\w-])(?:al|el|ad|as|ash|at|an|ar|az)[- ](?=\w)")  # Arabic: el-Assad, al-Assad, Assad
_GENDER = {"male": "m", "female": "f"}

Words = tuple[str, ...]


def words(name: str) -> Words:
    """The words that count in a person's name, folded: initials one by one, no articles of Arabic names."""
    folded = fold(name).replace(".", ". ").replace(" -", " ")
    return tuple(_ARTICLE.sub("", folded).split() or folded.split())


def key(name: Words) -> str:
    """What is equal for names that differ in nothing but hyphens."""
    return " ".join(name).replace("-", " ")


class People:
    """The people of one document."""

    def __init__(self, named: Iterable[tuple[Words, Cue]], first_names: Mapping[str, str]) -> None:
        """``named``: every mention's name and cue, in order. ``first_names``: folded, with the gender, f or m."""
        named = list(named)
        self._first_names = first_names
        self._words: dict[str, Words] = {}
        self._cues: defaultdict[str, set[str]] = defaultdict(set)
        for name, cue in named:
            self._words.setdefault(key(name), name)
            self._cues[key(name)].add(cue.before)
        self._endings: defaultdict[str, list[str]] = defaultdict(list)
        self._firsts: defaultdict[str, list[str]] = defaultdict(list)
        self._inner: defaultdict[str, list[str]] = defaultdict(list)
        self._pairs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for whole, name in self._words.items():
            self._index(whole, name[-LONGEST:])
        self._whole: dict[str, str] = {}
        self._since: dict[str, int] = {}
        for name in sorted(self._words, key=self._size, reverse=True):  # a chain of ever longer names is one person
            self._whole[name] = self._find(name, Cue()) or name
        for at, (name, _) in enumerate(named):
            self._since.setdefault(self._whole[key(name)], at)
        self._with_cue: dict[tuple[str, Cue], str] = {}

    def whole(self, at: int, name: Words, cue: Cue) -> str:
        """The key of the person's fullest name in the document. ``at``: the mention's number.

        Somebody who has no other name, but is not whom the bare name means, has a key that no name has.
        """
        own = key(name)
        found = self._anywhere(own, cue)
        if found == own and len(self._endings.get(own, ())) > 1:
            return self._find(own, cue, at) or found
        return found

    def _anywhere(self, own: str, cue: Cue) -> str:
        if not cue.partner and cue.before not in ("male", "female", "family", "namesake"):
            return self._whole[own]
        if (own, cue) not in self._with_cue:
            self._with_cue[own, cue] = self._find(own, cue) or self._apart(own, cue)
        return self._with_cue[own, cue]

    def _apart(self, own: str, cue: Cue) -> str:
        several = len(self._words[own]) > 1 and own not in self._endings
        if cue.before in ("family", "namesake"):
            return self._whole[own] if several else f"{own}/{cue.before}"
        if self._whole[own] != own:
            return f"{own}/{cue.before or cue.partner}"
        return f"{own}/{cue.before}" if cue.before and self._cues[own] >= _GENDER.keys() else own

    def _index(self, whole: str, name: Words) -> None:
        for n in range(1, len(name)):
            self._endings[key(name[n:])].append(whole)
            self._pairs[name[0], name[n]].append(whole)
            if n + 1 < len(name):
                self._inner[name[n]].append(whole)
        if len(name) > 1:
            self._firsts[name[0]].append(whole)

    def _find(self, own: str, cue: Cue, at: int | None = None) -> str | None:
        """The key of the one person whose longer name this can be; of several, of the one named before ``at``."""
        size = self._size(own)
        for of_surname, longer in self._levels(own, cue):
            if len(longer) > MOST:
                return None
            bearers = {self._whole[name] for name in longer if self._size(name) > size}
            if bearers:
                if gender := _GENDER.get(cue.before):
                    bearers = {name for name in bearers if self._gender(name) in (gender, "")}
                return self._one(bearers, at) if of_surname else _only(bearers)
        return None

    def _levels(self, own: str, cue: Cue) -> Iterator[tuple[bool, list[str]]]:
        name = self._words[own]
        first, last = name[0], name[-1]
        if cue.before == "namesake":
            return
        if cue.before != "family":
            yield True, self._endings.get(own, [])
            if _initial(first):
                same = self._endings.get(key(tuple(word for word in name if not _initial(word))), [])
                yield True, same if len(same) > MOST else [n for n in same if n[0] == own[0]]
        if len(name) > 1:
            written = [word for word in name[-LONGEST:] if not _initial(word)]
            yield False, [n for n in self._pairs.get((first, last), [])[:MOST] if _within(written, self._words[n])]
            if first in ("la", "le"):
                yield True, self._endings.get(last, [])
        elif cue.partner:
            yield False, self._pairs.get((own, fold(cue.partner)), [])
        elif "mononym" not in self._cues[own]:
            yield False, self._firsts.get(own, [])
            yield False, self._inner.get(own, [])

    def _size(self, own: str) -> tuple[int, int]:
        """How full a name is: its words, those that are no initials first."""
        initials = sum(map(_initial, self._words[own]))
        return len(self._words[own]) - initials, initials

    def _one(self, bearers: set[str], at: int | None) -> str | None:
        if len(bearers) > 1:
            bearers = {name for name in bearers if "relative" not in self._cues[name]}
        if len(bearers) > 1 and at is not None:
            bearers = {name for name in bearers if self._since[name] < at}
        return _only(bearers)

    def _gender(self, own: str) -> str:
        titles = [gender for title, gender in _GENDER.items() if title in self._cues[own]]
        known = self._first_names.get(self._words[own][0].partition("-")[0], "")
        return known or (titles[0] if len(titles) == 1 else "")


def _only(bearers: set[str]) -> str | None:
    return next(iter(bearers)) if len(bearers) == 1 else None


def _initial(word: str) -> bool:
    return len(word) == 2 and word[1] == "."


def _within(some: Iterable[str], name: Words) -> bool:
    """Whether these words stand in a name in this order."""
    rest = iter(name)
    return all(word in rest for word in some)
