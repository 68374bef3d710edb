"""Where the reference date comes from when none is stated."""

import pytest
from annotate_dates import Dates
from annotate_dates.pipeline import dates_of

from annotate.testing import annotated


def reference(text, language="fr"):
    found = dates_of(text, language, None)[0]
    return str(found) if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Un titre\n\n12 mai 2017. – La ministre est arrivée.",
        "Un titre\n\n12 mai 2017, 14 h 30 UTC. –\nLa ministre est arrivée.",
        "PARIS, 12 mai 2017 (Agence) – La ministre est arrivée.",
        "Publié le 12 mai 2017 à 10 h. La ministre est arrivée.",
        "Un titre\n12/05/2017\nLa ministre est arrivée.",
    ],
)
def test_a_dateline_is_the_reference(text):
    assert reference(text) == "2017-05-12"


def test_a_date_in_a_sentence_is_no_dateline():
    assert reference("La loi du 12 mai 2017 est abrogée. Elle avait été votée en hâte.") is None


def test_a_day_with_a_demonstrative_and_a_past_month_give_the_day():
    assert reference("Elle a parlé ce 20 février. En septembre 2023, elle avait été reçue à Rome.") == "2024-02-20"


def test_a_weekday_that_fits_the_last_year_named_gives_the_year_only():
    text = "Il est arrivé le samedi 3 septembre. Il a été battu en 2015 et élu en 2016."
    assert reference(text) == "2016"
    values = [d.value.value for d in dates_of(f"{text} Hier, il pleuvait.", "fr", None)[1]]
    assert values == ["2016-09-03", "2015", "2016", "XXXX-XX-XX"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        # The weekday fits 2012, 2018 and 2029: the first after what is told as past, if it is the next year.
        ("Elle est arrivée le jeudi 8 mars. Elle avait fui en août 2017.", "2018"),
        # It fits 2018, but then it would lie before what is told as past.
        ("Elle est arrivée le jeudi 8 mars. Elle avait fui en août 2018.", None),
        # A text that speaks last of 2009 may be of 2012 or of 2018.
        ("Elle est arrivée le jeudi 8 mars. Elle avait fui en août 2009.", None),
        ("Elle est arrivée le jeudi 8 mars. Elle avait fui en 2016.", None),
        ("Le 3 mars 2018, la ministre est arrivée à Rome.", "2018"),
        ("La loi du 3 mars 2018 est abrogée.", None),
        ("Le 3 mars 1998, il y a vingt ans, la ministre arrivait à Rome.", None),
        ("Open 2018 : résultats du 3 mars\nLes favoris ont gagné.", "2018"),
        ("Le 3 mars 2018, elle est arrivée. Les jeux auront lieu en 2024.", None),
    ],
)
def test_the_year_is_what_all_evidence_leaves_open(text, year):
    assert reference(text) == year


@pytest.mark.parametrize(
    "text",
    [
        "Elle a parlé ce 20 février.",
        "Elle a parlé ce 20 février et ce 3 mars, après un accord signé en mai 2020.",
        "Elle parlera ce 20 février. Les jeux auront lieu en mai 2030.",
        "Il est arrivé le samedi 3 septembre. Il a été élu en 2014.",
    ],
)
def test_nothing_is_inferred_where_the_text_does_not_settle_it(text):
    assert reference(text) is None


def test_an_inferred_reference_says_so_on_each_date_that_rests_on_it():
    text = "Elle a parlé ce 20 février. En septembre 2023, elle avait été reçue à Rome."
    this_day, month = annotated(text, Dates).layer("date")
    assert this_day.features["reference"] == "2024-02-20"
    assert "septembre 2023" in this_day.features["reason"]
    (certainty,) = this_day.markup.children
    assert certainty.attributes["cert"] == "low"
    assert "reference" not in month.features


def test_a_stated_date_is_never_replaced():
    text = "Un titre\n\n12 mai 2017. – Il est venu hier."
    dates = annotated(text, Dates, date="2017-05-15").layer("date")
    assert [a.features["value"] for a in dates] == ["2017-05-12", "2017-05-14"]
    assert all("reference" not in a.features for a in dates)
