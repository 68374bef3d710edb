"""``annotate select``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.combine.select import Filter, matching, select
from annotate.pointing import pointed
from annotate.tei.read import read_tei
from annotate.testing.strategies import documents
from annotate.views.facts import not_run

FILTERS = st.builds(
    Filter,
    layers=st.frozensets(st.sampled_from(("one", "two"))),
    kinds=st.frozensets(st.sampled_from(("one", "two"))),
    min_score=st.one_of(st.none(), st.floats(0, 1)),
)


def ids(document):
    return [a.id for layer in document.layers for a in document.layer(layer)]


@given(documents(layers=("one", "two")), FILTERS)
def test_what_passes_is_kept_as_it_is_and_all_else_but_what_it_needs_is_gone(tei, document, wanted):
    chosen = read_tei(tei(select(document, wanted)))
    passing = {a.id for a in matching(document, wanted)}
    assert passing == set(ids(chosen))  # these do not point to each other
    assert chosen.text == document.text
    for id in passing:
        assert all(to in chosen for to in pointed(chosen[id]))


@given(documents(layers=("one", "two")))
def test_a_selection_that_leaves_nothing_out_changes_nothing(tei, document):
    assert tei(select(document, Filter())) == tei(document)


def test_what_was_left_out_does_not_read_as_not_found(document, written):
    chosen = written(select(document, Filter(layers=frozenset({"name"}), kinds=frozenset({"person"}))))
    assert ids(chosen) == ["name.p1.31-44", "name.p2.30-34"]
    runs = {run.plugin: run for run in chosen.runs}
    assert (runs["names"].outcome, runs["names"].reason) == (
        "ok",
        "annotate select left out: listed 1 of 1, name 1 of 3",
    )
    assert (runs["dates"].outcome, runs["dates"].reason) == ("skipped", "annotate select left out: date 1 of 1")
    assert {layer for layer, _ in not_run(chosen)} == {"cue", "date", "quote"}
    said = "kept 2 of 7 annotations: layer name, kind person, and what these point to."
    assert runs["annotate select"].reason == said


def test_a_layer_in_which_nothing_was_found_still_says_so(document_of, plugins, written):
    empty = document_of(plugins.Names(), plugins.Dates(), text="Anne Kervella vit à Brest.")
    chosen = written(select(empty, Filter(kinds=frozenset({"place"}))))
    [dates] = [run for run in chosen.runs if run.plugin == "dates"]
    assert (dates.outcome, dates.reason) == ("ok", "")


def test_what_kept_annotations_point_to_is_kept(document, written):
    chosen = written(select(document, Filter(layers=frozenset({"quote"}))))
    assert ids(chosen) == ["cue.p1.25-30", "name.p1.31-44", "quote.p1.0-23"]
    assert [entity.name for entity in chosen.entities] == ["Anne Kervella"]


def test_a_score_is_wanted_where_a_least_one_is_given(document):
    assert ids(select(document, Filter(min_score=0.5))) == ["name.p1.31-44"]


@pytest.mark.parametrize("name", ["Anne Kervella", "anne kervella", "person.anne-kervella"])
def test_an_entity_is_found_by_name_or_id_in_mentions_and_in_what_it_says(document, name):
    assert [a.id for a in matching(document, Filter(entities=(name,)))] == ["name.p1.31-44", "quote.p1.0-23"]


def test_a_second_selection_says_what_both_did(document, written):
    once = select(document, Filter(layers=frozenset({"name"})))
    twice = written(select(written(once), Filter(min_score=0.5)))
    said = next(run.reason for run in twice.runs if run.plugin == "annotate select")
    assert said == (
        "kept 3 of 7 annotations: layer name, and what these point to. "
        "Then: kept 1 of 3 annotations: score at least 0.5, and what these point to."
    )


def test_the_command_writes_a_valid_file_or_lists(annotate_cli, file, document):
    file(document, "a.xml")
    done = annotate_cli("select", "a.xml", "--layer", "date", "-o", "b.tei.xml")
    assert (done.returncode, done.err) == (0, "")
    assert annotate_cli("validate", "b.tei.xml").returncode == 0
    listed = annotate_cli("select", "a.xml", "--list", "--min-score", "0.3")
    assert listed.out.splitlines() == [
        "[name person] 31-44 Anne Kervella = score 0.9",
        "[name place] 47-52 Brest = score 0.4",
    ]


def test_a_layer_or_entity_that_is_not_there_is_told(annotate_cli, file, document):
    file(document, "a.xml")
    done = annotate_cli("select", "a.xml", "--list", "--layer", "dates", "--entity", "Paul")
    assert (done.returncode, done.out) == (0, "")
    assert done.said == [
        "annotate: warning: a.xml: there is no layer 'dates'; there are: cue, date, listed, name, quote",
        "annotate: warning: a.xml: no entity has the id or name 'Paul'",
    ]
