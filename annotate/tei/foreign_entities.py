"""Who and what TEI files of other origin list, and refer to with ``@ref`` and ``@key``."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from annotate.annotation import ENTITY_KINDS, Entity, Name
from annotate.tei.flow import role
from annotate.tei.foreign_header import words
from annotate.tei.names import TEI, XML_ID, plain
from annotate.tei.parse import local
from annotate.tei.standoff import ENTITY_ELEMENTS

_T = f"{{{TEI}}}"
_KINDS = {element: kind for kind, (_, element, _) in ENTITY_ELEMENTS.items()}
_BY_TYPE = {kind: kind for kind in ENTITY_KINDS} | {
    **dict.fromkeys(("pers", "persname", "people"), "person"),
    **dict.fromkeys(("org", "orgname", "organization"), "organisation"),
    **dict.fromkeys(("placename", "loc", "location", "geo"), "place"),
    **dict.fromkeys(("object", "objectname"), "product"),
    "eventname": "event",
}


class Entities:
    """The entities of a file. ``known``: those that it lists or, once they are ``referred`` to, names elsewhere; by
    the pointers that lead to them.
    """

    def __init__(self, root: etree._Element) -> None:
        self.known: dict[str, Entity] = {}
        for element in root.iter(*(f"{_T}{name}" for name in _KINDS)):
            id = element.get(XML_ID)
            names = list(_names(element, _KINDS[local(element)])) if id else []
            if id and names:
                kind, subtype = _KINDS[local(element)], element.get("type") or element.get("role")
                identifiers = {plain(idno.get("type", "idno")): words(idno) for idno in _children(element, "idno")}
                listed = Entity(kind, names, identifiers, plain(subtype) if subtype else None, id)
                self.known.setdefault(f"#{id}", listed)

    def referred(self, element: etree._Element, text: str) -> str | None:
        """The id of what a name refers to; an entity of its own for each reference out of the file."""
        for scheme in ("corresp", "ref", "key"):
            said = element.get(scheme, "").strip()
            pointer = said if scheme == "key" else said.partition(" ")[0]
            kind = entity_kind(element)
            if kind and scheme != "corresp" and pointer[:1] not in ("", "#") and text.strip():
                self.known.setdefault(pointer, Entity(kind, [text], {scheme: pointer}, id=f"{scheme} {pointer}"))
            if pointer in self.known:
                return self.known[pointer].id
        return None


def entity_kind(element: etree._Element) -> str | None:
    """What kind of entity a name is of, by its element or its type."""
    said = role(element).entity
    if said != "-":
        return said
    return _BY_TYPE.get(element.get("type", "").lower()) if local(element) in ("name", "rs") else None


def _names(element: etree._Element, kind: str) -> Iterator[Name]:
    for child in _children(element, ENTITY_ELEMENTS[kind][2], "name", "geogName", "country", "settlement"):
        if said := words(child):
            type = child.get("type")
            yield Name(said, plain(type) if type else None)


def _children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Children of these names, of an object's identifier too: what is deeper belongs to something else."""
    for child in element:
        if local(child) in names:
            yield child
        elif local(child) == "objectIdentifier":
            yield from _children(child, *names)
