"""Who said what: pairs of marks joined with cues and speakers, where the sentence makes it plain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotate_quotes.cues import ACCORDING, PASSIVE, Cue, find_cues
from annotate_quotes.frame import Sentence, Token
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.marks import Pair
from annotate_quotes.phrases import Phrase, rightward

_SCOPE = 45  # tokens that a cue before a quotation may govern
UNGOVERNED = "no reporting verb governs it"
_JOINING = frozenset({",", "et", "ou", "puis", ";"})


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


def attribute(sentences: list[Sentence], lexicon: Lexicon) -> Iterator[Attribution]:
    """One attribution for each outer pair, in order."""
    found = [_of_sentence(sentence, lexicon) for sentence in sentences]
    yield from _floating(sentences, found)


def _of_sentence(sentence: Sentence, lexicon: Lexicon) -> list[Attribution]:
    tokens = sentence.tokens
    quotes = [i for i, token in enumerate(tokens) if token.pair]
    if not quotes:
        return []
    cues = _with_subjects(find_cues(tokens, lexicon))
    made: dict[int, Attribution] = {}
    for i in reversed(quotes):
        pair = tokens[i].pair
        assert pair is not None
        after = _behind(tokens, i, cues)
        linked = _joined(tokens, i, quotes)
        if after:
            made[i] = _made(tokens, i, pair, after, lexicon, whole=_starts(tokens, i))
        elif linked in made and _cued_behind(made[linked], pair):
            made[i] = replace(made[linked], pair=pair, whole=_starts(tokens, i), continues=None)
        else:
            made[i] = _before(tokens, i, pair, cues, lexicon)
    return [made[i] for i in quotes]


def _cued_behind(attribution: Attribution, pair: Pair) -> bool:
    """True if the speaker is named behind both the pair and the one that it is joined to."""
    return attribution.speaker is not None and attribution.cue is not None and attribution.cue.start > pair.start


def _with_subjects(cues: list[Cue]) -> list[Cue]:
    """A participle and a coordinated verb have the subject of the cue before them."""
    done: list[Cue] = []
    for cue in cues:
        if cue.dependent and cue.subject is None and done and done[-1].voice != PASSIVE:
            cue = replace(cue, subject=done[-1].subject, impersonal=done[-1].impersonal)
        done.append(cue)
    return done


def _starts(tokens: list[Token], i: int) -> bool:
    """True if the quotation begins its sentence, or follows a colon."""
    return i == 0 or tokens[i - 1].low in {":", "–", "—"} or all(not t.word and not t.pair for t in tokens[:i])


def _behind(tokens: list[Token], i: int, cues: list[Cue]) -> Cue | None:
    """The cue right behind a quotation: «…», a déclaré NAME; «…», selon NAME; «…» par NAME."""
    k = i + 1
    while k < len(tokens) and tokens[k].low in {",", "–", "—", "-", "("}:
        k += 1
    near = k > i + 1
    for cue in cues:
        if cue.voice == PASSIVE and cue.first < i and cue.subject and i - cue.first < 6:
            return cue
        if (
            cue.first == k
            and not cue.dependent
            and (cue.inverted or (cue.voice == ACCORDING and (near or _starts(tokens, i))))
        ):
            return cue
    return None


def _joined(tokens: list[Token], i: int, quotes: list[int]) -> int:
    """The next quotation if only «, et» stands between, else -1."""
    following = next((q for q in quotes if q > i), -1)
    joined = following > i + 1 and all(t.low in _JOINING for t in tokens[i + 1 : following])
    return following if joined else -1


def _before(tokens: list[Token], i: int, pair: Pair, cues: list[Cue], lexicon: Lexicon) -> Attribution:
    whole = _starts(tokens, i)
    governing = None
    for cue in cues:
        if cue.voice == PASSIVE:
            continue
        if cue.last <= i and not cue.inverted and _governs(tokens, cue, i, lexicon):
            governing = cue
    if governing is None:
        governing = _over_sentence(tokens, i, cues)
    if governing is None:
        return Attribution(pair, whole=whole, reason=UNGOVERNED)
    if governing.voice == ACCORDING:
        whole = tokens[i - 1].low == "," and governing.last == i - 1
    elif not (i and tokens[i - 1].low == ":"):
        whole = False
    return _made(tokens, i, pair, governing, lexicon, whole=whole)


def _governs(tokens: list[Token], cue: Cue, i: int, lexicon: Lexicon) -> bool:
    between = tokens[cue.last : i]
    if len(between) > _SCOPE or any(token.low == ";" for token in between):
        return False
    if cue.voice == ACCORDING:
        return True
    in_relative = any(lexicon.is_(token.low, "relative") for token in between)
    in_clause = any(lexicon.is_(token.low, "complementiser") for token in between[:4])
    return in_clause or not in_relative


def _over_sentence(tokens: list[Token], i: int, cues: list[Cue]) -> Cue | None:
    """«selon NAME» at the end of the sentence reports all of it."""
    for cue in cues:
        if cue.voice == ACCORDING and cue.first > i and cue.first and tokens[cue.first - 1].low == ",":
            rest = tokens[cue.last :]
            if not any(token.pair for token in tokens[i + 1 : cue.first]) and len(rest) <= 25:
                return cue
    return None


def _made(tokens: list[Token], i: int, pair: Pair, cue: Cue, lexicon: Lexicon, *, whole: bool) -> Attribution:
    if cue.negated:
        return Attribution(pair, whole=whole, reason="the reporting verb is negated")
    if cue.impersonal:
        return Attribution(pair, whole=whole, reason="the reporting verb has no speaker")
    if cue.subject is None:
        return Attribution(pair, whole=whole, reason="no subject found for the reporting verb")
    return Attribution(pair, cue, cue.subject, _relay(tokens, cue.subject, lexicon), whole)


def _relay(tokens: list[Token], speaker: Phrase, lexicon: Lexicon) -> Phrase | None:
    """«…, cité par l'agence NAME»."""
    for i in range(speaker.stop, min(len(tokens) - 1, speaker.stop + 12)):
        if lexicon.is_(tokens[i].low, "cited") and lexicon.is_(tokens[i + 1].low, "by"):
            return rightward(tokens, i + 2, lexicon)
        if tokens[i].low in {".", ";"} or tokens[i].pair:
            return None
    return None


def _floating(sentences: list[Sentence], found: list[list[Attribution]]) -> Iterator[Attribution]:
    """A sentence that is one quotation is the neighbour's who goes on speaking, unless both neighbours speak."""
    for n, sentence in enumerate(sentences):
        for attribution in found[n]:
            if attribution.speaker or attribution.reason != UNGOVERNED or not _alone(sentence):
                yield attribution
                continue
            before = found[n - 1][-1] if n and sentences[n - 1].block == sentence.block and found[n - 1] else None
            after = (
                found[n + 1][0]
                if n + 1 < len(found) and sentences[n + 1].block == sentence.block and found[n + 1]
                else None
            )
            back = (
                before
                if before and before.speaker and before.whole and _ends_with_cue(sentences[n - 1], before)
                else None
            )
            ahead = after if after and after.speaker and after.whole and after.cue and after.cue.inverted else None
            if back and ahead:
                same = _same(back.speaker, ahead.speaker)
                yield (
                    replace(attribution, whole=True, reason="either neighbour may be its speaker")
                    if not same
                    else replace(attribution, speaker=back.speaker, whole=True, continues=back.pair, reason="")
                )
            elif back:
                continued = replace(attribution, speaker=back.speaker, whole=True, continues=back.pair, reason="")
                found[n] = [continued]
                yield continued
            elif ahead:
                yield replace(attribution, cue=ahead.cue, speaker=ahead.speaker, whole=True, reason="")
            else:
                yield attribution


def _alone(sentence: Sentence) -> bool:
    return all(token.pair or not token.word for token in sentence.tokens)


def _ends_with_cue(sentence: Sentence, attribution: Attribution) -> bool:
    """True if the speaker was named behind the quotation (or it continues one), so that the next may go on."""
    return attribution.continues is not None or (
        attribution.cue is not None and attribution.cue.start > attribution.pair.start
    )


def _same(a: Phrase | None, b: Phrase | None) -> bool:
    if a is None or b is None:
        return False
    if a.mention and b.mention:
        return a.mention.entity is not None and a.mention.entity == b.mention.entity
    return b.pronoun is not None
