"""What the dates plugin promises, on sentences made for the purpose."""

import re
from datetime import date as day

import pytest
from annotate_dates import Dates
from annotate_dates.reference import Reference
from annotate_dates.value import well_formed
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.testing import annotated, step_of

PUBLISHED = "2024-02-20"  # a Tuesday


def values(text, date=PUBLISHED):
    """``(text of the span, value)`` of each date."""
    document = annotated(text, Dates, date=date)
    return [(document.text_of(a), a.features["value"]) for a in document.layer("date")]


def markup(text, date=PUBLISHED):
    (annotation,) = annotated(text, Dates, date=date).layer("date")
    return dict(annotation.markup.attributes)


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Il est né le 14 juillet 1987.", "le 14 juillet 1987", "1987-07-14"),
        ("Il arrive le 1er mars.", "le 1er mars", "2024-03-01"),
        ("Il est venu le 3 décembre.", "le 3 décembre", "2023-12-03"),
        ("Réunion du 28/02/2024.", "28/02/2024", "2024-02-28"),
        ("Mis à jour : 2023-11-05", "2023-11-05", "2023-11-05"),
        ("Il est venu en octobre.", "octobre", "2023-10"),
        ("Le texte date d’avril 2021.", "avril 2021", "2021-04"),
        ("La loi de 2019 est abrogée.", "2019", "2019"),
        ("Il a gagné en 2019.", "2019", "2019"),
        ("Dans les années 1970, tout change.", "les années 1970", "197"),
        ("Un château du XVIe siècle.", "XVIe siècle", "15"),
        ("Il part demain.", "demain", "2024-02-21"),
        ("Il est parti avant-hier.", "avant-hier", "2024-02-18"),
        ("Il est parti hier soir.", "hier soir", "2024-02-19TEV"),
        ("Il est parti vendredi.", "vendredi", "2024-02-16"),
        ("Il partira vendredi.", "vendredi", "2024-02-23"),
        ("Il est parti mardi.", "mardi", "2024-02-20"),
        ("Il part mardi prochain.", "mardi prochain", "2024-02-27"),
        ("Il est parti mardi dernier.", "mardi dernier", "2024-02-13"),
        ("Il pleut cette semaine.", "cette semaine", "2024-W08"),
        ("Il a plu la semaine dernière.", "la semaine dernière", "2024-W07"),
        ("Il a plu le mois dernier.", "le mois dernier", "2024-01"),
        ("Il a plu l’an dernier.", "l’an dernier", "2023"),
        ("Il a plu il y a trois jours.", "il y a trois jours", "2024-02-17"),
        ("Il pleuvra dans deux mois.", "dans deux mois", "2024-04"),
        ("Il dort depuis trois heures.", "trois heures", "PT3H"),
        ("Une peine de vingt et un mois.", "vingt et un mois", "P21M"),
        ("Après deux ans et demi de travaux.", "deux ans et demi", "P2Y6M"),
        ("Il attend plusieurs semaines.", "plusieurs semaines", "PXW"),
        ("Il chante chaque jeudi.", "chaque jeudi", "XXXX-WXX-4"),
        ("Il chante tous les jours.", "tous les jours", "P1D"),
        ("Il a plu l’été dernier.", "l’été dernier", "2023-SU"),
        ("Le train part à 14h30.", "14h30", "2024-02-20T14:30"),
        ("Le train part à 8 heures.", "8 heures", "2024-02-20T08:00"),
        ("Né le 3/4/1956.", "le 3/4/1956", "1956-04-03"),
        ("Réunion le 28/02.", "le 28/02", "2024-02-28"),
        ("Réunion en 03/2021.", "03/2021", "2021-03"),
        ("Réunion le 28-02-2024.", "le 28-02-2024", "2024-02-28"),
        ("Il pleuvait la veille du 3 mai 2022.", "la veille du 3 mai 2022", "2022-05-02"),
        ("Il pleuvait le lendemain de Noël.", "le lendemain de Noël", "2023-12-26"),
        ("Il pleuvait le premier dimanche d’octobre.", "le premier dimanche d’octobre", "2023-10-01"),
        ("Il pleuvait le soir du 6 mai 2022.", "le soir du 6 mai 2022", "2022-05-06TEV"),
        ("Il pleuvait dans la soirée de samedi.", "la soirée de samedi", "2024-02-17TEV"),
        ("Il pleuvait samedi dans la soirée.", "samedi dans la soirée", "2024-02-17TEV"),
        ("Il pleuvait dans la matinée d’hier.", "la matinée d’hier", "2024-02-19TMO"),
        ("Il pleuvait en fin de journée.", "fin de journée", "2024-02-20TDT"),
        ("Il pleut ce mardi 20.", "ce mardi 20", "2024-02-20"),
        ("Il pleuvait lundi (19) à Metz.", "lundi (19)", "2024-02-19"),
        ("Il pleuvra lundi de la semaine prochaine.", "lundi de la semaine prochaine", "2024-02-26"),
        ("Il pleuvait en mai 68.", "mai 68", "1968-05"),
        ("Il pleuvait pendant l’hiver 54.", "l’hiver 54", "1954-WI"),
        ("Le chômage baisse au dernier trimestre 2022.", "dernier trimestre 2022", "2022-Q4"),
        ("L’Euro 2016 de football a plu.", "2016", "2016"),
        ("Les photos de 2009 montrent la mer.", "2009", "2009"),
        ("Il attend depuis bientôt deux ans.", "bientôt deux ans", "P2Y"),
        ("Le navire part à 7 h 15 UTC−4.", "7 h 15 UTC−4", "2024-02-20T07:15-04:00"),
    ],
)
def test_value_against_the_publication_date(text, span, value):
    assert values(text) == [(span, value)]


def test_both_ends_of_a_range_of_days_are_dates():
    assert values("Foire du 3 au 7 mars 2024.") == [("3", "2024-03-03"), ("7 mars 2024", "2024-03-07")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Exposé du 28 juillet au 25 septembre 1973.", ["1973-07-28", "1973-09-25"]),
        ("Exposé du 28 décembre au 3 janvier 2018.", ["2017-12-28", "2018-01-03"]),
        ("Exposé de novembre à mars 2017.", ["2016-11", "2017-03"]),
        ("De 1998 à 2002 quand tout allait bien.", ["1998", "2002"]),
        ("Rue fermée dès lundi, et jusqu’à mercredi inclus.", ["2024-02-26", "2024-02-28"]),
        ("Rendez-vous samedi à la mairie ; dimanche, départ.", ["2024-02-24", "2024-02-25"]),
        ("Ouvert du lundi au vendredi.", ["XXXX-WXX-1", "XXXX-WXX-5"]),
    ],
)
def test_the_two_ends_of_a_stretch_fit_together(text, days):
    assert [value for _, value in values(text)] == days


def test_parts_of_a_month_or_year_have_bounds():
    assert markup("Il est venu mi-janvier.") == {"notBefore": "2024-01-11", "notAfter": "2024-01-20"}
    assert markup("Il est venu fin février 2023.") == {"notBefore": "2023-02-21", "notAfter": "2023-02-28"}
    assert markup("Il est venu début 2022.") == {"notBefore": "2022-01-01", "notAfter": "2022-04-30"}


def test_no_year_is_invented_without_a_publication_date():
    assert values("Il est né le 14 juillet.", date=None) == [("le 14 juillet", "XXXX-07-14")]
    assert markup("Il est né le 14 juillet.", date=None) == {"when": "--07-14"}
    assert markup("Il est venu mi-janvier.", date=None) == {"notBefore": "--01-11", "notAfter": "--01-20"}
    vague = values("Il est venu hier, lundi, la semaine dernière, il y a trois jours, cet été, ce soir.", date=None)
    assert [value for _, value in vague] == [
        "XXXX-XX-XX",
        "XXXX-WXX-1",
        "XXXX-WXX",
        "XXXX-XX-XX",
        "XXXX-SU",
        "XXXX-XX-XXTEV",
    ]


def test_only_what_a_vague_publication_date_settles_is_resolved():
    assert values("Il a plu l’an dernier.", date="2024") == [("l’an dernier", "2023")]
    assert values("Il est venu hier.", date="2024-02") == [("hier", "XXXX-XX-XX")]
    assert values("Il est venu le 18 février.", date="2024-02") == [("le 18 février", "2024-02-18")]
    assert values("Il est venu le 18 août.", date="2024") == [("le 18 août", "XXXX-08-18")]


def test_the_next_day_is_reckoned_from_the_day_just_mentioned_and_says_so():
    document = annotated("Il est venu le 3 mars 2022. Il est reparti le lendemain.", Dates, date=PUBLISHED)
    first, second = document.layer("date")
    assert (second.features["value"], second.kind) == ("2022-03-04", "anaphoric")
    assert document.linked(second, "anchor") == (first,)


def test_nothing_is_reckoned_from_a_day_without_a_year():
    assert values("La loi du 3 mars 2022, puis le 5 mai. Le lendemain, rien.", date=None) == [
        ("3 mars 2022", "2022-03-03"),
        ("le 5 mai", "XXXX-05-05"),
        ("Le lendemain", "XXXX-XX-XX"),
    ]


def test_a_demonstrative_with_a_far_date_keeps_what_is_written_and_carries_the_rival():
    (annotation,) = annotated("Il l’a dit ce 20 janvier.", Dates, date=PUBLISHED).layer("date")
    assert annotation.features["value"] == "2024-01-20"
    (rival,) = annotation.markup.children
    assert (rival.element, rival.attributes["assertedValue"]) == ("certainty", "2024-02-20")


def test_a_demonstrative_with_the_publication_date_is_no_doubt():
    (annotation,) = annotated("Il l’a dit ce 20 février.", Dates, date=PUBLISHED).layer("date")
    assert annotation.markup.children == ()


@pytest.mark.parametrize(
    "text",
    [
        "Il a été élu, elle avait été battue.",
        "La sonde est arrivée sur Mars.",
        "Un homme de 34 ans a été blessé.",
        "Anne, 34 ans, est élue.",
        "Elle est âgée de 34 ans.",
        "Victoire 3 à 2, puis 15-10.",
        "Téléphone : 01 42 68 53 00.",
        "Page 12 du rapport.",
        "Il a vendu plus de 2000 voitures.",
        "Le 32/13/2024 non plus.",
        "Il en a pris 2500.",
        "Il a joué en 77 matchs.",
        "L’ascension du col a pris deux virages.",
        "Les 25-49 ans sont inquiets.",
        "Noël Durand est arrivé.",
        "Une manifestante de 63 ans est blessée.",
        "Il est mort à 93 ans.",
        "Des enfants de 2 à 8 ans.",
        "Les moins de 18 ans sont admis.",
        "Ils ont des souvenirs d’été, des fêtes de fin d’année.",
        "Un jour, il partira.",
        "Le printemps arabe a déçu.",
        "Ils font leurs achats au Printemps.",
        "Le Journal du dimanche est paru.",
        "Un tiers, soit le 1/3 des voix.",
        "Il a parlé pendant près de 3h30.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert values(text) == []


def test_settings_leave_out_durations_and_sets():
    step = step_of(Dates, {"durations": False, "sets": False})
    document = annotated("Il dort trois heures chaque lundi, dit-il en 2019.", step.plugin.target(step.settings))
    assert [a.features["type"] for a in document.layer("date")] == ["DATE"]


def test_another_language_is_left_alone():
    assert annotated("On 14 juillet 1987.", Dates, language="de").layer("date") == ()


_VOCABULARY = r"""
le la ce cette du au 1er 3 29 31 février mars mai janvier 2024 1900 99 lundi samedi dernier prochain hier
demain soir il y a dans depuis trois 9999 dix mille ans mois semaines jours siècle XXe années 90 fin mi- début
de l’ année été hiver à 14h30 24:00 8 heures chaque tous les par an plus tard le lendemain la veille , . - /
29/02/2023 12/05/99 2023-02-29 trimestre deuxième premier semestre Noël Pâques nuit du lundi à mardi matin aube
quelques plusieurs après cette rencontre rencontre suivante précédent GMT désormais l’après-guerre soixante et 28-30
quinquennat annuel derniers prochaines même (20) 28/02 12/2023 UTC+3 UTC−11 68 d’hier mardi au vendredi journée
Publié – plus tôt dans la journée avant 31 avril 30 29 février 4 h
"""
_WORDS = st.sampled_from(_VOCABULARY.split())
_CALENDAR = re.compile(r"-?-?[\d:T-]+")


def _valid(name, value):
    if name in ("when-iso", "dur-iso"):
        return bool(re.fullmatch(r"[0-9.,DHMPRSTWYZ/:+-]+", value))
    value, _, time = value.partition("T")
    if time and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d:00(Z|[+-](0\d|1[0-4]):00)?", time):
        return False
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d:00(Z|[+-](0\d|1[0-4]):00)?", value):
        return True
    match = re.fullmatch(r"(?:(\d{4})|-)(?:-(\d\d))?(?:-(\d\d))?", value)
    if not match:
        return False
    day(int(match[1] or 2000), int(match[2] or 1), int(match[3] or 1))  # raises where there is no such day
    return True


@settings(max_examples=300, deadline=None)
@given(
    st.lists(_WORDS, max_size=30), st.sampled_from([None, "2024-02-29", "2024-02", "2024", "0001-01-01", "9999-12-31"])
)
def test_every_value_is_well_formed_and_every_attribute_valid(words, date):
    for annotation in annotated(" ".join(words), Dates, date=date).layer("date"):
        assert well_formed(annotation.features["value"])
        attributes = list(annotation.markup.attributes.items())
        for certainty in annotation.markup.children:
            attributes += [("when", v) for k, v in certainty.attributes.items() if k == "assertedValue"]
        for name, value in attributes:
            assert _valid(name, value), (name, value)


@given(st.text(max_size=200), st.sampled_from([None, PUBLISHED]))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_is_read_without_error(text, date):
    annotated(text, Dates, date=date)


def test_reference_dates_as_precise_as_known():
    assert Reference.parse("2024-02") == Reference(day(2024, 2, 1), day(2024, 2, 29))
    assert Reference.parse("2024-02-20T10:00:00Z") == Reference(day(2024, 2, 20), day(2024, 2, 20))
    assert Reference.parse("2024-13") is None
    assert Reference.parse("yesterday") is None
