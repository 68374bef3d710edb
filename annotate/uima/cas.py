"""A Common Analysis System as plain values: a text, typed feature structures, and the types.

Model and names are those of the UIMA specification (OASIS, version 1.0) and of Apache UIMA's built-in types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from annotate.errors import AnnotateError

TOP = "uima.cas.TOP"
SOFA = "uima.cas.Sofa"
STRING = "uima.cas.String"
BOOLEAN = "uima.cas.Boolean"
INTEGER = "uima.cas.Integer"
FLOAT = "uima.cas.Float"
STRINGS = "uima.cas.StringArray"
STRUCTURES = "uima.cas.FSArray"
ANNOTATION_BASE = "uima.cas.AnnotationBase"
ANNOTATION = "uima.tcas.Annotation"
DOCUMENT = "uima.tcas.DocumentAnnotation"
VIEW = "_InitialView"
SOFA_FEATURE = "sofa"
WHOLE = frozenset({INTEGER, "uima.cas.Long", "uima.cas.Short", "uima.cas.Byte"})
DECIMAL = frozenset({FLOAT, "uima.cas.Double"})


class CasError(AnnotateError):
    """Raised when a CAS is broken or refused. Its message is a sentence without a full stop."""


class Ref(int):
    """The number of another feature structure."""


FeatureValue = str | bool | int | float | Ref | tuple[Ref, ...] | tuple[str, ...]


NONE: Mapping[str, FeatureValue] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature of a type: the type of its values and, where these are arrays, that of the elements."""

    range: str = STRING
    element: str = ""


@dataclass(frozen=True, slots=True)
class Type:
    """A type, by the type that it refines and the features that it adds to it."""

    name: str
    supertype: str = ANNOTATION
    features: dict[str, Feature] = field(default_factory=dict, hash=False)
    description: str = ""

    @property
    def short(self) -> str:
        """The name without its package."""
        return self.name.rpartition(".")[2]


@dataclass(slots=True)
class Structure:
    """A feature structure. ``begin`` and ``end``, of annotations, count code units of UTF-16; -1 if it is none.

    There are many without another feature: these share an empty mapping, which costs nothing.
    """

    id: int
    type: str
    features: Mapping[str, FeatureValue] = field(default_factory=lambda: NONE)
    begin: int = -1
    end: int = -1


def structure_of(id: int, type: str, features: dict[str, FeatureValue]) -> Structure:
    """A structure with all of its features as they stand in a file; empty arrays are left out. Raises CasError."""
    begin, end = features.pop("begin", 0), features.pop("end", 0)
    if not isinstance(begin, int) or not isinstance(end, int):
        raise CasError(f"{type} {id} has no place in the text: {begin!r} to {end!r}")
    said = {name: value for name, value in features.items() if value != ()} if features else NONE
    return Structure(id, type, said, begin, end)


BUILTIN = {
    type.name: type
    for type in (
        Type(ANNOTATION_BASE, TOP, {"sofa": Feature(SOFA)}),
        Type(ANNOTATION, ANNOTATION_BASE, {"begin": Feature(INTEGER), "end": Feature(INTEGER)}),
        Type(DOCUMENT, ANNOTATION, {"language": Feature()}),
        Type(STRUCTURES, TOP, {"elements": Feature(STRUCTURES)}),
    )
}


class TypeSystem(dict[str, Type]):
    """Types by name, besides those that are built in."""

    def lineage(self, name: str) -> Iterator[str]:
        """A type and all that it refines, up to one that nobody declares. Raises CasError if they form a circle."""
        seen = set()
        while name not in seen:
            yield name
            seen.add(name)
            type = self.get(name) or BUILTIN.get(name)
            if type is None:
                return
            name = type.supertype
        raise CasError(f"type {name} refines itself")

    def refines(self, name: str, other: str) -> bool:
        """Whether a type is another one or refines it."""
        return other in self.lineage(name)

    def features(self, name: str) -> dict[str, Feature]:
        """All features of a type, its own and those of the types that it refines."""
        found: dict[str, Feature] = {}
        for one in self.lineage(name):
            type = self.get(one) or BUILTIN.get(one)
            found = {**type.features, **found} if type else found
        return found


@dataclass(slots=True)
class Cas:
    """One text with its feature structures. ``sofa``: the number under which they name the text.

    ``unindexed``: numbers of those that are reached from others alone. ``notes``: sentences on what was left out.
    """

    text: str
    types: TypeSystem
    structures: list[Structure]
    sofa: int = 1
    unindexed: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
