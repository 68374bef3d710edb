"""Which types of a CAS are layers, and what their features stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from annotate.collect import NAME, RESERVED_LAYERS, is_kind
from annotate.uima import vocabulary as v
from annotate.uima.cas import ANNOTATION, BOOLEAN, DOCUMENT, Cas

_DESCRIBES_LANGUAGE = ("de.tudarmstadt.ukp.", "org.dkpro.core.")
_BLOCK = re.compile(r"p\d+")
GOVERNOR, DEPENDENT = "Governor", "Dependent"


@dataclass(frozen=True, slots=True)
class TypeAsLayer:
    """How the annotations of a type are read.

    ``mentions``: they are DKPro's named entities. ``ours``: features are named as we escape them. ``kind``, ``entity``:
    the features that hold these; ``kind`` is empty if none does. ``flags``: features that are true or not said.
    """

    layer: str
    mentions: bool
    ours: bool
    kind: str
    entity: str
    flags: frozenset[str]


def types_as_layers(cas: Cas) -> dict[str, TypeAsLayer]:
    """The types whose annotations are read, with layers of different names for all but mentions.

    Not read are types that describe the language (tokens, lemmas, parts of speech, syntax) and metadata.
    """
    present = {structure.type for structure in cas.structures}
    read = [type for type in present if _is_layer(cas, type) and not is_relation(cas, type)]
    found: dict[str, TypeAsLayer] = {}
    taken: set[str] = set()
    for type in sorted(read, key=lambda name: (not name.startswith(v.CUSTOM), name)):
        mentions = cas.types.refines(type, v.MENTION)
        custom = type.startswith(v.CUSTOM)
        short = v.original(type.removeprefix(v.CUSTOM)) if custom else type.rpartition(".")[2]
        name = v.MENTIONS if mentions else layer_name(short)
        while name in taken and not mentions:
            name += "_"
        taken.add(name)
        features = cas.types.features(type)
        flags = frozenset(name for name, feature in features.items() if feature.range == BOOLEAN)
        kind = v.MENTION_KIND if mentions else _kind_of(cas, type)
        found[type] = TypeAsLayer(
            name, mentions, custom or mentions, kind, v.MENTION_ENTITY if mentions else v.ENTITY_OF, flags
        )
    return found


def is_relation(cas: Cas, type: str) -> bool:
    """Whether a type is a relation of two annotations, as INCEpTION has them."""
    return {GOVERNOR, DEPENDENT} <= cas.types.features(type).keys() and _is_layer(cas, type)


def layer_name(wanted: str) -> str:
    """A name that a layer may have."""
    name = re.sub(r"[^A-Za-z0-9_-]", "_", wanted)
    impossible = not NAME.fullmatch(name) or name in RESERVED_LAYERS or _BLOCK.fullmatch(name)
    return f"layer_{name}" if impossible else name


def _is_layer(cas: Cas, type: str) -> bool:
    if type == ANNOTATION or not cas.types.refines(type, ANNOTATION) or cas.types.refines(type, DOCUMENT):
        return False
    described = type.startswith(_DESCRIBES_LANGUAGE) or type == v.REPLACED
    return not described or cas.types.refines(type, v.MENTION)


def _kind_of(cas: Cas, type: str) -> str:
    """The feature that is the kind: ``kind``, or a ``value`` that always could be one."""
    features = cas.types.features(type)
    if v.KIND in features:
        return v.KIND
    values: Iterable[object] = (s.features.get(v.MENTION_KIND, "_") for s in cas.structures if s.type == type)
    named = v.MENTION_KIND in features and all(isinstance(value, str) and is_kind(value) for value in values)
    return v.MENTION_KIND if named else ""
