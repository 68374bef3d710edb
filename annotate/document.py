"""What plugins read: documents, what is known of them, and which layers there are.

All offsets are code points of ``Document.text`` (Python string indices), half-open. All values are
immutable; only the core adds to a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from annotate.annotation import Annotation, Entity
from annotate.offsets import Block, split_blocks

T = TypeVar("T")

UNKNOWN_LANGUAGE = "und"  # BCP 47


@dataclass(frozen=True, slots=True)
class Kind:
    """One category of a layer's taxonomy.

    ``motivation`` is the W3C Web Annotation motivation of such annotations, ``features`` the TEI type
    of their feature structure (``timex3``).
    """

    description: str
    motivation: str = "classifying"
    features: str | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer that a plugin promises: its name, what it holds, and its kinds by name.

    Without kinds, a plugin may use any.
    """

    name: str
    description: str = ""
    kinds: Mapping[str, Kind] = field(default_factory=dict, hash=False)  # so that layers can stand in a set


@dataclass(frozen=True, slots=True)
class Resource:
    """A model or data file that a plugin's results depend on. ``type`` is ``model`` or ``data``."""

    name: str
    version: str | None = None
    sha256: str | None = None
    type: str = "data"


@dataclass(frozen=True, slots=True)
class PluginRun:
    """What became of one plugin on one document.

    ``outcome`` is ``ok``, ``failed``, ``timeout`` or ``skipped``; ``reason`` says why it is not ``ok``.
    """

    plugin: str
    distribution: str
    version: str
    layers: tuple[Layer, ...] = ()
    outcome: str = "ok"
    reason: str = ""
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a reader knows of a document besides its text.

    ``source``: where it came from, as the user named it. ``encoding``: of the input's bytes. ``size``: bytes of
    the input, or None. ``language``: BCP 47, ``und`` if unknown; ``date``: of publication, ISO 8601, as precise
    as known. ``language_from`` and ``date_from`` say who said so (``option``, ``metadata``, ``filename``,
    ``identified`` …); ``date_cert`` is ``low``, ``medium``, ``high`` or None (stated). ``notes``: sentences for
    the header, such as what was left out.
    """

    source: str = ""
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    size: int | None = None
    language: str = UNKNOWN_LANGUAGE
    language_from: str = ""
    date: str | None = None
    date_from: str = ""
    date_cert: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()


class Document:
    """A text, what is known of it, and what has been claimed about it so far.

    ``text`` never changes. ``headings`` are the offsets at which a line starts that the reader knows
    to be a heading. ``undecodable`` maps the offsets of code points that stand for bytes that could
    not be decoded to those bytes.
    """

    def __init__(
        self,
        text: str,
        *,
        id: str = "document",
        metadata: Metadata | None = None,
        headings: Iterable[int] = (),
        undecodable: Mapping[int, bytes] | None = None,
    ) -> None:
        self._text = text
        self._id = id
        self._metadata = metadata or Metadata()
        self._headings = frozenset(headings)
        self._undecodable = dict(undecodable or {})
        self._layers: dict[str, list[Annotation]] = {}
        self._annotations: dict[str, Annotation] = {}
        self._entities: dict[str, Entity] = {}
        self._shared: dict[str, Any] = {}
        self._runs: tuple[PluginRun, ...] = ()
        self._job = ""
        self._origin = ""

    def __repr__(self) -> str:
        return f"<Document {self._id!r}, {len(self._text)} code points, layers: {', '.join(self.layers) or 'none'}>"

    @property
    def text(self) -> str:
        """The decoded input, every code point of it."""
        return self._text

    @property
    def id(self) -> str:
        """Its name within the job; the output's file name comes from it."""
        return self._id

    @property
    def metadata(self) -> Metadata:
        """What the reader found besides the text."""
        return self._metadata

    @property
    def origin(self) -> str:
        """The input as the user named it, for messages; no file says it."""
        return self._origin or self._metadata.source

    @property
    def language(self) -> str:
        """BCP 47 tag, ``und`` if unknown."""
        return self._metadata.language

    @property
    def date(self) -> str | None:
        """ISO date of publication, or None: no plugin may put today's date in its place."""
        return self._metadata.date

    @property
    def undecodable(self) -> Mapping[int, bytes]:
        """Offset -> the bytes that could not be decoded there."""
        return MappingProxyType(self._undecodable)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Paragraphs and headings: each one line with its line end and the blank lines after it.
        Together they are the whole text. An empty text has one empty block.
        """
        return split_blocks(self._text, self._headings)

    @property
    def layers(self) -> tuple[str, ...]:
        """Names of the layers that have annotations, sorted."""
        return tuple(sorted(name for name, found in self._layers.items() if found))

    def layer(self, name: str) -> tuple[Annotation, ...]:
        """The annotations of one layer in the order of their spans; empty if there are none."""
        return tuple(sorted(self._layers.get(name, ()), key=_text_order))

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All entities, in the order in which they were added."""
        return tuple(self._entities.values())

    @property
    def runs(self) -> tuple[PluginRun, ...]:
        """What became of each plugin."""
        return self._runs

    @property
    def job(self) -> str:
        """The effective settings, as YAML."""
        return self._job

    def __getitem__(self, id: str) -> Annotation | Entity:
        """The annotation or entity with this id. Raises KeyError."""
        found = self._annotations.get(id) or self._entities.get(id)
        if found is None:
            raise KeyError(id)
        return found

    def __contains__(self, id: object) -> bool:
        return id in self._annotations or id in self._entities

    def text_of(self, annotation: Annotation) -> str:
        """The annotated text; the parts of a discontinuous span are joined by `` … ``."""
        if len(annotation.spans) == 1:
            [(start, end)] = annotation.spans
            return self._text[start:end]
        return " … ".join(self._text[start:end] for start, end in annotation.spans)

    def entity_of(self, annotation: Annotation) -> Entity | None:
        """The entity that the annotation denotes."""
        if annotation.entity is None or isinstance(annotation.entity, Entity):
            return annotation.entity
        return self._entities[annotation.entity]

    def linked(self, annotation: Annotation, role: str) -> tuple[Annotation, ...]:
        """The annotations that this one links to in a role."""
        return tuple(
            to if isinstance(to, Annotation) else self._annotations[to] for to in annotation.links.get(role, ())
        )

    def mentions(self, entity: Entity | str) -> tuple[Annotation, ...]:
        """The annotations with a span that denote this entity, of all layers, in text order."""
        id = entity if isinstance(entity, str) else entity.id
        return tuple(sorted((a for a in self._annotations.values() if a.entity == id and a.spans), key=_text_order))

    def shared(self, key: str, compute: Callable[[Document], T]) -> T:
        """A resource that several plugins need (tokens, a parse), computed when first asked for.

        It lives as long as the document is worked on, and is never written.
        """
        if key not in self._shared:
            self._shared[key] = compute(self)
        return self._shared[key]  # type: ignore[no-any-return]


def _text_order(annotation: Annotation) -> tuple[int, int]:
    spans = annotation.spans
    return (spans[0][0], -spans[-1][1]) if spans else (-1, 0)
