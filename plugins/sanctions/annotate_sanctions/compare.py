"""A name of the press compared with a name of a list: directional, explained, and no more than names can say.

Every word of the press's name must be explained by a word of the list's, in order; the list may have more: a
patronymic, a father's or grandfather's name, a second family name. Its first given name and its family name may not
be missing, so that «Saddam Hussein» is not his son Uday Saddam Hussein.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotate_sanctions import romanise
from annotate_sanctions.personal import Personal, is_patronymic, read, read_press

_SLIP = 5  # letters of a word in which a slip of the pen is one
MATCH = 0.7  # from this score on the names are taken to agree

# What each departure from the list's name costs; the score is 1 less the dearest and a tenth of the others.
_COSTS = {
    "given": 0.04,
    "slavic": 0.04,
    "arabic": 0.06,
    "korean": 0.04,
    "belarusian": 0.08,
    "patronymic_left_out": 0.05,
    "order": 0.08,
    "joined": 0.06,
    "names_left_out": 0.14,
    "second_family_name_left_out": 0.1,
    "press_patronymic": 0.1,
    "press_middle_name": 0.25,
    "initial": 0.28,
    "spelling": 0.2,
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
    press = read_press(mention)
    readings = read(listed)
    return max((compare_read(press, name, lenient=lenient) for name in readings), key=_best, default=NOTHING)


def compare_read(press: Personal, name: Personal, *, lenient: bool = False) -> Comparison:
    """As `compare_people`, for names that have been read."""
    if not press.words or not name.words:
        return NOTHING
    if len(press.words) == 1 or len(name.words) == 1:
        return _single(press, name)
    if lenient:
        return max((_aligned(press, *order, lenient=True) for order in _orders(name)), key=_best)
    return max((_aligned(press, *order) for order in _orders(name)), key=_best)


def _best(found: Comparison) -> tuple[float, int]:
    return found.score, -len(found.missing)


def _single(press: Personal, name: Personal) -> Comparison:
    """Only a whole name of one word can be compared with another, letter by letter or joined."""
    one, other = "".join(press.words), "".join(name.words)
    if one == other:
        return Comparison(1.0 if len(press.words) == len(name.words) else 1 - _COSTS["joined"])
    if len(press.words) == len(name.words) and (how := romanise.agreement(one, other)):
        return Comparison(1 - _COSTS[how], (how,))
    return Comparison(0.0, missing=press.words)


def _orders(name: Personal) -> Iterator[tuple[tuple[str, ...], int, bool, Personal]]:
    """Words, index of the first family word (or of the last word), whether reordered."""
    got, family = name.words, name.family
    if family and family < len(got):
        cut = len(got) - family
        yield got, cut, False, name
        yield got[cut:] + got[:cut], 0, not name.korean, name
    else:
        yield got, len(got) - 1, False, name
        yield got[-1:] + got[:-1], 0, True, name
        if len(got) > 2 or name.korean:
            yield got[1:] + got[:1], len(got) - 1, not name.korean, name


def _aligned(
    press: Personal, listed: tuple[str, ...], family: int, reordered: bool, name: Personal, *, lenient: bool = False
) -> Comparison:
    steps: list[str] = ["order"] if reordered else []
    missing: list[str] = []
    used: set[int] = set()
    at = 0
    for n, word in enumerate(press.words):
        found = _find(word, listed, at, lenient)
        if found is None:
            if n and is_patronymic(word) and n < len(press.words) - 1:
                steps.append("press_patronymic")
            elif lenient and 0 < n < len(press.words) - 1 and len(press.words) > 2:
                steps.append("press_middle_name")
            else:
                missing.append(word)
            continue
        index, how = found
        used.add(index)
        at = index + 1
        if how != romanise.EXACT:
            steps.append(how)
    if missing:
        if joined := _joined(press, listed):
            return (
                Comparison(1 - _COSTS["joined"], ("joined",))
                if joined == "exact"
                else Comparison(0.9, ("joined", joined))
            )
        return Comparison(max(0.0, 0.6 * (1 - len(missing) / len(press.words))), missing=tuple(missing))
    return _judged(steps, used, listed, family, name)


def _judged(steps: list[str], used: set[int], listed: tuple[str, ...], family: int, name: Personal) -> Comparison:
    """Whether what the press leaves out may be left out."""
    given = 0 if family else name.family or 1  # behind a family name that stands first
    left = [n for n in range(len(listed)) if n not in used]
    for n in left:
        word = listed[n]
        if name.korean or n in (given, family):
            if (
                n == family == len(listed) - 1
                and not name.family
                and name.nisba
                and "order" not in steps
                and len(used) > 1
            ):
                steps.append("second_family_name_left_out")  # «Saddam Hussein» al-Tikriti
                continue
            return Comparison(0.5, missing=(word,))
        if is_patronymic(word):
            steps.append("patronymic_left_out")
        elif n > family and name.family:
            steps.append("second_family_name_left_out")
        else:
            steps.append("names_left_out")
    extra = {"press_middle_name", "press_patronymic"} & set(steps)
    if extra and {"names_left_out", "patronymic_left_out"} & set(steps):  # each has a name that the other lacks
        return Comparison(0.5, tuple(dict.fromkeys(steps)))
    costs = sorted((_COSTS[step] for step in dict.fromkeys(steps)), reverse=True)
    score = 1 - sum(costs[:1]) - 0.1 * sum(costs[1:])
    return Comparison(round(score, 3), tuple(dict.fromkeys(steps)))


def _find(word: str, listed: tuple[str, ...], at: int, lenient: bool) -> tuple[int, str] | None:
    for n in range(at, len(listed)):
        if how := romanise.agreement(word, listed[n]):
            return n, how
    for n in range(at, len(listed)):
        if len(word) == 1 and listed[n].startswith(word):
            return n, "initial"
        if lenient and (len(listed[n]) == 1 and word.startswith(listed[n])):
            return n, "initial"
        if lenient and slip(word, listed[n]):
            return n, "spelling"
    return None


def _joined(press: Personal, listed: tuple[str, ...]) -> str | None:
    """Words written together on one side and apart on the other."""
    if len(press.words) == len(listed):
        return None
    return romanise.agreement("".join(press.words), "".join(listed))


def slip(one: str, other: str) -> bool:
    """Whether two words of five letters or more differ by one slip of the pen: a letter more, less or another, or two
    neighbours exchanged. Not if it is the first letter or the end, which tell names apart («Pesko», «Peskov»), nor if
    both are given names of their own («Maria», «Marina»).
    """
    if min(len(one), len(other)) < _SLIP or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    if romanise.given_name(one) and romanise.given_name(other):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    a, b = one[start : len(one) - end], other[start : len(other) - end]
    if end == 0:
        return False
    return (len(a) <= 1 and len(b) <= 1) or (len(a) == len(b) == 2 and a == b[::-1])
