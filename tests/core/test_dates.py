"""Publication dates as people give them."""

from __future__ import annotations

import pytest

from annotate.dates import check_date, date_in_name


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2024-02-20", "2024-02-20"),
        ("2024-02", "2024-02"),
        ("2024", "2024"),
        (" 2024-02-20 ", "2024-02-20"),
        ("2024-02-20T23:59:59+09:00", "2024-02-20"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_a_date_is_as_precise_as_given(given, date):
    assert check_date(given) == date


@pytest.mark.parametrize(
    "given", ["", "20/02/2024", "2024-2-3", "2023-02-29", "2024-13", "0000", "٢٠٢٤", "2024-02-20x"]
)
def test_what_is_no_date_is_refused_with_a_sentence(given):
    with pytest.raises(ValueError, match="is not a date"):
        check_date(given)


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2024-02-20_titre.txt", "2024-02-20"),
        ("20240220.html", "2024-02-20"),
        ("titre_2024.02.20", "2024-02-20"),
        ("2024-02-20_20240220.txt", "2024-02-20"),
        ("2024-02-20_2024-02-21.txt", None),
        ("120240220.txt", None),
        ("2024-02-30.txt", None),
        ("1899-02-20.txt", None),
        ("titre.txt", None),
    ],
)
def test_a_name_gives_the_one_date_that_is_in_it(name, date):
    assert date_in_name(name) == date
