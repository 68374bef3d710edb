"""Corrections made in another tool come back as somebody's, and all else stays what it was."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings

from annotate import Name
from annotate.annotated import documents, files
from annotate.calling import Alone
from annotate.combine.correct import correct
from annotate.combine.diff import differences
from annotate.combine.merge import merge
from annotate.errors import UsageError
from annotate.plugins import load_registry
from annotate.testing.strategies import annotated_documents

REGISTRY = load_registry(only=())
SUFFIXES = {"brat": ".ann", "web-annotation": ".jsonld", "conllu": ".conllu", "jsonl": ".jsonl"}


def rendered(document, format: str) -> str:
    out = io.BytesIO()
    Alone(REGISTRY.formats[format][0]).call("annotate_write", document=document, format=format, out=out)
    return out.getvalue().decode()


@pytest.fixture
def read(tmp_path):
    """What a file in a format reads as."""

    def back(document, format: str, edited: str | None = None):
        path = tmp_path / f"a{SUFFIXES[format]}"
        path.write_text(rendered(document, format) if edited is None else edited, "utf-8", newline="")
        path.with_suffix(".txt").write_text(rendered(document, "text"), "utf-8", newline="")
        ((_, found),) = documents(files([path], REGISTRY, format), REGISTRY, format)
        return found

    return back


@pytest.fixture
def corrected(read, document):
    """What comes of a document whose rendering was edited."""

    def by_hand(format: str, edit, original=None):
        source = original or document
        edited = read(source, format, edit(rendered(source, format)))
        return correct(source, read(source, format), edited, "Anne Martin", format)

    return by_hand


def test_a_file_that_nobody_edited_is_the_same_file(corrected, document, tei):
    for format in SUFFIXES:
        found = corrected(format, str)
        assert str(found) == f"kept {len(list(all_of(document)))}, changed 0, added 0, removed 0"
        assert tei(found.document) == tei(document)


@given(document=annotated_documents())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_that_nobody_edited_is_the_same_file(corrected, document, tei):
    for format in SUFFIXES:
        assert tei(corrected(format, str, document).document) == tei(document)


def all_of(document):
    return (annotation for layer in document.layers for annotation in document.layer(layer))


def only(document, layer: str, words: str):
    (found,) = (annotation for annotation in document.layer(layer) if document.text_of(annotation) == words)
    return found


def changed_type(lines: str) -> str:
    return lines.replace("name_place", "name_organisation")


def test_a_changed_kind_is_who_corrected_its_and_keeps_the_rest_but_the_score(corrected, document, written):
    found = corrected("brat", changed_type)
    assert str(found).endswith("changed 1, added 0, removed 0")
    place = only(written(found.document), "name", "Brest")
    before = only(document, "name", "Brest")
    assert (place.kind, place.source, place.score) == ("organisation", "anne-martin", None)
    assert (place.entity, place.id) == (before.entity, before.id)
    other = only(found.document, "name", "Anne Kervella")
    assert other == only(document, "name", "Anne Kervella")


def test_a_format_of_tags_changes_no_more_than_it_shows(corrected, document, written):
    found = corrected("conllu", lambda lines: lines.replace("name=B-place", "name=B-organisation"))
    place = only(written(found.document), "name", "Brest")
    assert (place.kind, place.entity) == ("organisation", only(document, "name", "Brest").entity)
    assert found.document.layer("quote") == document.layer("quote")


def test_what_is_removed_is_taken_out_with_links_to_it_which_are_told(corrected, document, written):
    def without_cue(lines: str) -> str:
        (term,) = re.findall(r"^(T\d+)\tcue ", lines, re.MULTILINE)
        return "".join(line for line in lines.splitlines(keepends=True) if not re.search(rf"\b{term}\b", line))

    found = corrected("brat", without_cue)
    assert (found.removed, found.changed) == (1, 1)
    quote = written(found.document).layer("quote")[0]
    assert set(quote.links) == {"speaker"}
    assert "cue" not in found.document.layers
    with_runs = {run.plugin: run for run in found.document.runs}
    assert "cue 1 of 1" in with_runs["quotes"].reason
    assert {layer.name for layer in with_runs["anne-martin"].layers} == {"cue", "quote"}


def test_a_format_without_links_leaves_none_to_what_was_removed(corrected, written):
    found = corrected("conllu", lambda lines: re.sub(r"cue=[BI]\|", "", lines))
    assert [(link.to.partition(".")[0]) for link in found.lost] == ["cue"]
    assert set(written(found.document).layer("quote")[0].links) == {"speaker"}


def test_what_is_added_may_point_to_what_was_there_and_to_somebody_new(corrected, document, written):
    def add(lines: str) -> str:
        at = document.text.index("Elle")
        (anne,) = re.findall(r"^(T\d+)\t.*Anne Kervella$", lines, re.MULTILINE)
        end = document.text.index("Fin.")
        return (
            f"{lines}T90\tname_person {at} {at + 4}\tElle\nR90\tanchor Arg1:T90 Arg2:{anne}\n"
            f"N90\tReference T90 entity:person.anne-kervella\tAnne Kervella\n"
            f"T91\tname_place {end} {end + 3}\tFin\nN91\tReference T91 entity:place.fin\tFin\n"
        )

    found = corrected("brat", add)
    assert (found.added, found.changed, found.removed) == (2, 0, 0)
    back = written(found.document)
    she = only(back, "name", "Elle")
    assert (she.source, she.entity) == ("anne-martin", only(document, "name", "Anne Kervella").entity)
    assert back.linked(she, "anchor") == (only(back, "name", "Anne Kervella"),)
    fin = back.entity_of(only(back, "name", "Fin"))
    assert (fin.kind, fin.names, fin.source) == ("place", (Name("Fin"),), "anne-martin")


def test_moved_bounds_are_a_change_and_links_follow(corrected, document, written):
    def moved(lines: str) -> str:
        at = document.text.index("a dit")
        return lines.replace(f"cue {at} {at + 5}\ta dit", f"cue {at + 2} {at + 5}\tdit")

    found = corrected("brat", moved)
    assert (found.changed, found.added, found.removed) == (1, 0, 0)
    back = written(found.document)
    (cue,) = back.layer("cue")
    assert (back.text_of(cue), cue.source) == ("dit", "anne-martin")
    assert back.linked(back.layer("quote")[0], "cue") == (cue,)


def test_what_a_format_has_no_place_for_stays(corrected, document):
    found = corrected("brat", changed_type)
    assert found.document.layer("listed") == document.layer("listed")
    assert len(document.layer("listed")) == 1


def test_an_entity_that_nothing_denotes_any_more_goes(corrected, document):
    def without_brest(lines: str) -> str:
        (term,) = re.findall(r"^(T\d+)\t.*Brest$", lines, re.MULTILINE)
        return "".join(line for line in lines.splitlines(keepends=True) if not re.search(rf"\b{term}\b", line))

    names = {entity.name for entity in corrected("brat", without_brest).document.entities}
    assert names == {entity.name for entity in document.entities} - {"Brest"}


def test_an_entity_may_be_given_an_identifier(corrected):
    def identified(line: str) -> str:
        record = json.loads(line)
        (place,) = (entity for entity in record["entities"] if entity["kind"] == "place")
        place["identifiers"] = {"insee": "29019"}
        return json.dumps(record) + "\n"

    found = corrected("jsonl", identified)
    assert [e.identifiers for e in found.document.entities if e.kind == "place"] == [{"insee": "29019"}]


def test_a_second_correction_is_told_after_the_first(corrected, document, written, tei):
    once = written(corrected("brat", changed_type).document)
    twice = corrected("brat", lambda lines: lines.replace("name_organisation", "name_event"), once).document
    (run,) = (run for run in written(twice).runs if run.plugin == "anne-martin")
    assert run.reason.count("Anne Martin corrected it in brat") == 2
    assert [run.plugin for run in twice.runs].count("anne-martin") == 1


def test_a_plugins_name_is_nobodys(read, document):
    baseline = read(document, "brat")
    with pytest.raises(UsageError, match="names is a plugin that annotated this file"):
        correct(document, baseline, baseline, "Names", "brat")


def test_a_part_of_what_a_format_cannot_hold_whole_does_not_change_it(corrected, document_of, plugins):
    long = document_of(plugins.Names(), plugins.Quotes(), text="« Le pont ferme.\nDemain », a dit Anne Kervella.")
    assert [long.text_of(a) for a in long.layer("quote")] == ["« Le pont ferme.\nDemain »"]
    found = corrected("conllu", lambda lines: re.sub(r"quote=[BI]-direct\|?", "", lines, count=5), long)
    assert found.document.layer("quote") == long.layer("quote")
    assert found.removed == 0 and len(found.partial) == 1


def test_layers_of_two_sources_are_compared_merged_and_valid(corrected, document, written, file):
    found = written(corrected("brat", changed_type).document)
    change = [c for c in differences(document, found, ["name"]) if c.what == "annotation"]
    assert [set(c.fields) for c in change] == [{"kind", "by", "score"}]
    merged, lost = merge([document, found])
    assert lost == [] and written(merged).layer("name") == found.layer("name")


def test_the_schema_of_the_tei_accepts_it(corrected, shared, file):
    jing = shutil.which("jing")
    if jing is None:
        pytest.skip("needs jing")
    path = file(corrected("brat", changed_type).document, "c.tei.xml")
    subprocess.run([jing, str(shared / "tei" / "tei_all.rng"), str(path)], check=True)


def test_the_command_says_what_it_did_and_writes_a_valid_file(annotate_cli, document, file, tmp_path):
    file(document, "a.tei.xml")
    assert annotate_cli("convert", "a.tei.xml", "-t", "brat", "-t", "text", "-o", "b").returncode == 0
    ann = next((tmp_path / "b").glob("*.ann"))
    ann.write_text(changed_type(ann.read_text()))
    done = annotate_cli("correct", "a.tei.xml", ann, "--by", "Anne Martin", "-o", "c.tei.xml")
    assert (done.returncode, done.said) == (0, ["kept 6, changed 1, added 0, removed 0"])
    assert annotate_cli("validate", "c.tei.xml").returncode == 0
    ann.with_suffix(".txt").write_text("x" + document.text)
    ann.write_text("")
    done = annotate_cli("correct", "a.tei.xml", ann, "--by", "Anne Martin")
    assert (done.returncode, len(done.said)) == (2, 1)
    assert "annotate reanchor" in done.err
    done = annotate_cli("correct", "a.tei.xml", "a.tei.xml.bak", "--by", "x")
    assert (done.returncode, len(done.said)) == (2, 1)
    assert "--from is one of" in done.err


def test_tags_of_web_annotations_may_be_corrected(corrected, written):
    found = corrected("web-annotation", lambda data: data.replace('"name:place"', '"name:region"'))
    assert (found.changed, found.added, found.removed) == (1, 0, 0)
    assert only(written(found.document), "name", "Brest").kind == "region"
