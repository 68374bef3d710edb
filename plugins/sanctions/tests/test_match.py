"""Which names are taken for which entries, and which are not."""

import pytest
from annotate_sanctions.entries import Entry, ListName
from annotate_sanctions.match import Index
from annotate_sanctions.names import words
from hypothesis import given
from hypothesis import strategies as st

from annotate import Entity, Name


def person(id, written, *aliases):
    names = []
    for n, name in enumerate((written, *aliases)):
        family, _, given_names = name.partition(",")
        names.append(ListName((*words(given_names), *words(family)), len(words(family)), n > 0))
    return Entry(id, "person", written, "P", tuple(names))


def organisation(id, written, *aliases):
    names = tuple(ListName(words(name), 0, n > 0) for n, name in enumerate((written, *aliases)))
    return Entry(id, "organisation", written, "P", names)


LIST = Index(
    [
        person("1", "SHCHERBAKOV, Dmitriy Yevgenyevich"),
        person("2", "PAK, Chol Su"),
        person("3", "CHUBAROV, Yuriy", "CHUBAROV, Yurii Olegovich"),
        person("4", "EL-MASRI, Jamil Qadir"),
        person("5", "DOE, John"),
        person("6", "DOE, John"),
        person("7", "SMITH, Jane", "ROE, Mary", "ROE, Mary Ann"),
        person("8", "MONONYM"),
        organisation("20", "TECHNOPROM EXPORT, OOO", "TECHNOPROM"),
        organisation("21", "VOLNAGAZ"),
        organisation("22", "ORION"),
    ]
)


def hits(name, kind="person"):
    return [(match.entry.id, match.grade) for match in LIST.match(Entity(kind, name))]


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Dmitri Chtcherbakov", [("1", "B")]),
        ("Dmitri Shcherbakov", [("1", "B")]),
        ("DMITRIY YEVGENYEVICH SHCHERBAKOV", [("1", "A")]),
        ("Pak Chol-su", [("2", "A")]),
        ("PAK CHOL SU", [("2", "A")]),
        ("Iouri Tchoubarov", [("3", "B")]),
        ("Youri Tchoubarov", [("3", "B")]),
        ("Djamil Kadir el-Masri", [("4", "B")]),
    ],
)
def test_a_name_in_french_spelling_is_found(name, entry):
    assert hits(name) == entry


@pytest.mark.parametrize(
    "name",
    [
        "Shcherbakov",
        "Dmitri",
        "Igor Shcherbakov",
        "Dmitri Shcherbakova",
        "Pak Chol",
        "Chol Su",
        "Mononym",
        "Doe",
        "de la",
    ],
)
def test_a_part_of_a_name_or_another_name_is_not(name):
    assert hits(name) == []


def test_entries_that_match_equally_are_for_review_and_name_each_other():
    found = LIST.match(Entity("person", "John Doe"))
    assert [(match.entry.id, match.grade) for match in found] == [("5", "C"), ("6", "C")]
    assert "DOE, John (6)" in found[0].reason and "DOE, John (5)" in found[1].reason


def test_a_short_alias_is_for_review_and_a_long_one_is_not():
    assert hits("Mary Roe") == [("7", "C")]
    assert hits("Mary Ann Roe") == [("7", "B")]


def test_family_name_first_with_two_words_is_for_review():
    assert hits("Smith Jane") == [("7", "C")]
    assert hits("Jane Smith") == [("7", "B")]


def test_a_name_that_many_entries_share_word_by_word_is_for_review():
    crowd = [person(str(n), f"KHAN, Ali {chr(97 + n)}aaa") for n in range(12)]
    (match,) = Index([*crowd, person("99", "KHAN, Ali")]).match(Entity("person", "Ali Khan"))
    assert (match.entry.id, match.grade) == ("99", "C")


def test_an_organisation_needs_its_whole_name():
    assert hits("Technoprom Export OOO", "organisation") == [("20", "A")]
    assert hits("Volnagaz", "organisation") == [("21", "B")]
    assert hits("Technoprom", "organisation") == [("20", "C")]
    assert hits("Export", "organisation") == []


def test_a_common_word_is_no_organisation():
    assert hits("Orion", "organisation") == []


def test_kinds_are_not_mixed():
    assert hits("Pak Chol Su", "organisation") == []
    assert hits("Volnagaz", "place") == []


def test_only_full_names_count():
    entity = Entity("person", (Name("Monsieur X"), Name("Jane Smith", "short")))
    assert LIST.match(entity) == []


@given(st.text(max_size=40))
def test_any_name_can_be_asked_for(name):
    if name.strip():
        for kind in ("person", "organisation", "event"):
            assert isinstance(LIST.match(Entity(kind, name)), list)


@given(st.text(max_size=40))
def test_words_are_the_same_whatever_the_case(name):
    assert words(" ".join(words(name))) == words(name)
