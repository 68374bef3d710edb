"""The model does not get worse unnoticed: F on the development articles against the figure on record."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import pytest
from annotate_entities import Entities, Settings

from annotate.testing import annotated

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "entity" / "winer-fr.dev.jsonl"
RECORD = json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))
KINDS = {"person": "PER", "place": "LOC", "organisation": "ORG"}

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="needs the gold files beside the repository")


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def test_the_record_is_of_these_weights_and_this_gold():
    weights = (files("annotate_entities") / "model" / "fr_news.npz").read_bytes()
    assert (sha256(weights), sha256(GOLD.read_bytes())) == (RECORD["weights"], RECORD["gold"]), (
        "measure and record anew"
    )


def test_no_more_than_a_little_is_lost():
    plugin = Entities(Settings())
    plugin.annotate_setup()
    right = have = want = 0
    for article in map(json.loads, GOLD.read_text(encoding="utf-8").strip().split("\n")):
        found = {(a.start, a.end, KINDS.get(a.kind)) for a in annotated(article["text"], plugin).layer("entity")}
        found = {name for name in found if name[2]}
        gold = {tuple(name) for name in article["ents"] if name[2] in KINDS.values()}
        right, have, want = right + len(found & gold), have + len(found), want + len(gold)
    assert 200 * right / (have + want) >= RECORD["f"] - 0.3
