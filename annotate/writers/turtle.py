"""RDF in Turtle: NIF 2.0 (https://persistence.uni-leipzig.org/nlp2rdf/specification/core.html) for text and offsets,
ITS RDF (https://www.w3.org/2005/11/its/rdf) for what a stretch of text denotes and how sure that is.

Offsets are code points, as NIF wants them, and part of the IRIs (RFC 5147: ``#char=0,5``). A stretch of text is one
resource, whatever is said of it; each annotation is a ``nif:AnnotationUnit`` of it, or of several if it has gaps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from annotate.annotation import Annotation, Entity, Span
from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.tei.characters import legal
from annotate.tei.credits import Credits, plugin_name
from annotate.tei.header import description, motivation
from annotate.tei.names import uri
from annotate.tei.tags import whole
from annotate.writers._iris import collection_iri, is_address, text_iri
from annotate.writers._losses import ANNOTATIONS, HEADINGS, NAME_TYPES, SURROGATES, lost, lost_characters
from annotate.writers._turtle import literal, name, node, statement, typed

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CLASSES = {
    "person": "schema:Person",
    "organisation": "schema:Organization",
    "place": "schema:Place",
    "product": "schema:Product",
    "event": "schema:Event",
}


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The text, who annotated it, kinds, lists, entities, stretches of text and annotations. Documents may follow
    each other in one file.
    """
    graph = _Graph(document)
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    own = f"@prefix : <{collection_iri(document)}#> .\n@base <{text_iri(legal(document.text))}> .\n"
    parts = graph.origin(), graph.vocabulary(), graph.entities(), graph.strings(), graph.units()
    out.write("\n".join([prefixes + own, *chain.from_iterable(parts), ""]).encode())


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """Most of the header, headings, the types of names, and characters that RDF's strings do not hold."""
    yield from lost(document, (ANNOTATIONS | {SURROGATES}) - {HEADINGS, NAME_TYPES})
    yield from lost_characters(document)


class _Graph:
    """What there is to state of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.credits = Credits(document, ())
        self.context = _string(Span(0, len(document.text)))
        self.annotations = [a for layer in document.layers for a in document.layer(layer)]

    def origin(self) -> Iterator[str]:
        """The text, and what is known of it."""
        meta, end = self.document.metadata, len(self.document.text)
        said = ["a nif:Context , nif:String , nif:RFC5147String", *_offsets(Span(0, end))]
        said += [f"nif:isString {literal(self.document.text)}", f"dcterms:identifier {literal(self.document.id)}"]
        known = {"title": meta.title, "issued": meta.date, "publisher": meta.publisher, "language": meta.language}
        said += [f"dcterms:{term} {literal(value)}" for term, value in known.items() if value]
        said += [f"dcterms:creator {literal(author)}" for author in meta.authors]
        if is_address(meta.url or ""):
            said.append(f"nif:sourceUrl <{uri(meta.url or '')}>")
        yield statement(self.context, said)

    def vocabulary(self) -> Iterator[str]:
        """The plugins, the layers and their kinds as concepts, and the lists that are referred to."""
        versions = {run.plugin: run.version for run in self.document.runs}
        sources = {a.source for a in self.annotations} | {e.source for e in self.document.entities}
        for source in sorted(sources - {""}):
            label = literal(f"{source} {versions.get(source, '')}".strip())
            yield statement(_agent(source), ["a prov:SoftwareAgent", f"rdfs:label {label}"])
        for layer in self.credits.layers:
            yield statement(name(layer), _concept(layer, description(layer, self.credits)))
            for kind, what in self.credits.kinds[layer].items():
                more = [f"skos:broader {name(layer)}", f"skos:broadMatch oa:{motivation(what)}"]
                yield statement(name(f"{layer}.{kind}"), [*_concept(kind, what.description), *more])
        for authority in self.credits.authorities:
            known = {
                "title": authority.title,
                "identifier": authority.id,
                "issued": authority.date,
                "rights": authority.licence,
                "description": authority.description,
            }
            said = [f"dcterms:{term} {literal(value)}" for term, value in known.items() if value]
            said += [f"schema:sha256 {literal(authority.sha256)}"] if authority.sha256 else []
            yield statement(name(self.credits.list_id(authority)), ["a dcterms:BibliographicResource", *said])

    def entities(self) -> Iterator[str]:
        """Who and what is spoken of."""
        for entity in self.document.entities:
            said = [f"a {_CLASSES[entity.kind]}", f"schema:name {literal(entity.name)}"]
            said += [f"schema:alternateName {literal(other.text)}" for other in entity.names[1:]]
            if entity.subtype:
                said.append(f"schema:additionalType {literal(entity.subtype)}")
            for scheme, value in entity.identifiers.items():
                parts = [f"schema:propertyID {literal(scheme)}", f"schema:value {literal(value)}"]
                said.append(f"schema:identifier {node(['a schema:PropertyValue', *parts])}")
            yield statement(name(entity.id), [*said, *_attributed(entity)])

    def strings(self) -> Iterator[str]:
        """The stretches of text, in text order."""
        units: defaultdict[Span, list[Annotation]] = defaultdict(list)
        for annotation in self.annotations:
            for span in annotation.spans:
                units[span].append(annotation)
        for span in sorted(units):
            said = ["a nif:String , nif:RFC5147String", f"nif:referenceContext {self.context}", *_offsets(span)]
            said.append(f"nif:anchorOf {literal(self.document.text[span.start : span.end])}")
            said += [f"nif:annotationUnit {name(annotation.id)}" for annotation in units[span]]
            denoting = [annotation for annotation in units[span] if annotation.entity is not None]
            for one in denoting:  # where those look who know ITS and no annotation units
                said += self.denoted(one)
            if len(denoting) == 1:
                said += _confidence(denoting[0])
            yield statement(_string(span), said)

    def denoted(self, annotation: Annotation) -> list[str]:
        """The entity that an annotation denotes, and what sort of thing that is."""
        entity = self.document.entity_of(annotation)
        if entity is None:
            return []
        return [f"itsrdf:taIdentRef {name(entity.id)}", f"itsrdf:taClassRef {_CLASSES[entity.kind]}"]

    def units(self) -> Iterator[str]:
        """The annotations: what kind each is, whom it denotes, how sure it is, and all else that it claims."""
        for annotation in self.annotations:
            kind = f"{annotation.layer}.{annotation.kind}" if annotation.kind else annotation.layer
            said = ["a nif:AnnotationUnit", f"itsrdf:taClassRef {name(kind)}", *self.denoted(annotation)]
            said += _confidence(annotation)
            for feature, value in annotation.features.items():
                said.append(_property(feature, f"schema:value {typed(value)}"))
            for role, targets in annotation.links.items():
                said += [_property(role, f"schema:valueReference {name(str(to))}") for to in targets]
            if annotation.markup is not None:
                said.append(f"rdf:value {literal(whole(annotation.markup), 'rdf:XMLLiteral')}")
            if annotation.reference is not None:
                entry, label = annotation.reference.entry, annotation.reference.label
                parts = [f"dcterms:identifier {literal(entry)}", f"rdfs:label {literal(label)}"]
                list_ = name(self.credits.list_id(annotation.reference.authority))
                said.append(f"dcterms:references {node([*parts, f'dcterms:isPartOf {list_}'])}")
            yield statement(name(annotation.id), [*said, *_attributed(annotation)])


def _string(span: Span) -> str:
    return f"<#char={span.start},{span.end}>"


def _offsets(span: Span) -> list[str]:
    bounds = zip(("beginIndex", "endIndex"), span, strict=True)
    return [f"nif:{what} {literal(str(offset), 'xsd:nonNegativeInteger')}" for what, offset in bounds]


def _concept(label: str, definition: str) -> list[str]:
    said = ["a skos:Concept", f"skos:prefLabel {literal(label)}"]
    return [*said, f"skos:definition {literal(definition)}"] if definition else said


def _agent(source: str) -> str:
    return name(f"app.{plugin_name(source)}")


def _attributed(item: Annotation | Entity) -> list[str]:
    return [f"prov:wasAttributedTo {_agent(item.source)}"] if item.source else []


def _confidence(annotation: Annotation) -> list[str]:
    return [] if annotation.score is None else [f"itsrdf:taConfidence {typed(float(annotation.score))}"]


def _property(of: str, value: str) -> str:
    return f"schema:additionalProperty {node(['a schema:PropertyValue', f'schema:name {literal(of)}', value])}"
