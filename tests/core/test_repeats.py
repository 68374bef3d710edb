"""Exact repeats are annotated once, and nobody can tell by their bytes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from annotate import Document, Metadata
from annotate.repeats import repeat_key

PLUGIN = """
    from annotate import Annotation, Entity, Markup, hookimpl
    provides = {"word", "name"}

    @hookimpl
    def annotate_document(document):
        with open("calls", "a") as out:
            out.write(".")
        anne = Entity("person", ["Anne Martin"], {"wikidata": "Q1"})
        first = Annotation("word", (0, 4), kind="noun", features={"length": 4}, entity=anne)
        yield anne
        yield first
        yield Annotation("name", [(0, 2), (3, 4)], links={"cue": first}, markup=Markup("rs", {"ref": anne}), score=0.5)
        if document.date == "1999-12-31":
            raise ValueError("no")
"""


def records(count):
    """Every third one a repeat, with an id and an address of its own."""
    for n in range(count):
        text = f"Mot {n % 3} de tous les jours.\nEncore.\n"
        yield {"id": f"d{n}", "text": text, "language": "fr", "title": "Mot", "url": f"https://example.org/{n}"}


@pytest.fixture
def job(tmp_path, plugin_file):
    plugin_file("words", PLUGIN)
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, records(30))))
    (tmp_path / "job.yaml").write_text(
        "version: 1\ninput: {paths: [in.jsonl]}\nannotators: {words: {}}\nplugin_files: [words.py]\n"
        "output: {dir: out, formats: [tei, jsonl]}\nreport: report.jsonl\n"
    )
    return tmp_path / "job.yaml"


def tree(folder):
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


@pytest.mark.parametrize("options", [[], ["-j", "2"]], ids=["here", "in workers"])
def test_repeats_are_annotated_once_and_have_the_bytes_of_being_annotated(annotate_cli, job, tmp_path, options):
    assert annotate_cli("batch", job, "--no-cache").returncode == 0
    assert (tmp_path / "calls").read_text() == "." * 30
    expected = tree(tmp_path / "out")
    (tmp_path / "calls").unlink()
    done = annotate_cli("batch", job, *options)
    assert done.returncode == 0, done.err
    assert (tmp_path / "calls").read_text() == "." * 3
    assert tree(tmp_path / "out") == expected
    assert "exact repeats, not annotated again: 27" in done.said
    report = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text().splitlines()]
    assert [r.get("same_as") for r in report[:6]] == [None, None, None, "d0", "d1", "d2"]
    assert annotate_cli("validate", "out").returncode == 0


def test_what_failed_is_not_repeated(annotate_cli, job, tmp_path):
    lines = [json.dumps(record | {"date": "1999-12-31"}) for record in records(6)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    assert annotate_cli("batch", job).returncode == 1
    assert (tmp_path / "calls").read_text() == "." * 6


KNOWN = Document("Un texte.", metadata=Metadata(language="fr", date="2024-02-20", title="Un"), headings=[0])


@pytest.mark.parametrize(
    "other",
    [
        Document("Un autre.", metadata=KNOWN.metadata, headings=[0]),
        Document(KNOWN.text, metadata=KNOWN.metadata),
        Document(KNOWN.text, metadata=KNOWN.metadata, headings=[0], undecodable={1: b"\xff"}),
        *(
            Document(KNOWN.text, metadata=replace(KNOWN.metadata, **change), headings=[0])
            for change in (
                {"language": "en"},
                {"date": "2024-02-21"},
                {"date_cert": "low"},
                {"title": None},
                {"authors": ("Anne Martin",)},
                {"publisher": "La Gazette"},
                {"notes": ("A note.",)},
            )
        ),
    ],
)
def test_a_document_that_differs_in_what_plugins_see_is_no_repeat(other):
    assert repeat_key(other) != repeat_key(KNOWN)


def test_another_copy_is_a_repeat():
    metadata = replace(KNOWN.metadata, source="b.txt", url="https://example.org/b")
    assert repeat_key(Document(KNOWN.text, id="b", metadata=metadata, headings=[0])) == repeat_key(KNOWN)
