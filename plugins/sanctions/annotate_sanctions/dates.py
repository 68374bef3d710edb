"""Dates of lists, and whether a party stood on a list when an article was published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotate_sanctions.entries import Entry

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?(?!\d)")
_DOTTED = re.compile(r"(\d{1,2}|dd)[./](\d{1,2}|mm)[./](\d{4})\b")
_WORDED = re.compile(r"(?:(\d{1,2})\.?[ -])?([A-Za-z]{3,9})\.?[ -](\d{4})\b")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def iso(written: str) -> str | None:
    """The first date of a list's field as ISO 8601, as precise as it is; None if there is none.

    Understood: ``2011-02-28`` and shorter, ``28.2.2011``, ``28/02/2011``, ``26 Feb. 2011``, ``12 April 2010``,
    ``13-Feb-2026``; of ``dd/mm/1945`` and ``00/00/1945``, with which lists say what they do not know, the year.
    """
    written = written.strip()
    if match := _ISO.match(written):
        return match[0]
    if match := _DOTTED.match(written):
        day, month = (int(part) if part.isdigit() else 0 for part in match.groups()[:2])
        return f"{match[3]}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else match[3]
    if (match := _WORDED.match(written)) and match[2][:3].lower() in _MONTHS:
        month = _MONTHS.index(match[2][:3].lower()) + 1
        return f"{match[3]}-{month:02}" + (f"-{int(match[1]):02}" if match[1] else "")
    return None


def years(written: str) -> tuple[str, ...]:
    """The years that a field of birth dates names, each once."""
    return tuple(dict.fromkeys(_YEAR.findall(written)))


def listed_on(entry: Entry, day: str | None) -> str:
    """`listed_at` of an entry."""
    return listed_at(entry.listed, day, entry.not_before, entry.not_after, entry.delisted, entry.delisted_after)


def listed_at(
    listed: str | None,
    published: str | None,
    not_before: str | None = None,
    not_after: str | None = None,
    delisted: str | None = None,
    delisted_after: str | None = None,
) -> str:
    """``yes``, ``no`` or ``unknown`` from ISO 8601 dates of any precision: a listing and a publication.

    ``not_before`` and ``not_after``: what is known of the listing where its own date is missing. ``delisted`` and
    ``delisted_after``: from when, and until when not, a party stood on the list no more. Without any of these dates, or
    where a year or month alone leaves both possible: unknown. Whether a party was delisted in between, a single
    snapshot does not tell.
    """
    if not published:
        return "unknown"
    since = _since(listed, published, not_before, not_after)
    if since == "no" or not delisted:
        return since
    if not _before(published, delisted):
        return "unknown" if _undecided(published, delisted) else "no"
    return "unknown" if delisted_after and _before(delisted_after, published) else since


def _since(listed: str | None, published: str, not_before: str | None, not_after: str | None) -> str:
    if not listed:
        if not_before and _before(published, not_before):
            return "no"
        return "yes" if not_after and _before(not_after, published) else "unknown"
    if _undecided(listed, published):
        return "unknown"
    return "no" if _before(published, listed) else "yes"


def _undecided(one: str, other: str) -> bool:
    """Whether one date is a year or a month in which the other falls: neither is before the other."""
    common = min(len(one[:10]), len(other[:10]))
    return one[:common] == other[:common] and len(one[:10]) != len(other[:10])


def _before(published: str, start: str) -> bool:
    common = min(len(start[:10]), len(published[:10]))
    return published[:common] < start[:common]
