"""A name of the press compared with a name of a list: directional, explained, and no more than names can say.

Every word of the press's name must be explained by a word of the list's, in order; the list may have more: a
patronymic, a father's or grandfather's name, a second family name. Its first given name and its family name may not
be missing, so that «Saddam Hussein» is not his son Uday Saddam Hussein.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from annotate_sanctions import romanise
from annotate_sanctions.pairing import DOUBLED, EXACTLY, SLIPS, Pairing, alike, pairings, slip
from annotate_sanctions.personal import Personal, is_patronymic, read, read_press
from annotate_sanctions.scripts import is_arabic, syllables
from annotate_sanctions.words import words

MATCH = 0.7  # from this score on the names are taken to agree

# What each departure from the list's name costs; the score is 1 less the dearest and a tenth of the others.
_COSTS = {
    "given": 0.04,
    "slavic": 0.04,
    "arabic": 0.06,
    "korean": 0.04,
    "belarusian": 0.08,
    "chinese": 0.08,
    "script": 0.12,
    "patronymic_left_out": 0.05,
    "order": 0.08,
    "joined": 0.06,
    "names_left_out": 0.14,
    "second_family_name_left_out": 0.1,
    "tail_left_out": 0.28,
    "press_patronymic": 0.1,
    "press_middle_name": 0.25,
    "press_tail": 0.26,
    "initial": 0.28,
    "spelling": 0.2,
    "slight": 0.12,
    "nickname": 0.25,
    "abd": 0.2,
}


@dataclass(frozen=True)
class Comparison:
    """``score`` from 0 to 1: how much of the list's name is there, and how literally; not a probability.

    ``steps``: what had to be done to reach it, keys of ``data/reasons.tsv``; ``missing``: words of the press's name
    that the list's does not explain, or words of the list's that may not be left out.
    """

    score: float
    steps: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def match(self) -> bool:
        """Whether the names are taken to agree."""
        return self.score >= MATCH


NOTHING = Comparison(0.0)


def compare_people(mention: str, listed: str, *, lenient: bool = False) -> Comparison:
    """A person's name with a list's. ``lenient`` allows slips of the pen, for an analyst who asks about two names."""
    if is_arabic(mention) and not is_arabic(listed):
        mention, listed = listed, mention
    if syllables(mention) and syllables(listed):  # the characters say more than their sounds
        return Comparison(1.0) if words(mention) == words(listed) else Comparison(0.0, missing=words(mention))
    press = read_press(mention)
    readings = read(listed)
    return max((compare_read(press, name, lenient=lenient) for name in readings), key=_best, default=NOTHING)


def compare_read(press: Personal, name: Personal, *, lenient: bool = False) -> Comparison:
    """As `compare_people`, for names that have been read."""
    if not press.words or not name.words:
        return NOTHING
    if len(press.words) == 1 or len(name.words) == 1:
        return _single(press, name, lenient)
    found = max((_aligned(press, order) for order in _orders(name)), key=_best)
    if found.match or not lenient:
        return found
    return max(
        (found, *(_aligned(press, order, lenient=True) for order in (*_orders(name), *_any_order(press, name)))),
        key=_best,
    )


def _best(found: Comparison) -> tuple[float, int]:
    return found.score, -len(found.missing)


def _single(press: Personal, name: Personal, lenient: bool) -> Comparison:
    """Only a whole name of one word can be compared with another, letter by letter or joined."""
    one, other = "".join(press.words), "".join(name.words)
    same = len(press.words) == len(name.words)
    if one == other:
        return Comparison(1.0 if same else 1 - _COSTS["joined"])
    how = romanise.agreement(one, other) or (slip(one, other) if lenient else None)
    if how is None or (how == romanise.SCRIPT and not same):
        return Comparison(0.0, missing=press.words)
    return _costing([how] if same else ["joined", how])


class _Order(NamedTuple):
    """A list's name with its words in one order. ``family``: index of the first family word, or of the last word."""

    words: tuple[str, ...]
    family: int
    reordered: bool
    name: Personal


def _orders(name: Personal) -> Iterator[_Order]:
    got, family = name.words, name.family
    if family and family < len(got):
        cut = len(got) - family
        yield _Order(got, cut, False, name)
        yield _Order(got[cut:] + got[:cut], 0, not name.korean, name)
    else:
        yield _Order(got, len(got) - 1, False, name)
        yield _Order(got[-1:] + got[:-1], 0, True, name)
        if len(got) > 2 or name.korean:
            yield _Order(got[1:] + got[:1], len(got) - 1, not name.korean, name)


def _any_order(press: Personal, name: Personal) -> Iterator[_Order]:
    """The list's words as the press orders them: three or more in any order are hardly another's."""
    if name.korean or press.filial or name.filial or not len(press.words) == len(name.words) > 2:
        return
    left = list(name.words)
    order = []
    for word in press.words:
        found = next((w for w in left if alike(word, w, True)), None)
        if found is None:
            return
        left.remove(found)
        order.append(found)
    yield _Order(tuple(order), len(order) - 1, True, name)


def _aligned(press: Personal, order: _Order, *, lenient: bool = False) -> Comparison:
    tolerance = EXACTLY if not lenient else DOUBLED if order.name.korean else SLIPS
    ways = pairings(press.words, order.words, tolerance)
    return max((_of_pairing(press, order, pairing, lenient) for pairing in ways), key=_best)


def _of_pairing(press: Personal, order: _Order, pairing: Pairing, lenient: bool) -> Comparison:
    steps = (["order"] if order.reordered else []) + list(pairing.steps)
    if pairing.steps.count("spelling") > 1 or (
        "spelling" in steps and len(pairing.used) - pairing.steps.count("spelling") - pairing.steps.count("initial") < 1
    ):
        return Comparison(0.4, missing=press.words)
    missing = pairing.missing
    whole = len(pairing.used) == len(order.words) > 1
    unmarked = not (order.name.family or order.name.korean or order.reordered)
    if missing and lenient and missing == pairing.tail and whole and unmarked:
        return _costing([*steps, "press_tail"])
    if missing:
        if how := _joined(press, order.words):
            return _costing(["joined"] if how == romanise.EXACT else ["joined", how])
        return Comparison(max(0.0, 0.6 * (1 - len(missing) / len(press.words))), missing=missing)
    return _judged(steps, pairing.used, order, lenient)


def _judged(steps: list[str], used: Iterable[int], order: _Order, lenient: bool) -> Comparison:
    """Whether what the press leaves out may be left out."""
    name, family, listed = order.name, order.family, order.words
    used = set(used)
    given = 0 if family else name.family or 1  # behind a family name that stands first
    left = [n for n in range(len(listed)) if n not in used]
    for n in left:
        word = listed[n]
        if name.korean or n in (given, family):
            if n == family and name.nisba and "order" not in steps and _nisba_left_out(used, order):
                steps.append("second_family_name_left_out")  # «Saddam Hussein» al-Tikriti
                continue
            if n == family and lenient and _tail_left_out(used, order):
                steps.append("tail_left_out")
                continue
            return Comparison(0.5, missing=(word,))
        if is_patronymic(word):
            steps.append("patronymic_left_out")
        elif n > family and name.family:
            steps.append("second_family_name_left_out")
        else:
            steps.append("names_left_out")
    extra = {"press_middle_name", "press_patronymic", "abd"} & set(steps)
    left_out = {"names_left_out", "patronymic_left_out", "tail_left_out", "second_family_name_left_out"}
    if extra and left_out & set(steps):  # each has a name that the other lacks
        return Comparison(0.5, tuple(dict.fromkeys(steps)))
    return _costing(steps)


def _nisba_left_out(used: set[int], order: _Order) -> bool:
    """Whether a last name of origin may be missing: all words before it are there, or it is no marked family name."""
    last = order.family == len(order.words) - 1
    if order.name.family:
        return last and len(used) > 2 and len(used) == len(order.words) - 1
    return last and len(used) > 1


def _tail_left_out(used: set[int], order: _Order) -> bool:
    """Whether the last words of a name that does not say which is the family name may be missing: what is there begins
    the name, and not all of it are given names.
    """
    if order.name.family or order.reordered or order.name.korean or 0 not in used or len(used) < 2:
        return False
    return any(n and romanise.given_name(order.words[n]) is None for n in used)


def _costing(steps: list[str]) -> Comparison:
    steps = [step for step in dict.fromkeys(steps) if step != romanise.EXACT]
    costs = sorted((_COSTS[step] for step in steps), reverse=True)
    return Comparison(round(1 - sum(costs[:1]) - 0.1 * sum(costs[1:]), 3), tuple(steps))


def _joined(press: Personal, listed: tuple[str, ...]) -> str | None:
    """Words written together on one side and apart on the other."""
    if len(press.words) == len(listed):
        return None
    how = romanise.agreement("".join(press.words), "".join(listed))
    return None if how == romanise.SCRIPT else how
