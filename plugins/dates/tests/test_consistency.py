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
    ],
)
def test_what_does_not_fit_is_flagged_and_stays(text, value, warning, rival):
    assert warnings(text) == [(value, warning, rival)]


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
    ],
)
def test_what_fits_is_not_flagged(text):
    assert warnings(text) == []


def test_the_29_of_february_is_impossible_in_a_common_year_only():
    assert warnings("Il est né le 29 février 2023.") == [("2023-02", "impossible", "2023-02-28")]
    assert warnings("Il est né le 29 février 2024.") == []
