"""Ships are found behind their type, and matched with the lists' ships."""

from types import SimpleNamespace

import pytest
from annotate_sanctions.entries import VESSEL, Entry, ListName
from annotate_sanctions.ships import ship_matches, ships
from annotate_sanctions.vessels import name_words
from hypothesis import given
from hypothesis import strategies as st

from annotate import Document, Metadata

ENTRY = Entry("7", VESSEL, "SEA STAR 3", "DPRK4", (ListName("SEA STAR 3 (IMO 1234567)"),), countries=("kp",))


class Lists:
    """Stands for the index: one ship."""

    def posting(self, key):
        return frozenset([0]) if key == f"v|{' '.join(name_words(ENTRY.names[0].text))}" else frozenset()

    def name(self, number):
        return SimpleNamespace(entry=number, name=ENTRY.names[0])

    def entry(self, number):
        return 0, ENTRY


def grades(text):
    document = Document(text, metadata=Metadata(source="t", language="fr"))
    return [(text[m.ship.start : m.ship.end], m.grade) for m in ship_matches(Lists(), document)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le pétrolier Evita a coulé.", ["Evita"]),
        ("Le cargo nord-coréen « Sea Star 3 » a été saisi.", ["Sea Star 3"]),
        ("Deux navires, le porte-conteneurs Luna Nova et le vraquier Ondine.", ["Luna Nova", "Ondine"]),
        ("Le pétrolier russe, Evita, mouille au large.", ["Evita"]),
        ("Le pétrolier a coulé près de Brest.", []),
        ("Le cargo de Brest arrive. Evita chante.", []),
        ("Sea Star 3 chante.", []),
    ],
)
def test_a_type_tells_a_ship(text, names):
    assert [ship.name for ship in ships(text)] == names


def test_a_listed_ship_is_graded_by_the_text():
    assert grades("Le cargo nord-coréen Sea Star 3 est saisi.") == [("Sea Star 3", "A")]
    assert grades("Le cargo Sea Star 3 est saisi." + " Il pleut." * 60 + " Pyongyang proteste.") == [
        ("Sea Star 3", "B")
    ]
    assert grades("Le cargo Sea Star 3 est saisi.") == [("Sea Star 3", "C")]


def test_its_number_confirms_a_ship_or_makes_it_another():
    assert grades("Le cargo Sea Star 3 (OMI 1234567) est saisi.") == [("Sea Star 3", "A")]
    assert grades("Le cargo Sea Star 3 (OMI 7654321), nord-coréen, est saisi.") == []
    assert grades("Le cargo nord-coréen Sea Star 4 est saisi.") == []


@given(st.text(alphabet="cargo pétrolier LunaSe3'- ,«»", max_size=120))
def test_ships_lie_in_order_inside_the_text(text):
    end = 0
    for ship in ships(text):
        assert end <= ship.start < ship.end <= len(text)
        end = ship.end
