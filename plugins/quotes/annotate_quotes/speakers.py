"""From the phrase that names a speaker to a mention and, where only one reading is open, an entity."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotate import Annotation, Entity, Name
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase

_KINDS = {"person": "person", "group": "organisation"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """``mention``: the annotation that names the speaker. ``who``: an entity, its id, or None: ``reason`` says why."""

    mention: Annotation
    who: Entity | str | None
    reason: str = ""


@dataclass(slots=True)
class Speakers:
    """The speakers of one document, in the order in which they are asked for.

    ``people``: mentions of persons outside the quotations, in order. ``first_ends``: where the first sentence of each
    block ends, by the block's number. ``sources``: the annotations made so far, by span.
    """

    text: str
    lexicon: Lexicon
    people: Sequence[Annotation]
    first_ends: dict[int, int]
    sources: dict[tuple[int, int], Annotation] = field(default_factory=dict)
    described: dict[str, Entity] = field(default_factory=dict)
    known: dict[tuple[int, int], Speaker] = field(default_factory=dict)
    last: Speaker | None = None
    last_block: int = -1

    def relay(self, phrase: Phrase, block: int) -> Annotation:
        """The mention of whoever passed on another's words."""
        before = self.last, self.last_block
        mention = self.speaker(phrase, block).mention
        self.last, self.last_block = before
        return mention

    def speaker(self, phrase: Phrase, block: int) -> Speaker:
        """The speaker that a phrase names, in the block with this number."""
        key = (phrase.start, phrase.end)
        if key not in self.known:
            self.known[key] = self._new(phrase, block)
        speaker = self.known[key]
        if speaker.who is not None or phrase.pronoun is None:
            self.last, self.last_block = speaker, block
        return speaker

    def _new(self, phrase: Phrase, block: int) -> Speaker:
        if phrase.mention is not None:
            return Speaker(phrase.mention, phrase.mention.entity)
        who: Entity | str | None
        if phrase.pronoun is not None:
            who, reason = self._antecedent(phrase, block)
        else:
            who, reason = self._described(phrase, block)
        source = Annotation("quote", (phrase.start, phrase.end), "source", entity=who)
        self.sources[phrase.start, phrase.end] = source
        return Speaker(source, who, reason)

    def _antecedent(self, phrase: Phrase, block: int) -> tuple[Entity | str | None, str]:
        """The last speaker, if the pronoun fits and nobody else was named since."""
        last = self.last
        if not self.lexicon.is_(phrase.pronoun or "", "singular") or last is None or last.who is None:
            return None, "the pronoun is not resolved"
        near = block == self.last_block or (
            block == self.last_block + 1 and phrase.start < self.first_ends.get(block, 0)
        )
        if not near or last.mention.start > phrase.start:
            return None, "the pronoun has no speaker near before it"
        if (isinstance(last.who, Entity) and last.who.kind != "person") or (
            last.mention.layer == "entity" and last.mention.kind != "person"
        ):
            return None, "the last speaker is no person"
        if self._contradicts(phrase.pronoun or "", last):
            return None, "the pronoun does not agree with the last speaker"
        first = bisect_left(self.people, last.mention.end, key=lambda m: m.start)
        for mention in self.people[first : bisect_left(self.people, phrase.start, key=lambda m: m.start)]:
            if mention.entity != last.who:
                return None, "somebody else was named since the last speaker"
        return last.who, ""

    def _contradicts(self, pronoun: str, last: Speaker) -> bool:
        head = self.text[last.mention.start : last.mention.end].lower().split()[0]
        for one, other in (("feminine", "masculine"), ("masculine", "feminine")):
            if self.lexicon.is_(pronoun, one) and self.lexicon.is_(head, other):
                return True
        return False

    def _described(self, phrase: Phrase, block: int) -> tuple[Entity | None, str]:
        """An unnamed source is an entity of its own, unless the text may have named it already."""
        description = " ".join(self.text[phrase.start : phrase.end].split())
        kind = _KINDS.get(phrase.role or "")
        if kind is None:
            return None, "the phrase is not known to denote a speaker"
        if phrase.indefinite:
            return Entity(kind, (Name(description, "description"),)), ""
        if not phrase.complement:
            return None, "the phrase may stand for somebody named before"
        if (
            kind == "person"
            and self.last is not None
            and block - self.last_block <= 1
            and self._named_person(self.last)
        ):
            return None, "may be somebody named before"
        entity = self.described.setdefault(description.lower(), Entity(kind, (Name(description, "description"),)))
        return entity, ""

    def _named_person(self, speaker: Speaker) -> bool:
        return speaker.mention.layer == "entity" and speaker.mention.kind == "person"
