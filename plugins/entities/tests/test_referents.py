"""Who is who in a document."""

import re

from annotate_entities.acronyms import introduced
from annotate_entities.conventions import Mention
from annotate_entities.lexicon import french
from annotate_entities.referents import entities


def resolved(text, kind, *names):
    """The names of each entity, for a text in which these names are mentions of this kind."""
    pattern = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    mentions = [Mention(m.start(), m.end(), kind) for m in re.finditer(pattern, text)]
    of = entities(text, mentions, introduced(text, mentions), french())
    assert set(of) == set(mentions)
    found = []
    for mention in mentions:
        if of[mention] not in found:
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


def test_a_first_name_or_an_organisations_part_is_not_resolved():
    assert len(resolved("Claire Lenoir et Claire.", "person", "Claire Lenoir", "Claire")) == 2
    assert len(resolved("Groupe Lenoir et Lenoir.", "organisation", "Groupe Lenoir", "Lenoir")) == 2


def test_an_acronym_in_brackets_names_the_organisation_before_it():
    text = "L'Union des pêcheurs bretons (UPB) se réunit. L'UPB vote."
    assert names(resolved(text, "organisation", "Union des pêcheurs bretons", "UPB")) == [
        [("Union des pêcheurs bretons", None), ("UPB", "acronym")]
    ]


def test_brackets_that_hold_something_else_introduce_nothing():
    text = "Union des pêcheurs bretons (Brest), Port libre (MQ), Comité (C)"
    mentions = [
        Mention(m.start(), m.end(), "organisation")
        for m in re.finditer(r"Union des pêcheurs bretons|Port libre|Comité", text)
    ]
    assert introduced(text, mentions) == {}


def test_a_country_is_one_entity_by_its_code_under_all_of_its_names():
    (country,) = resolved("La RPDC, ou Corée du Nord.", "place", "RPDC", "Corée du Nord")
    assert country.identifiers == {"iso3166-1": "KP"}
    assert country.subtype == "country"
    assert names([country]) == [[("Corée du Nord", None), ("RPDC", "acronym")]]


def test_an_ambiguous_country_name_has_no_code():
    (place,) = resolved("Le Congo.", "place", "Congo")
    assert place.identifiers == {} and place.subtype is None


def test_every_country_code_is_two_capitals_with_a_name():
    assert len(french().official) == 249  # as many as ISO 3166-1 assigns
    assert all(re.fullmatch("[A-Z]{2}", code) and name for code, name in french().official.items())
