"""Dates on an axis."""

from __future__ import annotations

from datetime import date

import pytest

from annotate import Annotation, Markup
from annotate.views.timeline import extent, timeline


def dated(**attributes):
    return Annotation("date", (0, 1), markup=Markup("date", {k.replace("_", "-"): v for k, v in attributes.items()}))


@pytest.mark.parametrize(
    ("attributes", "first", "last", "is_open"),
    [
        ({"when": "2024-02-20"}, (2024, 2, 20), (2024, 2, 20), False),
        ({"when": "2024-02-20T14:30:00"}, (2024, 2, 20), (2024, 2, 20), False),
        ({"when": "2024-02"}, (2024, 2, 1), (2024, 2, 29), False),
        ({"when": "2024"}, (2024, 1, 1), (2024, 12, 31), False),
        ({"when": "9999-12"}, (9999, 12, 1), (9999, 12, 31), False),
        ({"notBefore": "2024-01-11", "notAfter": "2024-01-20"}, (2024, 1, 11), (2024, 1, 20), True),
        ({"from": "2023", "to": "2024-03"}, (2023, 1, 1), (2024, 3, 31), False),
        ({"notBefore": "2023-09-15"}, (2023, 9, 15), (2023, 9, 15), True),
    ],
)
def test_a_date_has_an_extent(attributes, first, last, is_open):
    assert extent(dated(**attributes)) == (date(*first), date(*last), is_open)


@pytest.mark.parametrize("value", ["--02-20", "-0044", "---20", "14:30:00", "0000"])
def test_what_has_no_year_on_the_axis_has_no_place_on_it(value):
    annotation = dated(when=value)
    assert timeline([annotation]).undated == (annotation,)


def test_bars_are_in_order_and_within_the_axis():
    line = timeline(
        [dated(when="2024"), dated(when="2023-06-01"), dated(notBefore="2023-07-01", notAfter="2024-01-01")]
    )
    assert [bar.first for bar in line.bars] == sorted(bar.first for bar in line.bars)
    assert line.bars[0].left == 0
    assert all(bar.left >= 0 and bar.left + bar.width <= 100.0001 for bar in line.bars)
    assert max(bar.left + bar.width for bar in line.bars) == pytest.approx(100)
