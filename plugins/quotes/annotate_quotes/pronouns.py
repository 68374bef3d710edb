"""Which speaker or person a pronoun stands for, where only one agrees in gender and number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from annotate import Annotation, Document, Entity
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase

_BESIDE = 40  # code points before a name
_TITLE = 4  # words before a name that may belong to it
_APPOSITION = 160  # code points behind a name
_WORDS = 30  # the same in tokens
_NAMED_ABOVE = 2  # blocks that are searched for the one person that a pronoun may stand for


class _Speaker(Protocol):
    @property
    def mention(self) -> Annotation: ...
    @property
    def who(self) -> Entity | str | None: ...
    @property
    def person(self) -> bool: ...
    @property
    def plural(self) -> bool: ...


class Antecedent(NamedTuple):
    """Whom a pronoun stands for, or None and the ``reason``."""

    who: Entity | str | None
    reason: str = ""
    person: bool = False
    plural: bool = False


class Pronouns:
    """The pronouns of one document. ``people``: mentions of persons outside quotations, in order."""

    def __init__(self, document: Document, lexicon: Lexicon, people: Sequence[Annotation]) -> None:
        self.document, self.lexicon, self.people = document, lexicon, people
        self.starts = [mention.start for mention in people]
        self.genders: dict[object, str] = {}
        self.subjects: dict[int, bool] = {}  # by offset
        self.complements = self._only_complements()

    def antecedent(self, phrase: Phrase, last: _Speaker | None, block: int, opens: bool) -> Antecedent:
        """Whom the pronoun in a block stands for. ``last``: the speaker before it, if near enough to be meant;
        ``opens``: it is in the first sentence of its block, so that somebody above may be meant."""
        pronoun = phrase.pronoun or ""
        if self.lexicon.is_(pronoun, "plural_pronoun"):
            return self._plural(last)
        if not self.lexicon.is_(pronoun, "singular"):
            return Antecedent(None, "the pronoun is not resolved")
        gender = self._gender_of(pronoun)
        if self.lexicon.is_(pronoun, "latter_pronoun"):
            return self._nearest(phrase, gender, block)
        since = self._named(last.mention.end if last else self._block_start(block), phrase.start, gender)
        if last is not None:
            return self._after(last, gender, since)
        if since:
            return self._only(since, "several persons may be meant")
        return self._above(phrase, gender, block) if opens else Antecedent(None, "the pronoun has no person before it")

    def _after(self, last: _Speaker, gender: str, since: list[Annotation]) -> Antecedent:
        """The last speaker, if it agrees and nobody else who does was a subject ``since``."""
        if last.who is None:
            if last.mention.layer != "entity" and not any(map(self._is_subject, since)):
                return Antecedent(None, "the speaker before it is not resolved")
            return self._only(since, "several persons may be meant")
        if last.plural:
            return self._only(since, "the last speaker is several")
        if self._contradicts(gender, last):
            return self._only(since, "the pronoun does not agree with the last speaker")
        if any(mention.entity != last.who and self._is_subject(mention) for mention in since):
            return Antecedent(None, "somebody else was named since the last speaker")
        return Antecedent(last.who, "", last.person)

    def _above(self, phrase: Phrase, gender: str, block: int) -> Antecedent:
        """The one person named in the blocks above."""
        for above in range(1, min(_NAMED_ABOVE, block) + 1):
            found = self._named(self._block_start(block - above), phrase.start, gender)
            if found:
                return self._only(found, "several persons may be meant")
        return Antecedent(None, "the pronoun has no person before it")

    def _plural(self, last: _Speaker | None) -> Antecedent:
        if last is not None and last.who is not None and last.plural:
            return Antecedent(last.who, "", last.person, True)
        return Antecedent(None, "the pronoun has no plural speaker before it")

    def _only(self, found: Sequence[Annotation], reason: str) -> Antecedent:
        """The one person among the mentions that are subjects, or, where none is, among all."""
        subjects = {mention.entity for mention in found if self._is_subject(mention)}
        persons = subjects or {mention.entity for mention in found}
        who = next(iter(persons)) if len(persons) == 1 else None
        if not isinstance(who, str):
            return Antecedent(None, reason)
        if who in self.complements:
            return Antecedent(None, "the only person before it is named in passing")
        return Antecedent(who, "", True)

    def _is_subject(self, mention: Annotation) -> bool:
        """True if a verb or «qui» follows a name, if behind an apposition, and no preposition governs it."""
        if mention.start not in self.subjects:
            self.subjects[mention.start] = not self._governed(mention) and self._verb_follows(mention)
        return self.subjects[mention.start]

    def _governed(self, mention: Annotation) -> bool:
        before = self.document.text[max(0, mention.start - _BESIDE) : mention.start]
        words = [word.lower().replace("’", "'") for word in self.lexicon.token.findall(before)]
        nearest = words[: -_TITLE - 1 : -1]
        for at, word in enumerate(nearest):
            if self.lexicon.is_(word, "preposition"):
                return True
            if self.lexicon.is_(word, "determiner"):
                return at + 1 < len(nearest) and self.lexicon.is_(nearest[at + 1], "preposition")
            if not word[0].isalpha() or self.lexicon.is_(word, "auxiliary", "clause", "coordinator", "clitic"):
                return False
        return False

    def _verb_follows(self, mention: Annotation) -> bool:
        words = [m[0].lower().replace("’", "'") for m in self._tokens_after(mention.end)]
        at = 0
        for opens, closes in (("(", ")"), (",", ",")):
            if at < len(words) and words[at] == opens and closes in words[at + 1 :]:
                if self.lexicon.is_(words[at + 1], "relative"):
                    return True
                at = words.index(closes, at + 1) + 1
        if at >= len(words) or not words[at][:1].isalpha():
            return False
        lexicon = self.lexicon
        if lexicon.is_(words[at], "auxiliary", "clitic_only", "relative", "clitic"):
            return True
        small = lexicon.is_(
            words[at], "preposition", "coordinator", "determiner", "complementiser", "clause", "boundary"
        )
        return not (small or lexicon.is_adverb(words[at]) or lexicon.is_noun(words[at], "person"))

    def _nearest(self, phrase: Phrase, gender: str, block: int) -> Antecedent:
        """«ce dernier»: the last person named before it, in the block."""
        i = bisect_left(self.starts, phrase.start) - 1
        while i >= 0 and self.starts[i] >= self._block_start(block):
            who = self.people[i].entity
            if isinstance(who, str) and self.gender(self.people[i]) in ("", gender):
                return Antecedent(who, "", True)
            i -= 1
        return Antecedent(None, "nobody is named before it")

    def _only_complements(self) -> set[str]:
        """The persons who stand behind prepositions only: «la mort de NAME»."""
        complements: set[str] = set()
        others: set[str] = set()
        for mention in self.people:
            if isinstance(mention.entity, str):
                before = (
                    self.document.text[max(0, mention.start - 12) : mention.start].lower().replace("’", "'").split()
                )
                governed = bool(before) and self.lexicon.is_(before[-1], "preposition")
                (complements if governed else others).add(mention.entity)
        return complements - others

    def _block_start(self, block: int) -> int:
        return self.document.blocks[block].start

    def _named(self, start: int, end: int, gender: str) -> list[Annotation]:
        """The mentions between two offsets of persons whose gender is not another."""
        between = self.people[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [m for m in between if isinstance(m.entity, str) and self.gender(m) in ("", gender)]

    def _tokens_after(self, at: int) -> Iterator[re.Match[str]]:
        return islice(self.lexicon.token.finditer(self.document.text, at, at + _APPOSITION), _WORDS)

    def _gender_of(self, word: str) -> str:
        if self.lexicon.is_(word, "feminine_pronoun"):
            return "feminine"
        return "masculine" if self.lexicon.is_(word, "masculine_pronoun") else ""

    def _contradicts(self, gender: str, last: _Speaker) -> bool:
        mention = last.mention
        if mention.layer == "entity" and mention.kind == "person":
            return self.gender(mention) not in ("", gender)
        head = self.document.text[mention.start : mention.end].lower().split()[0]
        opposite = {"feminine": "masculine", "masculine": "feminine"}.get(gender)
        return opposite is not None and self.lexicon.is_(head.strip("'’"), opposite)

    def gender(self, mention: Annotation) -> str:
        """Of a person: by first name, or by the word before a mention; empty if unknown."""
        who = mention.entity
        if who not in self.genders:
            entity = self.document.entity_of(mention)
            names = [name.text for name in entity.names] if entity else [self.document.text_of(mention)]
            firsts = {name.lower().replace("-", " ").split()[0] for name in names}
            votes = {g for g in ("feminine", "masculine") if any(self.lexicon.is_(f, f"{g}_name") for f in firsts)}
            if not votes:
                before = self.document.text[max(0, mention.start - 30) : mention.start].lower().split()[-1:]
                votes = {g for g in ("feminine", "masculine") if before and self.lexicon.is_(before[0].rstrip("."), g)}
            self.genders[who] = votes.pop() if len(votes) == 1 else ""
        return self.genders[who]
