"""Whether a party stood on a list when an article was published."""

from __future__ import annotations


def listed_at(listed: str | None, published: str | None) -> str:
    """``yes``, ``no`` or ``unknown`` from two ISO 8601 dates of any precision: a listing and a publication.

    A list without dates, an article without one, or one whose year or month alone leaves both possible: unknown.
    Whether a party was delisted in between, a single snapshot does not tell.
    """
    if not listed or not published:
        return "unknown"
    common = min(len(listed[:10]), len(published[:10]))
    if listed[:common] == published[:common] and len(listed[:10]) != len(published[:10]):
        return "unknown"
    return "yes" if listed[:common] <= published[:common] else "no"
