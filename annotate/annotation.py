"""What plugins yield: annotations and entities, and what these point to and rest on.

All offsets are code points of ``Document.text`` (Python string indices), half-open. All values are immutable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Value = str | bool | int | float
ENTITY_KINDS = ("person", "organisation", "place", "product", "event")


class Span(NamedTuple):
    """A half-open stretch of text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity. ``type`` is None for a full name, else for instance ``short``,
    ``acronym`` or ``description`` (an unnamed person's «un responsable du ministère»).
    """

    text: str
    type: str | None = None


@dataclass(frozen=True, slots=True, init=False)
class Entity:
    """Somebody or something that a document speaks of, however often it is mentioned.

    ``kind`` is one of `ENTITY_KINDS`. ``names`` are `Name` objects or plain strings, the best first.
    ``identifiers`` maps a scheme to an identifier: ``{"iso3166-1": "KP"}``. ``subtype`` refines the
    kind: ``country``. ``id`` and ``source`` (the plugin's name) are given by the core; a plugin that
    sets ``id`` to that of an entity already there adds names and identifiers to it.
    """

    kind: str
    names: tuple[Name, ...]
    identifiers: Mapping[str, str] = field(default_factory=dict)
    subtype: str | None = None
    id: str = ""
    source: str = ""

    def __init__(
        self,
        kind: str,
        names: str | Iterable[Name | str],
        identifiers: Mapping[str, str] | None = None,
        subtype: str | None = None,
        id: str = "",
        source: str = "",
    ) -> None:
        """Raises ValueError for an unknown kind and for a missing or blank name."""
        if kind not in ENTITY_KINDS:
            raise ValueError(f"entity kind {kind!r} is not one of {', '.join(ENTITY_KINDS)}")
        found = (names,) if isinstance(names, str) else names
        whole = tuple(Name(n) if isinstance(n, str) else n for n in found)
        if not whole or not all(n.text.strip() for n in whole):
            raise ValueError("an entity needs at least one name, and no blank ones")
        values = (kind, whole, dict(identifiers or {}), subtype, id, source)
        for name, value in zip(Entity.__slots__, values, strict=True):
            object.__setattr__(self, name, value)

    @property
    def name(self) -> str:
        """The best name."""
        return self.names[0].text

    @property
    def unnamed(self) -> bool:
        """True if the text describes the entity but never names it."""
        return all(n.type == "description" for n in self.names)


@dataclass(frozen=True, slots=True)
class Authority:
    """A dated publication that claims rest on, such as one snapshot of a sanctions list.

    ``id`` is also the prefix of references into it (``ofac:20157``), an XML name without dots.
    ``pattern`` is a regular expression for its entries' identifiers, ``replacement`` where
    ``$1`` … lead to; both as in TEI's ``prefixDef``.
    """

    id: str
    title: str
    date: str | None = None
    sha256: str | None = None
    licence: str | None = None
    pattern: str = "(.+)"
    replacement: str = "#$1"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to one entry of an `Authority`; ``label`` is the entry's own name for itself."""

    authority: Authority
    entry: str
    label: str
    type: str = "entry"


@dataclass(frozen=True, slots=True)
class Markup:
    """The empty TEI element that inline markup would wrap around an annotation's target.

    An attribute's value is a string, or an `Entity` or `Annotation`, which becomes a pointer.
    ``children`` may hold ``certainty`` with a ``desc``; only a leaf such as ``desc`` has ``text``.
    """

    element: str
    attributes: Mapping[str, str | Entity | Annotation] = field(default_factory=dict)
    children: tuple[Markup, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, init=False)
class Annotation:
    """One claim about a document.

    ``layer``: the layer it belongs to. ``spans``: one ``(start, end)`` pair or several, in text order, without
    overlap (touching ones become one); none if the claim is about ``entity`` as a whole. ``kind``: its category
    in the layer's taxonomy. ``features``: what else is claimed. ``links``: by role (``cue``, ``speaker``,
    ``via``, ``when``, ``anchor``, ``prev``, ``next``), other annotations: objects that the same call yields or
    that are in the document, or their ids. ``entity``: what the span denotes. ``score``: a calibrated
    probability, or None. ``id`` and ``source`` (the plugin's name) are given by the core. In a document,
    ``links`` and ``entity`` hold ids.
    """

    layer: str
    spans: tuple[Span, ...] = ()
    kind: str | None = None
    features: Mapping[str, Value] = field(default_factory=dict)
    links: Mapping[str, tuple[Annotation | str, ...]] = field(default_factory=dict)
    entity: Entity | str | None = None
    score: float | None = None
    markup: Markup | None = None
    reference: Reference | None = None
    id: str = ""
    source: str = ""

    def __init__(
        self,
        layer: str,
        spans: tuple[int, int] | Iterable[tuple[int, int]] = (),
        kind: str | None = None,
        features: Mapping[str, Value] | None = None,
        links: Mapping[str, Linked | None] | None = None,
        entity: Entity | str | None = None,
        score: float | None = None,
        markup: Markup | None = None,
        reference: Reference | None = None,
        id: str = "",
        source: str = "",
    ) -> None:
        """Raises ValueError for impossible spans or scores, and if the annotation is about nothing."""
        whole = _normalised(spans)
        if not whole and entity is None:
            raise ValueError("an annotation needs a span or an entity to be about")
        if score is not None and not 0 <= score <= 1:
            raise ValueError(f"score {score!r} is not a probability from 0 to 1")
        targets = {}
        if links:
            for role, to in links.items():
                if to is not None:
                    targets[role] = tuple(to) if isinstance(to, (tuple, list)) else (to,)
        said = dict(features) if features else {}
        values = (layer, whole, kind, said, targets, entity, score, markup, reference, id, source)
        for put, value in zip(_SLOTS, values, strict=True):
            put(self, value)

    def _but(self, **changes: Any) -> Annotation:
        """A copy with other values, unchecked: for the core, which has checked it before."""
        copy = object.__new__(Annotation)
        for name in Annotation.__slots__:
            object.__setattr__(copy, name, changes[name] if name in changes else getattr(self, name))
        return copy

    @property
    def start(self) -> int:
        """First code point of the first span. Raises IndexError where there is no span."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the last span. Raises IndexError where there is no span."""
        return self.spans[-1].end


Linked = Annotation | str | Sequence[Annotation | str]
_SLOTS = [Annotation.__dict__[name].__set__ for name in Annotation.__slots__]  # past what freezes it, without a look-up


def _normalised(spans: Any) -> tuple[Span, ...]:
    pairs = tuple(spans)
    if pairs and isinstance(pairs[0], int):
        pairs = (pairs,)
    got: list[Span] = []
    for pair in pairs:
        start, end = pair
        if type(start) is not int or type(end) is not int:
            raise ValueError(f"span {pair!r} is not a pair of integers")
        if not 0 <= start < end:
            raise ValueError(f"span ({start}, {end}) is empty, reversed or negative")
        if got and start < got[-1].end:
            raise ValueError(f"spans {tuple(got[-1])} and ({start}, {end}) overlap or are out of order")
        if got and start == got[-1].end:
            got[-1] = Span(got[-1].start, end)
        else:
            got.append(Span(start, end))
    return tuple(got)
