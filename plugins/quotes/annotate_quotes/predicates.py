"""Quotations that are a verb, or all that is said of their speaker: a «enjoint aux élus de voter»; qui «refuse»."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_quotes import subjects
from annotate_quotes.cue import ACTIVE, Cue
from annotate_quotes.frame import Sentence
from annotate_quotes.inflection import FINITE, PARTICIPLE
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase


def quoted_verb(sentence: Sentence, i: int, lexicon: Lexicon) -> Cue | None:
    """A cue inside the quotation ``i``: its first word, a reporting verb whose subject stands before the marks."""
    tokens, pair = sentence.tokens, sentence.tokens[i].pair
    assert pair is not None
    if not i or not tokens[i - 1].word:
        return None
    at = pair.inner[0]
    while at < pair.inner[1] and sentence.text[at].isspace():
        at += 1
    match = lexicon.token.match(sentence.text, at, pair.inner[1])
    if match is None:
        return None
    having = lexicon.is_(tokens[i - 1].low, "having") and not tokens[i - 1].mention
    form = lexicon.form(match[0].lower(), PARTICIPLE if having else FINITE)
    if form is None or "weak" in form.flags or form.reflexive:
        return None
    first = i - 1 if having else i
    while first and lexicon.is_(tokens[first - 1].low, "clitic") and not tokens[first - 1].mention:
        first -= 1
    subject = subjects.before(tokens, sentence.words, first, lexicon)
    known = subject is not None and (subject.speaks or subject.role == "text")
    if subject is None or not known or (not having and subject.stop != first):
        return None
    return Cue(*match.span(), i, i, form.group, subject=subject)


def subject_of(sentence: Sentence, i: int, cues: Sequence[Cue], lexicon: Lexicon) -> Phrase | None:
    """Whoever speaks elsewhere in the sentence and of whom the quotation ``i`` says something.

    Of «NAME est «sceptique», estimant que» and of «a dit NAME, qui «refuse de signer»», NAME.
    """
    tokens, at = sentence.tokens, i - 1
    while at > 0 and lexicon.is_adverb(tokens[at].low) and not tokens[at].mention:
        at -= 1
    if at < 1 or tokens[at].mention or not lexicon.is_(tokens[at].low, "relative", "being"):
        return None
    first = at + lexicon.is_(tokens[at].low, "relative")
    subject = subjects.before(tokens, sentence.words, first, lexicon)
    if subject is None or not subject.speaks:
        return None
    own = (c.subject for c in cues if c.usable and c.voice == ACTIVE and (c.inverted or (c.dependent and c.first > i)))
    return subject if any(other is not None and other.start == subject.start for other in own) else None
