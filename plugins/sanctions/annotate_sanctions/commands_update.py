"""``annotate sanctions update``: how new lists come."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.errors import UsageError
from annotate_sanctions.options import JSON, day

if TYPE_CHECKING:
    from annotate_sanctions.update import Update


@click.command()
@click.argument("lists", nargs=-1, metavar="[LIST]...")
@click.option(
    "--from", "path", type=click.Path(exists=True), help="Take the LIST from a file or folder, not the network."
)
@click.option("--date", callback=day, metavar="DATE", help="With --from: the day of a list that does not say its own.")
@click.option(
    "--accept-shrunk", is_flag=True, help="Keep a list that has far fewer entries than it had or should have."
)
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done; with --from, read the file too.")
@JSON
@click.pass_context
def update(
    context: click.Context,
    lists: tuple[str, ...],
    path: str | None,
    date: str | None,
    accept_shrunk: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Download lists (un, eu, ofac, uk, fr, ch; without LIST: all of them) and keep them as dated snapshots.

    Only what changed is downloaded, and only a whole list is kept: one with less than nine tenths of the entries of the
    last snapshot is refused. With --from, LIST may be a name of your own, for a CSV of your own or a file of
    OpenSanctions. A list that cannot be had does not stop the others: then the exit status is 1, or 3 if none could
    be had.
    """
    from annotate_sanctions.update import known_lists

    known = known_lists()
    if path is not None and len(lists) != 1:
        raise UsageError("with --from, name the one LIST that the file is")
    if path is None and (unknown := [name for name in lists if name not in known]):
        raise UsageError(f"the list {unknown[0]!r} has no official address here; there are {', '.join(known)}")
    if path is None and dry_run:
        _say_addresses(lists or known)
        return
    wanted = lists or known
    done = []
    for name in wanted:
        if (found := _one(name, path, date, accept_shrunk, dry_run)) is not None:
            done.append(found)
            if not as_json:
                click.echo(str(found))
    if as_json:
        click.echo(json.dumps([found.as_json() for found in done], ensure_ascii=False, indent=2))
    if len(done) < len(wanted):
        context.exit(1 if done else 3)


def _one(name: str, path: str | None, date: str | None, accept_shrunk: bool, dry_run: bool) -> Update | None:
    """What came of one list; None, and a line on stderr, if it could not be had."""
    from annotate_sanctions.fetch import FetchError
    from annotate_sanctions.update import download, take

    try:
        if path is None:
            return download(name, accept_shrunk)
        return take(name, Path(path), date or "", accept_shrunk, dry_run)
    except (FetchError, ValueError, OSError) as error:
        click.echo(f"annotate: error: {name}: {error}", err=True)
        return None


def _say_addresses(lists: Iterable[str]) -> None:
    from annotate_sanctions.update import addresses

    for name in lists:
        for file, address in addresses(name):
            click.echo(f"{name}: {file} from {address}")
