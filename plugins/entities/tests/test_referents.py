"""Who is who in a document."""

import re

import pytest
from annotate_entities.acronyms import introduced
from annotate_entities.conventions import Mention
from annotate_entities.lexicon import fold, french
from annotate_entities.referents import entities


def resolved(text, kind, *names):
    """The names of each entity, for a text in which these names are mentions of this kind."""
    pattern = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    mentions = [Mention(m.start(), m.end(), kind) for m in re.finditer(pattern, text)]
    of = entities(text, mentions, introduced(text, mentions), french())
    assert set(of) == set(mentions)
    found = []
    for mention in mentions:
        if not any(of[mention] is entity for entity in found):
            found.append(of[mention])
    return found


def names(found):
    return [[(name.text, name.type) for name in entity.names] for entity in found]


def test_one_name_is_one_entity_whatever_the_case_and_the_hyphens():
    found = resolved(
        "Li Mei-ling salue. LI MEI-LING part. Li Mei Ling revient.",
        "person",
        "Li Mei-ling",
        "LI MEI-LING",
        "Li Mei Ling",
    )
    assert len(found) == 1


def test_a_surname_is_the_one_longer_name_that_ends_in_it():
    found = resolved("Lenoir arrive. Claire Lenoir parle.", "person", "Claire Lenoir", "Lenoir")
    assert names(found) == [[("Claire Lenoir", None), ("Lenoir", "short")]]


def test_a_surname_of_two_people_stays_apart():
    found = resolved("Claire Lenoir et Paul Lenoir. Lenoir rit.", "person", "Claire Lenoir", "Paul Lenoir", "Lenoir")
    assert names(found) == [[("Claire Lenoir", None)], [("Paul Lenoir", None)], [("Lenoir", None)]]


def test_ever_longer_names_are_one_person():
    found = resolved(
        "Ana Claire Lenoir, Claire Lenoir, Lenoir", "person", "Ana Claire Lenoir", "Claire Lenoir", "Lenoir"
    )
    assert names(found) == [[("Ana Claire Lenoir", None), ("Claire Lenoir", "short"), ("Lenoir", "short")]]


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("Claire Lenoir entre. Claire salue.", "Claire Lenoir", "Claire"),
        ("Claire Lenoir entre. C. Lenoir salue.", "Claire Lenoir", "C. Lenoir"),
        ("Jean-Luc Morvan entre. J.-L. Morvan salue.", "Jean-Luc Morvan", "J.-L. Morvan"),
        ("Ana B. Lenoir entre. Ana Lenoir salue.", "Ana B. Lenoir", "Ana Lenoir"),
        ("Luis Alberto Rey Noya entre. Luis Rey salue.", "Luis Alberto Rey Noya", "Luis Rey"),
        ("Luis Rey Noya entre. Rey salue.", "Luis Rey Noya", "Rey"),
        ("Han Mi-sun entre. Han salue.", "Han Mi-sun", "Han"),
        ("Guy de Brion entre. De Brion salue.", "Guy de Brion", "De Brion"),
        ("Guy de Brion entre. Brion salue.", "Guy de Brion", "Brion"),
        ("Omar al-Karim entre. Karim salue.", "Omar al-Karim", "Karim"),
        ("Omar al-Karim entre. Omar el-Karim salue.", "Omar al-Karim", "Omar el-Karim"),
        ("Anne-Laure Bajan, alias La Bajan.", "Anne-Laure Bajan", "La Bajan"),
        ("Jeanne Morvan, dite Lila, chante. Lila sourit.", "Jeanne Morvan", "Lila"),
        ("Jeanne Morvan (née Kermadec) chante.", "Jeanne Morvan", "Kermadec"),
        ("Claire Lenoir, épouse de Paul Lenoir. Lenoir rit.", "Claire Lenoir", "Lenoir"),
        ("Claire Lenoir, épouse de Paul Lenoir. M. Lenoir rit.", "Paul Lenoir", "Lenoir"),
        ("Paul Lenoir et Claire Lenoir. Mme Lenoir rit.", "Claire Lenoir", "Lenoir"),
        ("Claire Lenoir entre. Lenoir rit. Paul Lenoir sort.", "Claire Lenoir", "Lenoir"),
        ("Claire et Paul Lenoir. Plus tard, Claire Lenoir rit.", "Claire Lenoir", "Claire"),
    ],
)
def test_a_part_of_one_name_of_the_document_is_that_person(text, full, short):
    people = resolved(text, "person", *{full, short, *re.findall(r"[A-Z]\w{3,} Lenoir", text)})
    (found,) = [person for person in people if full in {name.text for name in person.names}]
    assert short in {name.text for name in found.names}
    assert short not in {name.text for person in people if person != found for name in person.names}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le pape Paul. Paul Lenoir entre.", "Paul"),
        ("La famille Lenoir. Paul Lenoir entre.", "Lenoir"),
        ("Les Lenoir. Paul Lenoir entre.", "Lenoir"),
        ("Mme Lenoir et M. Paul Lenoir.", "Lenoir"),
        ("Mme Lenoir. Paul Lenoir.", "Lenoir"),
        ("Mme Paul. Paul Lenoir.", "Paul"),
        ("La rue Lenoir. Paul Lenoir entre.", "Lenoir"),
        ("Paul et Claire Lenoir. Paul Morvan entre.", "Paul"),
        ("Paul Lenoir, Paul Morvan. Paul entre.", "Paul"),
        ("Paul Lenoir, Claire Lenoir. Lenoir entre.", "Lenoir"),
        ("Paul Lenoir, Paule Lenoir. P. Lenoir entre.", "P. Lenoir"),
        ("Jean-Paul Lenoir entre. Paul Lenoir salue.", "Paul Lenoir"),
        ("Lionel Dupont entre. Ion Dupont salue.", "Ion Dupont"),
    ],
)
def test_who_may_be_somebody_else_stays_apart(text, name):
    people = resolved(text, "person", *re.findall(r"[A-Z][\w-]{3,} (?:Lenoir|Morvan|Dupont)\b", text), name)
    (found,) = [person for person in people if name in {n.text for n in person.names}]
    assert {n.text for n in found.names} == {name}


def test_mr_and_mrs_without_first_names_are_two():
    assert len(resolved("M. Lenoir entre. Mme Lenoir salue.", "person", "Lenoir")) == 2


def test_an_organisations_part_is_not_resolved_unless_it_is_its_head_noun():
    assert len(resolved("Groupe Lenoir et Lenoir.", "organisation", "Groupe Lenoir", "Lenoir")) == 2
    assert len(resolved("La Commission du lac. La Commission.", "organisation", "Commission du lac", "Commission")) == 1
    two = "Commission du lac", "Commission du port", "Commission"
    assert len(resolved("Commission du lac, Commission du port. La Commission.", "organisation", *two)) == 3


def test_an_organisation_known_by_its_acronym_is_one():
    assert names(resolved("L'ONU. Les Nations unies. L'ONU.", "organisation", "ONU", "Nations unies")) == [
        [("Nations unies", None), ("ONU", "acronym")]
    ]


def test_an_acronym_in_brackets_names_the_organisation_before_it():
    text = "L'Union des pêcheurs bretons (UPB) se réunit. L'UPB vote."
    assert names(resolved(text, "organisation", "Union des pêcheurs bretons", "UPB")) == [
        [("Union des pêcheurs bretons", None), ("UPB", "acronym")]
    ]


def test_a_name_in_brackets_is_that_of_the_acronym_before_it():
    text = "L'UPB (l'Union des pêcheurs bretons) se réunit."
    ((long, short),) = introduced(text, [Mention(2, 5, "organisation")])
    assert (text[long.start : long.end], text[short.start : short.end]) == ("Union des pêcheurs bretons", "UPB")


def test_brackets_that_hold_something_else_introduce_nothing():
    text = "Union des pêcheurs bretons (Brest), Port libre (MQ), Comité (C)"
    mentions = [
        Mention(m.start(), m.end(), "organisation")
        for m in re.finditer(r"Union des pêcheurs bretons|Port libre|Comité", text)
    ]
    assert introduced(text, mentions) == []


def test_a_country_is_one_entity_by_its_code_under_all_of_its_names():
    (country,) = resolved("La RPDC, ou Corée du Nord.", "place", "RPDC", "Corée du Nord")
    assert country.identifiers == {"iso3166-1": "KP"}
    assert country.subtype == "country"
    assert names([country]) == [[("Corée du Nord", None), ("RPDC", "acronym")]]


def test_an_ambiguous_country_name_has_no_code():
    (place,) = resolved("Le Congo.", "place", "Congo")
    assert place.identifiers == {} and place.subtype is None


@pytest.mark.parametrize(
    ("name", "code"), [("Birmanie", "MM"), ("Zaïre", "CD"), ("Haute-Volta", "BF"), ("Ceylan", "LK"), ("USA", "US")]
)
def test_a_country_is_known_by_its_former_names_and_those_of_the_press(name, code):
    (country,) = resolved(f"Il vient de {name}.", "place", name)
    assert country.identifiers == {"iso3166-1": code}


def test_a_state_that_is_no_more_has_a_code_of_its_own():
    (country,) = resolved("L'URSS, ou Union soviétique.", "place", "URSS", "Union soviétique")
    assert country.identifiers == {"iso3166-3": "SUHH"}


def test_a_capital_that_acts_is_not_its_country():
    assert len(resolved("Moscou accuse. La Russie répond.", "place", "Moscou", "Russie")) == 2


def test_every_country_code_is_of_the_standard_and_has_a_name():
    official = french().official
    assert len([code for code in official if len(code) == 2]) == 249  # as many as ISO 3166-1 assigns
    assert all(re.fullmatch("[A-Z]{2}|[A-Z]{4}", code) and name for code, name in official.items())


def test_every_country_has_the_name_that_cldr_gives_it():
    babel = pytest.importorskip("babel", reason="needs babel, for the names of Unicode CLDR")
    ambiguous = {"DM", "GD", "JE", "MF", "MS", "MU", "SV"}  # see the head of countries_fr.tsv
    names = babel.Locale("fr").territories
    countries = french().countries
    codes = {code for code in french().official if len(code) == 2}
    assert {code for code in codes if countries.get(fold(names[code])) != code} == ambiguous
