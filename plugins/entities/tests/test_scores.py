"""What a score says, and what min_score leaves out."""

import numpy as np
import pytest
from annotate_entities import Entities, Settings
from annotate_entities.certainty import evidence, probabilities
from annotate_entities.engine import Found
from annotate_entities.tagging import LABELS, SIZE, tag

from annotate.testing import annotated

TEXT = "Lenoir est parti d'Oslo et le Kremlin se tait"


class Sure:
    """An engine that is surer of some names than of others, and finds no institution named by its seat."""

    piece = 1000
    kinds = {"PER": "person", "LOC": "place"}  # noqa: RUF012

    def find(self, texts):
        for text in texts:
            yield [
                Found(text.index(name), text.index(name) + len(name), label, score)
                for name, label, score in (("Lenoir", "PER", 0.4), ("Oslo", "LOC", 0.9))
            ]

    def resources(self):
        return ()


@pytest.fixture
def scores(monkeypatch):
    monkeypatch.setattr("annotate_entities.engines.engine", lambda model, labels: Sure())

    def of(min_score):
        document = annotated(TEXT, Entities(Settings(min_score=min_score)))
        return {document.text_of(a): a.score for a in document.layer("entity")}

    return of


def test_a_name_has_the_engines_score_and_a_rules_name_none(scores):
    assert scores(0.0) == {"Lenoir": 0.4, "Oslo": 0.9, "Kremlin": None}


def test_less_probable_names_are_left_out_and_those_without_score_stay(scores):
    assert scores(0.5) == {"Oslo": 0.9, "Kremlin": None}
    assert scores(0.9) == {"Oslo": 0.9, "Kremlin": None}
    assert scores(1.0) == {"Kremlin": None}


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(score):
    with pytest.raises(ValueError, match=r"entities\.min_score is .*: not a probability from 0 to 1"):
        Entities(Settings(min_score=score))


def test_the_shipped_model_tells_probabilities():
    document = annotated("Angela Merkel a quitté Berlin.", Entities(Settings()))
    assert [0.5 < a.score <= 1 for a in document.layer("entity")] == [True, True]


def test_evidence_grows_with_the_distance_to_the_next_tag_and_is_a_mean_over_the_name():
    def name(best, words=1):
        scores = np.zeros((words, SIZE), dtype=np.float32)
        scores[range(words), [tag("LOC", n == 0, n == words - 1) for n in range(words)]] = best
        return evidence(scores, [(0, words, "LOC")])[0]

    assert name(2) < name(5) < name(9)
    assert name(5, words=3) == pytest.approx(name(5))
    assert np.isfinite([name(0), name(500), name(-500)]).all()


def test_the_calibration_has_one_slope_and_an_offset_a_label():
    calibration = np.array([2.0, *([0.0] * len(LABELS))])
    calibration[1 + LABELS.index("ORG")] = -1.0
    assert probabilities(np.array([0.0, 0.5, 0.5]), ["LOC", "LOC", "ORG"], calibration) == [0.5, 0.731, 0.5]
