"""Where the complement of a reporting verb begins: «… que CLAUSE», «… avoir DONE», «accuser NAME de …»."""

from __future__ import annotations

from dataclasses import dataclass

from annotate_quotes import adjuncts
from annotate_quotes.cue import Cue
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon

_PARENTHESIS = 30  # tokens between commas behind a verb
_OBJECT = 14  # tokens between «accuser» or «demander» and the infinitive
_STOPS = frozenset({";", ":"})


@dataclass(slots=True)
class Complements:
    """The complements of the verbs of one sentence, by their first tokens."""

    tokens: list[Token]
    words: list[str]
    lexicon: Lexicon

    def clause(self, cue: Cue) -> int | None:
        """The first token of the clause, behind «que»."""
        at = self.complementiser(cue)
        if at is None:
            return None
        if self.is_complementiser(at, cue):
            return at + 1
        return at if self.begins_bare(at, cue) else None

    def begins_bare(self, at: int, cue: Cue) -> bool:
        """True where a language needs no «que»: «said the road was closed»."""
        if not self.lexicon.is_(cue.group, "bare_clause_group") or cue.flags & {"near", "weak", "person"}:
            return False
        token = self.tokens[at]
        noun = token.mention or token.capital or self.lexicon.is_(token.low, "determiner", "pronoun")
        return bool(noun) and at == cue.last and token.pair is None

    def complementiser(self, cue: Cue) -> int | None:
        """Where «que» stands or an infinitive would: behind the adjuncts of a verb that takes them; else None."""
        if "only" in cue.flags or not self.lexicon.is_(cue.group, "que_group"):
            return None
        at = adjuncts.past(self.tokens, self.words, cue.last, self.lexicon)
        if at < len(self.tokens) and not self.is_complementiser(at, cue):
            at = self.past_parenthesis(cue, at)
        return at if at < len(self.tokens) else None

    def infinitive(self, cue: Cue) -> int | None:
        """The first token of «avoir CONTENT», or behind «accuser NAME de», «demander à NAME de»."""
        if cue.flags & {"only", "near"}:
            return None
        at = self.complementiser(cue) if self.lexicon.is_(cue.group, "infinitive_group") else None
        early = self.infinitive_at(at) if at is not None else None
        if early is not None:
            return early
        return self.to_do(cue) if self.lexicon.is_(cue.group, "to_do_group", "to_do_of_group") else None

    def before_but(self, first: int, stop: int) -> int:
        """Before the «, mais NAME» or «et s'en va» behind an infinitive: the writer's next clause."""
        words, lexicon = self.words, self.lexicon
        for i in range(first + 1, stop - 2):
            if lexicon.is_(words[i], "and", "but") and lexicon.is_(words[i + 1], "reflexive"):
                return stop if self.is_infinitive(i + 2) else i
            if words[i - 1] == "," and lexicon.is_(words[i], "but"):
                return i - 1 if lexicon.is_(words[i + 1], "determiner", "pronoun", "impersonal") else stop
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
        if "near" in cue.flags and not self.is_beside(cue, i):
            return False  # «veut en finir avec des règles qu'il juge mauvaises»
        return self.lexicon.is_(low, "complementiser") or (cue.group == "ask" and self.lexicon.is_(low, "whether"))

    def is_beside(self, cue: Cue, i: int) -> bool:
        """True if nothing but adverbs stands between a verb and the token ``i``."""
        at = cue.last
        while at < i:
            width = self.lexicon.phrase(self.words, at, "adverbial")
            small = self.words[at] == "," or self.lexicon.is_adverb(self.words[at]) or self.tokens[at].date is not None
            if not (width or small):
                return False
            at += width or 1
        return True

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
