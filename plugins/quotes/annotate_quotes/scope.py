"""Whether a cue before a quotation governs it, by what stands between the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotate_quotes.cue import ACCORDING, ACTIVE, Cue
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon

REACH = 45  # tokens that a cue before a quotation may govern
_NEAR = 6  # tokens that a cue marked «near» may
_JOINING = frozenset({",", ";"})


@dataclass(slots=True)
class Scope:
    """What the cues of one sentence govern; ``quoted``: the indices of its quotations."""

    tokens: list[Token]
    quoted: Sequence[int]
    lexicon: Lexicon

    def is_plain(self, cue: Cue, i: int) -> bool:
        """False where the subject is not known to be somebody who speaks, and neither colon nor «que» says so."""
        if cue.subject is None or cue.voice != ACTIVE:
            return True
        known = cue.subject.speaks or cue.subject.named or cue.subject.role == "text"
        return known or self.after_colon(i) or self.lexicon.is_(self.tokens[i - 1].low, "complementiser")

    def governs(self, cue: Cue, i: int) -> bool:
        """True if a cue before the quotation ``i`` governs it."""
        lexicon = self.lexicon
        between = self.tokens[cue.last : i]
        if len(between) > REACH or any(token.low == ";" for token in between):
            return False
        if cue.inverted and cue.voice == ACTIVE:
            assert cue.subject is not None
            return self.tokens[i].pair is not None and all(
                not t.word or self.joins(t) for t in self.tokens[max(cue.subject.stop, cue.last) : i]
            )
        if cue.voice == ACCORDING:
            return True
        if not self.reaches(cue, i):
            return False
        in_relative = any(lexicon.is_(token.low, "relative") and not token.mention for token in between)
        in_clause = any(lexicon.is_(token.low, "complementiser") for token in between[:4])
        if in_clause:
            return True
        if not self.after_colon(i) and (self.resumes(cue, i) or self.is_borne(i, cue) or self.is_object(cue, i)):
            return False
        announced = self.after_colon(i) and not cue.subordinate
        return not in_relative or announced or self.shares_relative(cue, i)

    def after_colon(self, i: int) -> bool:
        """True if a colon stands right before."""
        return i > 0 and self.tokens[i - 1].low == ":"

    def resumes(self, cue: Cue, i: int) -> bool:
        """True if a comma and a subject pronoun stand between, or, behind a relative clause, an auxiliary: the main
        clause goes on there."""
        tokens, lexicon = self.tokens, self.lexicon
        begins = ("pronoun", "auxiliary") if cue.subordinate else ("pronoun",)
        for j in range(cue.last + 1, i):
            at = j + 1 if j + 1 < i and lexicon.is_(tokens[j].low, "but") else j  # «, mais il»
            if tokens[j - 1].low == "," and lexicon.is_(tokens[at].low, *begins) and not tokens[at].mention:
                return True
        return False

    def is_object(self, cue: Cue, i: int) -> bool:
        """True for the words in marks of «a réagi en ouvrant une «caisse»»: what somebody does, not what they say."""
        lexicon = self.lexicon
        return any(
            lexicon.is_(self.tokens[j].low, "gerund_marker") and lexicon.gerund.fullmatch(self.tokens[j + 1].low)
            for j in range(cue.last, i - 1)
        )

    def is_borne(self, i: int, cue: Cue) -> bool:
        """True for the words of «une pancarte «…»» that a verb further off does not report."""
        return i - 1 > cue.last and self.lexicon.is_noun(self.tokens[i - 1].low, "bearer")

    def shares_relative(self, cue: Cue, i: int) -> bool:
        """«décrivent des gens «réservés», qui ne «disaient jamais bonjour»»: only small words behind the relative."""
        lexicon = self.lexicon
        at = max(j for j in range(cue.last, i) if lexicon.is_(self.tokens[j].low, "relative"))
        small = all(
            lexicon.is_(t.low, "clitic", "negation", "auxiliary") or lexicon.is_adverb(t.low)
            for t in self.tokens[at + 1 : i]
        )
        return small and lexicon.is_(cue.group, "judge_group") and any(cue.last <= q < at for q in self.quoted)

    def reaches(self, cue: Cue, i: int) -> bool:
        """Whether a verb that often means something else, or has its object close by, may govern that far."""
        return "near" not in cue.flags or self.after_colon(i) or i - cue.last <= _NEAR

    def joins(self, token: Token) -> bool:
        """True for «,», «;», «et»."""
        return token.low in _JOINING or self.lexicon.is_(token.low, "coordinator")
