"""Documents to compare and combine."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from annotate import Annotation, Authority, Document, Entity, Kind, Layer, Markup, Reference, hookimpl
from annotate.tei.read import read_tei
from annotate.tei.validate import validate_file
from annotate.tei.write import write_tei
from annotate.testing import annotate_document, make_document

TEXT = "« Le pont ferme lundi », a dit Anne Kervella à Brest.\n\nElle y revient le 3 mars avec Yann.\nFin.\n"
LIST = Authority("demo", "A list", date="2024-01-01")


class Names:
    """Two persons and a place, and an entry of a list for one of them."""

    provides = ("name", "listed")

    @hookimpl
    def annotate_document(self, document):
        for words, kind, score in (
            ("Anne Kervella", "person", 0.9),
            ("Brest", "place", 0.4),
            ("Yann", "person", None),
        ):
            if words in document.text:
                at = document.text.index(words)
                entity = Entity(kind, [words])
                yield Annotation("name", (at, at + len(words)), kind, entity=entity, score=score)
                if words == "Yann":
                    yield Annotation("listed", kind="hit", entity=entity, reference=Reference(LIST, "e1", "YANN"))


class Quotes:
    """What stands in guillemets, said by the first person."""

    provides = (Layer("quote", "who said what", {"direct": Kind("word for word")}), Layer("cue"))
    requires = ("name",)

    @hookimpl
    def annotate_document(self, document):
        text = document.text
        if "»" not in text or not document.layer("name"):
            return
        speaker = document.layer("name")[0]
        cue = Annotation("cue", (text.index("a dit"), text.index("a dit") + 5))
        who = Markup("said", {"who": document.entity_of(speaker)})
        links = {"speaker": speaker, "cue": cue}
        yield cue
        yield Annotation("quote", (text.index("«"), text.index("»") + 1), "direct", links=links, markup=who)


class Dates:
    """One date, in the year that is asked for."""

    provides = ("date",)

    def __init__(self, year: str = "2024") -> None:
        self.year = year

    @hookimpl
    def annotate_document(self, document):
        if "3 mars" in document.text:
            at = document.text.index("3 mars")
            yield Annotation("date", (at, at + 6), markup=Markup("date", {"when": f"{self.year}-03-03"}))


@pytest.fixture(scope="session")
def plugins():
    """The annotators of these tests, by class name."""
    return SimpleNamespace(Names=Names, Quotes=Quotes, Dates=Dates)


def _document_of(*plugins, text: str = TEXT, id: str = "document") -> Document:
    return annotate_document(make_document(text, date="2024-03-01", id=id), *plugins)


@pytest.fixture(scope="session")
def document_of():
    """A document of `TEXT` or another one, annotated."""
    return _document_of


@pytest.fixture(scope="session")
def tei():
    """A document's bytes."""
    return _tei


def _tei(document: Document) -> bytes:
    out = io.BytesIO()
    write_tei(document, out)
    return out.getvalue()


@pytest.fixture
def written(tmp_path):
    """A document as it comes back from a file, which validates."""

    def write(document: Document, name: str = "written.tei.xml") -> Document:
        path = tmp_path / name
        path.write_bytes(_tei(document))
        assert validate_file(path) == []
        return read_tei(path)

    return write


@pytest.fixture
def file(tmp_path):
    """A document as a file."""

    def write(document: Document, name: str):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(_tei(document))
        return path

    return write


@pytest.fixture
def document() -> Document:
    return _document_of(Names(), Quotes(), Dates())
