"""What is known of a quotation, and of a sentence: who said it, by which word, relayed by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotate_quotes.contents import Content
from annotate_quotes.cue import Cue
from annotate_quotes.frame import Sentence, Token
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.marks import Pair
from annotate_quotes.phrases import Phrase, rightward

UNGOVERNED = "no reporting verb governs it"
_CITED = 14  # tokens between a speaker and «cité par»


@dataclass(frozen=True, slots=True)
class Attribution:
    """Of one pair: its cue and speaker, who relayed it, and the pair that it ``continues``.

    ``whole``: the quotation is a sentence of its own. Without a speaker, ``reason`` says why.
    """

    pair: Pair
    cue: Cue | None = None
    speaker: Phrase | None = None
    via: Phrase | None = None
    whole: bool = False
    continues: Pair | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in one sentence: an attribution for each of its quotations, and its reported contents."""

    sentence: Sentence
    attributions: list[Attribution]
    contents: list[Content]
    cues: Sequence[Cue] = ()


def relay(tokens: list[Token], speaker: Phrase, lexicon: Lexicon) -> Phrase | None:
    """Whoever passed on the words of a speaker: «…, cité par l'agence NAME»."""
    for i in range(speaker.stop, min(len(tokens) - 1, speaker.stop + _CITED)):
        if lexicon.is_(tokens[i].low, "cited") and lexicon.is_(tokens[i + 1].low, "by"):
            return rightward(tokens, i + 2, lexicon)
        if tokens[i].low in {".", ";"} or tokens[i].pair:
            return None
    return None
