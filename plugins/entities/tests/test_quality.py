"""The model does not get worse unnoticed: F on the development articles against the figure on record."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import pytest
from annotate_entities import Entities, Settings

from annotate.testing import annotated

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "entity" / "winer-fr.dev.jsonl"
NEWSPAPER = GOLD.parents[1] / "date" / "french-timebank.dev.jsonl"
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


def f_score(articles):
    """Exact micro F over people, places and organisations of (text, names) pairs."""
    plugin = Entities(Settings())
    plugin.annotate_setup()
    right = have = want = 0
    for text, names in articles:
        found = {(a.start, a.end, KINDS.get(a.kind)) for a in annotated(text, plugin).layer("entity")}
        found = {name for name in found if name[2]}
        gold = {tuple(name) for name in names if name[2] in KINDS.values()}
        right, have, want = right + len(found & gold), have + len(found), want + len(gold)
    return 200 * right / (have + want)


def test_no_more_than_a_little_is_lost():
    articles = map(json.loads, GOLD.read_text(encoding="utf-8").strip().split("\n"))
    assert f_score((article["text"], article["ents"]) for article in articles) >= RECORD["f"] - 0.3


@pytest.mark.skipif(not NEWSPAPER.exists(), reason="needs the gold files beside the repository")
def test_no_more_than_a_little_is_lost_in_a_newspaper_of_another_kind():
    texts = {text["id"]: text["text"] for text in map(json.loads, NEWSPAPER.read_text(encoding="utf-8").splitlines())}
    marks = Path(__file__).with_name("genres") / "est_republicain.jsonl"
    marked = [json.loads(line) for line in marks.read_text(encoding="utf-8").splitlines()]
    assert all(sha256(texts[text["id"]].encode()) == text["sha256"] for text in marked)
    assert f_score((texts[text["id"]], text["ents"]) for text in marked) >= RECORD["newspaper"] - 0.3
