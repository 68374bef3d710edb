"""``annotate sanctions scan``: where names of the lists stand in a text, before anything is weighed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from annotate.errors import UsageError
from annotate_sanctions.options import AS_OF, JSON, LISTS, about_text, consulted, opened, staleness_options, today


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@LISTS
@AS_OF
@staleness_options
@JSON
def scan(
    files: tuple[str, ...], lists: tuple[str, ...], as_of: str | None, stale: str, stale_after: int, as_json: bool
) -> None:
    """Find the names of the lists that stand in texts word for word: full names, whatever their case and accents.

    This needs no entities, brings no spellings together and weighs nothing: a namesake is found as well. What "annotate
    run -p sanctions" finds is judged; this is for looking. Files are UTF-8; offsets count code points.
    """
    from annotate_sanctions.scan import Scanner

    index = opened(lists, as_of)
    about_lists = consulted(index.lists, as_of or today(), stale, stale_after)
    scanner = Scanner(index)
    for file in files or ("-",):
        for found in _found(scanner, index, file, _text(file)):
            if as_json:
                click.echo(json.dumps(found, ensure_ascii=False))
            else:
                entries = "; ".join(f"{entry['list']}:{entry['entry']} {entry['label']}" for entry in found["entries"])
                click.echo(f"{file}:{found['start']}-{found['end']}\t{found['text']}\t{entries}")
    for about in about_lists:
        click.echo(about_text(about), err=True)


def _found(scanner: Any, index: Any, file: str, text: str) -> Iterator[dict[str, Any]]:
    for occurrence in scanner.scan(text):
        entries = []
        for number in dict.fromkeys(index.name(name).entry for name in occurrence.names):
            which, entry = index.entry(number)
            entries.append(
                {"list": index.lists[which]["id"], "entry": entry.id, "label": entry.label, "kind": entry.kind}
                | {"programme": entry.programme, "listed": entry.listed, "delisted": entry.delisted}
            )
        where = {"file": file, "start": occurrence.start, "end": occurrence.end}
        yield where | {"text": text[occurrence.start : occurrence.end], "entries": entries}


def _text(file: str) -> str:
    try:
        return (sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: not UTF-8 (byte {error.start})") from None
