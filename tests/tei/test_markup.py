"""Markup that cannot stand in a file is refused when a plugin yields it."""

from __future__ import annotations

import pytest

from annotate import Annotation, Document, Entity, Layer, Markup
from annotate.collect import add
from annotate.errors import PluginError

FREE = {"free": Layer("free")}


def yield_with(markup: Markup) -> Document:
    document = Document("abc")
    add(document, "p", FREE, [Annotation("free", (0, 1), markup=markup)])
    return document


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        (Markup("not a name"), "cannot be written"),
        (Markup("script"), "<script>"),
        (Markup("date", {"when": "2024-02-31"}), "no date"),
        (Markup("date", {"when": "tomorrow"}), "no date"),
        (Markup("date", {"dur-iso": "three days"}), "no date"),
        (Markup("date", {"color": "red"}), "color"),
        (Markup("said", {"direct": "perhaps"}), "<said "),
        (Markup("said", {"xml:id": "mine"}), "ids are the core's"),
        (Markup("date", children=(Markup("p"),)), "<date>"),
        (Markup("num", {"value": "\0"}), "cannot be written"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.element,
)
def test_impossible_markup_is_refused_with_its_reason(markup: Markup, said: str) -> None:
    with pytest.raises(PluginError, match=said):
        yield_with(markup)


def test_possible_markup_is_taken() -> None:
    person = Entity("person", "Anne Martin")
    doubt = Markup("certainty", {"locus": "value", "assertedValue": "2024-02-20"}, (Markup("desc", text="a slip?"),))
    for markup in (
        Markup("said", {"who": person, "direct": "true"}),
        Markup("date", {"when": "--02-20"}, (doubt,)),
        Markup("measure", {"quantity": "5", "unit": "EUR"}),
        Markup("supplied", {"reason": "editorial", "resp": "#source"}),
    ):
        assert yield_with(markup).layer("free")[0].markup is not None
