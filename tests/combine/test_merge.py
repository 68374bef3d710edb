"""``annotate merge``."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import Annotation, Entity
from annotate.bookkeeping import conclude
from annotate.combine.merge import merge
from annotate.errors import UsageError
from annotate.testing import make_document
from annotate.testing.strategies import annotations

TEXT = "Le pont de Brest ferme lundi."


def merged(*documents, **options):
    return merge(documents, **options)[0]


def values(document):
    return {a.markup.attributes["when"] for a in document.layer("date")}


@given(st.data())
def test_merging_is_idempotent(tei, data):
    layers = st.sampled_from(("one", "two", "three"))
    drawn = st.lists(layers.flatmap(lambda layer: annotations(TEXT, layer)), max_size=5)
    a, b = (make_document(TEXT, annotations=data.draw(drawn)) for _ in range(2))
    last = data.draw(st.booleans())
    assert tei(merged(a, a, last=last)) == tei(a)
    both = merged(a, b, last=last)
    assert tei(merged(both, b, last=last)) == tei(both)


def test_each_layer_is_taken_from_the_file_that_has_it(document_of, plugins, written, document):
    both = written(merged(document_of(plugins.Names(), plugins.Quotes()), document_of(plugins.Dates())))
    assert both.layers == document.layers
    assert [run.plugin for run in both.runs] == ["names", "quotes", "dates"]
    assert both.entity_of(both.layer("name")[0]).name == "Anne Kervella"


def test_of_a_layer_that_several_have_the_last_counts_unless_said_otherwise(document_of, plugins):
    old, new = (document_of(plugins.Dates(year)) for year in ("2023", "2024"))
    assert values(merged(old, new)) == {"2024-03-03"}
    assert values(merged(old, new, last=False)) == {"2023-03-03"}
    assert values(merged(old, new, chosen={"date": 0})) == {"2023-03-03"}


def test_a_plugin_that_failed_gives_way_to_one_that_did_not(tei, document_of, plugins):
    ran = document_of(plugins.Dates())
    failed = make_document(ran.text, date="2024-03-01")
    conclude(failed, (replace(ran.runs[0], outcome="failed", reason="no calendar"),), "")
    assert tei(merged(ran, failed)) == tei(ran)
    assert tei(merged(failed, ran)) == tei(ran)
    assert [run.outcome for run in merged(failed, failed).runs] == ["failed"]


def test_layers_of_one_plugin_in_two_versions_are_refused():
    one, other = (make_document(TEXT, annotations=[Annotation(layer, (0, 2))]) for layer in ("a", "b"))
    conclude(other, tuple(replace(run, version="1") for run in other.runs), "")
    with pytest.raises(UsageError, match=r"hand would stand twice: 0 for a; 1 for b.*--layer"):
        merge([one, other])


def test_the_jobs_of_those_that_give_something_are_kept_each_once(tei):
    one, other = (make_document(TEXT, annotations=[Annotation(layer, (0, 2))]) for layer in ("a", "b"))
    conclude(one, one.runs, "annotators: {a: {}}\n")
    conclude(other, other.runs, "annotators: {b: {}}\n")
    both = merged(one, other)
    assert both.job == "annotators: {a: {}}\n---\nannotators: {b: {}}\n"
    assert tei(merged(both, other)) == tei(both)


def test_credits_of_layers_that_were_dropped_are_dropped(document_of, plugins, written):
    old = document_of(plugins.Dates("2023"))
    new = make_document(old.text, date="2024-03-01", annotations=[Annotation("date", (0, 1))])
    both = written(merged(old, new))
    assert [run.plugin for run in both.runs] == ["hand"]


def test_a_link_into_a_layer_from_elsewhere_leads_to_what_stands_there(document_of, plugins, written):
    old = document_of(plugins.Names(), plugins.Quotes())
    at = old.text.index("Anne")
    anne = Entity("person", ["Anne Kervella", "A. K."])
    corrected = [Annotation("name", (at, at + 13), "person", {"checked": True}, entity=anne)]
    new = make_document(old.text, date="2024-03-01", annotations=corrected)
    both, lost = merge([old, new])
    both = written(both)
    [quote] = both.layer("quote")
    [speaker] = both.linked(quote, "speaker")
    assert speaker.features == {"checked": True}
    assert both[quote.markup.attributes["who"][1:]].names[1].text == "A. K."
    assert lost == []


def test_a_link_to_what_is_not_there_any_more_is_taken_out_and_told(document_of, plugins, written):
    old = document_of(plugins.Names(), plugins.Quotes())
    new = make_document(old.text, date="2024-03-01", annotations=[Annotation("name", (0, 1))])
    both, lost = merge([old, new])
    [quote] = written(both).layer("quote")
    assert "speaker" not in quote.links
    assert [link.annotation for link in lost] == [quote.id]


def test_two_persons_under_one_id_stay_two(written):
    text = "Morvan et Morvan."
    one, other = (
        make_document(
            text,
            entities=[Entity("person", [first], identifiers={"nr": first})],
            annotations=[Annotation(layer, (0, 6), entity=Entity("person", [first]))],
        )
        for layer, first in (("a", "Morvan, Ève"), ("b", "Morvan Eve"))
    )
    # The document itself numbers the second of a name; across documents both begin with the plain id
    assert one.layer("a")[0].entity != one.entities[0].id
    both = written(merged(one, other))
    names = {both.entity_of(both.layer(layer)[0]).name for layer in ("a", "b")}
    assert names == {"Morvan, Ève", "Morvan Eve"}


def test_an_entity_of_the_same_name_is_one_with_the_names_of_both(written):
    text = "Morvan."
    one, other = (
        make_document(text, annotations=[Annotation(layer, (0, 6), entity=Entity("person", ["Ève Morvan", name]))])
        for layer, name in (("a", "Morvan"), ("b", "E. M."))
    )
    both = written(merged(one, other))
    [entity] = both.entities
    assert [name.text for name in entity.names] == ["Ève Morvan", "Morvan", "E. M."]


def test_another_text_is_refused_in_one_line(annotate_cli, file, document_of):
    file(document_of(), "a.xml")
    file(document_of(text="Autre chose."), "b.xml")
    done = annotate_cli("merge", "a.xml", "b.xml", "-o", "c.xml")
    assert done.returncode == 2
    [line] = done.said
    assert line.startswith("annotate: b.xml: its text (sha256 ")
    assert "reanchor" in line


def test_the_command_takes_layers_from_where_it_is_told(annotate_cli, file, document_of, plugins, tei, tmp_path):
    old = document_of(plugins.Dates("2023"))
    file(old, "a.xml")
    file(document_of(plugins.Dates("2024")), "b.xml")
    done = annotate_cli("merge", "a.xml", "b.xml", "--layer", "date=a.xml", "-o", "c.xml")
    assert done.returncode == 0, done.err
    assert (tmp_path / "c.xml").read_bytes() == tei(old)
    for wrong in ("date", "date=c.xml", "quote=a.xml"):
        refused = annotate_cli("merge", "a.xml", "b.xml", "--layer", wrong)
        assert refused.returncode == 2
        assert len(refused.said) == 1
