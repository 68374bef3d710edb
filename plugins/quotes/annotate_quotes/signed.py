"""Speakers named without a reporting verb: signed, behind a name and a colon, written on something."""

from __future__ import annotations

from annotate_quotes import main_subject
from annotate_quotes.cue import Cue
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase, rightward

_SIGNATURE = 14  # tokens from the dash to the end
_LINE = 12  # tokens before the colon of «NAME, fonction : «…»»
_WRITTEN = 8  # tokens from «sur laquelle» to the quotation
_OPENS = frozenset({"–", "—", "-", "(", "―"})
_ENDS = frozenset({")", ".", "!", "?"})


def signature(tokens: list[Token], i: int, lexicon: Lexicon) -> Phrase | None:
    """Of «…» – NAME or «…» (NAME, function), which end the sentence: the name."""
    k = i + 1
    if k + 1 >= len(tokens) or tokens[k].low not in _OPENS or len(tokens) - k > _SIGNATURE:
        return None
    mention = tokens[k + 1].mention
    if mention is None or mention.kind != "person":
        return None
    signed = rightward(tokens, k + 1, lexicon)
    if signed is None or (signed.stop < len(tokens) and tokens[signed.stop].low not in {*_ENDS, ","}):
        return None
    return signed if not any(token.pair for token in tokens[k:]) else None


def titled(tokens: list[Token], words: list[str], i: int, lexicon: Lexicon) -> Phrase | None:
    """Of «NAME : «…»», «NAME, fonction : «…»» and «la réponse de NAME : «…»»: the name; else, of a sentence that ends
    in : «…», its subject, if that is a person."""
    if i < 2 or tokens[i - 1].low != ":":
        return None
    first = rightward(tokens, 0, lexicon, i - 1)
    if first is not None and first.stop == i - 1 and first.mention is not None:
        return first
    if first is not None and i <= _LINE and tokens[first.stop].low in (",", "(") and first.mention is not None:
        return first
    noun = lexicon.is_noun(words[i - 2], "saying") or lexicon.is_noun(words[i - 2], "text")
    if noun and not (i > 2 and lexicon.is_(words[i - 3], "possessive")):
        return None  # «a reçu un message : «…»»
    subject = main_subject.of_sentence(tokens, words, lexicon)
    if subject is None:
        return None
    return subject if is_person(subject) else None


def is_person(subject: Phrase) -> bool:
    """True for a pronoun, a person's name, a noun for persons."""
    named = subject.mention is not None and subject.mention.kind == "person"
    return bool(subject.pronoun) or named or subject.role == "person"


def written_on(tokens: list[Token], words: list[str], i: int, lexicon: Lexicon) -> Cue | None:
    """«NAME brandit une pancarte sur laquelle était écrit «…»»: a cue whose subject is that of the sentence."""
    for j in range(i - 1, max(0, i - _WRITTEN), -1):
        width = lexicon.phrase(words, j, "on_which")
        if not width or not any(lexicon.is_noun(word, "bearer") for word in words[max(0, j - 3) : j]):
            continue
        for k in range(j + width, i):
            can_read = lexicon.phrase(words, k, "can_read")
            if can_read or lexicon.is_(words[k], "written"):
                subject = main_subject.of_sentence(tokens, words, lexicon)
                last = tokens[k + max(can_read, 1) - 1]
                if subject is not None and subject.speaks:
                    return Cue(last.start, last.end, k, k + max(can_read, 1), "write", subject=subject)
    return None
