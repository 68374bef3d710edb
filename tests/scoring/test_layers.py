"""The scorers of the four annotators give the figures of the project's reference scorer, on the same files."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from annotate.document import Document
from annotate.plugins import load_registry
from annotate.scoring.discovery import scorer_for

CASES = {
    "entity": ("entity/seed.jsonl", ["entities"]),
    "quote": ("quote/wikinews-fr.dev.jsonl", ["quotes", "entities"]),
    "date": ("date/french-timebank.dev.jsonl", ["dates"]),
    "topic": ("sanction/topics.dev.jsonl", ["sanctions", "entities"]),
    "hit": ("sanction/hits.dev.jsonl", ["sanctions", "entities"]),
}


@pytest.mark.parametrize("layer", CASES)
def test_figures_are_those_of_the_reference_scorer(annotate_cli, shared, tmp_path, layer):
    name, plugins = CASES[layer]
    gold = shared / "gold" / name
    reference = shared / "score/score.py"
    lines = subprocess.run([sys.executable, reference, "input", gold], capture_output=True, check=True).stdout
    (tmp_path / "in.jsonl").write_bytes(b"".join(lines.splitlines(keepends=True)[:40]))
    head = gold.read_bytes().splitlines(keepends=True)[:40]
    (tmp_path / "gold.jsonl").write_bytes(b"".join(head))
    options = [option for plugin in plugins for option in ("-p", plugin)]
    annotated = annotate_cli("run", "in.jsonl", "-o", "out/", *options, env={"ANNOTATE_PLUGINS": None}, timeout=120)
    assert annotated.returncode == 0, annotated.err
    wanted = subprocess.run(
        [sys.executable, reference, layer, tmp_path / "gold.jsonl", tmp_path / "out"], capture_output=True, check=True
    ).stdout.decode()
    got = annotate_cli("score", layer, "gold.jsonl", "out", "--json", "--samples", "0", env={"ANNOTATE_PLUGINS": None})
    figures = json.loads(got.out)["figures"]
    compared = 0
    for line in wanted.splitlines():
        name, said = line.split(" ", 1)
        figure = figures[name]
        if measure := re.match(r"F ([\d.]+) P ([\d.]+) R ([\d.]+)", said):
            found = [f"{figure[key]:.1f}" for key in ("f", "p", "r")]
            assert found == list(measure.groups()), line
        elif sides := re.match(r"P ([\d.]+) \(.*\) R ([\d.]+) \(", said):
            assert [f"{figure[key]:.1f}" for key in ("p", "r")] == list(sides.groups()), line
        else:
            parts = re.search(r"(\d+)/(\d+)", said)
            assert parts, line
            assert [figure["part"], figure["whole"]] == [int(n) for n in parts.groups()], line
        compared += 1
    assert compared


@pytest.mark.parametrize("layer", CASES)
def test_what_was_annotated_is_all_right_by_itself(annotate_cli, tmp_path, layer):
    text = (
        "Le 3 mars 2022, à Moscou, le président russe Vladimir Poutine a dénoncé "
        "les « sanctions de l'Union européenne ».\n"
        "« Nous attendons », a répondu Josep Borrell à Bruxelles."
    )
    (tmp_path / "article.txt").write_text(text)
    done = annotate_cli(
        "run", "article.txt", "--date", "2022-03-04", "--language", "fr", "-o", "out/", env={"ANNOTATE_PLUGINS": None}
    )
    assert done.returncode == 0, done.err
    got = annotate_cli("score", layer, "out", "out", "--json", env={"ANNOTATE_PLUGINS": None})
    whole = json.loads(got.out)
    assert list(whole["figures"].values())[-1]["f"] == 100
    assert whole["mistakes"] == []


@pytest.mark.parametrize(
    ("layer", "record"),
    [
        ("entity", {"ents": [[0, 5, "PER"]]}),
        ("date", {"timexes": [{"start": 0, "end": 5, "type": "DATE", "value": "2022"}]}),
        ("hit", {"hits": [{"start": 0, "end": 5}]}),
        ("topic", {"topics": [{"start": 0, "end": 5, "label": "regime"}]}),
        ("quote", {"quotes": [{"id": "m0", "start": 0, "end": 5, "type": "direct", "speech": True}]}),
    ],
)
def test_a_document_in_which_nothing_was_found_has_all_missed(layer, record):
    scorer = scorer_for(load_registry(), layer)
    text = "Texte sans rien."
    for nothing in (None, Document(text)):
        tally = scorer.compare(record, text, nothing)
        assert "missed" in [mistake.kind for mistake in tally.mistakes]
        headline = list(scorer.figures(tally.counts))[-1]
        assert headline.values(tally.counts)["f"] == 0
