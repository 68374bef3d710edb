"""English is data: the same program reads it."""

import pytest
from annotate_dates import Dates

from annotate.testing import annotated


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("She was born on March 3, 1987.", "March 3, 1987", "1987-03-03"),
        ("She was born on the 14th of July 1987.", "the 14th of July 1987", "1987-07-14"),
        ("It rained in mid-January.", "mid-January", "2024-01"),
        ("It rained last week.", "last week", "2024-W07"),
        ("It rained two days ago.", "two days ago", "2024-02-18"),
        ("It will rain on Friday.", "Friday", "2024-02-23"),
        ("It rained on Friday.", "Friday", "2024-02-16"),
        ("It rained in the 1990s.", "the 1990s", "199"),
        ("Sales fell in the first quarter of 2020.", "the first quarter of 2020", "2020-Q1"),
        ("It rained on Christmas Day 2019.", "Christmas Day 2019", "2019-12-25"),
        ("It rained for several weeks.", "several weeks", "PXW"),
        ("It starts at 3 p.m.", "3 p.m.", "2024-02-20T15:00"),
        ("It rains every Monday.", "every Monday", "XXXX-WXX-1"),
    ],
)
def test_value(text, span, value):
    document = annotated(text, Dates, date="2024-02-20", language="en")
    assert [(document.text_of(a), a.features["value"]) for a in document.layer("date")] == [(span, value)]


@pytest.mark.parametrize(
    "text", ["It may march on.", "A 34-year-old man, aged 34 years.", "He sold 2000 cars.", "He made 1950 of them."]
)
def test_what_only_looks_like_a_date_is_none(text):
    assert annotated(text, Dates, date="2024-02-20", language="en").layer("date") == ()


def test_french_words_are_not_english():
    assert annotated("Il est venu hier.", Dates, date="2024-02-20", language="en").layer("date") == ()
