"""People are linked to the right longer names: the cases that were annotated by hand, against what is promised."""

import importlib.util
from pathlib import Path

import pytest

MEASURE = Path(__file__).with_name("measure_referents.py")
spec = importlib.util.spec_from_file_location("measure_referents", MEASURE)
measure_referents = importlib.util.module_from_spec(spec)
spec.loader.exec_module(measure_referents)


def test_the_cases_are_many_and_each_once():
    cases = list(measure_referents.cases())
    assert len(cases) >= 150
    assert len({case[:2] for case in cases}) == len(cases)


@pytest.mark.skipif(not measure_referents.ARTICLES.exists(), reason="needs the gold files beside the repository")
def test_almost_every_link_is_right_and_most_are_made():
    counts = measure_referents.measure(measure_referents.of_gold)
    assert counts.precision >= 97
    assert counts.recall >= 90
