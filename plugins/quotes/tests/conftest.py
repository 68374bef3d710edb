"""Documents with a few known names and dates, and what the plugin reads in them."""

import sys

import pytest
from annotate_quotes import Quotes

from annotate import Annotation, Entity, Kind, Layer, hookimpl
from annotate.testing import annotated

SPOKEN = ("direct", "mixed", "indirect")
MARKED = ("direct", "mixed", "unattributed", "scare", "title", "term", "gloss")
KNOWN = {
    "person": ("Claire Lenoir", "Paul Roche", "Marc Vidal", "Lenoir"),
    "organisation": ("AFP", "Reuters", "Ordre de Saint-Loup", "Ordre", "Union des Lacs"),
    "place": ("Dole",),
}


class People:
    """Knows some names, for documents that have an entity layer."""

    provides = (Layer("entity", "names", {kind: Kind(kind) for kind in KNOWN}),)

    @hookimpl
    def annotate_document(self, document):
        taken = set()
        for kind, names in KNOWN.items():
            for name in names:
                entity, at = Entity(kind, name), document.text.find(name)
                while at >= 0:
                    span = range(at, at + len(name))
                    if not taken & set(span):
                        taken.update(span)
                        yield Annotation("entity", (at, at + len(name)), kind, entity=entity)
                    at = document.text.find(name, at + 1)


class Days:
    """Knows «ce 3 mai», for documents that have a date layer."""

    provides = (Layer("date", "dates", {"deictic": Kind("date")}),)

    @hookimpl
    def annotate_document(self, document):
        at = document.text.find("ce 3 mai")
        yield Annotation("date", (at, at + 8), "deictic", {"type": "DATE", "value": "XXXX-05-03"})


@pytest.fixture(scope="session")
def people():
    """A plugin that knows names."""
    return People


@pytest.fixture(scope="session")
def days():
    """A plugin that knows a date."""
    return Days


def _linked(document, annotation, role):
    return next((document.text_of(a) for a in document.linked(annotation, role)), None)


@pytest.fixture(scope="session")
def read():
    """``(kind, cue, speaker)`` of each quotation and content of a text, in order."""

    def reading(text, *plugins, language="fr"):
        document = annotated(text, *plugins, Quotes, language=language)
        return [
            (a.kind, _linked(document, a, "cue"), _linked(document, a, "speaker"))
            for a in document.layer("quote")
            if a.kind in (*MARKED, "indirect")
        ]

    return reading


@pytest.fixture(scope="session")
def spoken():
    """``(what is said, cue, speaker)`` of all that has a speaker, clauses that hold quotations left out."""

    def speech(text, *plugins, language="fr"):
        document = annotated(text, *(plugins or (People,)), Quotes, language=language)
        return [
            (document.text_of(a), _linked(document, a, "cue"), _linked(document, a, "speaker"))
            for a in document.layer("quote")
            if a.kind in SPOKEN and not a.features.get("extent")
        ]

    return speech


@pytest.fixture(scope="session")
def whos():
    """The entity of each speaker of a text, in order."""

    def entities(text):
        document = annotated(text, People, Quotes)
        return [a.markup.attributes.get("who") for a in document.layer("quote") if a.kind in SPOKEN]

    return entities


@pytest.fixture(scope="session")
def work():
    """How many lines of Python a call executes: what it costs, whatever else the machine does."""

    def lines_of(function, *arguments):
        count = 0

        def local(frame, event, argument):
            nonlocal count
            count += event == "line"
            return local

        before = sys.gettrace()
        sys.settrace(lambda frame, event, argument: local)
        try:
            function(*arguments)
        finally:
            sys.settrace(before)
        return count

    return lines_of
