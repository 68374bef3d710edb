"""Differences as lines for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate.cli.plain import printable
from annotate.combine.diff import Change, Item

_LONGEST = 400  # code points of one value in a line


def lines(change: Change) -> Iterator[str]:
    """``-``, ``+`` or ``~``, what it is about, and each fact; nothing that a terminal would act on."""
    if change.what == "text":
        for mark, item in (("-", change.old), ("+", change.new)):
            if item is not None:
                yield f"{mark} [text] {_place(item)} «{_shown(item.text)}»"
        return
    head = f"[{_head(change)}]"
    if change.old is None or change.new is None:
        item = change.old or change.new
        assert item is not None
        facts = "; ".join(
            f"{_shown(name)}: {_shown(value)}" for name, value in item.facts.items() if value and name != "kind"
        )
        yield f"{'-' if change.new is None else '+'} {head} {_about(item)}{f'  {facts}' if facts else ''}"
        return
    yield f"~ {head} {_about(change.new)}"
    for name, (before, now) in change.fields.items():
        before, now = _only(before, now), _only(now, before)
        yield f"    {_shown(name)}: {_shown(before) or 'nothing'} → {_shown(now) or 'nothing'}"


def _head(change: Change) -> str:
    item = change.new or change.old
    assert item is not None
    kind = item.facts.get("kind", "") if change.what == "annotation" else ""
    return printable(f"{change.layer or change.what} {kind}".rstrip())


def _about(item: Item) -> str:
    return f"{_place(item)} «{_shown(item.text)}»" if item.spans else _shown(item.text)


def _place(item: Item) -> str:
    return ",".join(f"{start}-{end}" for start, end in item.spans)


def _only(text: str, other: str) -> str:
    """Of a text of several lines, such as a job, those that the other one does not have."""
    if "\n" not in text:
        return text
    there = set(other.splitlines())
    return "; ".join(line.strip() for line in text.splitlines() if line not in there)


def _shown(text: str) -> str:
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
    return printable(text)


def as_json(change: Change) -> dict[str, Any]:
    """Everything of a difference, for programs. Spans are code points, each of its own text."""
    kind = "added" if change.old is None else "removed" if change.new is None else "changed"
    found: dict[str, Any] = {"change": kind, "what": change.what}
    if change.layer:
        found["layer"] = change.layer
    for name, item in (("old", change.old), ("new", change.new)):
        if item is not None:
            spans = [list(span) for span in item.spans]
            facts = {fact: value for fact, value in item.facts.items() if value}
            found[name] = {"text": item.text, "spans": spans, "facts": facts}
    if kind == "changed" and change.what != "text":
        found["fields"] = {fact: list(values) for fact, values in change.fields.items()}
    return found
