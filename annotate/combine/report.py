"""Differences as lines for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotate.cli.plain import printable
from annotate.combine.diff import Change, Item

_LONGEST = 400  # code points of one value in a line


def lines(change: Change) -> Iterator[str]:
    """``-``, ``+`` or ``~``, what it is about, and each fact; nothing that a terminal would act on."""
    return map(printable, _lines(change))


def _lines(change: Change) -> Iterator[str]:
    if change.what == "text":
        for mark, item in (("-", change.old), ("+", change.new)):
            if item is not None:
                yield f"{mark} [text] {_about(item)}"
        return
    item = change.new or change.old
    assert item is not None
    kind = item.facts.get("kind", "") if change.what == "annotation" else ""
    head = f"[{change.layer or change.what} {kind}".rstrip() + f"] {_about(item)}"
    if change.old is None or change.new is None:
        facts = "; ".join(
            f"{_shortened(name)}: {_shortened(value)}" for name, value in item.facts.items() if value and name != "kind"
        )
        yield f"{'-' if change.new is None else '+'} {head}{f'  {facts}' if facts else ''}"
        return
    yield f"~ {head}"
    for name, (before, now) in change.fields.items():
        if "\n" in before or "\n" in now:
            before, now = _only(before, now), _only(now, before)
        yield f"    {_shortened(name)}: {_shortened(before) or 'nothing'} → {_shortened(now) or 'nothing'}"


def _about(item: Item) -> str:
    place = ",".join([f"{start}-{end}" for start, end in item.spans])
    return f"{place} «{_shortened(item.text)}»" if place else _shortened(item.text)


def _only(text: str, other: str) -> str:
    """Of a text of several lines, such as a job, those that the other one does not have."""
    if "\n" not in text:
        return text
    there = set(other.splitlines())
    return "; ".join(line.strip() for line in text.splitlines() if line not in there)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"


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
