"""A page from a run and the page from the file that the run wrote."""

from __future__ import annotations

import io

from hypothesis import assume, given

from annotate import Annotation, Kind, Layer, hookimpl
from annotate.tei.characters import legal
from annotate.tei.read import read_tei
from annotate.tei.write import write_tei
from annotate.testing import annotate_document, make_document
from annotate.testing.strategies import documents
from annotate.views.page import page
from annotate.views.terminal import terminal


def from_file(document):
    out = io.BytesIO()
    write_tei(document, out)
    return read_tei(out.getvalue())


def strings(document):
    """What is repeated as it stands in places that are not the text."""
    for entity in document.entities:
        yield from (name.text for name in entity.names)
    for layer in document.layers:
        for annotation in document.layer(layer):
            yield from (value for value in annotation.features.values() if isinstance(value, str))


def test_a_page_and_the_terminal_show_the_same(document):
    read = from_file(document)
    assert page(read) == page(document)
    assert list(terminal(read)) == list(terminal(document))


@given(documents(layers=("mark", "other")))
def test_the_page_of_a_file_is_that_of_the_run(document):
    assume(all(legal(text) == text for text in strings(document)))  # the text itself is told by layer core, these not
    assert page(from_file(document)) == page(document)


def test_of_what_two_plugins_say_of_a_layer_the_first_counts_in_both():
    def plugin(called, description):
        class Marks:
            provides = (Layer("mark", description, {"one": Kind(description)}),)

            @hookimpl
            def annotate_document(self, document):
                yield Annotation("mark", (0, 2), "one")

        Marks.__name__ = called
        return Marks

    for first, second in (("first said", "second said"), ("", "only one says")):
        run = annotate_document(make_document("Le pont."), plugin("A", first), plugin("B", second))
        assert page(from_file(run)) == page(run)
        assert (first or second) in page(run)
