"""Who said what: pairs of marks joined with cues and speakers, where the sentence makes it plain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from annotate_quotes import adjuncts, predicates
from annotate_quotes.attributed import UNGOVERNED, Attribution, Read, relay
from annotate_quotes.contents import Content, contents
from annotate_quotes.cue import ACCORDING, ACTIVE, PASSIVE, Cue
from annotate_quotes.cues import find_cues
from annotate_quotes.frame import Sentence, Token
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.marks import Pair
from annotate_quotes.phrases import Phrase
from annotate_quotes.scope import REACH, Scope
from annotate_quotes.signed import signature, titled, written_on

_TAIL = 25  # tokens behind «, selon NAME» at the end of a sentence
_PUNCTUATION = frozenset({",", "–", "—", "-", "("})


def read_sentence(sentence: Sentence, before: Read | None, lexicon: Lexicon) -> Read:
    """The attributions and contents of one sentence. ``before``: the sentence before it in its block."""
    cues = find_cues(sentence, lexicon)
    quoted = [i for i, token in enumerate(sentence.tokens) if token.pair]
    if not cues and not quoted:
        return Read(sentence, [], [])
    cues = [_of_sentence_before(cue, before) for cue in cues]
    found = list(contents(sentence, cues, lexicon))
    attributor = _Attributor(sentence, cues, found, quoted, lexicon)
    return Read(sentence, attributor.all(), found, cues)


def _of_sentence_before(cue: Cue, before: Read | None) -> Cue:
    """«Avant d'ajouter : «…»», a sentence of its own, has the speaker of the sentence before."""
    if not cue.dependent or cue.subject is not None or cue.first > 3 or before is None:
        return cue
    speakers = [a.speaker for a in before.attributions if a.speaker]
    speakers += [content.cue.subject for content in before.contents if content.cue.subject]
    return replace(cue, subject=speakers[-1]) if speakers else cue


@dataclass(slots=True)
class _Attributor:
    sentence: Sentence
    cues: Sequence[Cue]
    contents: Sequence[Content]
    quoted: list[int]
    lexicon: Lexicon
    scope: Scope = field(init=False)

    def __post_init__(self) -> None:
        self.scope = Scope(self.sentence.tokens, self.quoted, self.lexicon)

    @property
    def tokens(self) -> list[Token]:
        return self.sentence.tokens

    def all(self) -> list[Attribution]:
        """One attribution for each quotation of the sentence, in order."""
        made: dict[int, Attribution] = {}
        for i in reversed(self.quoted):
            made[i] = self.of(i, made)
        forward = [made[i] for i in self.quoted]
        return self.enumerated(forward)

    def of(self, i: int, made: dict[int, Attribution]) -> Attribution:
        """The quotation at token ``i``; ``made``: those behind it."""
        pair = self.tokens[i].pair
        assert pair is not None
        after = self.behind(i)
        if after:
            return self.made(pair, after, whole=self.starts(i))
        linked = self.joined(i)
        if linked in made and _cued_behind(made[linked], pair):
            return replace(made[linked], pair=pair, whole=self.starts(i), continues=None)
        return self.before(i, pair)

    def enumerated(self, made: list[Attribution]) -> list[Attribution]:
        """«A», «B» et «C»: what has no speaker has that of the one that it is enumerated with."""
        for n in range(1, len(made)):
            glossed = n > 1 and self.in_brackets(self.quoted[n - 1])  # «A» («B») et «C»
            first, second = made[n - 2 if glossed else n - 1], made[n]
            between = self.tokens[self.quoted[n - 1] + (2 if glossed else 1) : self.quoted[n]]
            if (
                second.speaker
                or second.reason != UNGOVERNED
                or not first.speaker
                or (first.cue is None and first.whole)
            ):
                continue
            listed = between and all(self.scope.joins(t) or self.lexicon.is_(t.low, "determiner") for t in between)
            if listed and self.scope.joins(between[0]):
                made[n] = replace(first, pair=second.pair, continues=None)
        return made

    def in_brackets(self, i: int) -> bool:
        tokens = self.tokens
        return i > 0 and i + 1 < len(tokens) and tokens[i - 1].low == "(" and tokens[i + 1].low == ")"

    def starts(self, i: int) -> bool:
        """True if the quotation begins its sentence, or follows a colon."""
        tokens = self.tokens
        return i == 0 or tokens[i - 1].low in {":", "–", "—"} or all(not t.word and not t.pair for t in tokens[:i])

    def behind(self, i: int) -> Cue | None:
        """The cue right behind a quotation: «…», a déclaré NAME; «…», selon NAME; «…» par NAME; «…», NAME said."""
        tokens, k = self.tokens, i + 1
        while k < len(tokens) and tokens[k].low in _PUNCTUATION:
            k += 1
        near = k > i + 1
        for cue in self.cues:
            if cue.voice == PASSIVE and cue.first < i and cue.last <= i and i - cue.last < 7:
                return cue
            if cue.first == k and not cue.dependent and cue.inverted and cue.voice == ACTIVE:
                return cue
            if cue.first == k and cue.voice == ACCORDING and (near or self.starts(i) or cue.words_only):
                return cue
            if self.is_direct_order(cue, k):
                return cue
        return None

    def is_direct_order(self, cue: Cue, k: int) -> bool:
        """«…», NAME said: nothing more is governed by the verb."""
        if cue.voice != ACTIVE or cue.inverted or cue.subject is None or k >= len(self.tokens):
            return False
        if cue.subject.start != self.tokens[k].start or cue.subject.stop != cue.first:
            return False
        at = cue.last
        if "person" in cue.flags and at < len(self.tokens) and self.tokens[at].word:  # «told reporters»
            at += 1
        if at < len(self.tokens) and self.tokens[at].low != ",":
            at = adjuncts.past(self.tokens, self.sentence.words, at, self.lexicon)
        following = self.tokens[at] if at < len(self.tokens) else None
        return following is None or not (following.word or following.pair or following.low == ":")

    def joined(self, i: int) -> int:
        """The next quotation if only «, et» stands between, else -1."""
        following = next((q for q in self.quoted if q > i), -1)
        joined = following > i + 1 and all(self.scope.joins(t) for t in self.tokens[i + 1 : following])
        return following if joined else -1

    def before(self, i: int, pair: Pair) -> Attribution:
        """A cue before the quotation, or one that reports the whole sentence; else what stands where cues do."""
        tokens, whole = self.tokens, self.starts(i)
        governing = self.governing(i)
        if governing is None or not governing.usable:
            own = predicates.quoted_verb(self.sentence, i, self.lexicon)
            governing = own or self.over_sentence(i) or governing
        if governing is None:
            return self.without_cue(i, pair)
        if governing.voice == ACCORDING:
            whole = i > 0 and tokens[i - 1].low == "," and governing.last == i - 1
        elif governing.first > i:
            pass
        elif not self.scope.after_colon(i) and not governing.inverted:
            whole = False
        return self.made(pair, governing, whole=whole)

    def governing(self, i: int) -> Cue | None:
        """The last cue before a quotation that governs it; not one inside what another reports that names nobody."""
        holding = [content.cue for content in self.contents if content.holds(i) and not content.cue.inverted]
        found = [cue for cue in self.cues if cue.last <= i and cue.voice != PASSIVE and self.scope.governs(cue, i)]
        found = [cue for cue in found if cue in holding or self.scope.is_plain(cue, i)]
        if holding:
            found = [cue for cue in found if cue in holding or (cue.usable and "weak" not in cue.flags)]
        if holding and found and found[-1].group == "think" and found[-1] not in holding:
            found = [cue for cue in found if cue in holding or cue.group != "think"]  # «a dit qu'il souhaite «…»»
        if found:
            return self.announcing(found[-1], i)
        return holding[-1] if holding else None

    def announcing(self, cue: Cue, i: int) -> Cue:
        """Of «A a répondu à B, qui avait commenté sa lettre : «…»» the main verb, not that of the relative clause."""
        if not cue.subordinate or not self.scope.after_colon(i) or cue.last >= i - 1:
            return cue
        mains = [c for c in self.cues if c.last <= cue.first and c.voice == ACTIVE and c.usable and not c.subordinate]
        plain = [c for c in mains if not (c.dependent or c.inverted) and i - c.last <= REACH]
        clear = plain and not any(token.pair or token.low == ";" for token in self.tokens[plain[-1].last : i])
        return plain[-1] if clear else cue

    def over_sentence(self, i: int) -> Cue | None:
        """«, selon NAME» or «, a déclaré NAME» at the end of the sentence reports all of it."""
        tokens = self.tokens
        for cue in self.cues:
            if cue.first <= i or tokens[cue.first - 1].low not in {",", "–", "—"} or not cue.usable:
                continue
            alone = not any(token.pair for token in tokens[i + 1 : cue.first])
            if cue.voice == ACCORDING and alone and len(tokens) - cue.last <= _TAIL and not cue.words_only:
                return cue
            if not (alone or self.starts(i)):
                continue
            if cue.inverted and cue.voice == ACTIVE and cue.group not in ("judge", "object", "accuse"):
                return cue
        return None

    def without_cue(self, i: int, pair: Pair) -> Attribution:
        """Signed («…» – NAME), introduced by a name and a colon, or written on something; else nobody's."""
        whole = self.starts(i)
        signed = signature(self.tokens, i, self.lexicon) if whole else None
        if signed is not None:
            return Attribution(pair, None, signed, None, whole)
        named = titled(self.tokens, self.sentence.words, i, self.lexicon)
        if named is not None:
            return Attribution(pair, None, named, None, True)
        cue = written_on(self.tokens, self.sentence.words, i, self.lexicon)
        if cue is not None:
            return Attribution(pair, cue, cue.subject, None, True)
        subject = predicates.subject_of(self.sentence, i, self.cues, self.lexicon)
        return (
            Attribution(pair, speaker=subject, whole=False)
            if subject
            else Attribution(pair, whole=whole, reason=UNGOVERNED)
        )

    def made(self, pair: Pair, cue: Cue, *, whole: bool) -> Attribution:
        if cue.negated:
            return Attribution(pair, whole=whole, reason="the reporting verb is negated")
        if cue.impersonal:
            return Attribution(pair, whole=whole, reason="the reporting verb has no speaker")
        if cue.subject is None:
            return Attribution(pair, whole=whole, reason="no subject found for the reporting verb")
        return Attribution(pair, cue, cue.subject, self.relay(cue.subject), whole)

    def relay(self, speaker: Phrase) -> Phrase | None:
        """«…, cité par l'agence NAME»."""
        return relay(self.tokens, speaker, self.lexicon)


def _cued_behind(attribution: Attribution, pair: Pair) -> bool:
    """True if the speaker is named behind both the pair and the one that it is joined to."""
    return attribution.speaker is not None and attribution.cue is not None and attribution.cue.start > pair.start
