"""Reported contents: the clause that a cue reports, complementiser outside, whether or not it holds quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotate_quotes import adjuncts, appositions
from annotate_quotes.cue import ACCORDING, ACTIVE, Cue
from annotate_quotes.frame import Sentence, Token
from annotate_quotes.inflection import SHOWS
from annotate_quotes.lexicon import Lexicon

_SHORTEST = 3  # words of a content without quotations
_PARENTHESIS = 30  # tokens between commas behind a verb
_OBJECT = 14  # tokens between «accuser» or «demander» and the infinitive
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
        tokens, lexicon = self.tokens, self.lexicon
        if "only" in cue.flags:
            return
        at = adjuncts.past(tokens, self.words, cue.last, lexicon)
        if at < len(tokens) and not self.is_complementiser(at, cue):
            at = self.past_parenthesis(cue, at)
        direct = at if at < len(tokens) else None
        if direct is not None and lexicon.is_(cue.group, "que_group"):
            if self.is_complementiser(direct, cue):
                yield from self.clauses(direct + 1, cue)
                return
            early = None if "near" in cue.flags else self.infinitive_at(direct)
            if lexicon.is_(cue.group, "infinitive_group") and early is not None:
                yield early, self.before_but(early, self.limit(early, cue))
                return
        if lexicon.is_(cue.group, "to_do_group", "to_do_of_group") and "near" not in cue.flags:
            to_do = self.to_do(cue)
            if to_do is not None:
                yield to_do, self.before_but(to_do, self.limit(to_do, cue))

    def before_but(self, first: int, stop: int) -> int:
        """Before the «, mais NAME» behind an infinitive: the writer's next clause."""
        for i in range(first + 1, stop - 1):
            if self.tokens[i - 1].low == "," and self.lexicon.is_(self.words[i], "but"):
                return i - 1 if self.lexicon.is_(self.words[i + 1], "determiner", "pronoun", "impersonal") else stop
        return stop

    def past_parenthesis(self, cue: Cue, at: int) -> int:
        """Behind «a dit, dans une lettre publiée mardi par l'agence,» if a complementiser follows; else ``at``."""
        tokens = self.tokens
        if tokens[cue.last].low != ",":
            return at
        for i in range(cue.last + 1, min(len(tokens) - 1, cue.last + _PARENTHESIS)):
            if tokens[i].pair or tokens[i].low in _STOPS:
                break
            if tokens[i].low == ",":
                return i + 1 if self.is_complementiser(i + 1, cue) else at
        return at

    def is_complementiser(self, i: int, cue: Cue) -> bool:
        low = self.tokens[i].low
        if i - 1 > cue.last and self.lexicon.is_(self.words[i - 1], "que_conjunction"):  # «alors que»
            return False
        if "near" in cue.flags and any(self.lexicon.is_(w, "preposition") for w in self.words[cue.last : i]):
            return False  # «veut en finir avec des règles qu'il juge mauvaises»
        return self.lexicon.is_(low, "complementiser") or (cue.group == "ask" and self.lexicon.is_(low, "whether"))

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

    def infinitive_at(self, i: int) -> int | None:
        """Where an infinitive clause starts: at ``i``, or at the negation or pronoun before its verb."""
        lexicon, j = self.lexicon, i
        if i and lexicon.is_(self.words[i - 1], "preposition") and not lexicon.is_(self.words[i - 1], "linking"):
            return None
        while j < len(self.words) and j - i < 4 and lexicon.is_(self.words[j], "clitic", "negation_second"):
            j += 1
        return i if j < len(self.words) and self.is_infinitive(j) else None  # «les» may be an article, «-er» a noun

    def is_infinitive(self, i: int) -> bool:
        token = self.tokens[i]
        if token.mention or token.capital or token.date:
            return False
        if self.lexicon.is_(token.low, "infinitive"):
            return True
        return bool(self.lexicon.infinitive.fullmatch(token.low)) and not self.lexicon.is_(token.low, "not_infinitive")

    def to_do(self, cue: Cue) -> int | None:
        """The infinitive behind «de» that says what somebody is asked to do or accused of."""
        addressed = cue.group != "ask"
        for i in range(cue.last, min(len(self.tokens) - 1, cue.last + _OBJECT)):
            token = self.tokens[i]
            if token.pair or token.low in _STOPS or self.lexicon.is_(token.low, "relative", "complementiser"):
                return None
            addressed = addressed or self.lexicon.is_(token.low, "to")
            if self.lexicon.is_(token.low, "to_do_marker") and addressed:
                first = self.infinitive_at(i + 1)
                if first is not None:
                    return first
        return None

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
                first = appositions.past(tokens, comma + 1, lexicon, named=named)
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

    def limit(self, first: int, cue: Cue) -> int:
        """Where a content that starts at ``first`` ends: with its sentence, or before what speaks of another."""
        tokens = self.tokens
        stop = next((i for i in range(first, len(tokens)) if tokens[i].low in _STOPS), len(tokens))
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
            behind_comma = tokens[begin - 1].low in {",", "–", "—"}
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
