"""Reporting verbs and prepositions in a sentence, each with the phrase that names whose words it reports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from annotate_quotes import adjuncts, main_subject, subjects
from annotate_quotes.according import find_according
from annotate_quotes.cue import ACTIVE, PASSIVE, Cue
from annotate_quotes.frame import Sentence, Token
from annotate_quotes.incises import by_place
from annotate_quotes.inflection import FINITE
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase, rightward
from annotate_quotes.verbs import Verbs

_CLAUSE = 30  # tokens between a subordinating word and a gerund
_NOUN = 4  # tokens between a verb and the noun of saying that it governs


def find_cues(sentence: Sentence, lexicon: Lexicon) -> list[Cue]:
    """The cues of a sentence in order; participles, infinitives and second verbs have their subject from what is
    before them."""
    finder = _Finder(sentence.tokens, sentence.words, lexicon)
    cues: list[Cue] = []
    i = 0
    while i < len(finder.tokens):
        cue = finder.with_tail(finder.at(i))
        if cue is not None and finder.reports(cue):
            cues.append(finder.with_subject(cue, cues))
            i = max(i + 1, cue.last)
        else:
            i += 1
    return cues


@dataclass(slots=True)
class _Finder:
    tokens: list[Token]
    words: list[str]
    lexicon: Lexicon
    main: list[Phrase | None] = field(default_factory=list)
    verbs: Verbs = field(init=False)

    def __post_init__(self) -> None:
        self.verbs = Verbs(self.tokens, self.words, self.lexicon)

    def at(self, i: int) -> Cue | None:
        """The cue whose verb or preposition is the token ``i``."""
        token = self.tokens[i]
        if token.mention and (i == 0 or self.tokens[i - 1].mention is not token.mention):
            according = find_according(self.tokens, self.words, i, self.lexicon)  # «Selon NAME», taken for a name
            if according is not None:
                return according
        if not token.word or (token.mention and (token.capital or self.is_in_name(i))):
            return None
        low = token.low
        if "-" in low:
            inverted = self.lexicon.inversion.fullmatch(low)
            if inverted:
                found = self.verbs.clitic(i, inverted["verb"], inverted["pronoun"], inverted.start("pronoun"))
                return found or by_place(self.tokens, self.words, i, self.lexicon)
        return (
            find_according(self.tokens, self.words, i, self.lexicon)
            or (self.verbs.at(i) if low in self.lexicon.verbs else None)
            or by_place(self.tokens, self.words, i, self.lexicon)
        )

    def with_tail(self, cue: Cue | None) -> Cue | None:
        """The cue up to behind its particles («met en garde»); None where a verb that needs some has none."""
        tails = [flag[1:].split() for flag in cue.flags if flag[0] == "+"] if cue is not None else []
        if cue is None or not tails:
            return cue
        at = cue.last
        while at < len(self.tokens) and self.lexicon.is_adverb(self.words[at]):
            at += 1
        width = max((len(tail) for tail in tails if self.words[at : at + len(tail)] == tail), default=0)
        return replace(cue, last=at + width) if width else None

    def reports(self, cue: Cue) -> bool:
        """False for a verb that often means something else and has no quotation, colon or «que» behind it."""
        if "weak" not in cue.flags or cue.inverted or cue.voice != ACTIVE:
            return True
        at = cue.last
        while at < len(self.tokens) and self.lexicon.is_adverb(self.words[at]):
            at += 1
        if at >= len(self.tokens):
            return False
        token = self.tokens[at]
        if token.low == ":" or self.lexicon.is_(token.low, "complementiser"):
            return True
        if token.pair:
            return not cue.dependent
        before = self.words[cue.first : cue.last]
        if cue.group == "opine" and any(self.lexicon.is_(word, "in_it") for word in before):  # «y voit une «chance»»
            at = adjuncts.past(self.tokens, self.words, at, self.lexicon)
            return any(t.pair for t in self.tokens[at : at + _NOUN])
        noun = next(
            (j for j in range(at, min(len(self.tokens), at + _NOUN)) if self.lexicon.is_noun(self.words[j], "saying")),
            -1,
        )
        beyond = self.tokens[noun + 1 : noun + 3] if noun >= 0 else []
        return any(t.pair or t.low == ":" for t in beyond)

    def is_in_name(self, i: int) -> bool:
        """True for the «enchaîné» of the Canard enchaîné; a finite verb is none of a name."""
        return self.lexicon.form(self.words[i], FINITE) is None

    def with_subject(self, cue: Cue, cues: list[Cue]) -> Cue:
        """A participle, infinitive or second verb has the subject of the clause that it depends on."""
        if not cue.dependent or cue.subject is not None:
            return cue
        before = [other for other in cues if other.voice == ACTIVE] if cue.coordinated else []
        if before and cues[-1].voice == ACTIVE:
            like = [other for other in before if self.is_plural(other) == self.is_plural(cue)]
            other = like[-1] if like else before[-1]
            return replace(cue, subject=other.subject, impersonal=other.impersonal)
        own = self.of_subordinate(cue)
        if own is not None:
            return replace(cue, subject=own)
        for other in reversed(cues):
            if other.voice == ACTIVE and not other.subordinate and (other.subject or other.impersonal):
                return replace(cue, subject=other.subject, impersonal=other.impersonal)
        main = self.main_subject()
        if main is None or not (main.speaks or main.named or main.role == "text"):
            near = next((other for other in reversed(cues) if other.voice != PASSIVE and other.subject), None)
            if near is not None:
                return replace(cue, subject=near.subject)
            comma = cue.first - 1  # «a été lancée par un témoin, déclarant que»
            apart = comma > 0 and self.tokens[comma].low == ","
            return replace(cue, subject=subjects.nearest(self.tokens, comma, self.lexicon)) if apart else cue
        return replace(cue, subject=main)

    def of_subordinate(self, cue: Cue) -> Phrase | None:
        """Of «…, quand NAME a surgi en criant»: NAME; «en» hangs on the verb beside it."""
        if not any(self.lexicon.is_(word, "gerund_marker") for word in self.words[cue.first : cue.last]):
            return None
        for i in range(cue.first - 1, max(0, cue.first - _CLAUSE), -1):
            if self.tokens[i].pair or self.tokens[i].low in {";", ":", ","}:
                return None
            if self.lexicon.is_(self.words[i], "temporal") and not self.tokens[i].mention:
                found = rightward(self.tokens, i + 1, self.lexicon, cue.first)
                return found if found is not None and found.speaks else None
        return None

    def is_plural(self, cue: Cue) -> bool:
        return self.lexicon.plural_form.fullmatch(self.words[cue.first]) is not None

    def main_subject(self) -> Phrase | None:
        if not self.main:
            self.main.append(main_subject.of_sentence(self.tokens, self.words, self.lexicon))
        return self.main[0]
