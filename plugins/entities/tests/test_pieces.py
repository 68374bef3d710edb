"""Long texts are cut where no name is."""

from annotate_entities.pieces import pieces
from hypothesis import given
from hypothesis import strategies as st

from annotate import Document


@given(st.text(alphabet="ab \n\r\u00a0", max_size=80), st.integers(1, 20))
def test_pieces_cover_the_text_and_are_short_enough(text, longest):
    got = list(pieces(Document(text), longest))
    assert "".join(piece for _, piece in got) == text
    assert all(0 < len(piece) <= longest and text.startswith(piece, at) for at, piece in got)


def test_cuts_fall_between_blocks_and_else_behind_white_space():
    assert [t for _, t in pieces(Document("un deux\ntrois\nquatre cinq six"), 14)] == [
        "un deux\ntrois\n",
        "quatre cinq ",
        "six",
    ]


def test_a_text_that_fits_is_one_piece():
    assert list(pieces(Document("un\ndeux"), 7)) == [(0, "un\ndeux")]
    assert list(pieces(Document(""), 7)) == []


def test_what_an_engine_cannot_take_is_masked_at_the_same_length():
    ((_, piece),) = pieces(Document("é\ud800 " + "x" * 300 + " fin"), 1000)
    assert piece == "é\ufffd " + " " * 300 + " fin"
