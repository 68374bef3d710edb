"""Dates that do not fit keep what is written and carry a warning and the rival."""

import pytest
from annotate_dates import Dates

from annotate.testing import annotated

PUBLISHED = "2024-02-20"  # a Tuesday


def warnings(text, date=PUBLISHED):
    """``(value, warning, rival)`` of each date that has a warning."""
    found = []
    for a in annotated(text, Dates, date=date).layer("date"):
        if "warning" in a.features:
            rivals = [c.attributes.get("assertedValue") for c in a.markup.children if c.element == "certainty"]
            found.append((a.features["value"], a.features["warning"], *rivals))
    return found


@pytest.mark.parametrize(
    ("text", "value", "warning", "rival"),
    [
        ("Il l’a dit ce 20 janvier.", "2024-01-20", "demonstrative", "2024-02-20"),
        ("Il l’a dit ce 3 octobre.", "2023-10-03", "demonstrative", None),
        ("Il est venu le mardi 13 mars.", "2024-03-13", "weekday", "2024-02-13"),
        ("Il est venu le lundi 13 février.", "2024-02-13", "weekday", "2024-02-12"),
        ("Le sommet aura lieu le 10 janvier.", "2024-01-10", "tense", "2025-01-10"),
        ("Le délai a expiré le 31 avril 2023.", "2023-04", "impossible", "2023-04-30"),
        ("Un titre\n\n20 mars 2024. – Il est venu.", "2024-03-20", "dateline", "2024-02-20"),
        ("Le délai a expiré le 31 avril.", "2024-04", "impossible", "2024-04-30"),
        ("Il l’a dit ce lundi 2 octobre.", "2023-10-02", "demonstrative", None),
        ("Il est venu dans la nuit de lundi 12 à jeudi 15 février.", "2024-02-14TNI", "weekday", "2024-02-12"),
        ("Il est venu mardi 14.", "2024-02-14", "weekday", "2024-02-13"),
        ("Il est venu le 14 avril.", "2024-04-14", "tense", "2024-02-14"),
        ("Le 10 janvier, le sommet se tiendra à Rome.", "2024-01-10", "tense", "2025-01-10"),
        ("Elle affrontera la Suède en finale, le 10 janvier.", "2024-01-10", "tense", "2025-01-10"),
        ("La fête se tiendra le 23 juin 2022.", "2022-06-23", "tense", "2024-06-23"),
        ("Elle a été élue en 2027.", "2027", "tense", None),
        ("Il est venu le 14 septembre.", "2023-09-14", "distant", "2024-02-14"),
        ("Il est venu le 18 février 2023.", "2023-02-18", "year", "2024-02-18"),
        ("Il est né le 31 janvier 1977 (39 ans).", "1977-01-31", "age", "1985-01-31"),
    ],
)
def test_what_does_not_fit_is_flagged_and_stays(text, value, warning, rival):
    assert warnings(text) == [(value, warning, rival)]


@pytest.mark.parametrize(
    ("text", "span", "warning", "rival"),
    [
        ("Il est venu hier, 9 février.", "9 février", "apposition", "2024-02-19"),
        ("Elu en 2007, il est parti 5 ans plus tard, le 5 mai 2015.", "le 5 mai 2015", "apposition", "2012-01-01"),
        ("Il plut le 18 février. Elle avait fui le 18 janvier.", "le 18 janvier", "twin", "2024-02-18"),
        ("Exposé du 28 novembre 2023 au 25 septembre 2023.", "28 novembre 2023", "order", "2023-08-28"),
        (
            "Après l’attentat du 14 janvier, la garde a été doublée le 12 janvier.",
            "le 12 janvier",
            "cause",
            "2024-02-12",
        ),
    ],
)
def test_two_dates_that_contradict_each_other_are_flagged(text, span, warning, rival):
    document = annotated(text, Dates, date=PUBLISHED)
    found = {document.text_of(a): a for a in document.layer("date") if "warning" in a.features}
    assert {name: a.features["warning"] for name, a in found.items()} == {span: warning}
    (certainty,) = found[span].markup.children
    assert certainty.attributes["assertedValue"] == rival
    assert certainty.attributes["cert"] in ("high", "medium", "low")


@pytest.mark.parametrize(
    "text",
    [
        "Il l’a dit ce 20 février.",
        "Il l’a dit ce jeudi 15 février.",
        "Il est venu le mardi 13 février.",
        "Il a été élu le dimanche 7 mai 2017.",
        "Le sommet aura lieu le 10 mars.",
        "Il est mort le 10 janvier, après qu’il eut écrit à Sandra.",
        "Dans la nuit du mardi 13 au mercredi 14 février, il a neigé.",
        "Dans la nuit de mardi 13 à mercredi 14 février, il a neigé.",
        "Le délai est prolongé jusqu’au 14 avril.",
        "Le sommet a été reporté au 14 avril.",
        "Le 10 janvier, il a dit que la pluie viendra.",
        "Les attentats du 11 septembre ont changé le pays.",
        "La loi a été votée le 14 septembre de cette année.",
        "En 2022, il fut arrêté ; le 14 septembre, il fut libéré.",
        "Les courses : Gand – 14 septembre (sprint) • Metz – 3 mars (relais).",
        "Il est né le 31 janvier 1977 (47 ans).",
        "Il est venu hier, 19 février.",
        "Il a plu du 28 novembre 2023 au 25 janvier 2024.",
        "Après l’attentat du 10 janvier, la garde a été doublée le 12 janvier.",
    ],
)
def test_what_fits_is_not_flagged(text):
    assert warnings(text) == []


def test_the_29_of_february_is_impossible_in_a_common_year_only():
    assert warnings("Il est né le 29 février 2023.") == [("2023-02", "impossible", "2023-02-28")]
    assert warnings("Il est né le 29 février 2020.") == []


@pytest.mark.parametrize(
    ("text", "value", "rival"),
    [
        ("Il a lu les récits de la Seconde Guerre mondiale (1936-1945).", "1936", "1939-01-01"),
        ("Les attentats du World Trade Center du 11 septembre 2003 l'avaient ému.", "2003-09-11", "2001-09-11"),
        ("Le 14 novembre 1989, la chute du mur de Berlin l'avait ému.", "1989-11-14", "1989-11-09"),
        ("Elle avait gagné aux Jeux olympiques de Rio de 2018.", "2018", "2016-08-03"),
        ("Elle avait gagné aux Jeux olympiques d'hiver de 2017.", "2017", "2018-01-01"),
        ("David Bowie est mort le 10 mars 2016.", "2016-03-10", "2016-01-10"),
    ],
)
def test_a_date_that_contradicts_what_it_is_of_is_flagged(text, value, rival):
    assert warnings(text, date="2020-06-01") == [(value, "event", rival)]


@pytest.mark.parametrize(
    "text",
    [
        "Il a lu les récits de la Seconde Guerre mondiale (1939-1945).",
        "En 1942, la Seconde Guerre mondiale l'avait privé d'études.",
        "Les attentats du World Trade Center, le 11 septembre 2001, l'avaient ému.",
        "Après la chute du mur de Berlin, il a vécu à Rome. En 1997, il est parti.",
        "Le livre sur la chute du mur de Berlin a paru en 1997.",
        "Elle avait gagné aux Jeux olympiques de Pékin de 2008, puis aux Jeux olympiques de Pékin de 2022.",
        "La candidature aux Jeux olympiques de Paris a été déposée en 2015.",
        "David Bowie a chanté le 10 mars 2004.",
        "Le rédacteur est né l'année des Jeux olympiques d'hiver de 1992.",
    ],
)
def test_a_date_of_something_else_is_not_held_against_an_event(text):
    assert warnings(text, date="2024-06-01") == []
