"""What formats cannot hold, said with the same words for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set

from annotate.annotation import Annotation
from annotate.document import Document

TEXT = "texts"
HEADER = "headers (where a text comes from, versions, models, settings)"
OUTCOMES = "layers that did not run"
ENTITIES = "entities with their names and identifiers"
ABOUT_ENTITIES = "annotations of an entity as a whole"
GAPS = "gaps within annotations"
DENOTED = "pointers from annotations to entities"
FEATURES = "features"
LINKS = "links between annotations"
SCORES = "scores"
MARKUP = "TEI markup"
REFERENCES = "references to entries of lists"
NAME_TYPES = "types of names"
CHARACTERS = "characters that XML does not have"
SOURCES = "names of the plugins that annotated"
HEADINGS = "headings"
SURROGATES = "code points that UTF-8 cannot hold"
UNDECODABLE = "bytes that could not be decoded"

_OF_ANNOTATIONS: dict[str, Callable[[Annotation], bool]] = {
    ABOUT_ENTITIES: lambda a: not a.spans,
    GAPS: lambda a: len(a.spans) > 1,
    DENOTED: lambda a: a.entity is not None,
    FEATURES: lambda a: bool(a.features),
    LINKS: lambda a: bool(a.links),
    SCORES: lambda a: a.score is not None,
    MARKUP: lambda a: a.markup is not None,
    REFERENCES: lambda a: a.reference is not None,
    SOURCES: lambda a: bool(a.source),
}
ANNOTATIONS = frozenset({TEXT, HEADINGS, ENTITIES, NAME_TYPES, *_OF_ANNOTATIONS})  # all there is but the header
_SURROGATE = re.compile("[\ud800-\udfff]")


def lost(document: Document, held: Set[str]) -> Iterator[str]:
    """For each thing in a document that a format does not hold: which kind of thing it is, one of the phrases above.
    ``held``: what the format holds.
    """
    if HEADER not in held:
        yield HEADER
    if TEXT not in held:
        yield TEXT
    elif HEADINGS not in held:
        yield from (HEADINGS for block in document.blocks if block.heading)
    if SURROGATES not in held:
        yield from (SURROGATES for _ in _SURROGATE.finditer(document.text))
    if UNDECODABLE not in held:
        yield from (UNDECODABLE for _ in document.undecodable)
    if OUTCOMES not in held:
        from annotate.views.facts import not_run

        yield from (OUTCOMES for _ in not_run(document))
    yield from _of_entities(document, held)
    missing = {phrase: there for phrase, there in _OF_ANNOTATIONS.items() if phrase not in held}
    for name in document.layers:
        for annotation in document.layer(name):
            yield from (phrase for phrase, there in missing.items() if there(annotation))


def _of_entities(document: Document, held: Set[str]) -> Iterator[str]:
    if ENTITIES not in held:
        yield from (ENTITIES for _ in document.entities)
    elif NAME_TYPES not in held:
        yield from (NAME_TYPES for entity in document.entities for name in entity.names if name.type)


def lost_characters(document: Document) -> Iterator[str]:
    """For formats whose strings are XML's: a phrase for each stretch of the text that is U+FFFD in them."""
    from annotate.tei.characters import record

    return (CHARACTERS for _ in record(document))
