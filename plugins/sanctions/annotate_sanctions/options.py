"""Options and answers that the commands of ``annotate sanctions`` share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from annotate.dates import check_date
from annotate.errors import UsageError
from annotate_sanctions.staleness import LIMIT, POLICIES, age, stale

LISTS = click.option(
    "-l",
    "--list",
    "lists",
    multiple=True,
    metavar="LIST",
    help="A list: demo, the path of its file or folder, or a snapshot: un, un@2026-02-27, un@5f2b81c0. "
    "May be given several times. Default: demo.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    try:
        return check_date(value) if value else None
    except ValueError as error:
        raise UsageError(f"--{(parameter.name or '').replace('_', '-')}: {error}") from None


AS_OF = click.option(
    "--as-of", callback=day, metavar="DATE", help="The lists, and who stood on them, as they were on DATE."
)


def staleness_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what is to happen with a list that is too old."""
    for option in (
        click.option(
            "--stale", type=click.Choice(POLICIES), default="warn", show_default=True, help="Lists too old: do."
        ),
        click.option("--stale-after", type=click.IntRange(min=0), default=LIMIT, show_default=True, metavar="DAYS"),
    ):
        command = option(command)
    return command


def about_list(about: dict[str, Any], day: str) -> dict[str, Any]:
    kept = ("id", "title", "date", "sha256", "licence", "description", "kinds", "rows", "skipped", "noted", "repaired")
    return {key: about[key] for key in kept} | {"entries": about["n"], "age_days": age(about, day)}


def consulted(lists: list[dict[str, Any]], day: str, policy: str, limit: int) -> list[dict[str, Any]]:
    """What an answer rests on, with its age. Warns of lists that are too old; if the policy is so, raises
    UsageError.
    """
    for sentence in stale(lists, day, limit) if policy != "ignore" else ():
        if policy == "error":
            raise UsageError(sentence)
        click.echo(f"annotate: warning: {sentence}", err=True)
    return [about_list(about, day) for about in lists]


def about_text(about: dict[str, Any]) -> str:
    """A list in a line."""
    old = about["age_days"]
    how_old = (
        "" if old is None else f", {old} days old" if old >= 0 else f", {-old} days younger than the day asked for"
    )
    name = about.get("name", about["id"])
    return f"{name}: {about['title']}, of {about['date'] or 'an unknown date'}{how_old}"


def opened(lists: tuple[str, ...], as_of: str | None) -> Any:
    """The index of the lists named. Raises UsageError if one cannot be used."""
    from annotate_sanctions.index import open_index

    try:
        return open_index(lists or ("demo",), as_of)
    except (ValueError, OSError) as error:
        raise UsageError(str(error)) from None


def today() -> str:
    """The day by the clock, for answers to people who did not ask for another."""
    return datetime.now(UTC).date().isoformat()
