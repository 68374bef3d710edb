"""Sentences that are one quotation and name no speaker: a neighbour's, who goes on speaking or is about to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotate_quotes import main_subject
from annotate_quotes.attributed import UNGOVERNED, Attribution, Read
from annotate_quotes.frame import Sentence
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase, rightward
from annotate_quotes.signed import is_person

_BOTH = "either neighbour may be its speaker"


def settle(reads: Sequence[Read], lexicon: Lexicon) -> None:
    """Give each such quotation its neighbour's speaker, unless both neighbours speak and are not the same."""
    for n in range(len(reads)):
        _forward(reads, n, lexicon)
    for n in range(len(reads) - 1, -1, -1):
        _backward(reads, n)


def _forward(reads: Sequence[Read], n: int, lexicon: Lexicon) -> None:
    read = reads[n]
    if not _floats(read):
        return
    signed = _signed_below(reads, n, lexicon)
    announced = _announced_above(reads, n, lexicon) if signed is None else None
    back, ahead = _back(reads, n), _ahead(reads, n)
    if signed is not None:
        made = replace(read.attributions[0], speaker=signed, whole=True, reason="")
    elif announced is not None:
        made = replace(announced, pair=read.attributions[0].pair)
    elif back and ahead and not _same(back.speaker, ahead.speaker):
        made = replace(read.attributions[0], whole=True, reason=_BOTH)
    elif back:
        continued = None if back.pair is read.attributions[0].pair else back.pair
        made = replace(read.attributions[0], speaker=back.speaker, whole=True, continues=continued, reason="")
    else:
        return
    for m, attribution in enumerate(read.attributions):
        read.attributions[m] = replace(made, pair=attribution.pair)


def _backward(reads: Sequence[Read], n: int) -> None:
    """From the end on, so that several in a row all reach the speaker that is named at last."""
    read = reads[n]
    ahead = _ahead(reads, n) if _floats(read) else None
    if ahead is None or ahead.cue is None:
        return
    for m, attribution in enumerate(read.attributions):
        read.attributions[m] = replace(attribution, cue=ahead.cue, speaker=ahead.speaker, whole=True, reason="")


def _signed_below(reads: Sequence[Read], n: int, lexicon: Lexicon) -> Phrase | None:
    """A quotation that is a block of its own, and a block below it that is a dash and a name."""
    if n + 1 >= len(reads) or reads[n + 1].sentence.block != reads[n].sentence.block + 1:
        return None
    if n and reads[n - 1].sentence.block == reads[n].sentence.block:
        return None
    tokens = reads[n + 1].sentence.tokens
    if len(tokens) < 2 or not lexicon.is_(tokens[0].low, "dash") or any(token.pair for token in tokens):
        return None
    name = rightward(tokens, 1, lexicon)
    return name if name is not None and (name.speaks or name.named) else None


def _announced_above(reads: Sequence[Read], n: int, lexicon: Lexicon) -> Attribution | None:
    """The speaker of a block above that ends in a colon, or the person whom that sentence is about."""
    if not n or reads[n - 1].sentence.block == reads[n].sentence.block or reads[n - 1].sentence.words[-1] != ":":
        return None
    cues = [cue for cue in reads[n - 1].cues if not cue.inverted and cue.subject is not None]
    pair = reads[n].attributions[0].pair
    if cues:
        return Attribution(pair, cues[-1], cues[-1].subject, whole=True) if cues[-1].usable else None
    sentence = reads[n - 1].sentence
    subject = main_subject.of_sentence(sentence.tokens, sentence.words, lexicon)
    return Attribution(pair, None, subject, whole=True) if subject is not None and is_person(subject) else None


def _floats(read: Read) -> bool:
    return (
        bool(read.attributions)
        and all(a.speaker is None and a.reason == UNGOVERNED for a in read.attributions)
        and all(token.pair or not token.word for token in read.sentence.tokens)
    )


def _back(reads: Sequence[Read], n: int) -> Attribution | None:
    """What the sentence before says of its speaker, if it has but one who may go on."""
    if not n or reads[n - 1].sentence.block != reads[n].sentence.block:
        return None
    before = reads[n - 1]
    last = before.attributions[-1] if before.attributions else None
    if last is not None and last.speaker and last.whole:
        named_behind = last.continues is not None or (last.cue is not None and last.cue.start > last.pair.start)
        return last if named_behind or _ends_in_quotation(before.sentence) else None
    speakers = [a.speaker for a in before.attributions] + [content.cue.subject for content in before.contents]
    if not speakers or speakers[0] is None or any(speaker != speakers[0] for speaker in speakers):
        return None
    if not speakers[0].speaks:
        return None
    return Attribution(reads[n].attributions[0].pair, None, speakers[0], whole=True)


def _ends_in_quotation(sentence: Sentence) -> bool:
    """True for «NAME a déclaré : «…»», behind which the same may go on."""
    words = [token for token in sentence.tokens if token.pair or token.word]
    return bool(words) and words[-1].pair is not None


def _ahead(reads: Sequence[Read], n: int) -> Attribution | None:
    if n + 1 >= len(reads) or reads[n + 1].sentence.block != reads[n].sentence.block or not reads[n + 1].attributions:
        return None
    after = reads[n + 1].attributions[0]
    behind = after.cue is not None and after.cue.start > after.pair.start
    return after if after.speaker and after.whole and behind else None


def _same(a: Phrase | None, b: Phrase | None) -> bool:
    if a is None or b is None:
        return False
    if a.mention and b.mention:
        return a.mention.entity is not None and a.mention.entity == b.mention.entity
    return b.pronoun is not None
