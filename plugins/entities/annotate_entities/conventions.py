"""What is a name's span and kind: the project's conventions, applied to what an engine found.

No determiner, title, quotation mark or punctuation at its ends; never across a line end; two places joined by a
hyphen are two places; institutions named by their seat are organisations. Unclassified spans are kept only if
their kind is known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from annotate_entities.engine import Found
from annotate_entities.lexicon import Lexicon, fold

_EDGE = " \t\u00a0\u202f\u2009\u200b\ufeff«»‹›“”„\"'’‘*_/|,;:…–—-·•=<>()[]{}"
_PRISTINE = re.compile(r"[^\W\d_a-zà-ÿœ][^()\[\]\s.]*+(?: [^()\[\]\s.]*+)*+(?<=\w)")
_END = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029(\[]|(?<=\w{4})\.\Z")
_DETERMINER = re.compile(r"(?:(?:de |à |dans |en )?(?:la |l['’])|les? |des? |du |aux? |d['’]|une? |en )")
_BEFORE_PERSON = re.compile(r"(?:les? |la |une? )(?![A-Z])|l['’]|aux? |à ")  # not de Gaulle, la Rochefoucauld
_CAPITAL_ARTICLE = re.compile(r"(?:L['’]|Le |La |Les |D['’])")
_ACRONYM = re.compile(r"[A-Z]{2,}[\w-]*")
_BLANK = re.compile(r"[ \u00a0\u202f]+(?=\w)")
_HYPHEN = re.compile("[-‑–]")
_PREFIX = re.compile(r"(?:ex|anti|pro|non)[-‑](?=[^\W\d_a-zà-ÿœ])")  # ex-RDA, anti-Mobutu
_OPEN = re.compile(r"[ \u00a0](?:(et|ou) )?(?:de(?: la| l['’])?|du|des|d['’])\Z")  # no name ends so
_HEAD = 24  # the longest head noun of a place with its preposition
_LINK = re.compile(r"[ \u00a0]?(?:la |l['’]|les )?")


class Mention(NamedTuple):
    """A named entity's span, in code points, half-open, and its kind; ``score`` as of ``Found``."""

    start: int
    end: int
    kind: str
    score: float | None = None


def mentions(text: str, found: Iterable[Found], kinds: Mapping[str, str], lexicon: Lexicon) -> list[Mention]:
    """The mentions in a text, in its order, without overlap.

    A name of the lexicon stands against what the engine found at its place, except where that is a longer name
    that contains it (Conseil de sécurité de l'ONU). What a rule found and the engine did not has no score.
    """
    fixed = [Mention(m.start(), m.end(), lexicon.fixed[fold(m[0])]) for m in lexicon.fixed_pattern.finditer(text)]
    starts = [m.start for m in fixed]
    ends = [m.end for m in fixed]
    contained: set[int] = set()
    sure: dict[Mention, float | None] = {}
    got: list[Mention] = []
    for start, end, label, score in _whole(text, found):
        kind = kinds.get(label, "")
        start, end = _bounds(text, start, end, kind, lexicon)
        kind = _kind(text[start:end], kind, lexicon)
        first, last = bisect_right(ends, start), bisect_right(starts, end - 1)
        if kind and (first == last or _longer((start, end), fixed[first:last])):
            contained.update(range(first, last))
            head = lexicon.place_head.search(text, max(0, start - _HEAD), start) if kind == "place" else None
            if head and not (got and got[-1].end > head.start()):
                start = head.start()
            got += _parts(text, Mention(start, end, kind, score), lexicon)
        elif kind:
            sure[Mention(start, end, kind)] = score
    got += (m._replace(score=sure.get(m)) for n, m in enumerate(fixed) if n not in contained)
    return list(_without_overlap(sorted(got)))


def _whole(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """What was found, but no name ends in a preposition: it goes on with the next (Conseil de sécurité de, ONU).

    Where none follows, and before «et de», it ends before the preposition.
    """
    whole: list[Found] = []
    for name in found:
        last = whole[-1] if whole else name
        cut = _OPEN.search(text, last.start, last.end)
        if cut and not cut[1] and _LINK.fullmatch(text, last.end, name.start):
            score = None if last.score is None or name.score is None else min(last.score, name.score)
            whole[-1] = last._replace(end=name.end, score=score)
        else:
            whole.append(name)
    for name in whole:
        cut = _OPEN.search(text, name.start, name.end)
        yield name._replace(end=cut.start()) if cut else name


def _bounds(text: str, start: int, end: int, kind: str, lexicon: Lexicon) -> tuple[int, int]:
    """The span without what does not belong to a name; empty if nothing is left."""
    if _PRISTINE.fullmatch(text, start, end) and not _CAPITAL_ARTICLE.match(text, start, end):
        return start + (_title(text, start, end, lexicon) if kind == "person" else 0), end
    while start < end and text[start] in _EDGE:
        start += 1
    if cut := _END.search(text, start, end):
        end = cut.start()
    before = -1
    while start < end and start != before:
        before = start
        while start < end and text[start] in _EDGE:
            start += 1
        while start < end and (text[end - 1] in _EDGE or text[end - 1].isspace()):
            end -= 1
        if prefix := _PREFIX.match(text, start, end):
            start = prefix.end()
        if kind == "person":
            start += _title(text, start, end, lexicon)
        if (article := _article(text, start, end, kind, lexicon)) and article < end:
            start = article
    return start, end


def _longer(span: tuple[int, int], fixed: list[Mention]) -> bool:
    """Whether a span holds these names and more than one of them alone."""
    within = span[0] <= fixed[0].start and fixed[-1].end <= span[1]
    return within and (len(fixed) > 1 or span != (fixed[0].start, fixed[0].end))


def _title(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """The length of a title of address and its blank at ``start``, 0 if there is none or nothing else."""
    blank = _BLANK.search(text, start, end)
    return blank.end() - start if blank and text[start : blank.start()] in lexicon.titles else 0


def _article(text: str, start: int, end: int, kind: str, lexicon: Lexicon) -> int:
    """Where the name begins if a determiner stands at ``start``, else 0."""
    if found := (_BEFORE_PERSON if kind == "person" else _DETERMINER).match(text, start, end):
        return found.end()
    if found := _CAPITAL_ARTICLE.match(text, start, end):
        rest = text[found.end() : end]
        known = fold(rest)
        if known in lexicon.countries or known in lexicon.fixed or (found[0][1] in "'’" and _ACRONYM.fullmatch(rest)):
            return found.end()
    return 0


def _kind(name: str, kind: str, lexicon: Lexicon) -> str:
    """The entity kind of a name; "" if it is none, or of unknown kind."""
    if len(name) < 2 or not any(map(str.isalpha, name)) or name.islower():
        return ""
    folded = fold(name)
    if folded in lexicon.no_names:
        return ""
    if kind:
        return kind
    if folded in lexicon.countries:
        return "place"
    return lexicon.heads.get(folded.split(" ", 1)[0], "")


def _parts(text: str, mention: Mention, lexicon: Lexicon) -> Iterable[Mention]:
    """The mention, or two if a hyphen joins the names of countries, towns and bodies of known kind (Canada-UE)."""
    joint = (
        mention.kind in ("place", "organisation") and fold(text[mention.start : mention.end]) not in lexicon.countries
    )
    for hyphen in _HYPHEN.finditer(text, mention.start, mention.end) if joint else ():
        kinds = [
            _known(text[slice(*s)], lexicon) for s in ((mention.start, hyphen.start()), (hyphen.end(), mention.end))
        ]
        if all(kinds):
            return (
                mention._replace(end=hyphen.start(), kind=kinds[0]),
                mention._replace(start=hyphen.end(), kind=kinds[1]),
            )
    return (mention,)


def _known(name: str, lexicon: Lexicon) -> str:
    folded = fold(name)
    return "place" if folded in lexicon.countries or folded in lexicon.towns else lexicon.fixed.get(folded, "")


def _without_overlap(ordered: Iterable[Mention]) -> Iterator[Mention]:
    end = 0
    for mention in ordered:
        if mention.start >= end:
            yield mention
            end = mention.end
