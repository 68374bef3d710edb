"""What a CAS says of entities and of entries of lists, beside the annotations that name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from annotate.annotation import ENTITY_KINDS, Annotation, Authority, Entity, Name, Reference
from annotate.collect import ENTITY_PREFIX, slug
from annotate.uima import vocabulary as v
from annotate.uima.cas import Cas, CasError, FeatureValue, Structure

_LIST = re.compile("(?!https?$)[A-Za-z_][A-Za-z0-9_-]*")  # the id of a list, and no address
_UNNAMED = re.compile(r"unnamed-\d+")
_KIND_OF = {prefix: kind for kind, prefix in ENTITY_PREFIX.items()}


class Knowledge:
    """Entities and references by the names that annotations give them."""

    def __init__(self, cas: Cas) -> None:
        self._entities = {_said(s, "name"): s for s in cas.structures if s.type == v.ENTITY}
        lists = {_said(s, "name"): s for s in cas.structures if s.type == v.AUTHORITY}
        self._authorities = {id: _authority(id, structure) for id, structure in lists.items()}
        self._references = {_said(s, "name"): s for s in cas.structures if s.type == v.REFERENCE}

    def is_entity(self, name: str) -> bool:
        """Whether a name is that of an entity, or looks like one that was lost on the way."""
        return name in self._entities or name.partition(".")[0] in _KIND_OF

    def entities(self, found: Iterable[Annotation], text: str) -> Iterator[Entity]:
        """All entities. One of which the CAS says nothing has for a name those words of the text that it was named
        after, or what is left of them.
        """
        for name, structure in self._entities.items():
            yield _entity(name, structure)
        lost: dict[str, list[str]] = {}
        for annotation in found:
            if isinstance(annotation.entity, str) and annotation.entity not in self._entities:
                words = [text[start:end] for start, end in annotation.spans]
                lost.setdefault(annotation.entity, []).extend(words)
        for name, mentions in lost.items():
            prefix, _, rest = name.partition(".")
            yield Entity(_KIND_OF[prefix], [_name_left(rest, mentions)], id=name)

    def reference(self, name: FeatureValue | None) -> Reference | None:
        """The entry of a list that a name stands for; with no more than the name, if the CAS says no more."""
        if not isinstance(name, str):
            return None
        structure = self._references.get(name)
        if structure is None:
            id, colon, entry = name.partition(":")
            return Reference(Authority(id, id), entry, entry) if _LIST.fullmatch(id) and colon and entry else None
        id = _said(structure, "authority")
        authority = self._authorities.get(id) or Authority(id, id)
        entry = _said(structure, "entry")
        return Reference(authority, entry, _said(structure, "label"), _said(structure, "kind") or "entry")


def _name_left(rest: str, mentions: list[str]) -> Name:
    """The name of an entity from what is left of it in its id, and from its mentions."""
    if _UNNAMED.fullmatch(rest) and mentions:
        return Name(mentions[0], "description")
    words = next((words for words in mentions if slug(words) == rest), rest.replace("-", " "))
    return Name(words if words.strip() else "?")


def _entity(name: str, structure: Structure) -> Entity:
    kind = _said(structure, "kind")
    if kind not in ENTITY_KINDS:
        raise CasError(f"entity {name}: kind {kind!r} is not one of {', '.join(ENTITY_KINDS)}")
    names, types = _several(structure, "names"), _several(structure, "name_types")
    types += [""] * (len(names) - len(types))
    pairs = _several(structure, "identifiers")
    identifiers = dict(zip(pairs[::2], pairs[1::2], strict=False))
    whole = [Name(text, type or None) for text, type in zip(names, types, strict=False)]
    try:
        return Entity(kind, whole, identifiers, _said(structure, "subtype") or None, id=name)
    except ValueError as error:
        raise CasError(f"entity {name}: {error}") from error


def _authority(name: str, structure: Structure) -> Authority:
    known = {field: said for field in v.OF_AUTHORITIES if (said := _said(structure, field))}
    return Authority(known.pop("id", name), known.pop("title", name), **known)


def _said(structure: Structure, name: str) -> str:
    value = structure.features.get(name)
    return value if isinstance(value, str) else ""


def _several(structure: Structure, name: str) -> list[str]:
    value = structure.features.get(name)
    return [x for x in value if isinstance(x, str)] if isinstance(value, tuple) else []
