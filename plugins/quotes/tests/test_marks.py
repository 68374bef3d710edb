"""Pairs of marks: every style, nested, re-opened, damaged; never an exception, never a runaway quotation."""

import pytest
from annotate_quotes.lexicon import load
from annotate_quotes.marks import pair_marks
from annotate_quotes.mending import MendingHints
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotate.offsets import split_blocks


def paired(text):
    return [text[p.start : p.end] for p in pair_marks(text, split_blocks(text))]


@pytest.mark.parametrize(
    "quotation",
    [
        "«Il pleut»",
        "« Il pleut »",
        "“Il pleut”",
        '"Il pleut"',
        "„Il pleut“",
        "„Il pleut”",
        "‹Il pleut›",
        "‘Il pleut’",
        '" Il pleut "',
        '“Il pleut"',
    ],
)
def test_every_style_of_marks_is_a_pair_and_includes_its_marks(quotation):
    assert paired(f"Hier, {quotation}, dit-elle.") == [quotation]


def test_nested_pairs_of_the_same_and_of_other_marks():
    assert paired("«Un «mot» rare»") == ["«Un «mot» rare»", "«mot»"]
    assert paired("«Un “mot” rare»") == ["«Un “mot” rare»", "“mot”"]
    assert [p.depth for p in pair_marks("«Un “mot” rare»", split_blocks("«Un “mot” rare»"))] == [0, 1]


@pytest.mark.parametrize(
    "text", ["L’été d’Anne", "l'été", "aujourd’hui", "les élèves’ et", '5" de large', "Il a dit ’oui’ ou ’non"]
)
def test_apostrophes_and_inches_are_no_marks(text):
    assert paired(text) == []


def test_a_quotation_that_is_opened_again_in_each_block_is_one():
    assert paired("«Premier point.\n«Second point», dit-il.") == ["«Premier point.\n«Second point»"]


def test_a_quotation_without_closing_mark_ends_with_its_sentence_and_never_leaves_its_block():
    assert paired("«Il pleut. Anne sort.\nPaul reste.") == ["«Il pleut."]
    assert paired("«Il pleut\nPaul reste.") == ["«Il pleut"]


def test_a_lost_closing_mark_does_not_spoil_the_next_quotation():
    assert paired("«Il pleut. Puis «il neige», dit-il.") == ["«Il pleut.", "«il neige»"]


def test_a_lost_opening_mark_is_mended_within_the_sentence():
    assert paired("Anne sort. Il pleut», dit-elle.") == ["Il pleut»"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le maire parle de «la pluie  et du vent.", "«la pluie"),
        ("Il dit que «la route est fermée et que tout ira bien.", "«la route est fermée"),
        ("«La route est fermée, selon la préfecture.", "«La route est fermée"),
        ("Le maire a été vu et dénonce une honte» dans la ville.", "une honte»"),
        ("Le maire parle de  pluie» et sort.", "pluie»"),
    ],
)
def test_what_stands_beside_a_lost_mark_says_where_it_was(text, expected):
    hints = MendingHints(text, load("fr"))
    assert [text[p.start : p.end] for p in pair_marks(text, split_blocks(text), hints)] == [expected]


@pytest.mark.parametrize("text", ["»", "» Lire aussi", "Un mot. »", '"', "« »" * 0, "«", "“ ” „"])
def test_stray_marks_do_no_harm(text):
    assert all(pair.end <= len(text) for pair in pair_marks(text, split_blocks(text)))


@given(st.text(alphabet=st.sampled_from("«»‹›„“”‘’\"'+ aB.,!?…\n\r-1é"), max_size=120))
@settings(max_examples=500, deadline=None)
@example('»«\n»"“a"\n«')
@example("+1+‹")
def test_any_string_of_marks_and_letters_gives_nested_pairs_inside_the_text(text):
    pairs = pair_marks(text, split_blocks(text))
    open_ends = []
    for pair in pairs:
        assert 0 <= pair.start <= pair.inner[0] <= pair.inner[1] <= pair.end <= len(text)
        while open_ends and open_ends[-1] <= pair.start:
            open_ends.pop()
        assert not open_ends or pair.end <= open_ends[-1]
        assert pair.depth == len(open_ends)
        open_ends.append(pair.end)


@given(st.lists(st.sampled_from(["«a»", "«b c.»", "d.", "e, f", "\n"]), max_size=30))
def test_balanced_guillemets_give_exactly_their_pairs(parts):
    assert len(paired(" ".join(parts))) == sum(part.startswith("«") for part in parts)


@pytest.mark.parametrize("unit", ["«", "»", "«“", '"a ', "«a\n", ". » "])
def test_the_work_grows_with_the_length_and_no_faster(work, unit):
    def pair(times):
        text = unit * times
        pair_marks(text, split_blocks(text))

    assert work(pair, 4000) < 5 * work(pair, 1000)
