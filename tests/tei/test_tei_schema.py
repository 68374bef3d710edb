"""Files of every sort against the schema of TEI itself, with jing."""

import shutil
import subprocess
from pathlib import Path

import pytest

from annotate import (
    Annotation,
    Authority,
    Document,
    Entity,
    Kind,
    Layer,
    Metadata,
    Name,
    PluginRun,
    Reference,
    Resource,
)
from annotate.bookkeeping import conclude
from annotate.collect import add
from annotate.tei.validate import validate_file

SCHEMA = Path(__file__).parents[3] / "shared" / "tei" / "tei_all.rng"
FREE = Layer("free")


def only_entities():
    document = Document("abc")
    kinds = ("person", "organisation", "place", "product", "event")
    entities = [Entity(k, (Name("x y", "a b"), "y"), {"a b": "1", "": "2"}, "sub type") for k in kinds]
    add(document, "p", {}, entities)
    return document


def only_core():
    return Document("\x00a\ufffe\r\n\udc80", undecodable={5: b"\x80"})


def failed_and_skipped():
    document = Document(
        "abc", metadata=Metadata(language="not a language", date="le 3", date_cert="low", url="http://a b")
    )
    layer = Layer("date", "", {"k": Kind("")})
    runs = [
        PluginRun(o, "", "", (layer,), o, "because <&>\x00", (Resource(""),))
        for o in ("failed", "timeout", "skipped", "core")
    ]
    conclude(document, tuple(runs), "\x00]]>\r\n  a: b\n")
    return document


def odd_names():
    document = Document(
        "abc\ndef", id="\x00 é", metadata=Metadata(source="a b?#%\x00é\\c:\udc80", media_type="", encoding="")
    )
    lists = [
        Authority(id, "", pattern="", date=date, licence="x")
        for id, date in (("A_b", "2024"), ("été", "hier"), ("2x", None))
    ]
    entity = Entity("person", "漢字")
    references = [Reference(a, "1 é<>%\x00", "", "a b") for a in lists]
    hits = [
        Annotation("free", (), "hit.a-b_c", {"": "", "é à": 1, "xml:id": True, "漢": 1.5}, entity=entity, reference=r)
        for r in references
    ]
    add(document, "p q/é", {"free": FREE}, [entity, *hits, Annotation("free", [(0, 2), (3, 7)], score=5e-324)])
    conclude(document, (PluginRun("p q/é", "d", "v", (FREE,)),), "")
    return document


def headings():
    text = "T\n\nU\na\nV\nb\nW"
    return Document(text, headings=[text.index(c) for c in "TUVW"])


DOCUMENTS = {
    "empty": lambda: Document(""),
    "blank": lambda: Document("\n \n"),
    "only-entities": only_entities,
    "only-core": only_core,
    "failed": failed_and_skipped,
    "odd-names": odd_names,
    "headings": headings,
}


@pytest.fixture
def files(tmp_path, rich, written):
    documents = {"rich": rich, **{name: make() for name, make in DOCUMENTS.items()}}
    for name, document in documents.items():
        (tmp_path / f"{name}.tei.xml").write_bytes(written(document))
    return sorted(tmp_path.glob("*.tei.xml"))


def test_documents_of_every_sort_are_clean(files):
    assert {path.name: validate_file(path) for path in files} == {path.name: [] for path in files}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("jing"), reason="jing is not installed (Debian package jing)")
@pytest.mark.skipif(not SCHEMA.is_file(), reason="the TEI schema lies in ../shared/tei")
def test_documents_of_every_sort_are_valid_tei(files):
    done = subprocess.run(["jing", SCHEMA, *files], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0)
