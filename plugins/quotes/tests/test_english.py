"""The same code reads another language from other data."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The road is closed,” said the mayor of Leeds.", ("direct", "said", "the mayor of Leeds")),
        ("“The road is closed,” a witness said on Monday.", ("direct", "said", "a witness")),
        ("The mayor said: “The road is closed.”", ("direct", "said", "The mayor")),
        ("According to the police, the road is closed.", ("indirect", "According to", "the police")),
        ("It was called “absurd” by the head of the club.", ("mixed", "called", "the head of the club")),
        ("The mayor praised “a great effort” by the teams.", ("mixed", "praised", "The mayor")),
        ("The mayor said the road would reopen soon.", ("indirect", "said", "The mayor")),
        ("The road will reopen soon, a witness told Reuters.", ("indirect", "told", "a witness")),
        ("The company accused the mayor of lying to voters.", ("indirect", "accused", "The company")),
        ("The mayor has not called it “a shame”.", ("unattributed", None, None)),
    ],
)
def test_plain_english_forms_name_cue_and_speaker(read, text, expected):
    assert read(text, language="en") == [expected]


@pytest.mark.parametrize("text", ["The mayor said nothing.", "The figures suggest that prices are falling."])
def test_what_nobody_reports_is_left_alone(read, text):
    assert read(text, language="en") == []
