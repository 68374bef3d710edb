"""Several snapshots of one list as one: who stood on it when, as far as their comparison tells.

A party on a later snapshot and not on an earlier one was listed between the two; one on an earlier and not on a
later was delisted between the two. Who left and came back between two snapshots is not seen, and gaps are not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from annotate_sanctions.entries import Entry
from annotate_sanctions.formats.reading import Reading

if TYPE_CHECKING:
    from annotate_sanctions.lists import Source


def merged(sources: Sequence[Source], reading: Reading) -> Iterator[Entry]:
    """The entries of all snapshots, each as the last that has it writes it. The oldest snapshot comes first; the
    account is the newest's. Entries are told by their identifiers.
    """
    latest: dict[str, Entry] = {}
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for number, source in enumerate(sources):
        account = reading if source is sources[-1] else Reading()
        for entry in source.newest(account):
            latest[entry.id] = entry
            first.setdefault(entry.id, number)
            last[entry.id] = number
    dates = [source.date or "" for source in sources]
    for id, entry in latest.items():
        if not entry.listed and first[id]:
            before, after = dates[first[id] - 1], dates[first[id]]
            entry = entry._replace(
                not_before=max(entry.not_before or "", before), not_after=min(entry.not_after or after, after)
            )
        if last[id] + 1 < len(sources) and not entry.delisted:
            entry = entry._replace(delisted=dates[last[id] + 1], delisted_after=dates[last[id]])
        yield entry
    gone = sum(number + 1 < len(sources) for number in last.values())
    if gone:
        reading.noted["entries of earlier snapshots that were delisted since"] = gone
