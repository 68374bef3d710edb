"""The model's tokenizer."""

import pytest
from annotate_entities.tokens import LINE, tokens
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("l’ONU et qu'elle", ["l'", "ONU", "et", "qu'", "elle"]),
        ("Jean-Luc Oslo-Rome", ["Jean-Luc", "Oslo-Rome"]),
        ("fini.Le maire", ["fini", ".", "Le", "maire"]),
        ("la R.D.C. et 1.200,50 euros", ["la", "R.D.C.", "et", "1.200,50", "euros"]),
        ("« Oui… » (A380)", ["«", "Oui", "…", "»", "(", "A380", ")"]),
        ("un\u00a0an\r\n\r\nfin", ["un", "an", LINE, "fin"]),
        ("le Par\u00adlement", ["le", "Parlement"]),
        ("un vote anti-Lenoir", ["un", "vote", "anti-", "Lenoir"]),
        ("-----", ["-----"]),
        ("snake_case", ["snake", "_", "case"]),
        ("", []),
    ],
)
def test_words_are_cut_as_documented(text, forms):
    assert tokens(text).forms == forms


@given(st.text())
def test_tokens_lie_in_order_and_leave_out_nothing_that_is_a_letter(text):
    _, starts, ends = tokens(text)
    bounds = [at for span in zip(starts, ends, strict=True) for at in span]
    assert bounds == sorted(bounds) and all(s < e for s, e in zip(starts, ends, strict=True))
    inside = {at for s, e in zip(starts, ends, strict=True) for at in range(s, e)}
    assert all(at in inside for at, character in enumerate(text) if character.isalnum())


@given(st.text(alphabet="la’'N ‑-.é\u00a0"))
def test_how_apostrophes_hyphens_and_blanks_are_typed_makes_no_difference(text):
    plain = text.translate(str.maketrans("’‑\u00a0", "'- "))
    assert tokens(text) == tokens(plain)
