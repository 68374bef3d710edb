"""What two texts have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.combine.alignment import Alignment
from annotate.testing.strategies import texts

WORDS = st.lists(st.sampled_from(["le", "pont", "ferme", ".", "\n", "Brest", "lundi"]), max_size=30).map(" ".join)


def common(old, new):
    return [old[c.old : c.old + c.length] for c in Alignment(old, new).common]


@given(st.one_of(texts(), WORDS), st.one_of(texts(), WORDS))
def test_what_is_common_stands_in_both_in_the_same_order(old, new):
    old_end = new_end = 0
    for at, place, length in Alignment(old, new).common:
        assert length > 0
        assert at >= old_end
        assert place >= new_end
        assert old[at : at + length] == new[place : place + length]
        old_end, new_end = at + length, place + length


@given(st.one_of(texts(), WORDS), st.one_of(texts(), WORDS))
def test_one_text_becomes_the_other_by_the_changes(old, new):
    pieces, done = [], 0
    for before, now in Alignment(old, new).changes():
        pieces += old[done : before.start], new[now.start : now.end]
        done = before.end
    assert "".join([*pieces, old[done:]]) == new


@given(texts())
def test_a_text_has_all_in_common_with_itself(text):
    assert common(text, text) == ([text] if text else [])


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("Un pont.\nUne rue.\nFin.\n", "Un pont.\nUn quai.\nUne rue.\nFin.\n", ["Un pont.\n", "Une rue.\nFin.\n"]),
        ("Le pont ferme lundi.", "Le pont ferme mardi.", ["Le pont ferme ", "."]),
        ("a b a b a b x a b", "a b a b y a b x a b", ["a b a b ", "a b x a b"]),
        ("Brest", "Bresto", []),
    ],
)
def test_lines_and_words_are_found_again(old, new, kept):
    assert common(old, new) == kept


def test_a_long_line_of_words_that_repeat_is_found_again_around_changes():
    old = "le pont ferme , " * 20_000
    new = f"Hier {old[:150_000]}encore {old[150_000:]}"
    assert sum(map(len, common(old, new))) > 0.99 * len(old)
