"""From the phrase that names a speaker to a mention and, where only one reading is open, an entity."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotate import Annotation, Document, Entity, Name
from annotate_quotes.aliases import Aliases
from annotate_quotes.functions import Functions
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase
from annotate_quotes.pronouns import Pronouns

_RECENT = 8  # speakers
_KINDS = {"person": "person", "group": "organisation"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """``mention``: the annotation that names the speaker. ``who``: an entity, its id, or None: ``reason`` says why.

    ``person``, ``plural``: what a pronoun for it would have to be.
    """

    mention: Annotation
    who: Entity | str | None
    reason: str = ""
    person: bool = False
    plural: bool = False


@dataclass(slots=True)
class Speakers:
    """The speakers of one document, in the order in which they are asked for.

    ``mentions``: the entity mentions outside the quotations, in order. ``first_ends``: where the first sentence of each
    block ends, by the block's number. ``sources``: the annotations made so far, by span.
    """

    document: Document
    lexicon: Lexicon
    mentions: Sequence[Annotation]
    first_ends: dict[int, int]
    sources: dict[tuple[int, int], Annotation] = field(default_factory=dict)
    described: dict[str, Entity] = field(default_factory=dict)
    known: dict[tuple[int, int], Speaker] = field(default_factory=dict)
    last: Speaker | None = None
    last_block: int = -1
    recent: deque[tuple[int, Speaker]] = field(default_factory=lambda: deque(maxlen=_RECENT))
    functions: Functions = field(init=False)
    pronouns: Pronouns = field(init=False)
    aliases: Aliases = field(init=False)

    def __post_init__(self) -> None:
        people = [a for a in self.mentions if a.kind == "person"]
        self.functions = Functions(self.document, self.lexicon, people)
        self.aliases = Aliases(self.document)
        self.pronouns = Pronouns(self.document, self.lexicon, people)

    def relay(self, phrase: Phrase, block: int) -> Annotation:
        """The mention of whoever passed on another's words."""
        return self.inside(phrase, block).mention

    def inside(self, phrase: Phrase, block: int) -> Speaker:
        """A speaker whom a quotation names: its pronouns are not the writer's, and who goes on speaking is another."""
        if phrase.pronoun is not None:
            return Speaker(self._source(phrase, None), None, "a pronoun inside a quotation is not resolved")
        before = self.last, self.last_block, self.recent.copy()
        speaker = self.speaker(phrase, block)
        self.last, self.last_block, self.recent = before
        return speaker

    def speaker(self, phrase: Phrase, block: int) -> Speaker:
        """The speaker that a phrase names, in the block with this number."""
        key = (phrase.start, phrase.end)
        if key not in self.known:
            self.known[key] = self._new(phrase, block)
        speaker = self.known[key]
        if speaker.who is not None or phrase.pronoun is None:
            self.last, self.last_block = speaker, block
            self.recent.append((block, speaker))
        return speaker

    def _new(self, phrase: Phrase, block: int) -> Speaker:
        if phrase.joined:
            source = phrase.mention or self._source(phrase, None)
            return Speaker(source, None, "several speak", plural=True)
        if phrase.mention is not None:
            denoted = self.aliases.of(phrase.mention)
            return Speaker(phrase.mention, denoted, "", phrase.mention.kind == "person")
        if phrase.pronoun is not None:
            return self._pronoun(phrase, block)
        who, reason = self._described(phrase, block)
        return Speaker(self._source(phrase, who), who, reason, phrase.role == "person", phrase.plural)

    def _source(self, phrase: Phrase, who: Entity | str | None) -> Annotation:
        source = Annotation("quote", (phrase.start, phrase.end), "source", entity=who)
        self.sources[phrase.start, phrase.end] = source
        return source

    def _pronoun(self, phrase: Phrase, block: int) -> Speaker:
        last = self.last
        opens = phrase.start < self.first_ends.get(block, 0)
        near = last is not None and (block == self.last_block or (block == self.last_block + 1 and opens))
        found = self.pronouns.antecedent(
            phrase, last if near and last is not None and last.mention.start < phrase.start else None, block, opens
        )
        return Speaker(self._source(phrase, found.who), found.who, found.reason, found.person, found.plural)

    def _described(self, phrase: Phrase, block: int) -> tuple[Entity | str | None, str]:
        """An unnamed source is an entity of its own, unless the text may have named it."""
        description = " ".join(self.document.text[phrase.start : phrase.end].split())
        kind = _KINDS.get(phrase.role or "")
        if kind is None:
            return None, "the phrase is not known to denote a speaker"
        if phrase.indefinite:
            return Entity(kind, (Name(description, "description"),)), ""
        if kind == "person" and not phrase.plural:
            named = self.functions.holder(phrase)
            if named is not None:
                return named, ""
            if not phrase.complement:
                return None, "the phrase may stand for somebody named elsewhere"
            if any(block - near <= 1 and self._may_be(speaker) for near, speaker in self.recent):
                return None, "the phrase may stand for somebody who has just spoken"
        if kind == "organisation" and not phrase.plural and not phrase.complement:
            body = self._body(phrase, block)
            if body is not None:
                return body, ""
            if not self._stands_alone(phrase):
                return None, "the phrase may stand for somebody named elsewhere"
        key = description.lower()
        return self.described.setdefault(key, Entity(kind, (Name(description, "description"),))), ""

    def _body(self, phrase: Phrase, block: int) -> Entity | str | None:
        """Of «la mairie», the Mairie; of «le journal», the body that spoke last, if no other was named since."""
        words = self.document.text[phrase.start : phrase.end].replace("’", "'").replace("'", " ").split()
        determined = self.lexicon.is_(words[0].lower() + "'", "determiner") or self.lexicon.is_(
            words[0].lower(), "determiner"
        )
        named = self.aliases.named(" ".join(words[determined:]))
        last = self.last
        if named is not None or last is None or last.mention.kind != "organisation" or self._stands_alone(phrase):
            return named
        near = block - self.last_block <= 1 and last.mention.start < phrase.start
        since = self.mentions[
            bisect_right(self.mentions, last.mention.end, key=_start) : bisect_left(
                self.mentions, phrase.start, key=_start
            )
        ]
        other = any(m.kind == "organisation" and m.entity != last.mention.entity for m in since)
        return last.who if near and not other else None

    def _stands_alone(self, phrase: Phrase) -> bool:
        """True for «le gouvernement»: a body of which a text that does not say more means but one."""
        words = self.document.text[phrase.start : phrase.end].lower().replace("’", "'").replace("'", " ").split()
        return len(words) > 2 or any(self.lexicon.is_noun(word, "standing") for word in words)

    def _may_be(self, speaker: Speaker) -> bool:
        """True for a named person of whom the text does not say what else they are."""
        named = speaker.mention.layer == "entity" and speaker.mention.kind == "person"
        return named and not (isinstance(speaker.who, str) and self.functions.has_one(speaker.who))


def _start(annotation: Annotation) -> int:
    return annotation.start
