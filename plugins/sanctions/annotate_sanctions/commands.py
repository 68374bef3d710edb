"""``annotate sanctions``: the lists and their names, asked by hand, so that an analyst can see why."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from annotate.errors import UsageError
from annotate_sanctions.commands_list import list_
from annotate_sanctions.commands_scan import scan
from annotate_sanctions.commands_update import update
from annotate_sanctions.options import AS_OF, JSON, LISTS, about_text, consulted, opened, staleness_options, today

_REASONS = click.option("--reasons", type=click.Choice(("fr", "en")), default="fr", help="Language of the reasons.")


@click.group()
def sanctions() -> None:
    """Search sanctions lists, compare names with theirs, and keep lists up to date. No result is a clearance."""


@sanctions.command()
@click.argument("name")
@LISTS
@click.option("--kind", type=click.Choice(("person", "org")), help="Only people, or only organisations.")
@AS_OF
@staleness_options
@_REASONS
@JSON
def search(
    name: str,
    lists: tuple[str, ...],
    kind: str | None,
    as_of: str | None,
    stale: str,
    stale_after: int,
    reasons: str,
    as_json: bool,
) -> None:
    """Find the entries whose name a NAME of the French press may be. Nothing but the name is compared."""
    from annotate_sanctions.search import found_names

    index = opened(lists, as_of)
    found = list(found_names(index, name, kind, reasons, as_of))
    about_lists = consulted(index.lists, as_of or today(), stale, stale_after)
    if as_json:
        answer = {"name": name, "as_of": as_of, "lists": about_lists, "found": found}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    for hit in found:
        listed = f", listed {hit['listed']}" if hit["listed"] else ""
        listed += f", delisted {hit['delisted']}" if hit["delisted"] else ""
        listed += f", on {as_of}: {hit['listed_as_of']}" if as_of else ""
        click.echo(f"{hit['score']:.2f}  {hit['list']}:{hit['entry']}  {hit['label']}  [{hit['programme']}{listed}]")
        click.echo(f"      {hit['reason']}")
    if not found:
        click.echo("No entry bears this name. That is no clearance.", err=True)
    for about in about_lists:
        click.echo(about_text(about), err=True)


@sanctions.command()
@click.argument("names", nargs=-1, metavar="[NAME LISTNAME]")
@click.option(
    "--kind",
    type=click.Choice(("person", "org", "vessel")),
    help="What the names are; otherwise people, or organisations if their words say so.",
)
@click.option("--csv", "file", type=click.Path(dir_okay=False), help="Compare the pairs of a CSV file; - is stdin.")
@_REASONS
@JSON
def compare(names: tuple[str, ...], kind: str | None, file: str | None, reasons: str, as_json: bool) -> None:
    """Compare a NAME of the press with a LISTNAME, and say why they agree or not.

    With --csv, compare the columns "mention" and "list_name" of a file (and, if they are there, "kind" and
    "list_kind": person, org, vessel; a pair of two kinds never matches). The other columns are passed through;
    "score", "match" (1 or 0) and "reason" are added. The separator is that of the file: comma, semicolon or tab.
    """
    from annotate_sanctions.search import compared

    if file is not None:
        if names:
            raise UsageError("give either two names or --csv FILE")
        _compare_file(file, kind or "", reasons, as_json)
        return
    if len(names) != 2:
        raise UsageError("give a NAME and a LISTNAME, in quotation marks, or --csv FILE")
    result = compared(*names, kind or "", kind or "", reasons)
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
    else:
        click.echo(f"{'match' if result['match'] else 'no match'}  {result['score']:.2f}  {result['reason']}")


def _compare_file(file: str, kind: str, reasons: str, as_json: bool) -> None:
    import csv
    import io

    from annotate_sanctions.search import compared

    text = _text(file)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    fields = list(reader.fieldnames or ())
    if missing := [column for column in ("mention", "list_name") if column not in fields]:
        raise UsageError(f"{file}:1: the column {missing[0]!r} is missing")
    added = ("score", "match", "reason")
    write: Callable[[dict[str, Any]], Any]
    if as_json:

        def write(row: dict[str, Any]) -> None:
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        columns = [*(field for field in fields if field not in added), *added]
        writer = csv.DictWriter(sys.stdout, columns, delimiter=separator, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        write = writer.writerow
    try:
        for row in reader:
            if None in row or None in row.values():
                raise UsageError(f"{file}:{reader.line_num}: not as many columns as the header has")
            one, other = row.get("kind") or kind, row.get("list_kind") or kind
            try:
                result = compared(row["mention"], row["list_name"], one, other, reasons)
            except ValueError as error:
                raise UsageError(f"{file}:{reader.line_num}: {error}") from None
            write(row | result)
    except csv.Error as error:
        raise UsageError(f"{file}:{reader.line_num}: not CSV: {error}") from None


def _text(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file}: not UTF-8") from None


sanctions.add_command(list_)
sanctions.add_command(scan)
sanctions.add_command(update)
