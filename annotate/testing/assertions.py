"""Assertions about what was found, whose failures show what was found instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotate.annotation import Annotation
from annotate.document import Document

Expected = str | tuple[str, str] | tuple[str, str, Mapping[str, Any]]


def assert_annotations(document: Document, layer: str, expected: Sequence[Expected]) -> None:
    """Assert what a layer holds, all of it, in text order.

    An item of ``expected`` is the annotated text, or a pair of text and kind, or text, kind and some features.
    An annotation without a span has the name of its entity as its text.
    """
    found = document.layer(layer)
    if len(found) == len(expected) and all(map(_is, [document] * len(found), found, expected)):
        return
    lines = [f"layer {layer!r} holds something else than expected:"]
    for number in range(max(len(found), len(expected))):
        have = found[number] if number < len(found) else None
        want = expected[number] if number < len(expected) else None
        right = have is not None and want is not None and _is(document, have, want)
        lines += [f"    {_shown(document, have)}"] if right and have else []
        lines += [f"  - {_wanted(want)}"] if want is not None and not right else []
        lines += [f"  + {_shown(document, have)}"] if have is not None and not right else []
    raise AssertionError("\n".join([*lines, "(- expected, + found)"]))


def assert_nothing(document: Document, layer: str | None = None) -> None:
    """Assert that a layer, or every layer, is empty."""
    for name in document.layers if layer is None else (layer,):
        assert_annotations(document, name, [])


def assert_linked(document: Document, text: str, role: str, to: str) -> None:
    """Assert that an annotation of a stretch of text links to one of another in a role (``speaker``, ``cue`` …)."""
    here = [a for name in document.layers for a in document.layer(name) if _text(document, a) == text]
    if not here:
        raise AssertionError(f"nothing annotates {text!r}")
    reached = {_text(document, end) for a in here for end in document.linked(a, role)}
    if to not in reached:
        found = ", ".join(map(repr, sorted(reached))) or "nothing"
        raise AssertionError(f"{text!r} links as {role!r} to {found}, not to {to!r}")


def _text(document: Document, annotation: Annotation) -> str:
    if annotation.spans:
        return document.text_of(annotation)
    entity = document.entity_of(annotation)
    return entity.name if entity else ""


def _is(document: Document, annotation: Annotation, expected: Expected) -> bool:
    text, kind, features = _parts(expected)
    return (
        _text(document, annotation) == text
        and kind in (None, annotation.kind)
        and all(name in annotation.features and annotation.features[name] == v for name, v in features.items())
    )


def _parts(expected: Expected) -> tuple[str, str | None, Mapping[str, Any]]:
    if isinstance(expected, str):
        return expected, None, {}
    return expected[0], expected[1], expected[2] if len(expected) == 3 else {}


def _wanted(expected: Expected) -> str:
    text, kind, features = _parts(expected)
    return " ".join([repr(text), *([kind] if kind else []), *(f"{k}={v!r}" for k, v in features.items())])


def _shown(document: Document, annotation: Annotation | None) -> str:
    if annotation is None:
        return ""
    spans = ", ".join(f"{s.start}-{s.end}" for s in annotation.spans)
    return f"{_wanted((_text(document, annotation), annotation.kind or '', annotation.features))} [{spans}]"
