"""Annotations that were made elsewhere are credited to whoever brings them, and checked like any other."""

import pytest

from annotate.annotation import Annotation, Entity
from annotate.document import Document, Layer
from annotate.errors import PluginError
from annotate.importing import imported


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


@pytest.mark.parametrize(
    "wrong", [Annotation("entity", (12, 190)), Annotation("entity", (0, 2), "1 kind"), Annotation("two words", (0, 2))]
)
def test_what_cannot_stand_in_a_document_is_refused(wrong):
    with pytest.raises(PluginError):
        bring(wrong)
