"""Names within names, where they are asked for."""

import pytest
from annotate_entities import Entities, Settings
from annotate_entities.conventions import Mention
from annotate_entities.engine import Found
from annotate_entities.lexicon import french
from annotate_entities.nested import inner
from hypothesis import given
from hypothesis import strategies as st

from annotate.testing import annotated


def within(text, kind, *also):
    """The inner names of a text that is one name, other names being mentioned behind it."""
    whole = " ; ".join([text, *(name for name, _ in also)])
    mentions = [Mention(0, len(text), kind)]
    mentions += (
        Mention(whole.index(" ; " + name) + 3, whole.index(" ; " + name) + 3 + len(name), k) for name, k in also
    )
    return [(whole[m.start : m.end], m.kind) for m in inner(whole, mentions, french())]


@pytest.mark.parametrize(
    ("outer", "kind", "found"),
    [
        ("université de Lille", "organisation", [("Lille", "place")]),
        ("ministère des Affaires étrangères de Russie", "organisation", [("Russie", "place")]),
        ("championnats d’Ukraine de voile", "event", [("Ukraine", "place")]),
        ("Conseil de sécurité de l'ONU", "organisation", [("ONU", "organisation")]),
        ("ambassade de Corée du Nord à Berlin", "organisation", [("Corée du Nord", "place"), ("Berlin", "place")]),
        ("Irlande du Nord", "place", []),
        ("Commission européenne", "organisation", []),
        ("Air France", "organisation", [("France", "place")]),
        ("France Télévisions", "organisation", []),
        ("place de la République", "place", []),
        ("fondation de Marie", "organisation", []),
        ("Angela France", "person", []),
    ],
)
def test_names_within_names(outer, kind, found):
    assert within(outer, kind) == found


def test_what_is_mentioned_alone_is_found_within():
    assert within("comité Zorg du port", "organisation", ("Zorg", "person")) == [("Zorg", "person")]
    assert within("Zorgville FC", "organisation", ("Zorgville", "place")) == [("Zorgville", "place")]


@given(st.text(alphabet="aA bFrance-'’dl éÉ.\n", min_size=1, max_size=40))
def test_what_is_within_is_shorter_and_does_not_overlap(text):
    end = 0
    for mention in inner(text, [Mention(0, len(text), "organisation")], french()):
        assert end <= mention.start < mention.end <= len(text)
        assert (mention.start, mention.end) != (0, len(text))
        end = mention.end


class University:
    """An engine that finds one organisation."""

    piece = 1000
    kinds = {"ORG": "organisation"}  # noqa: RUF012

    def find(self, texts):
        for text in texts:
            yield [Found(text.index("univ"), text.index(" vote"), "ORG")]

    def resources(self):
        return ()


def test_the_plugin_says_which_names_are_nested_and_only_if_asked(monkeypatch):
    monkeypatch.setattr("annotate_entities.engines.engine", lambda model, labels: University())
    text = "L'université de Lille vote."
    plain = annotated(text, Entities(Settings()))
    assert [(plain.text_of(a), dict(a.features)) for a in plain.layer("entity")] == [("université de Lille", {})]
    nested = annotated(text, Entities(Settings(nested=True)))
    assert [(nested.text_of(a), dict(a.features)) for a in nested.layer("entity")] == [
        ("université de Lille", {}),
        ("Lille", {"nested": True}),
    ]
