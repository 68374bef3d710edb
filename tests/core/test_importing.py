"""Annotations that were made elsewhere are credited to whoever brings them, and checked like any other."""

import pytest

from annotate.annotation import Annotation, Entity, Markup
from annotate.document import Document, Layer
from annotate.errors import PluginError, UsageError
from annotate.importing import imported, name_of, vouched


def bring(*found, **more):
    return imported(
        Document("Le maire de Lorient parle."), found, by="brat", made_with="annotate-tei", version="1", **more
    )


def test_everything_is_credited_to_the_importer():
    place = Entity("place", "Lorient", id="", source="entities")
    document = bring(Annotation("entity", (12, 19), "LOC", entity=place, source="entities", id="entity.p1.0-3"))
    (annotation,) = document.layer("entity")
    assert (annotation.source, annotation.id) == ("brat", "entity.p1.12-19")
    assert document.entities[0].source == "brat"


def test_the_importer_is_a_run_with_the_layers_that_came():
    (run,) = bring(Annotation("entity", (12, 19)), layers=[Layer("quote", "Said")]).runs
    assert (run.plugin, [layer.name for layer in run.layers]) == ("brat", ["quote", "entity"])


def test_a_layer_without_annotations_is_known_to_have_been_looked_at():
    document = bring(layers=[Layer("quote")])
    assert document.layers == () and [layer.name for layer in document.runs[0].layers] == ["quote"]


def test_annotations_may_point_to_each_other_in_a_circle_by_the_ids_that_they_bring():
    place = Entity("place", "Lorient", id="e7")
    mayor = Annotation("entity", (3, 8), links={"next": "t2"}, id="t1", markup=Markup("said", {"who": "#e7"}))
    document = bring(place, mayor, Annotation("entity", (12, 19), links={"prev": "t1"}, entity="e7", id="t2"))
    first, second = document.layer("entity")
    assert (document.linked(first, "next"), document.linked(second, "prev")) == ((second,), (first,))
    assert (second.entity, first.markup.attributes["who"]) == ("place.lorient", "#place.lorient")


def test_who_vouches_is_named_and_a_machines_score_is_no_longer_there():
    found = bring(Annotation("entity", (12, 19), score=0.9), Annotation("entity", (3, 8)))
    document, scores = vouched(found, "Anne Martin, desk")
    assert {(a.source, a.score) for a in document.layer("entity")} == {("anne-martin-desk", None)}
    assert [(run.plugin, run.reason) for run in document.runs] == [
        ("anne-martin-desk", "Anne Martin, desk vouches for what was read from brat")
    ]
    assert scores == 1


def test_a_name_without_latin_letters_is_kept_and_an_empty_one_refused():
    assert name_of("Анна  Мартин") == "Анна Мартин"
    with pytest.raises(UsageError, match="--by wants a name"):
        name_of(" ")


@pytest.mark.parametrize(
    "wrong", [Annotation("entity", (12, 190)), Annotation("entity", (0, 2), "1 kind"), Annotation("two words", (0, 2))]
)
def test_what_cannot_stand_in_a_document_is_refused(wrong):
    with pytest.raises(PluginError):
        bring(wrong)
