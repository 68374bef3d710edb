"""The words of a press's name paired with those of a list's, in order, and what each pair takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from annotate_sanctions import romanise
from annotate_sanctions.edits import misspelt
from annotate_sanctions.personal import is_patronymic

EXACTLY, DOUBLED, SLIPS = range(
    3
)  # tolerance: none; doubled letters (a Korean syllable is soon another); slips of the pen
_DOUBLED = re.compile(r"(.)\1+")
_SLIGHT = 0.5  # what a slip may cost that hardly counts
_ABD = 6  # letters of «Abd» and a name that may stand without it
_BRANCHING = 8  # words of a name up to which all ways of pairing words are tried


class Pairing(NamedTuple):
    """A way of pairing words: the steps it takes, the list's words used, the press's words without a counterpart."""

    steps: tuple[str, ...]
    used: frozenset[int]
    missing: tuple[str, ...]
    tail: tuple[str, ...] = ()


def pairings(press: tuple[str, ...], listed: tuple[str, ...], tolerance: int) -> Iterator[Pairing]:
    """The ways of pairing the words in order; where a word agrees with several, with the first and with the last.

    ``tolerance``: `EXACTLY`, `DOUBLED` or `SLIPS`.
    """
    todo: list[tuple[int, int, Pairing]] = [(0, 0, Pairing((), frozenset(), ()))]
    while todo:
        n, at, so_far = todo.pop()
        if n == len(press):
            yield so_far
            continue
        options = list(_options(press, n, listed, at, tolerance))
        if not options:
            todo.append((n + 1, at, _without(press, n, so_far, tolerance == SLIPS)))
            continue
        if len(options) > 1:
            options = [options[-1], options[0]] if len(press) <= _BRANCHING else options[:1]
        for index, taken, how, of_press in options:
            steps = so_far.steps if how == romanise.EXACT else (*so_far.steps, how)
            used = so_far.used | set(range(index, index + taken))
            todo.append((n + of_press, index + taken, Pairing(steps, used, so_far.missing)))


def _without(press: tuple[str, ...], n: int, so_far: Pairing, lenient: bool) -> Pairing:
    """As before, with a word of the press's that the list does not have."""
    inside = 0 < n < len(press) - 1
    if inside and is_patronymic(press[n]):
        return so_far._replace(steps=(*so_far.steps, "press_patronymic"))
    if lenient and inside and len(press) > 2 and not so_far.missing:
        return so_far._replace(steps=(*so_far.steps, "press_middle_name"), tail=(*so_far.tail, press[n]))
    missing = (*so_far.missing, press[n])
    return so_far._replace(missing=missing, tail=missing)


def _options(
    press: tuple[str, ...], n: int, listed: tuple[str, ...], at: int, tolerance: int
) -> Iterator[tuple[int, int, str, int]]:
    """What a word of the press's may be: index and number of words on the list, how, number of words of the press's."""
    word, certain = press[n], False
    for index in range(at, len(listed)):
        if how := romanise.agreement(word, listed[index]):
            certain = True
            yield index, 1, how, 1
    if certain:
        return
    for index in range(at, len(listed)):
        if len(word) == 1 and listed[index].startswith(word):
            yield index, 1, "initial", 1
        elif tolerance == DOUBLED and _undoubled(word) == _undoubled(listed[index]):
            yield index, 1, "slight", 1
        elif tolerance == SLIPS:
            yield from _tolerant(press, n, listed, index)


def _tolerant(
    press: tuple[str, ...], n: int, listed: tuple[str, ...], index: int
) -> Iterator[tuple[int, int, str, int]]:
    """A word that is much alike, or words written together on one side."""
    if how := alike(press[n], listed[index], True):
        yield index, 1, how, 1
    for count in range(2, min(len(press) - n, 3) + 1):
        if romanise.agreement("".join(press[n : n + count]), listed[index]):
            yield index, 1, "joined", count
    if index + 1 < len(listed) and romanise.agreement(press[n], listed[index] + listed[index + 1]):
        yield index, 2, "joined", 1


def alike(word: str, listed: str, lenient: bool) -> str | None:
    """How two words agree, ``lenient``ly or not; None if they do not."""
    if how := romanise.agreement(word, listed):
        return how
    if len(listed) == 1 and word.startswith(listed):
        return "initial"
    if not lenient:
        return None
    if romanise.nickname(word, listed):
        return "nickname"
    if _without_abd(word, listed) or _without_abd(listed, word):
        return "abd"
    return slip(word, listed)


def slip(word: str, listed: str) -> str | None:
    """``spelling``, or ``slight`` for a slip that hardly counts, if one word may be the other misspelt."""
    cost = misspelt(word, listed)
    return None if cost is None else "slight" if cost <= _SLIGHT else "spelling"


def _undoubled(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def _without_abd(one: str, other: str) -> bool:
    return one.startswith("abd") and len(one) > _ABD and romanise.agreement(one[3:], other) is not None
