"""A document with one of everything, and what writers make of it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from annotate import Annotation, Authority, Document, Entity, Kind, Layer, Markup, Metadata, Reference, hookimpl
from annotate.calling import Alone
from annotate.errors import AnnotateError
from annotate.plugins import load_registry
from annotate.testing import annotate_document

TEXT = "😀 « Le pont\nferme lundi », a dit Anne Kervella. Elle est, dit-elle, inquiète.\r\n\r\nBrest attend le 3 mars."
LIST = Authority("demo", "A list", date="2024-01-01")


class Finder:
    """A speaker, a place, a quotation across a line end, another with a gap, dates, an entry of a list."""

    provides = (
        Layer(
            "said",
            "what was said",
            {"direct": Kind("in quotation marks", "tagging"), "cue": Kind("a verb", "no-such-motivation")},
        ),
        *("name", "date", "listed"),
    )

    @hookimpl
    def annotate_document(self, document):
        def span(words: str) -> tuple[int, int]:
            start = document.text.index(words)
            return start, start + len(words)

        anne = Entity("person", ["Anne Kervella", "Kervella"])
        mention = Annotation("name", span("Anne Kervella"), "person", entity=anne, score=0.75)
        yield mention
        yield Annotation("name", span("Brest"), "place", entity=Entity("place", ["Brest"], {"insee": "29019"}, "city"))
        cue = Annotation("said", span("a dit"), "cue")
        yield cue
        links = {"speaker": mention, "cue": cue}
        quoted = span("« Le pont\nferme lundi »")
        yield Annotation("said", quoted, "direct", links=links, markup=Markup("said", {"who": anne}))
        yield Annotation("said", [span("Elle est"), span("inquiète")], features={"reason": "who is she?", "sure": True})
        yield Annotation("date", span("lundi"), "deictic", {"value": "2024-03-04"})
        yield Annotation("date", span("le 3"), features={"value": "P3D"}, markup=Markup("date"))
        yield Annotation("date", span("3 mars"), markup=Markup("date", {"when": "2024-03-03"}))
        reference = Reference(LIST, "e1", "KERVELLA, Anne")
        yield Annotation("listed", kind="hit", entity=anne, features={"grade": "A"}, reference=reference)


class Breaks:
    """A plugin whose layer is promised and not there."""

    provides = ("topic",)

    @hookimpl
    def annotate_document(self, document):
        raise RuntimeError("no model")


@pytest.fixture
def document() -> Document:
    metadata = Metadata(source="pont.txt", language="fr", url="https://news.example/pont", title="Le pont")
    found = Document(TEXT, id="pont", metadata=metadata)
    with pytest.raises(AnnotateError, match="no model"):
        annotate_document(found, Finder, Breaks)
    return found


@pytest.fixture(scope="session")
def write() -> Callable[[Document, str], bytes]:
    """A document's bytes in a built-in format."""
    formats = load_registry(only=()).formats

    def written(document: Document, format: str) -> bytes:
        out = io.BytesIO()
        Alone(formats[format][0]).call("annotate_write", document=document, format=format, out=out)
        return out.getvalue()

    return written


@pytest.fixture(scope="session")
def lost() -> Callable[[Document, str], Counter[str]]:
    """What a built-in format has no place for, and how often."""
    formats = load_registry(only=()).formats

    def counted(document: Document, format: str) -> Counter[str]:
        phrases = Alone(formats[format][0]).call("annotate_losses", document=document, format=format)
        return Counter(phrases or ())

    return counted


@pytest.fixture
def tei(document: Document, tmp_path: Path, write: Callable[[Document, str], bytes]) -> Path:
    """The document as a file."""
    path = tmp_path / "pont.tei.xml"
    path.write_bytes(write(document, "tei"))
    return path
