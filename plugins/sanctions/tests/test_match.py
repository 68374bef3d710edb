"""Which entities are taken for which entries, how sure, and why."""

import pytest
from annotate_sanctions.build import build
from annotate_sanctions.entries import ORGANISATION, PERSON, PRIMARY, STRONG, WEAK, Entry, ListName
from annotate_sanctions.formats.reading import Reading
from annotate_sanctions.index import Index
from annotate_sanctions.lists import described
from annotate_sanctions.match import matches
from hypothesis import given
from hypothesis import strategies as st

from annotate import Annotation, Authority, Document, Entity, Layer, Metadata, Name, hookimpl
from annotate.testing import annotate_document


def entry(id, label, *aliases, kind=PERSON, **more):
    names = (ListName(label, PRIMARY), *(a if isinstance(a, ListName) else ListName(a, STRONG) for a in aliases))
    return Entry(id, kind, label, more.pop("programme", "TEST"), names, **more)


def body(id, label, *aliases, **more):
    return entry(id, label, *aliases, kind=ORGANISATION, **more)


def index_of(*entries):
    authority = Authority("test", "A test list")
    return Index([build(entries, lambda kinds: described(authority, (), Reading(), kinds), ":memory:")], [{}])


INDEX = index_of(
    entry("1", "SHCHERBATOV, Gennadiy Petrovich", countries=("ru",), born=("1960",), functions="Minister"),
    entry("2", "SHCHERBATOV, Dmitriy Petrovich", countries=("ru",)),
    entry("3", "DOE, John", countries=("sy",)),
    entry("4", "DOE, John", countries=("sy",)),
    entry("5", "SMITH, Jane", ListName("ROE, Mary", WEAK), countries=("sy",)),
    entry("6", "PAK, Chol Su", countries=("kp",), programme="DPRK"),
    entry("7", "RI, Yong Hyok", countries=("kp",), programme="DPRK"),
    body("20", "TECHNOPROM EXPORT, OOO", "TECHNOPROM", countries=("ru",)),
    body("21", "VOLNAGAZ", countries=("ru",)),
    body("25", "Army of Somewhere", "Jaysh al-Umma", countries=("ps", "*terror")),
    body("27", "Al-Qaida", countries=("*jihad",)),
    body("28", "The Organization of Al-Qaida in the Islamic Maghreb", countries=("dz", "*jihad")),
    entry("29", "ZARUBIN, Ivan Petrovich", countries=("ru",), functions="President of the Republic"),
    body("30", "Tupolev", countries=("ru",)),
    body("26", "Syrian Army", countries=("sy",)),
    body("22", "ORION", countries=("ru",)),
    body("23", "Ministry of Defence", countries=("kp",)),
    body("24", "Islamic State of Iraq and the Levant", countries=("iq",)),
)


def found(text, *named, date=None, language="fr"):
    """The matches of entities whose first names are in the text: (kind, name) or name of a person."""

    class Names:
        """Stands for the entities plugin."""

        provides = (Layer("entity"),)

        @hookimpl
        def annotate_document(self, document):
            for one in named:
                kind, name = one if isinstance(one, tuple) else ("person", one)
                start = text.index(name)
                yield Annotation("entity", (start, start + len(name)), entity=Entity(kind, name))

    document = Document(text, metadata=Metadata(source="t", language="fr", date=date))
    annotate_document(document, Names)
    return [match for _, match in matches(INDEX, document, language)]


def verdicts(*args, **more):
    return [(match.entry.id, match.grade) for match in found(*args, **more)]


def test_a_name_with_its_country_beside_it_is_sure():
    assert verdicts("Le ministre russe Guennadi Chtcherbatov est venu.", "Guennadi Chtcherbatov") == [("1", "A")]


def test_a_country_far_off_is_less():
    text = "Guennadi Chtcherbatov est venu. " + "Il pleut toujours ici. " * 30 + "On parle de Moscou."
    assert verdicts(text, "Guennadi Chtcherbatov") == [("1", "B")]


def test_a_name_that_nothing_ties_to_the_entry_is_for_review():
    (match,) = found("Guennadi Chtcherbatov est venu.", "Guennadi Chtcherbatov")
    assert match.grade == "C" and "rien dans le texte" in match.reason


def test_the_name_itself_is_no_evidence():
    assert verdicts("Pak Chol-su est venu.", "Pak Chol-su") == [("6", "B")]
    assert verdicts("Guennadi Chtcherbatov et Poutine.", "Guennadi Chtcherbatov")[0][1] == "A"


def test_an_age_that_cannot_be_contradicts():
    text = "Le Russe Guennadi Chtcherbatov, {} ans, est venu."
    assert verdicts(text.format(57), "Guennadi Chtcherbatov", date="2017-05-01") == [("1", "A")]
    (match,) = found(text.format(24), "Guennadi Chtcherbatov", date="2017-05-01")
    assert match.grade == "C" and "âge" in match.reason


def test_an_occupation_and_sport_contradict():
    assert verdicts("Le footballeur russe Guennadi Chtcherbatov marque.", "Guennadi Chtcherbatov") == [("1", "C")]
    text = "Le Russe Guennadi Chtcherbatov remporte l'épreuve de biathlon aux championnats du monde."
    assert verdicts(text, "Guennadi Chtcherbatov") == [("1", "C")]


def test_another_party_of_the_programme_counts():
    text = "Pak Chol-su et Ri Yong-hyok sont là."
    assert ("7", "B") in verdicts(text, "Pak Chol-su", "Ri Yong-hyok")


def test_the_father_is_not_the_son():
    assert verdicts("Le Russe Piotr Chtcherbatov vient.", "Piotr Chtcherbatov") == []


def test_entries_that_match_equally_are_for_review_and_name_each_other():
    got = found("Le Syrien John Doe vient.", "John Doe")
    assert [(m.entry.id, m.grade) for m in got] == [("3", "C"), ("4", "C")]
    assert "DOE, John (4)" in got[0].reason and "DOE, John (3)" in got[1].reason


def test_a_weak_alias_is_for_review():
    assert verdicts("La Syrienne Mary Roe vient.", "Mary Roe") == [("5", "C")]


def test_an_organisation_needs_its_whole_name():
    assert verdicts("La société russe Volnagaz fore.", ("organisation", "Volnagaz")) == [("21", "A")]
    assert verdicts("La société russe Technoprom Export vend.", ("organisation", "Technoprom Export")) == [("20", "A")]
    assert verdicts("La société russe Technoprom vend.", ("organisation", "Technoprom")) == [("20", "C")]
    assert verdicts("La société russe Export vend.", ("organisation", "Export")) == []


def test_common_words_never_fire_and_generic_names_are_for_review():
    assert verdicts("La société russe Orion vend.", ("organisation", "Orion")) == []
    text = "Le ministère de la Défense à Pyongyang annonce."
    assert verdicts(text, ("organisation", "ministère de la Défense")) == [("23", "C")]


def test_a_name_that_goes_on_in_the_text_is_another():
    named = ("organisation", "Armée syrienne")
    assert verdicts("L'Armée syrienne recule à Damas.", named) == [("26", "A")]
    assert verdicts("L'Armée syrienne libre recule à Damas.", named) == [("26", "C")]
    text = "Al-Qaïda au Maghreb islamique menace Alger."
    assert verdicts(text, ("organisation", "Al-Qaïda")) == [("28", "A")]


def test_a_function_beside_the_name_confirms_or_contradicts():
    text = "Le {} Guennadi Chtcherbatov est venu."
    (match,) = found(text.format("ministre"), "Guennadi Chtcherbatov")
    assert match.grade == "B" and "même fonction" in match.reason
    assert verdicts(text.format("journaliste russe"), "Guennadi Chtcherbatov") == [("1", "C")]
    assert verdicts("L'avocat russe de Guennadi Chtcherbatov est venu.", "Guennadi Chtcherbatov") == [("1", "A")]


def test_a_leader_needs_no_introduction():
    assert verdicts("Ivan Zaroubine est venu.", "Ivan Zaroubine") == [("29", "B")]


def test_an_initial_for_a_family_name_is_nobody():
    assert verdicts("Le Russe Guennadi C. est jugé.", "Guennadi C") == []


def test_a_makers_name_is_also_that_of_what_it_makes():
    assert verdicts("Le Tupolev russe décolle.", ("organisation", "Tupolev")) == [("30", "C")]


def test_a_short_alias_needs_its_country_not_only_its_subject():
    named = ("organisation", "Jaysh al-Umma")
    assert verdicts("Le groupe djihadiste Jaysh al-Umma recule.", named) == [("25", "C")]
    assert verdicts("Le groupe djihadiste Jaysh al-Umma recule à Gaza.", named) == [("25", "A")]


def test_a_french_name_and_its_acronym_lead_to_the_entry():
    text = "Daech, ou EI, combat en Irak."
    assert verdicts(text, ("organisation", "Daech"), ("organisation", "EI")) == [("24", "A"), ("24", "A")]


def test_an_acronym_without_evidence_is_nothing():
    assert verdicts("Le sigle EI désigne un engin.", ("organisation", "EI")) == []


def test_kinds_are_not_mixed():
    assert verdicts("Le Russe Volnagaz.", "Volnagaz") == []
    assert verdicts("Le Russe Guennadi Chtcherbatov.", ("organisation", "Guennadi Chtcherbatov")) == []


def test_reasons_speak_english_too():
    (match,) = found("Le Russe Guennadi Chtcherbatov vient.", "Guennadi Chtcherbatov", language="en")
    assert "French transcription of a Slavic name" in match.reason and "patronymic missing" in match.reason


def test_only_full_names_count():
    document = Document("x", metadata=Metadata(source="t", language="fr"))

    class Short:
        """Stands for the entities plugin."""

        provides = (Layer("entity"),)

        @hookimpl
        def annotate_document(self, document):
            entity = Entity("person", (Name("Monsieur X"), Name("Jane Smith", "short")))
            yield Annotation("entity", (0, 1), entity=entity)

    annotate_document(document, Short)
    assert list(matches(INDEX, document)) == []


@pytest.mark.parametrize("kind", ["person", "organisation", "event", "place"])
@given(name=st.text(min_size=1, max_size=30).filter(str.strip))
def test_any_name_can_be_asked_for(kind, name):
    from annotate_sanctions.candidates import candidates

    assert isinstance(candidates(INDEX, Entity(kind, name), frozenset()), dict)
