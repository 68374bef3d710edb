"""The comparison on several hundred pairs of French-press names and list names, and on what they do not hold."""

import sys
from pathlib import Path

import pytest
from annotate_sanctions.search import compared

sys.path.insert(0, str(Path(__file__).parent))
from measure_pairs import pairs, scores


@pytest.mark.parametrize("kind", ["person", "org", "vessel"])
def test_hardly_a_pair_is_wrong(kind):
    results = [
        (wanted, compared(mention, listed, kind, kind, "en")["match"] == 1)
        for wanted, of_kind, _, mention, listed in pairs()
        if of_kind == kind
    ]
    precision, recall = scores(results)
    assert precision >= 0.98 and recall >= 0.97


@pytest.mark.parametrize(
    ("mention", "listed"),
    [
        ("Ivan Ouvarov", "UVAROV, Ivna"),
        ("Iv4n Ouvarov", "UVAROV, Ivan"),
        ("Karim Haddad Salem", "KARIM HADDAD"),
        ("Patr Ouchev Nikita", "PATRUSHEV, Nikita"),
        ("Bob Smithson", "SMITHSON, Robert"),
        ("JP Lacombe", "Jean Pierre LACOMBE"),
        ("Abdul Rafiq Hotak", "RAFIQ HOTAK"),
        ("Mei Tchong-hoa", "MEI Zhonghua"),
        ("Aziz Karim Mansouri", "Mansouri Karim Aziz"),
    ],
)
def test_an_analyst_sees_slips_of_the_pen_which_hits_do_not_take(mention, listed):
    assert compared(mention, listed, "person", "person", "en")["match"] == 1


@pytest.mark.parametrize(
    ("mention", "listed"),
    [
        ("Ivan Ouvarov", "UVAROVA, Ivan"),
        ("Ivan Ouvarov", "UVARIN, Ivan"),
        ("Kim Jong-on", "KIM, Jong Un"),
        ("Salim ben Karim Haddad", "Karim bin Salim Haddad"),
        ("Karim Haddad", "HADDAD, Salim Karim"),
        ("习近朋", "习近平"),
    ],
)
def test_one_letter_may_make_another_person(mention, listed):
    assert compared(mention, listed, "person", "person", "en")["match"] == 0


@pytest.mark.parametrize(
    ("mention", "listed", "expected"),
    [
        ("Brigade Forty-Four", "Brigade 44", 1),
        ("1st Northern Bank", "First Northern Bank", 1),
        ("NIOC", "National Iranian Oil Company", 1),
        ("Volnagaz Aktiengeselschaft", "Volnagaz AG", 1),
        ("Société à responsabilité limitée Volnagaz", "Volnagaz SARL", 1),
        ("Volnagas Trading House", "Volnagaz Trading House", 1),
        ("Northern Fund IV L.P.", "Northern Fund V L.P.", 0),
        ("Bank of Armenia", "Bank of America", 0),
        ("Volnagaz (France)", "Volnagaz (Germany)", 0),
        ("Chemins de fer de Corée du Nord", "Railways of the Democratic People's Republic of Korea", 1),
    ],
)
def test_an_organisation_keeps_its_number_and_country(mention, listed, expected):
    assert compared(mention, listed, "org", "org", "en")["match"] == expected


def test_a_ship_is_known_by_its_imo_number():
    assert compared("Sea Star (OMI 1234567)", "OTHER NAME (IMO 1234567)", "vessel", "vessel", "en")["match"] == 1
    assert compared("Sea Star (OMI 1234567)", "SEA STAR (IMO 7654321)", "vessel", "vessel", "en")["match"] == 0
