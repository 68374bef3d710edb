"""Which types stand for what: DKPro's and INCEpTION's by their own names, ours in the package ``annotate``.

Type and feature names are from DKPro Core's type system reference; that a custom layer's types live in
``webanno.custom`` and that links are structures of a ``role`` and a ``target`` is from INCEpTION's user guide.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from keyword import kwlist

from annotate.uima.cas import ANNOTATION, DOCUMENT, STRINGS, TOP, Feature, Type, TypeSystem

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
METADATA = f"{DKPRO}metadata.type.DocumentMetaData"
SENTENCE = f"{DKPRO}segmentation.type.Sentence"
TOKEN = f"{DKPRO}segmentation.type.Token"
HEADING = f"{DKPRO}segmentation.type.Heading"
MENTION = f"{DKPRO}ner.type.NamedEntity"
CUSTOM = "webanno.custom."
LINKS = "webanno.custom.links."
ENTITY = "annotate.Entity"
REFERENCE = "annotate.Reference"
AUTHORITY = "annotate.Authority"
REPLACED = "annotate.Replaced"
HELPERS = frozenset({HEADING, ENTITY, REFERENCE, AUTHORITY, REPLACED})  # declared where they are used

MENTIONS = "entity"  # the layer of a MENTION that names none
UNKNOWN_LANGUAGE = "x-unspecified"  # UIMA's word
ROLE, TARGET = "role", "target"
KIND, ENTITY_OF, REFERENCE_TO, SCORE, LINKED, PART_OF, LAYER = (
    *("kind", "entity", "reference", "score", "links", "part_of", "layer"),
)
OF_AUTHORITIES = ("id", "title", "date", "sha256", "licence", "pattern", "replacement", "description")
MENTION_KIND, MENTION_ENTITY = "value", "identifier"

# dkpro-cassis makes classes of types, with attributes of features: neither its own names nor Python's words will do
_RESERVED = {"begin", "end", "sofa", "id", "self", "type", "xmiID", *kwlist}
RESERVED = frozenset({*_RESERVED, KIND, ENTITY_OF, REFERENCE_TO, SCORE, LINKED, PART_OF})
RESERVED_OF_MENTIONS = frozenset(
    {*_RESERVED, REFERENCE_TO, SCORE, LINKED, PART_OF, LAYER, MENTION_KIND, MENTION_ENTITY}
)

_PREFIX = "x_"
_FOREIGN = re.compile(r"[^A-Za-z0-9_]|_(?=x[0-9A-F]{4,6}_)")
_ESCAPED = re.compile(r"_x([0-9A-F]{4,6})_")


def identifier(name: str, reserved: Collection[str] = ()) -> str:
    """A name as UIMA allows it: letters, digits and ``_``, a letter first; all others as ``_x002D_`` (the escape of
    SQL/XML, ISO/IEC 9075-14). `original` gives it back.
    """
    found = _FOREIGN.sub(lambda match: f"_x{ord(match[0]):04X}_", name)
    plain = found[:1].isalpha() and found not in reserved and not found.startswith(_PREFIX)
    return found if plain else _PREFIX + found


def original(name: str) -> str:
    """The name that `identifier` was given."""
    return _ESCAPED.sub(_character, name.removeprefix(_PREFIX))


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return chr(number) if number <= 0x10FFFF else match[0]


def _strings(*names: str) -> dict[str, Feature]:
    return dict.fromkeys(names, Feature())


def predefined() -> TypeSystem:
    """The types that a document may have besides those of its layers, with those of their features that we write."""
    types = (
        Type(METADATA, DOCUMENT, _strings("documentTitle", "documentId", "documentUri")),
        Type(SENTENCE),
        Type(TOKEN),
        Type(HEADING),
        Type(REPLACED, ANNOTATION, _strings("codepoint", "bytes"), "what stood where the text has U+FFFD"),
        Type(
            ENTITY,
            TOP,
            {
                **_strings("name", "kind", "subtype"),
                "names": Feature(STRINGS),
                "name_types": Feature(STRINGS),
                "identifiers": Feature(STRINGS),
            },
            "an entity that annotations denote by its name; identifiers: each scheme with the value behind it",
        ),
        Type(
            REFERENCE,
            TOP,
            _strings("name", "authority", "entry", "label", "kind"),
            "an entry of a list, to which annotations refer by its name",
        ),
        Type(
            AUTHORITY,
            TOP,
            _strings("name", *OF_AUTHORITIES),
            "a list",
        ),
    )
    return TypeSystem((type.name, type) for type in types)
