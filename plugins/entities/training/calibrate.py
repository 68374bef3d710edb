"""Fits the probabilities of a network's names and writes them into its weights' file.

    python training/calibrate.py ARTICLES.jsonl WEIGHTS.npz

The articles must not be those that the network was trained on. Prints the expected calibration error (ten bins of
equal width) on each half of the articles with what the other half fits; what is written is fitted on all.
"""

from __future__ import annotations

import sys

import numpy as np
from annotate_entities.certainty import evidence, probabilities
from annotate_entities.network import Network
from annotate_entities.tagging import LABELS, spans
from annotate_entities.tokens import LINE, tokens
from annotate_entities.words import Vocabulary
from train import read

RIDGE = 1.0  # a label of few names keeps near the others


def main() -> None:
    """Fit and write."""
    given, out = sys.argv[1:]
    weights = dict(np.load(out))
    network, vocabulary = Network(weights), Vocabulary(weights)
    halves, sums, labels, right = [], [], [], []
    for number, example in enumerate(read(given)):
        forms, starts, ends = tokens(example.text)
        scores = network.scores(*vocabulary.words(forms))
        names = spans(scores, np.array([n for n, form in enumerate(forms) if form == LINE], dtype=np.intp))
        if names:
            sums += evidence(scores, names).tolist()
            labels += [label for *_, label in names]
            right += [(starts[first], ends[behind - 1], label) in example.names for first, behind, label in names]
            halves += [number % 2] * len(names)
    features, truth, half = design(np.array(sums), labels), np.array(right, dtype=float), np.array(halves)
    errors = []
    for n in (0, 1):
        fitted = fit(features[half != n], truth[half != n])
        told = [label for label, h in zip(labels, half, strict=True) if h == n]
        sure = np.array(probabilities(features[half == n, 0], told, fitted))
        errors.append(calibration_error(sure, truth[half == n]))
    weights["calibration"] = fit(features, truth).astype(np.float32)
    np.savez(out, **weights)
    sys.stdout.write(f"expected calibration error by halves {100 * errors[0]:.1f} % {100 * errors[1]:.1f} %\n")


def design(sums: np.ndarray, labels: list[str]) -> np.ndarray:
    """A row a name: the evidence, and which label it is."""
    return np.column_stack([sums, *(np.array(labels) == label for label in LABELS)]).astype(float)


def fit(features: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method; the offsets are drawn to their mean."""
    found = np.array([0.5, *([0.0] * len(LABELS))])
    for _ in range(100):
        p = 1 / (1 + np.exp(-features @ found))
        drawn = np.array([0, *(found[1:] - found[1:].mean())]) * RIDGE
        second = (features * (p * (1 - p))[:, None]).T @ features + RIDGE * np.eye(len(found))
        found = found + np.linalg.solve(second, features.T @ (truth - p) - drawn)
    return found


def calibration_error(sure: np.ndarray, truth: np.ndarray) -> float:
    """Mean distance of what was said and how often it was right, over ten bins of equal width."""
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(
        sum(abs(sure[bins == n].mean() - truth[bins == n].mean()) * (bins == n).mean() for n in set(bins.tolist()))
    )


if __name__ == "__main__":
    main()
