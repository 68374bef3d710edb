"""TEI to another format and back: equal up to what the format is documented to lose."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from annotate import Annotation, Markup, Span
from annotate.annotated import documents, files
from annotate.plugins import load_registry
from annotate.tei.characters import legal
from annotate.tei.read import read_tei
from annotate.tei.write import write_tei
from annotate.testing import make_document
from annotate.testing.comparison import claims, entities
from annotate.testing.strategies import annotated_documents

LINE_ENDS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
REGISTRY = load_registry(only=())
any_document = given(document=annotated_documents())
often = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def back(write, tmp_path):
    """A document as it comes back from files in a format, beside its text."""

    def brought(document, format: str, suffix: str):
        path = Path(tmp_path, f"a{suffix}")
        path.write_bytes(write(document, format))
        if format != "text":
            path.with_suffix(".txt").write_bytes(write(document, "text"))
        ((_, found),) = documents(files([path], REGISTRY), REGISTRY)
        return found

    return brought


def tei(document) -> bytes:
    out = io.BytesIO()
    write_tei(document, out)
    return out.getvalue()


def annotations(document):
    return [annotation for layer in document.layers for annotation in document.layer(layer)]


def words(annotation, document) -> str:
    return "".join(document.text[start:end] for start, end in annotation.spans)


@any_document
@often
def test_tei_is_the_same_bytes(document):
    assert tei(read_tei(tei(document))) == tei(document)


@any_document
@often
def test_json_lines_lose_nothing_that_is_annotated(document, back):
    found = back(document, "jsonl", ".jsonl")
    assert found.text == document.text
    assert (claims(found), entities(found)) == (claims(document), entities(document))
    assert found.blocks == document.blocks
    assert (found.language, found.date) == (document.language, document.date)
    assert {run.plugin for run in found.runs} <= {"jsonl"}


CAS = pytest.mark.parametrize(("format", "suffix"), [("cas-xmi", ".zip"), ("cas-json", ".json")])


@CAS
@any_document
@often
def test_a_cas_loses_markup_and_what_only_seems_to_be_a_number(document, back, format, suffix):
    found = back(document, format, suffix)
    assert found.text == document.text
    assert (found.blocks, found.undecodable) == (document.blocks, document.undecodable)
    assert entities(found) == entities(document)
    assert in_words(found) == in_words(document)
    assert {run.plugin for run in found.runs} <= {format}


def in_words(document):
    """What a document claims, without markup, and with the values of features as words."""

    def word(value):
        return value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else repr(value)

    said = [
        {**claim, "markup": None, "features": [(name, word(value)) for name, _, value in claim["features"]]}
        for claim in claims(document)
    ]
    return sorted(said, key=repr)


@any_document
@often
def test_inline_tei_loses_what_it_says_and_has_names_without_layout(document, back):
    found = back(document, "tei-inline", ".inline.xml")
    assert found.text == legal(document.text)
    assert found.blocks == document.blocks
    assert (found.language, found.date) == (document.language, document.date)
    wanted = [_in_tei(claim) for claim in claims(document) if claim["spans"]]
    assert sorted(map(_in_tei, claims(found)), key=repr) == sorted(wanted, key=repr)
    assert {run.plugin for run in found.runs} <= {"tei-markup"}


def _in_tei(claim):
    """What elements say of a claim."""
    entity, markup = claim["entity"], claim["markup"]
    return {
        **{key: claim[key] for key in ("layer", "kind", "spans", "score")},
        "entity": entity and _tidy(entity),
        "markup": markup and (markup[0], {name: _tidy(value) for name, value in markup[1].items()}),
    }


def _tidy(value):
    """With white space as XML has it in running text."""
    if isinstance(value, str):
        return re.sub("[ \t\r\n]+", " ", value).strip(" ")
    return type(value)(map(_tidy, value)) if isinstance(value, (list, tuple)) else value


@any_document
@often
def test_brat_loses_what_has_no_words_on_a_line(document, back, write, lost):
    found = back(document, "brat", ".ann")
    assert found.text == write(document, "text").decode()
    worded = {a.id for a in annotations(document) if not LINE_ENDS.issuperset(words(a, document))}
    assert claims(found) == claims(document, worded)
    if not lost(document, "brat")["entities with their names and identifiers"]:
        assert entities(found) == entities(document)


@any_document
@often
def test_web_annotation_loses_nothing_that_is_annotated(document, back, write):
    found = back(document, "web-annotation", ".jsonld")
    assert found.text == write(document, "text").decode()
    assert (claims(found), entities(found)) == (claims(document), entities(document))


@any_document
@often
def test_conllu_keeps_spans_and_kinds_as_far_as_one_tag_a_token_and_layer_says_them(document, back, write, lost):
    found = back(document, "conllu", ".conllu")
    losses = lost(document, "conllu")
    assert found.text == ("" if losses["texts"] else write(document, "text").decode())
    came = Counter((a.layer, a.kind, a.spans) for a in annotations(found))
    sent = Counter((a.layer, a.kind, trimmed(a, document)) for a in annotations(document))
    if not any(losses[phrase] for phrase in NOT_TAGGED):
        assert came == sent
    for layer, _, (came_span,) in came:
        assert any(
            name == layer and any(start <= came_span.start and came_span.end <= end for start, end in spans)
            for name, _, spans in sent
        )


NOT_TAGGED = (
    "texts",
    "gaps within annotations",
    "annotations of an entity as a whole",
    "annotations under another one of their layer, or of white space",
    "annotations across sentences, in one piece",
)


def trimmed(annotation, document):
    found = []
    for start, end in annotation.spans:
        words = document.text[start:end]
        left = len(words) - len(words.lstrip())
        found.append(Span(start + left, start + max(left, len(words.rstrip()))))
    return tuple(found)


def test_markup_that_leads_to_the_article_itself_comes_back(back):
    editorial = Markup("supplied", {"reason": "editorial", "resp": "#source"})
    document = make_document("« Il a [enfin] dit oui. »", annotations=[Annotation("quote", (7, 14), markup=editorial)])
    for format, suffix in (("brat", ".ann"), ("jsonl", ".jsonl"), ("web-annotation", ".jsonld")):
        found = back(document, format, suffix)
        assert found.layer("quote")[0].markup == editorial
        assert not any("not there" in note for note in found.metadata.notes)
