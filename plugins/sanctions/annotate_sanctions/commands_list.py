"""``annotate sanctions list``: which lists are there, of which day, how old, how large."""

from __future__ import annotations

import json
from typing import Any

import click

from annotate.errors import UsageError
from annotate_sanctions.options import AS_OF, JSON, LISTS, about_list, about_text, opened, today
from annotate_sanctions.staleness import age


@click.command("list")
@LISTS
@AS_OF
@JSON
def list_(lists: tuple[str, ...], as_of: str | None, as_json: bool) -> None:
    """Show lists: what they are, of which day, how old, how many entries.

    Without -l, all snapshots that "annotate sanctions update" has made, and the built-in list.
    """
    day = as_of or today()
    found = [about_list(about, day) for about in opened(lists, as_of).lists] if lists else _kept(day)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for about in found:
        click.echo(about_text(about))
        click.echo(f"  {about['entries']} entries. {about['description']}\n  sha256 {about['sha256']}")


def _kept(day: str) -> list[dict[str, Any]]:
    from annotate_sanctions.formats.reading import described
    from annotate_sanctions.lists import about as known
    from annotate_sanctions.snapshots import lists, snapshots

    try:
        there = [snapshot for list in lists() for snapshot in snapshots(list)]
    except ValueError as error:
        raise UsageError(str(error)) from None
    found = [
        {
            "id": snapshot.list,
            "name": f"{snapshot.list}@{snapshot.sha256[:8]}",
            "title": known(snapshot.list, snapshot.format)[0],
            "date": snapshot.date,
            "date_from": snapshot.date_from,
            "checked": snapshot.checked,
            "age_days": age({"date": snapshot.date, "checked": snapshot.checked}, day),
            "sha256": snapshot.sha256,
            "licence": known(snapshot.list, snapshot.format)[1],
            "description": described(
                snapshot.kinds, snapshot.rows, snapshot.skipped, snapshot.noted, snapshot.repaired
            ),
            "entries": snapshot.entries,
            "kinds": snapshot.kinds,
            "rows": snapshot.rows,
            "skipped": snapshot.skipped,
            "noted": snapshot.noted,
            "repaired": snapshot.repaired,
            "format": snapshot.format,
            "source": snapshot.source,
        }
        for snapshot in there
    ]
    return found + [about_list(about, day) for about in opened((), None).lists]
