"""What is reckoned from another date or event of the text."""

import pytest
from annotate_dates import Dates

from annotate.testing import annotated

PUBLISHED = "2024-02-20"  # a Tuesday


def dates(text, date=PUBLISHED):
    document = annotated(text, Dates, date=date)
    return document, {document.text_of(a): a for a in document.layer("date")}


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Il est venu le 3 mars 2022. Trois jours plus tard, il est parti.", "Trois jours plus tard", "2022-03-06"),
        ("Il est venu en 2019. L’année suivante, il est parti.", "L’année suivante", "2020"),
        ("Il est venu en mai 2019. Le mois précédent, il pleuvait.", "Le mois précédent", "2019-04"),
        ("Il est venu le 3 mars 2022. Dans la soirée, il est parti.", "la soirée", "2022-03-03TEV"),
        ("Il est venu le 3 mars 2022 à 14 h 30.", "14 h 30", "2022-03-03T14:30"),
        ("Vers 14 h 30, jeudi, il est parti.", "Vers 14 h 30", "2024-02-15T14:30"),
        ("De lundi à jeudi, il a neigé.", "jeudi", "2024-02-22"),
        ("Il a veillé dans la nuit. En fin de matinée, il dort.", "fin de matinée", "2024-02-21TMO"),
        ("Elle est née en 1987. La même année, il est parti.", "La même année", "1987"),
        ("Il a gagné en 2018, puis deux ans plus tard à Rome.", "deux ans plus tard", "2020"),
        ("Le jeudi 22 février, concert. Rendez-vous jeudi à 20 h.", "jeudi", "2024-02-22"),
    ],
)
def test_the_last_mention_is_the_anchor(text, span, value):
    _, found = dates(text)
    assert found[span].features["value"] == value


def test_a_new_paragraph_goes_back_to_the_day_of_the_story():
    far = "Le premier cortège est parti le 17 novembre 2018.\nVers 6 h 15, la route a été fermée."
    near = "Le premier cortège est parti dimanche.\nVers 6 h 15, la route a été fermée."
    assert dates(far)[1]["Vers 6 h 15"].features["value"] == "2024-02-20T06:15"
    assert dates(near)[1]["Vers 6 h 15"].features["value"] == "2024-02-18T06:15"


def test_the_link_leads_to_what_was_reckoned_from():
    document, found = dates("Il est venu le 3 mars 2022. En 2019, il était parti. L’année suivante, rien.")
    assert document.linked(found["L’année suivante"], "anchor") == (found["2019"],)
    document, found = dates("Il est venu le 3 mars 2022. Vers 14 h 30, jeudi, il est parti.")
    assert document.linked(found["Vers 14 h 30"], "anchor") == ()


def test_a_length_after_an_event_has_bounds_and_a_link_to_the_date_of_the_event():
    text = "En septembre 2023, la visite a eu lieu. Quelques semaines après cette visite, tout avait changé."
    document, found = dates(text)
    length = found["Quelques semaines"]
    assert (length.features["type"], length.features["value"]) == ("DURATION", "PXW")
    assert dict(length.markup.attributes) == {"notBefore": "2023-09-15", "notAfter": "2023-11-25"}
    assert document.linked(length, "anchor") == (found["septembre 2023"],)


def test_a_length_after_an_event_without_a_date_stays_a_length():
    _, found = dates("Deux mois après cette visite, tout avait changé.")
    assert found["Deux mois"].features["value"] == "P2M"
    assert dict(found["Deux mois"].markup.attributes) == {"dur-iso": "P2M"}


def test_the_symbol_says_what_the_words_say():
    _, found = dates("Il est venu mi-janvier.")
    assert found["mi-janvier"].features["symbol"] == "calendar month=1 mod=MID from publication"


def test_of_two_far_years_the_tense_or_the_weekday_chooses():
    _, found = dates("La loi a été votée le 10 août.", date="2024-02-20")
    assert found["le 10 août"].features["value"] == "2023-08-10"
    _, found = dates("La loi sera votée le 10 août.", date="2024-02-20")
    assert found["le 10 août"].features["value"] == "2024-08-10"
