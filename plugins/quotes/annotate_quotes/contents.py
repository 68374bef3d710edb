"""Reported contents: the clause that a cue reports, complementiser outside, whether or not it holds quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotate_quotes import adjuncts, appositions
from annotate_quotes.complements import Complements
from annotate_quotes.cue import ACCORDING, ACTIVE, Cue
from annotate_quotes.frame import Sentence, Token
from annotate_quotes.inflection import GERUND, SHOWS
from annotate_quotes.lexicon import Lexicon

_SHORTEST = 3  # words of a content without quotations
_FINAL = frozenset({".", "!", "?", "…", "...", ",", ";", ":", "–", "—"})
_STOPS = frozenset({";", ":"})


@dataclass(frozen=True, slots=True)
class Content:
    """A reported content: ``tokens[first:stop]`` of its sentence, and its cue, whose subject is the speaker."""

    first: int
    stop: int
    cue: Cue

    def holds(self, i: int) -> bool:
        """True if the token ``i`` is in it."""
        return self.first <= i < self.stop


def contents(sentence: Sentence, cues: Sequence[Cue], lexicon: Lexicon) -> Iterator[Content]:
    """The contents that the cues of one sentence report, in the order of the cues."""
    reader = _Reader(sentence.tokens, sentence.words, cues, lexicon)
    for cue in cues:
        if cue.usable:
            for first, stop in reader.of(cue):
                if cue.voice == ACTIVE and reader.is_another(cue, first):
                    continue
                content = reader.trimmed(first, stop, cue)
                if content is not None:
                    yield content


@dataclass(slots=True)
class _Reader:
    tokens: list[Token]
    words: list[str]
    cues: Sequence[Cue]
    lexicon: Lexicon
    complements: Complements = field(init=False)

    def __post_init__(self) -> None:
        self.complements = Complements(self.tokens, self.words, self.lexicon)

    def of(self, cue: Cue) -> Iterator[tuple[int, int]]:
        """The ranges of tokens that are a cue's contents."""
        if cue.voice == ACCORDING:
            yield from self.according(cue)
        elif cue.voice == ACTIVE and cue.inverted:
            yield from self.before_incise(cue)
        elif cue.voice == ACTIVE:
            yield from self.governed(cue)

    def is_another(self, cue: Cue, first: int) -> bool:
        """True for the content of «affirmant» in «s'est défendu en affirmant …»."""
        return any(cue.last <= other.first < first and other.dependent for other in self.cues if other.usable)

    def trimmed(self, first: int, stop: int, cue: Cue) -> Content | None:
        """The content without marks at its end; None if it is too short, or no more than one quotation."""
        tokens = self.tokens
        while first < stop and tokens[first].low in _FINAL:
            first += 1
        depth = 0
        for i in range(first, stop):
            depth += (tokens[i].low == "(") - (tokens[i].low == ")")
            if depth < 0:  # the end of the writer's parenthesis
                stop = i
                break
        while stop > first and self.is_final(tokens[stop - 1]):
            stop -= 1
        quoted = sum(token.pair is not None for token in tokens[first:stop])
        words = sum(token.word for token in tokens[first:stop])
        if quoted:
            return Content(first, stop, cue) if words else None
        needs_marks = cue.head_only or cue.words_only or ("weak" in cue.flags and "que" not in cue.flags)
        enough = _SHORTEST if not (needs_marks or self.is_fact(cue)) else len(tokens) + 1
        return Content(first, stop, cue) if words >= enough and not self.is_thought(cue) else None

    def is_final(self, token: Token) -> bool:
        return token.low in _FINAL or (self.lexicon.is_(token.low, "coordinator") and not token.mention)

    def is_fact(self, cue: Cue) -> bool:
        """True for «les images révèlent que»: nobody says so."""
        subject = cue.subject
        if SHOWS not in cue.flags or subject is None:
            return False
        return not (subject.speaks or subject.named or subject.role in ("text", "saying"))

    def is_thought(self, cue: Cue) -> bool:
        """True for «il croit que»: what somebody thinks is reported only where words of theirs stand in it."""
        return (
            cue.voice == ACTIVE
            and not cue.inverted
            and not self.lexicon.is_(cue.group, "opens_content", "to_do_of_group")
        )

    def governed(self, cue: Cue) -> Iterator[tuple[int, int]]:
        """«… que CONTENT», «… avoir CONTENT», «accuser NAME de CONTENT», «demander à NAME de CONTENT»."""
        clause = self.complements.clause(cue)
        if clause is not None:
            yield from self.clauses(clause, cue)
            return
        infinitive = self.complements.infinitive(cue)
        if infinitive is not None:
            yield infinitive, self.complements.before_but(infinitive, self.limit(infinitive, cue))
            return
        begin = self.direct_incise(cue)
        if begin is not None:
            yield self.beginning(cue), begin

    def direct_incise(self, cue: Cue) -> int | None:
        """The comma of «CONTENT, NAME said» at the end of a sentence, in languages that say so."""
        tokens = self.tokens
        if cue.subject is None or cue.dependent or not self.lexicon.is_(cue.group, "bare_clause_group"):
            return None
        comma = next((i for i in range(cue.first - 1, -1, -1) if tokens[i].start < cue.subject.start), 0)
        at = adjuncts.past(tokens, self.words, cue.last, self.lexicon)
        at += at < len(tokens) and "person" in cue.flags and tokens[at].word  # «told Reuters»
        ends = at >= len(tokens) or (tokens[at].low in _FINAL and at == len(tokens) - 1)
        quoted = any(token.pair for token in tokens[:comma])
        return comma if ends and comma and tokens[comma].low == "," and not quoted else None

    def clauses(self, first: int, cue: Cue) -> Iterator[tuple[int, int]]:
        """A clause; «A et que B» are two."""
        lexicon = self.lexicon
        end = self.limit(first, cue)
        start = first
        for i in range(first + 1, end - 1):
            if lexicon.is_(self.words[i], "coordinator") and lexicon.is_(self.words[i + 1], "complementiser"):
                yield start, i
                start = i + 2
        yield start, end

    def according(self, cue: Cue) -> Iterator[tuple[int, int]]:
        """«selon NAME, CONTENT»; «CONTENT, selon NAME»; in the middle of a sentence, all of it."""
        tokens, last, lexicon = self.tokens, cue.last, self.lexicon
        assert cue.subject is not None
        known = cue.subject.speaks or cue.subject.role in ("text", "saying") or cue.subject.named
        if not known:
            return
        if cue.inverted:  # selon laquelle
            yield last, self.limit(last, cue)
            return
        others = [
            other for other in self.cues if other.usable and other.voice == ACTIVE and not self.hangs_on(other, cue)
        ]
        if cue.subject.pronoun is None:  # «selon lui» is the speaker of the other verb
            others = [other for other in others if self.has_content(other)]
        start = self.opening(cue)
        if start is not None:
            comma = next((i for i in range(last, min(len(tokens), last + 30)) if tokens[i].low == ","), None)
            if comma is not None and appositions.plain(tokens, last, comma):
                named = cue.subject.named or cue.subject.mention is not None
                first = appositions.past_all(tokens, comma + 1, lexicon, named=named)
                first = appositions.past_adverbs(tokens, first, lexicon)
                yield first, self.limit(first, cue)
            elif last < len(tokens) and lexicon.is_(tokens[last].low, "determiner", "pronoun"):  # no comma
                yield last, self.limit(last, cue)
            return
        enumerates = cue.first > 1 and lexicon.is_(tokens[cue.first - 2].low, "coordinator")  # «et, selon NAME, …»
        if cue.first and not others and not enumerates and (tokens[cue.first - 1].low == ","):
            whole = appositions.goes_on(tokens, cue.first, last, lexicon)
            if cue.words_only and not whole:
                return
            yield (self.beginning(cue), self.limit(last, cue) if whole else cue.first - 1)

    def hangs_on(self, other: Cue, cue: Cue) -> bool:
        """True for the «précise» of «, selon NAME, qui précise que»."""
        at = cue.last + 1
        return other.first >= at and at < len(self.words) and self.lexicon.is_(self.words[at], "relative")

    def has_content(self, cue: Cue) -> bool:
        """True if a verb reports something of its own, with or without marks."""
        at = adjuncts.past(self.tokens, self.words, cue.last, self.lexicon)
        quoted = any(token.pair for token in self.tokens[cue.last : at + 1])
        return quoted or cue.inverted or any(True for _ in self.of(cue))

    def beginning(self, cue: Cue) -> int:
        """Where a sentence's content starts: behind a «mais», behind the colon of a heading."""
        for i in range(cue.first - 1, -1, -1):
            if self.tokens[i].low in _STOPS:
                return i + 1
        return 1 if self.words and self.lexicon.is_(self.words[0], "coordinator") else 0

    def opening(self, cue: Cue) -> int | None:
        """0 if the cue opens its sentence, be it behind an adverb or a parenthesis."""
        i = 0
        while i < cue.first and not (self.tokens[i].word or self.tokens[i].pair or self.tokens[i].low == "("):
            i += 1  # the dash behind a dateline
        while i < cue.first:
            after = adjuncts.past_one(self.tokens, self.words, i, len(self.tokens), self.lexicon)
            if after == i and self.lexicon.is_(self.words[i], "coordinator"):
                after = i + 1
            if after == i:
                return None
            i = after
        return 0 if i == cue.first else None

    def qualifies_quotation(self, cue: Cue, first: int) -> bool:
        """True for the «que le journal juge» of «…» que le journal juge: the writer's remark on the words in marks."""
        assert cue.subject is not None
        at = next((i for i in range(first, cue.first) if self.tokens[i].start >= cue.subject.start), 0)
        if at - 2 < first or cue.inverted:
            return False
        return self.lexicon.is_(self.words[at - 1], "complementiser") and self.tokens[at - 2].pair is not None

    def new_clause(self, cue: Cue, first: int) -> int | None:
        """The «et» of «A et NAME estime que»: another's words start there."""
        if cue.voice != ACTIVE or cue.inverted or cue.dependent or cue.subordinate or cue.subject is None:
            return None
        for i in range(cue.first - 1, first, -1):
            if self.tokens[i].start < cue.subject.start:
                joins = self.lexicon.is_(self.words[i], "coordinator")
                return i if joins and self.lexicon.is_(cue.group, "opens_content") else None
        return None

    def before_incise(self, cue: Cue) -> Iterator[tuple[int, int]]:
        """«CONTENT, a-t-il ajouté»; with quotations in it, the sentence is no content."""
        tokens = self.tokens
        if not cue.first or tokens[cue.first - 1].low not in {",", "–", "—"}:
            return
        stretch = tokens[: cue.first - 1]
        if not any(token.pair for token in stretch) and cue.group not in ("judge", "object"):
            yield self.beginning(cue), cue.first - 1

    def before_main_verb(self, first: int, stop: int, cue: Cue) -> int:
        """Before the «, est» of «NAME, des élus disant que …, est là»."""
        lexicon, words = self.lexicon, self.words
        if cue.dependent or lexicon.form(words[cue.last - 1], GERUND) is None:
            return stop
        found = (i for i in range(first + 1, stop - 1) if words[i] == "," and lexicon.is_(words[i + 1], "auxiliary"))
        return next(found, stop)

    def limit(self, first: int, cue: Cue) -> int:
        """Where a content that starts at ``first`` ends: with its sentence, or before what speaks of another."""
        tokens = self.tokens
        stop = next((i for i in range(first, len(tokens)) if tokens[i].low in _STOPS), len(tokens))
        stop = self.before_main_verb(first, stop, cue)
        if cue.dependent and cue.subject is not None:  # «Affirmant que …, NAME a»
            stop = next((i for i in range(first, stop) if tokens[i].start == cue.subject.start), stop)
        for other in self.cues:
            if other is cue or not first < other.first < stop or other.subject is None:
                continue
            if cue.voice == ACCORDING and self.qualifies_quotation(other, first):
                return next(i for i in range(first, len(tokens)) if tokens[i].start >= other.subject.start) - 1
            begins = self.new_clause(other, first)
            if begins is not None:
                return begins
            if other.voice == ACCORDING and other.first - first <= 2:  # «que, selon NAME, …»
                continue
            begin = other.first
            while begin > first and self.lexicon.is_(tokens[begin - 1].low, "preposition", "adverb"):
                begin -= 1  # «, sans préciser»
            by_the_way = begin < other.first and self.lexicon.is_(tokens[other.first].low, "gerund_marker")  # «tout en»
            behind_comma = by_the_way or tokens[begin - 1].low in {",", "–", "—"}
            ends_parenthesis = cue.dependent and behind_comma and not other.subordinate and not other.dependent
            if (
                ends_parenthesis
                or other.coordinated
                or ((other.dependent or other.voice == ACCORDING) and behind_comma)
                or (other.inverted and other.voice == ACTIVE)
            ):
                return begin
            if (
                other.dependent
                and self.lexicon.is_(tokens[other.first - 1].low, "coordinator")
                and other.subject == cue.subject
            ):
                return other.first
        return stop
