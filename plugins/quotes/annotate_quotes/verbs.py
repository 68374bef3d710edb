"""Groups of a reporting verb: simple, compound, inverted, passive; participles and infinitives that hang on another."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotate_quotes import adjuncts, inverted, subjects
from annotate_quotes.cue import ACTIVE, Cue
from annotate_quotes.frame import Token
from annotate_quotes.inflection import FINITE, GERUND, INFINITIVE, PARTICIPLE, SHOWS, Form
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.passives import passive
from annotate_quotes.phrases import Phrase

_REACH = 4  # tokens between an auxiliary and its participle
_COORDINATED = 30  # tokens between an auxiliary and a second participle
_CLAUSE = 12  # tokens between a subordinating word and its verb
_STARTS_INCISE = frozenset({",", "–", "—", "-", "("})
_NOT_INCISE = frozenset({"judge", "object", "accuse"})
_CLOSES = frozenset({".", "!", "?", "…", "...", ",", ";", ":", ")", "(", "–", "—"})


@dataclass(slots=True)
class Verbs:
    """The verb groups of one sentence, each asked for by the index of its verb."""

    tokens: list[Token]
    words: list[str]
    lexicon: Lexicon

    def at(self, i: int) -> Cue | None:
        """The cue whose verb is the token ``i``, if it is one."""
        lexicon, low = self.lexicon, self.tokens[i].low
        participle = None if i and lexicon.is_(self.tokens[i - 1].low, "determiner") else lexicon.form(low, PARTICIPLE)
        cue = self.compound(i)
        if cue is None and participle and not self.has_object(i):
            cue = passive(self.tokens, i, participle, lexicon)
        if cue:
            return cue
        reflexive = self.is_reflexive(i)
        finite = lexicon.form(low, FINITE, reflexive=reflexive)
        if finite and self.may_be_finite(i, finite):
            return self.finite(i, i, i + 1, finite)
        gerund = lexicon.form(low, GERUND, reflexive=reflexive)
        if gerund and not lexicon.is_adverb(low):
            return self.gerund(i, gerund)
        infinitive = lexicon.form(low, INFINITIVE, reflexive=reflexive)
        if infinitive:
            return self.infinitive(i, infinitive)
        return self.second_participle(i, participle) if participle else None

    def has_object(self, i: int) -> bool:
        """True for «the mayor praised “…”», whose verb is spelt like its participle: it is no passive."""
        tokens, lexicon = self.tokens, self.lexicon
        if not i or i + 1 >= len(tokens) or not lexicon.form(tokens[i].low, FINITE):
            return False
        before = tokens[i - 1]
        behind = tokens[i + 1].pair is not None or lexicon.is_(tokens[i + 1].low, "determiner")
        return before.word and behind and not lexicon.is_(before.low, "auxiliary")

    def clitic(self, i: int, verb: str, pronoun: str, offset: int) -> Cue | None:
        """«a-t-il ajouté», «précise-t-il», «a-t-il voulu rappeler»."""
        lexicon, token = self.lexicon, self.tokens[i]
        subject = Phrase(token.start + offset, token.end, pronoun=pronoun, stop=i + 1)
        impersonal = lexicon.is_(pronoun, "impersonal")
        form = lexicon.form(verb, FINITE, reflexive=self.is_reflexive(i))
        start, end, last = token.start, token.start + len(verb), i + 1
        if form is None:
            found = self.after_clitic(i)
            if found is None:
                return None
            form, at = found
            start, end, last = self.tokens[at].start, self.tokens[at].end, at + 1
        first = i
        while first > 0 and lexicon.is_(self.tokens[first - 1].low, "clitic"):
            first -= 1
        return Cue(
            start, end, first, last, form.group, form.flags, ACTIVE, subject, inverted=True, impersonal=impersonal
        )

    def is_reflexive(self, i: int) -> bool:
        return i > 0 and self.lexicon.is_(self.tokens[i - 1].low, "reflexive")

    def after_clitic(self, i: int) -> tuple[Form, int] | None:
        j = i + 1
        while j < min(len(self.tokens), i + 1 + 2 * _REACH):
            low = self.tokens[j].low
            form = self.lexicon.form(low, PARTICIPLE, INFINITIVE, reflexive=self.is_reflexive(i))
            if form:
                return form, j
            width = self.lexicon.phrase(self.words, j, "adverbial") or self.lexicon.phrase(self.words, j, "light")
            if not (width or self.lexicon.is_adverb(low) or self.lexicon.is_(low, "clitic", "having_been")):
                return None
            j += width or 1
        return None

    def compound(self, i: int) -> Cue | None:
        """«a déclaré», «avait, dans un communiqué, accusé», «s'est félicité»."""
        tokens, lexicon = self.tokens, self.lexicon
        if i and lexicon.is_(tokens[i - 1].low, "determiner"):
            return None
        first = adjuncts.before(tokens, self.words, i - 1, lexicon)
        if first < 0 or (tokens[first].mention and tokens[first].capital):
            return None
        reflexive = bool(first) and lexicon.is_(tokens[first - 1].low, "reflexive")
        form = lexicon.form(tokens[i].low, PARTICIPLE, FINITE, reflexive=reflexive)  # FINITE: «a réagit»
        if form is None:
            return None
        if lexicon.is_(tokens[first].low, "having_participle"):
            return Cue(tokens[i].start, tokens[i].end, first, i + 1, form.group, form.flags, dependent=True)
        if lexicon.is_(tokens[first].low, "having_infinitive"):  # «pour avoir appelé à»
            governed = first > 0 and lexicon.is_(tokens[first - 1].low, "preposition")
            cue = Cue(tokens[i].start, tokens[i].end, first, i + 1, form.group, form.flags, dependent=True)
            return cue if governed else None
        if lexicon.is_(tokens[first].low, "having") or (reflexive and lexicon.is_(tokens[first].low, "being")):
            return self.finite(i, first, i + 1, form)
        return None

    def second_participle(self, i: int, form: Form) -> Cue | None:
        """«a jeté des œufs et crié»."""
        if not i or not self.lexicon.is_(self.tokens[i - 1].low, "coordinator"):
            return None
        quoted = False
        for j in range(i - 2, max(-1, i - _COORDINATED), -1):
            token = self.tokens[j]
            quoted |= token.pair is not None
            in_clause = self.lexicon.is_(token.low, "complementiser", "relative") and not quoted
            if in_clause or token.low in {";", ":"}:
                return None
            if self.lexicon.is_(token.low, "having") and not token.mention:
                cue = self.finite(i, j, i + 1, form)
                return replace(cue, first=i, negated=False) if cue else None
        return None

    def may_be_finite(self, i: int, form: Form) -> bool:
        """False where a noun or adjective stands: after a determiner or preposition («une note», «le juge»)."""
        if i == 0:
            return False
        lexicon, before = self.lexicon, self.tokens[i - 1]
        if before.mention:
            return True
        if lexicon.is_(before.low, "auxiliary") or (form.reflexive and not lexicon.is_(before.low, "reflexive")):
            return False
        if form.flags & {"weak", "near"} and not form.reflexive and lexicon.is_(before.low, "reflexive"):
            return False
        if lexicon.is_(before.low, "clitic_article"):  # a pronoun, if a subject stands before it
            if i < 2:
                return False
            earlier = self.tokens[i - 2]
            if lexicon.is_(earlier.low, "pronoun", "relative", "clitic", "negation"):
                return True
            return earlier.low == "," and form.group == "judge"
        if lexicon.is_(before.low, "determiner", "preposition"):  # «en», «leur» may be pronouns
            return (
                i > 1
                and lexicon.is_(before.low, "clitic")
                and lexicon.is_(self.tokens[i - 2].low, "pronoun", "relative")
            )
        return True

    def finite(self, at: int, first: int, last: int, form: Form) -> Cue | None:
        tokens, lexicon = self.tokens, self.lexicon
        negated = False
        while first > 0 and lexicon.is_(tokens[first - 1].low, "clitic") and not tokens[first - 1].mention:
            first -= 1
            negated |= lexicon.is_(tokens[first].low, "negation")
        start = first if lexicon.classes["negation"] else max(0, at - _REACH)  # «has not said» needs but one word
        second = any(lexicon.is_(t.low, "negation_second") for t in tokens[start : last + 1])
        negated = negated or (second and not lexicon.classes["negation"])
        fully = negated and second
        flags = form.flags if fully == negated else form.flags | {"only"}  # «n'a confirmé que …»
        cue = Cue(tokens[at].start, tokens[at].end, first, last, form.group, flags, negated=fully)
        before = tokens[first - 1] if first else None
        if before is None or before.pair or before.low in _STARTS_INCISE:
            incise = self.incise(cue, before)
            if incise:
                return incise
        if before is None:
            return cue
        if lexicon.is_(before.low, "coordinator"):
            subject = self.of_relative(first - 1)
            return replace(cue, dependent=True, coordinated=True, subject=subject)
        if lexicon.is_(before.low, "impersonal"):
            return replace(cue, impersonal=True)
        if lexicon.is_(before.low, "complementiser"):  # «ce qu'a dit NAME», «comme l'a dit NAME»
            following = inverted.subject(tokens, self.words, cue.last, lexicon)
            if following is not None and following.speaks:
                return replace(cue, subject=following)
        subject = subjects.before(tokens, self.words, first, lexicon)
        apart = subject is None or subject.stop >= first or tokens[subject.stop].low not in {",", "("}
        if before.low == "," and apart and lexicon.is_noun(tokens[at].low, "homograph"):
            return None  # «, poste qu'il a quitté»
        return replace(cue, subject=subject, subordinate=self.is_subordinate(first))

    def of_relative(self, coordinator: int) -> Phrase | None:
        """Of «NAME, qui n'a rien vu, mais a dit»: NAME, as the coordinated verb is in the relative clause too."""
        stop = coordinator - 1 if self.words[coordinator - 1] == "," else coordinator
        for i in range(stop - 1, max(0, stop - _CLAUSE), -1):
            if self.tokens[i].pair or self.tokens[i].low in _CLOSES:
                return None
            if self.lexicon.is_(self.tokens[i].low, "relative") and not self.tokens[i].mention:
                return subjects.before(self.tokens, self.words, i + 1, self.lexicon)
        return None

    def incise(self, cue: Cue, before: Token | None) -> Cue | None:
        """«…», a déclaré NAME. Without a quotation before it, only what can be nothing else."""
        tokens = self.tokens
        k = cue.first - 1
        while k > 0 and tokens[k].low in _STARTS_INCISE:
            k -= 1
        beside = before is not None and tokens[k].pair is not None
        subject = inverted.subject(tokens, self.words, cue.last, self.lexicon)
        if subject is None:
            return None
        if before is not None and before.pair and k and not (subject.speaks or subject.named):
            return None  # «le groupe «Rouge» annonce une réunion»
        if beside or before is None:
            return replace(cue, subject=subject, inverted=True)
        following = tokens[subject.stop] if subject.stop < len(tokens) else None
        closes = following is None or following.low in _CLOSES or following.date is not None
        closes = closes or (following is not None and self.lexicon.is_(following.low, "preposition"))
        strict = subject.speaks and subject.pronoun is None and bool(closes)
        if strict and cue.group not in _NOT_INCISE and not cue.flags - {SHOWS}:
            return replace(cue, subject=subject, inverted=True)
        return None

    def is_subordinate(self, first: int) -> bool:
        """True if a subordinating word stands between the verb and the beginning of its clause."""
        for i in range(first - 1, max(-1, first - _CLAUSE), -1):
            token = self.tokens[i]
            if token.pair or token.low in {";", ":"}:
                return False
            if not token.mention and self.lexicon.is_(token.low, "subordinator"):
                return True
            if token.low == ",":
                return False
        return False

    def gerund(self, i: int, form: Form) -> Cue | None:
        """«, ajoutant que»; «en affirmant»; «des manifestants scandant»."""
        token = self.tokens[i]
        first = i
        while (
            first > 0 and self.lexicon.is_(self.tokens[first - 1].low, "clitic") and not self.tokens[first - 1].mention
        ):
            first -= 1
        cue = Cue(token.start, token.end, first, i + 1, form.group, form.flags, dependent=True)
        gerundive = any(self.lexicon.is_(t.low, "preposition") for t in self.tokens[first:i])
        before = self.tokens[first - 1] if first else None
        if gerundive or before is None or self.lexicon.is_(before.low, "clitic", "coordinator"):
            return cue
        if before.word or before.mention:
            subject = subjects.nearest(self.tokens, first, self.lexicon)
            own = subject is not None or before.mention is not None or before.capital  # no other's words, then
            return replace(cue, subject=subject, dependent=not own)
        return cue

    def infinitive(self, i: int, form: Form) -> Cue | None:
        """«a tenu à préciser», «a fait savoir», «avant d'ajouter», «pour dénoncer»."""
        tokens, lexicon = self.tokens, self.lexicon
        first = i
        while (
            first > 0
            and lexicon.is_(tokens[first - 1].low, "clitic")
            and not lexicon.is_(tokens[first - 1].low, "negation")
        ):
            first -= 1
        cue = Cue(tokens[i].start, tokens[i].end, i, i + 1, form.group, form.flags, dependent=True)
        for width in (1, 2, 3):
            start = first - width
            if start < 0:
                break
            if lexicon.phrase(self.words, start, "before_infinitive") == width:
                return cue
            if lexicon.phrase(self.words, start, "light") == width:
                return self.light(cue, start)
        return None

    def light(self, cue: Cue, start: int) -> Cue | None:
        """The subject of a verb group that a reporting infinitive belongs to is that of the infinitive."""
        tokens, lexicon = self.tokens, self.lexicon
        first = start
        before = adjuncts.before(tokens, self.words, start - 1, lexicon)
        if before >= 0 and lexicon.is_(tokens[before].low, "auxiliary"):
            first = before
        flags = cue.flags - {"weak"} if lexicon.is_(tokens[start].low, "causative") else cue.flags
        group = "say" if flags != cue.flags else cue.group
        verb = self.finite(start, first, cue.last, Form("", group, FINITE, False, flags))
        if verb is None:
            return None
        return replace(verb, start=cue.start, end=cue.end)
