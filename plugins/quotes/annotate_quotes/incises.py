"""Verbs that report by their place alone: «…», sourit-elle; «…», a conclu NAME, whatever the verb."""

from __future__ import annotations

from annotate_quotes import inverted
from annotate_quotes.cue import Cue
from annotate_quotes.frame import Token
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.phrases import Phrase

_GROUP = "say"
_ENDS = frozenset({".", ",", "!", "?", "…", "...", ")", ":", ";"})


def by_place(tokens: list[Token], words: list[str], i: int, lexicon: Lexicon) -> Cue | None:
    """The cue of an incise that starts at ``i``, right behind a quotation that begins the sentence and a comma."""
    if i < 2 or tokens[i - 1].low != "," or tokens[i - 2].pair is None or any(t.word for t in tokens[: i - 2]):
        return None
    return _inverted(tokens, words, i, lexicon) or _compound(tokens, words, i, lexicon)


def _inverted(tokens: list[Token], words: list[str], i: int, lexicon: Lexicon) -> Cue | None:
    """«…», sourit-elle."""
    match, token = lexicon.inversion.fullmatch(tokens[i].low), tokens[i]
    if (
        match is None
        or lexicon.is_(match["pronoun"], "impersonal")
        or lexicon.is_(match["verb"], "not_incise", "auxiliary")
    ):
        return None
    if not _closes(tokens, words, i + 1, lexicon):
        return None
    subject = Phrase(token.start + match.start("pronoun"), token.end, pronoun=match["pronoun"], stop=i + 1)
    return Cue(token.start, token.start + match.end("verb"), i, i + 1, _GROUP, subject=subject, inverted=True)


def _compound(tokens: list[Token], words: list[str], i: int, lexicon: Lexicon) -> Cue | None:
    """«…», a conclu NAME."""
    if not lexicon.is_(tokens[i].low, "having") or i + 2 >= len(tokens) or tokens[i].mention:
        return None
    verb = i + 1
    while verb + 1 < len(tokens) and lexicon.is_adverb(tokens[verb].low):
        verb += 1
    if not lexicon.participle.fullmatch(tokens[verb].low) or tokens[verb].mention:
        return None
    subject = inverted.subject(tokens, words, verb + 1, lexicon)
    if subject is None or not subject.speaks or not _closes(tokens, words, subject.stop, lexicon):
        return None
    return Cue(tokens[verb].start, tokens[verb].end, i, verb + 1, _GROUP, subject=subject, inverted=True)


def _closes(tokens: list[Token], words: list[str], at: int, lexicon: Lexicon) -> bool:
    """True if nothing that a verb would govern follows."""
    if at >= len(tokens) or tokens[at].low in _ENDS or tokens[at].date is not None:
        return True
    return lexicon.is_(words[at], "preposition", "coordinator", "adverb") and not tokens[at].mention
