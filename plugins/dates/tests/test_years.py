"""The year of texts that come without any date: what they say of the world, and what that may not prove."""

from datetime import date
from pathlib import Path

import pytest
from annotate_dates import world
from annotate_dates.lexicon import rows
from annotate_dates.periods import ALWAYS, Period, common, years
from annotate_dates.phrases import Phrases
from annotate_dates.pipeline import dates_of
from hypothesis import given
from hypothesis import strategies as st

TEXTS = [
    line.split("\t")
    for line in Path(__file__).with_name("years.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def year(text):
    reference, _ = dates_of(text, "fr", None)
    return str(reference.first.year) if reference else "-"


@pytest.mark.parametrize(("published", "expected", "text"), TEXTS, ids=[row[0] for row in TEXTS])
def test_news_of_other_decades_get_their_year_or_none(published, expected, text):
    assert expected in ("-", published[:4])
    assert year(text.replace("¶", "\n\n")) == expected


def test_the_reason_names_the_evidence():
    text = "Budget : un débat\n\nLa présidente de la Confédération Ruth Dreifuss a parlé mercredi 20 janvier."
    reference, found = dates_of(text, "fr", None)
    assert "«présidente de la Confédération Ruth Dreifuss», in office 1999-01-01 to 1999-12-31" in reference.reason
    assert "«mercredi 20 janvier»" in reference.reason
    assert [d.value.value for d in found] == ["1999-01-20"]


@pytest.mark.parametrize(
    "words",
    [
        "L'ancienne présidente de la Confédération Ruth Dreifuss",
        "La future présidente de la Confédération Ruth Dreifuss",
        "La rue de la présidente de la Confédération Ruth Dreifuss",
        "La conseillère Ruth Dreifuss",
        "La présidente de la Confédération Ruth Dreifuss, alors à Berne,",
        "En 1996, la présidente de la Confédération Ruth Dreifuss",
    ],
)
def test_an_office_of_the_past_proves_nothing(words):
    assert year(f"Un débat\n\n{words} a parlé. Il pleuvait à Berne mercredi 20 janvier.") == "-"


def test_two_offices_that_were_never_held_together_settle_nothing():
    text = (
        "Un débat\n\nLa présidente de la Confédération Ruth Dreifuss a parlé mercredi 20 janvier. "
        "Le Premier ministre Manuel Valls l'a saluée."
    )
    assert year(text) == "-"


def test_what_the_named_years_say_is_dropped_where_the_world_contradicts_it():
    text = "Elle a parlé ce 20 février. En septembre 2013, elle avait été reçue à Rome."
    assert year(text) == "2014"
    assert year(f"{text} Le président Emmanuel Macron l'attend.") == "-"


@pytest.mark.parametrize(
    "text",
    [
        "Le neveu de Michel Rocard est mort\n\nLe neveu de Michel Rocard est mort hier.",
        "Michel Rocard : dix ans après sa mort, un livre\n\nL'ouvrage paraît demain.",
        "Michel Rocard est attendu à Rennes\n\nIl y parlera demain.",
    ],
)
def test_a_name_is_no_news_of_a_death(text):
    assert year(text) == "-"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Tournoi d'escrime 2009 : résultats de la première journée", "2009"),
        ("Tournoi d'escrime 2009 : qui aura le budget ?", "-"),
        ("Recettes record en 2009", "-"),
        ("Tournoi d'escrime 2009 : les équipes", "-"),
    ],
)
def test_the_year_in_the_name_of_what_is_going_on_is_its_own(title, expected):
    assert year(f"{title}\n\nLes gradins étaient pleins.") == expected


def test_a_language_without_such_data_stays_as_it_was():
    assert dates_of("President Emmanuel Macron spoke on Tuesday, 21 March.", "en", None)[0] is None


@given(st.lists(st.text("ab -'", max_size=6), max_size=6), st.text("ab -'", max_size=30))
def test_phrases_are_found_where_they_stand(names, text):
    phrases = Phrases()
    for name in names:
        phrases.add(name, name)
    for start, end, meanings in phrases.find(text):
        assert text[start:end] == meanings[0]
        assert not text[end : end + 1].isalnum()


_DAYS = st.dates(date(1990, 1, 1), date(1990, 3, 1))
_PERIODS = st.lists(st.tuples(_DAYS, _DAYS).map(lambda pair: Period(min(pair), max(pair))), max_size=4)


@given(_PERIODS, _PERIODS, _DAYS)
def test_what_is_common_are_the_days_of_both(one, other, day):
    def holds(periods):
        return any(p.first <= day <= p.last for p in periods)

    assert holds(common(one, other)) == (holds(one) and holds(other))
    assert years(one) <= {1990}


def test_every_line_of_the_data_is_a_fact_with_its_days():
    held = [term.held for meanings in _meanings(world.offices("fr")) for term in meanings]
    known = [fact.days for meanings in _meanings(world.known("fr")) for fact in meanings]
    assert len(held) > 700
    assert len(known) > 2000
    for period in held + known:
        assert period.first <= period.last <= ALWAYS.last


def test_no_one_died_twice():
    names = [name for row in rows("fr", "deaths.tsv") for name in row[0].split("|")]
    assert sorted(names) == sorted(set(names))


def _meanings(phrases):
    return [meanings for phrases_of_word in phrases._by_first_word.values() for meanings in phrases_of_word.values()]
