"""Values in three spellings, and the feasts."""

from datetime import date

import pytest
from annotate_dates import Dates
from annotate_dates.feasts import easter, feast

from annotate.testing import annotated, step_of

PUBLISHED = "2024-02-20"


def features(text, date=PUBLISHED, **settings):
    step = step_of(Dates, settings)
    (annotation,) = annotated(text, step.plugin.target(step.settings), date=date).layer("date")
    return annotation.features


@pytest.mark.parametrize(
    ("text", "type", "value"),
    [
        ("Le chômage baisse au troisième trimestre 2015.", "DATE", "2015-Q3"),
        ("Le chiffre baisse au premier semestre.", "DATE", "2024-H1"),
        ("Tout change à la fin des années soixante.", "DATE", "196"),
        ("La pluie tombe à Noël.", "DATE", "2023-12-25"),
        ("La pluie tombe à Pâques 2016.", "DATE", "2016-03-27"),
        ("La pluie tombe le lundi de Pentecôte.", "DATE", "2024-05-20"),
        ("La pluie tombe dans la nuit du 12 au 13 juin 2016.", "TIME", "2016-06-12TNI"),
        ("La pluie tombe dans la nuit de samedi à dimanche.", "TIME", "2024-02-17TNI"),
        ("Elle préside désormais la région.", "TIME", "PRESENT_REF"),
        ("Il y a quelques jours.", "DATE", "PAST_REF"),
        ("La pluie tombe chaque matin.", "SET", "XXXX-XX-XXTMO"),
        ("C’est le congrès annuel.", "SET", "P1Y"),
        ("La deuxième année est difficile.", "DURATION", "P1Y"),
        ("Le vote est à 20 h GMT.", "TIME", "2024-02-20T20:00Z"),
        ("Il y a une demi-heure de retard.", "DURATION", "PT30M"),
        ("La pluie tombe depuis une vingtaine d’années.", "DURATION", "P20Y"),
        ("La pluie tombe à 8 heures du soir.", "TIME", "2024-02-20T20:00"),
        ("La pluie tombe tous les samedis soir.", "SET", "XXXX-WXX-6TEV"),
        ("La pluie tombe le 8-Mai.", "DATE", "2024-05-08"),
        ("La pluie tombe à la fin du mois d’août 2016.", "DATE", "2016-08"),
        ("La pluie tombe depuis la fin de l’année 2015.", "DATE", "2015"),
        ("La pluie tombera dans les prochaines 24 heures.", "DURATION", "PT24H"),
        ("La pluie tombe en pleine nuit.", "TIME", "2024-02-20TNI"),
        ("Le vainqueur du Tour de Lorraine 2011.", "DATE", "2011"),
    ],
)
def test_value(text, type, value):
    found = features(text)
    assert (found["type"], found["value"]) == (type, value)


def test_a_length_up_to_now_has_its_two_ends():
    (annotation,) = annotated("Il a plu ces trois derniers mois.", Dates, date=PUBLISHED).layer("date")
    assert annotation.features["value"] == "P3M"
    assert dict(annotation.markup.attributes) == {"from": "2023-11-20", "to": "2024-02-20"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Il est né le 14 juillet 1987.", "1987-07-14"),
        ("Il est venu mi-janvier.", "2024-01-11/2024-01-20"),
        ("Tout change dans les années 1970.", "197X"),
        ("Tout change au printemps 2016.", "2016-21"),
        ("Le chômage baisse au troisième trimestre 2015.", "2015-35"),
        ("Il part à 14h30.", "2024-02-20T14:30:00"),
    ],
)
def test_edtf_on_demand(text, value):
    assert features(text, edtf=True)["edtf"] == value
    assert "edtf" not in features(text)


def test_edtf_has_no_lengths():
    assert "edtf" not in features("Il dort depuis trois heures.", edtf=True)


def test_words_for_now_can_be_left_out():
    step = step_of(Dates, {"references": False})
    document = annotated("Elle préside désormais la région.", step.plugin.target(step.settings))
    assert document.layer("date") == ()


def test_easter():
    assert [easter(year) for year in (1818, 2000, 2016, 2024, 2038)] == [
        date(1818, 3, 22),
        date(2000, 4, 23),
        date(2016, 3, 27),
        date(2024, 3, 31),
        date(2038, 4, 25),
    ]


def test_feasts_by_rule():
    assert feast("EASTER+39", 2024) == date(2024, 5, 9)
    assert feast("05:-1:7", 2024) == date(2024, 5, 26)
    assert feast("11:4:4", 2024) == date(2024, 11, 28)


def test_each_day_of_a_list_is_a_date():
    document = annotated("Les lundi 20, mardi 21 et mercredi 22 avril 2015, il a plu.", Dates)
    assert [(document.text_of(a), a.features["value"]) for a in document.layer("date")] == [
        ("lundi 20", "2015-04-20"),
        ("mardi 21", "2015-04-21"),
        ("mercredi 22 avril 2015", "2015-04-22"),
    ]
