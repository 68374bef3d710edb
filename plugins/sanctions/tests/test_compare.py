"""Which names of the press agree with which names of the lists, and which do not."""

import pytest
from annotate_sanctions.compare import compare_people
from annotate_sanctions.edits import misspelt
from annotate_sanctions.personal import read
from annotate_sanctions.search import compared
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("mention", "listed", "step"),
    [
        ("Guennadi Chtcherbatov", "SHCHERBATOV, Gennadiy Petrovich", "slavic"),
        ("Iouri Jdanovitch", "Yury Olegovich ZHDANOVICH", "patronymic_left_out"),
        ("Iouri Jdanovitch", "Юрий Олегович ЖДАНОВИЧ", "slavic"),
        ("Alexandre Moïsseïenko", "Aliaksandr Piatrovich MAISEYENKA", None),
        ("Alexandre Bondarenko", "BANDARENKA, Alyaksandr", None),
        ("Taras Kovaltchouk", "KOVALCHUK Taras", "slavic"),
        ("Mahmoud el-Kassem", "AL-QASIM, Mahmud", "given"),
        ("Noureddine Bachir", "BASHIR, Nur al-Din", None),
        ("Abdel Rahman al-Jabouri", "ABDULRAHMAN AL-JABURI", "arabic"),
        ("Karim Mouallem", "AL-MOALLEM, Karim", "arabic"),
        ("Ouissam Zaouari", "ZAWARI, Wissam", "arabic"),
        ("Oussama Kaddour", "USAMA MUHAMMED SALIH KADDUR", "names_left_out"),
        ("Ri Song-chol", "RI SONG CHOL", None),
        ("Choi Yong-su", "CHOE, Yong Su", "korean"),
        ("Jaime Lopez", "LOPEZ GUERRA, Jaime", "second_family_name_left_out"),
        ("Mario Pérez", "Mario PEREZ", None),
    ],
)
def test_a_name_in_french_spelling_agrees(mention, listed, step):
    found = compare_people(mention, listed)
    assert found.match and (step is None or step in found.steps)


@pytest.mark.parametrize(
    ("mention", "listed"),
    [
        ("Dmitri Chtcherbatov", "SHCHERBATOV, Gennadiy Dmitrievich"),
        ("Gennadi Petrov", "SHCHERBATOV, Gennadiy Petrovich"),
        ("Pavel Ouvarov", "Pavel UVAROVA"),
        ("Karim Haddad", "Tariq Karim Haddad Al-Basri"),
        ("Karim Haddad", "TARIQ KARIM HADDAD"),
        ("Hassan Kaddour", "KADDUR, Husayn"),
        ("Mahmoud Kaddour", "KADDUR, Muhammad"),
        ("Ri Song-chol", "RI SONG SIK"),
        ("Ri Song", "RI SONG CHOL"),
        ("Kim Chol", "KIM, Yong Chol"),
        ("Ivan Sergueïevitch Petrov", "Ivan Olegovich PETROV"),
        ("Jaime Guerra", "LOPEZ GUERRA, Jaime"),
        ("Petrov", "PETROV, Ivan"),
        ("Ivan", "PETROV, Ivan"),
        ("de la", "PETROV, Ivan"),
    ],
)
def test_another_persons_name_does_not(mention, listed):
    assert not compare_people(mention, listed).match
    assert not compare_people(mention, listed, lenient=True).match


def test_the_words_that_have_no_counterpart_are_named():
    assert compare_people("Boris Ouvarov", "Pavel UVAROV").missing == ("boris",)
    assert (
        compared("Boris Ouvarov", "Pavel UVAROV", "person", "person", "en")["reason"] == "without a counterpart: boris"
    )


def test_an_exact_name_scores_more_than_a_romanised_one_and_that_more_than_a_shortened_one():
    scores = [
        compare_people("Yury Zhdanov", name).score for name in ("Yury ZHDANOV", "Yuriy ZHDANOV", "Yury Karlos ZHDANOV")
    ]
    assert scores[0] == 1.0 and scores == sorted(scores, reverse=True)


def test_capitals_and_commas_tell_the_family_name():
    for written in ("PETROV, Ivan", "Ivan PETROV", "PETROV Ivan"):
        (name,) = read(written)
        assert (name.words, name.family) == (("ivan", "petrov"), 1)
    (name,) = read("Ivan Petrov")
    assert name.family == 0


def test_parentheses_and_slashes_offer_other_readings():
    assert {name.words for name in read("Sergei (Siarhei) PETROV")} == {("sergei", "petrov"), ("siarhei", "petrov")}
    assert {name.words for name in read("Ali/Aly HADDAD")} == {("ali", "haddad"), ("aly", "haddad")}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("chavalov", "chuvalov", True),
        ("khodorkovski", "khodorokvski", True),
        ("pesko", "peskov", False),
        ("maria", "marina", False),
        ("barov", "marov", False),
        ("amin", "emin", False),
    ],
)
def test_a_slip_of_the_pen_is_neither_an_ending_nor_another_name(one, other, expected):
    assert (misspelt(one, other) is not None) is expected


@pytest.mark.parametrize(
    ("mention", "listed"),
    [
        ("Corps des gardiens de la révolution islamique", "Islamic Revolutionary Guard Corps (IRGC)"),
        ("Banque centrale de Syrie", "Central Bank of Syria"),
        ("Ministère de la Défense d'Iran", "Ministry of Defence of Iran"),
        ("Rosneft", "PJSC Rosneft"),
        ("Volnagaz", "Public Joint Stock Company VOLNAGAZ"),
        ("Daech", "Al-Qaida in Iraq"),
        ("PKK", "Kurdistan Workers’ Party"),
    ],
)
def test_an_organisation_is_known_by_translation_and_by_its_french_name(mention, listed):
    assert compared(mention, listed, "org", "org", "fr")["match"] == 1


@pytest.mark.parametrize(
    ("mention", "listed"),
    [
        ("Banque centrale de Syrie", "Central Bank of Iran"),
        ("Volnagaz", "Volnaneft"),
        ("Bank of Somewhere (London)", "Bank of Somewhere (Paris)"),
    ],
)
def test_another_organisation_is_not(mention, listed):
    assert compared(mention, listed, "org", "org", "fr")["match"] == 0


def test_a_ship_keeps_its_number_and_loses_its_type():
    assert compared("le pétrolier Sea Star", "M/V SEA STAR", "vessel", "vessel", "fr")["match"] == 1
    assert compared("Sea Star 2", "Sea Star 3", "vessel", "vessel", "fr")["match"] == 0


def test_kinds_are_not_mixed():
    found = compared("Wagner", "Wagner", "org", "person", "en")
    assert found["match"] == 0 and "two kinds" in found["reason"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_names_can_be_compared(one, other):
    for kind in ("person", "org", "vessel"):
        found = compared(one, other, kind, kind, "fr")
        assert 0 <= found["score"] <= 1 and found["match"] in (0, 1) and found["reason"]
