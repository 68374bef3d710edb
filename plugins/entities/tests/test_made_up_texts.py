"""The texts that the training makes up: names lie where they are said to lie, and every slot can be filled."""

import random
import re
import sys
from pathlib import Path

import pytest

TRAINING = Path(__file__).resolve().parents[1] / "training"
FACTS = """first\tfr_FR\tÉlise
last\tfr_FR\tMarchetti
first\tfr_BE\tYves
last\tfr_BE\tDe Smedt
first\tfr_CA\tOlivier
last\tfr_CA\tRoy
first\tfr_CH\tReto
last\tfr_CH\tAmstutz
first\tfr_DZ\tNadia
last\tfr_DZ\tHamidou
city\tNO\tOslo
town\tFR\tArles
"""


@pytest.fixture
def inventor(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(TRAINING)
    for module in ("invent", "examples", "augment"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    from invent import Inventor

    (tmp_path / "facts.tsv").write_text(FACTS, encoding="utf-8")
    made = Inventor(str(tmp_path / "facts.tsv"))
    made.countries(["Norvège", "Italie"])
    return made


def test_names_lie_in_order_and_within_the_text(inventor):
    rng = random.Random(1)
    for _ in range(300):
        text, names = inventor.text(rng)
        bounds = [at for start, end, _ in names for at in (start, end)]
        assert bounds == sorted(bounds) and bounds[-1:] <= [len(text)]
        assert all(text[start:end] == text[start:end].strip() for start, end, _ in names)
        assert {label for *_, label in names} <= {"PER", "LOC", "ORG", "PRODUCT", "EVENT"}
        assert not re.search(r"[{}|\[\]\t]", text)


@pytest.mark.parametrize("label", ["PER", "LOC", "ORG", "PRODUCT", "EVENT"])
def test_there_are_many_names_of_each_label_and_none_has_a_slot_left(inventor, label):
    rng = random.Random(2)
    names = {inventor.name(label, rng) for _ in range(500)}
    assert len(names) > 20 and not any(re.search(r"[{}|\t]", name) for name in names)


def test_the_same_seed_makes_the_same_text(inventor):
    assert inventor.text(random.Random(3)) == inventor.text(random.Random(3))


@pytest.mark.parametrize(
    ("before", "name", "whole"),
    [
        ("le maire de ", "Arles", "le maire d'Arles"),
        ("le maire d'", "Metz", "le maire de Metz"),
        ("La ", "ONU", "L'ONU"),
        ("avec l’", "CGT", "avec la CGT"),
        ("code ", "Oslo", "code Oslo"),
        ("le maire de ", "Metz", "le maire de Metz"),
        ("le maire de ", "Le Touvet", "le maire de Le Touvet"),
    ],
)
def test_what_stands_before_a_name_is_elided_or_not(inventor, before, name, whole):
    from invent import joined

    assert joined(before, name) == whole


def test_a_swapped_name_is_the_same_wherever_it_stands(inventor):
    from augment import Names, swapped
    from examples import Example

    text = "Ana Bell part. Bell aime Oslo."
    example = Example(text, ((0, 8, "PER"), (15, 19, "PER"), (25, 29, "LOC")))
    names = Names([example], inventor, 1.0)
    rng = random.Random(4)
    for _ in range(50):
        text, ((s1, e1, _), (s2, e2, _), _) = swapped(example, names, 1.0, rng)
        assert text[s1:e1].endswith(" " + text[s2:e2])


def test_marked_names_lie_where_they_stand_in_the_text(tmp_path, inventor):
    from examples import Example, marked

    file = tmp_path / "texts.txt"
    file.write_text("# a comment\n\n[LOC Brest]\nAvec [PER Anne Le Goff].\n\n\nRien.\n", encoding="utf-8")
    assert marked(file) == [
        Example("Brest\nAvec Anne Le Goff.", ((0, 5, "LOC"), (11, 23, "PER"))),
        Example("Rien.", ()),
    ]


@pytest.mark.parametrize("file", sorted((TRAINING / "texts").glob("*/*.txt")), ids=lambda file: file.stem)
def test_the_written_texts_are_marked_as_they_should_be(file, inventor):
    from examples import marked

    texts = marked(file)
    assert len(texts) > 50 and len(set(texts)) == len(texts)
    for text, names in texts:
        assert not re.search(r"[][{}\t]", text)
        for start, end, label in names:
            name = text[start:end]
            assert label in {"PER", "LOC", "ORG", "PRODUCT", "EVENT"} and name == name.strip(" ,;:«»"), name
            assert not re.match(r"(?:l['’]|M\. |Mme |du |au |des )", name), name
