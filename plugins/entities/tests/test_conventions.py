"""What a name's span and kind are, whatever the engine found."""

from importlib.resources import files

import pytest
from annotate_entities.conventions import Mention, mentions
from annotate_entities.engine import Found
from annotate_entities.lexicon import fold, french
from hypothesis import given
from hypothesis import strategies as st

KINDS = {"PER": "person", "LOC": "place", "ORG": "organisation", "MISC": ""}


def named(text, *found):
    """The names and kinds that stand for (substring, label) pairs found in a text."""
    spans = [Found(text.index(name), text.index(name) + len(name), label) for name, label in found]
    return [(text[m.start : m.end], m.kind) for m in mentions(text, spans, KINDS, french())]


@pytest.mark.parametrize(
    ("text", "found", "label", "name"),
    [
        ("Il quitte la Norvège.", "la Norvège", "LOC", "Norvège"),
        ("Un vol de l’Islande.", "l’Islande", "LOC", "Islande"),
        ("La Norvège refuse.", "La Norvège", "LOC", "Norvège"),
        ("L'OCDE publie.", "L'OCDE", "ORG", "OCDE"),
        ("les habitants du Mans", "du Mans", "LOC", "Mans"),
        ("Il habite Le Mans.", "Le Mans", "LOC", "Le Mans"),
        ("le projet de Mme Durand", "Mme Durand", "PER", "Durand"),
        ("le projet de M. Durand", "M. Durand", "PER", "Durand"),
        ("le général de Gaulle", "de Gaulle", "PER", "de Gaulle"),
        ("le duc de la Rochefoucauld", "la Rochefoucauld", "PER", "la Rochefoucauld"),
        ("«Claire Lenoir», dit-il", "«Claire Lenoir»,", "PER", "Claire Lenoir"),
        ("Claire Lenoir\n\nLe maire", "Claire Lenoir\n\nLe maire", "PER", "Claire Lenoir"),
        ("Claire Lenoir\u2028Le maire", "Claire Lenoir\u2028Le maire", "PER", "Claire Lenoir"),
        ("avec Claire Lenoir.", "Claire Lenoir.", "PER", "Claire Lenoir"),
        ("chez Dupont & fils (Lyon)", "Dupont & fils (Lyon)", "ORG", "Dupont & fils"),
    ],
)
def test_a_span_holds_the_name_and_nothing_else(text, found, label, name):
    assert [n for n, _ in named(text, (found, label))] == [name]


@pytest.mark.parametrize("country", ["RPDC", "RDC", "RFA", "USA"])
def test_the_acronym_of_a_country_is_a_place_whatever_the_engine_says(country):
    text = f"Le chef de la {country} se tait."
    assert named(text, (country, "ORG")) == named(text) == [(country, "place")]


@pytest.mark.parametrize(
    ("text", "parts", "whole"),
    [
        (
            "la réunion du Conseil de sécurité de l'ONU sur",
            ["Conseil de sécurité de", "ONU"],
            "Conseil de sécurité de l'ONU",
        ),
        ("l'Institut de recherche du Sahel a", ["Institut de recherche du", "Sahel"], "Institut de recherche du Sahel"),
        ("l'Union des artistes a", ["Union des"], "Union"),
        ("l'Amicale des sapeurs et de nous", ["Amicale des sapeurs et de"], "Amicale des sapeurs"),
    ],
)
def test_a_name_cut_behind_a_preposition_goes_on_with_the_next_or_ends_before(text, parts, whole):
    assert named(text, *((part, "ORG") for part in parts)) == [(whole, "organisation")]


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("au cosmodrome de Baïkonour", "Baïkonour", "cosmodrome de Baïkonour"),
        ("la rue Pasteur", "Pasteur", "rue Pasteur"),
        ("le détroit d’Ormuz", "Ormuz", "détroit d’Ormuz"),
        ("la grand-rue de Metz", "Metz", "Metz"),
        ("le port de Metz", "Metz", "Metz"),
        ("dans la rue à Metz", "Metz", "Metz"),
    ],
)
def test_a_head_noun_that_belongs_to_a_place_is_part_of_its_name(text, found, name):
    assert named(text, (found, "LOC")) == [(name, "place")]
    assert named(text, (found, "PER")) == [(found, "person")]


def test_every_head_noun_of_the_list_is_found_before_the_longest_preposition():
    lines = (files("annotate_entities") / "data" / "place_heads_fr.txt").read_text("utf-8").splitlines()
    nouns = [line for line in lines if not line.startswith("#")]
    found = [named(f"vers {noun} de l’Étoile", ("Étoile", "LOC")) for noun in nouns]
    assert nouns and found == [[(f"{noun} de l’Étoile", "place")] for noun in nouns]


@pytest.mark.parametrize(("word", "name"), [("ex-RDA", "RDA"), ("anti-Mobutu", "Mobutu"), ("Exeter", "Exeter")])
def test_what_is_set_before_a_name_is_no_part_of_it(word, name):
    assert [n for n, _ in named(f"Dans la {word} de 1989", (word, "LOC"))] == [name]


def test_an_article_that_belongs_to_a_name_stays():
    assert named("Selon Le Monde, rien.", ("Monde", "MISC")) == [("Le Monde", "organisation")]


@pytest.mark.parametrize("seat", ["Kremlin", "Maison Blanche", "Matignon", "Quai d’Orsay", "Downing Street"])
def test_an_institution_named_by_its_seat_is_an_organisation(seat):
    assert named(f"On attend {seat} depuis lundi.", (seat, "LOC")) == [(seat, "organisation")]
    assert named(f"On attend {seat} depuis lundi.") == [(seat, "organisation")]


def test_a_longer_name_that_contains_a_fixed_one_stays_whole():
    assert named("Le Conseil de sécurité de l'ONU vote.", ("Conseil de sécurité de l'ONU", "ORG")) == [
        ("Conseil de sécurité de l'ONU", "organisation")
    ]


def test_a_fixed_name_is_no_part_of_a_word():
    assert named("Les kremlinologues et l'UERR, un Sénatus, Kremlin-Bicêtre") == []


def test_two_places_joined_by_a_hyphen_are_two_places():
    assert named("L'axe Oslo-Helsinki tient.", ("Oslo-Helsinki", "ORG")) == [("Oslo", "place"), ("Helsinki", "place")]
    assert named("La ligne Brest-Nantes.", ("Brest-Nantes", "LOC")) == [("Brest", "place"), ("Nantes", "place")]


def test_a_country_and_an_organisation_joined_by_a_hyphen_keep_their_kinds():
    assert named("L'accord Canada-UE.", ("Canada-UE", "ORG")) == [("Canada", "place"), ("UE", "organisation")]


@pytest.mark.parametrize(
    "place", ["Guinée-Bissau", "Bosnie-Herzégovine", "Addis-Abeba", "Saint-Étienne", "Clermont-Ferrand"]
)
def test_a_name_with_a_hyphen_of_its_own_is_one_place(place):
    assert named(f"Il vit à {place}.", (place, "LOC")) == [(place, "place")]


@pytest.mark.parametrize("word", ["Norvégiens", "Islandaise", "État", "Premier ministre", "B", "2018", "«»"])
def test_what_names_nobody_is_left_out(word):
    assert named(f"Alors {word} gagne.", (word, "LOC")) == []


@pytest.mark.parametrize(
    ("name", "kinds"),
    [("Coupe du lac", ["event"]), ("aéroport de Brest", ["place"]), ("Zorglub", []), ("Norvège", ["place"])],
)
def test_an_unclassified_span_is_kept_only_if_its_kind_is_known(name, kinds):
    assert [kind for _, kind in named(f"Voici : {name}.", (name, "MISC"))] == kinds


@given(st.text(alphabet="aéÉ B.M’'-«»\n\r()1ONUKremlin ", max_size=60), st.data())
def test_mentions_lie_in_order_inside_the_text_and_never_cross_a_line_end(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    labels = data.draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=8, max_size=8))
    found = [Found(s, e, label) for s, e, label in zip(cuts[::2], cuts[1::2], labels, strict=False) if s < e]
    end = 0
    for mention in mentions(text, found, KINDS, french()):
        assert isinstance(mention, Mention)
        assert end <= mention.start < mention.end <= len(text)
        name = text[mention.start : mention.end]
        assert name == name.strip() and len(name.splitlines()) == 1
        end = mention.end


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(name):
    assert fold(fold(name)) == fold(name)
