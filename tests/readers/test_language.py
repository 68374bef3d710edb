import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.language import LOOK, identify, is_tag

HERE = Path(__file__).parent
GOLD = HERE.parents[2] / "shared" / "gold" / "entity"
SAMPLES = [line.split("\t") for line in (HERE / "languages.tsv").read_text("utf-8").splitlines() if line[0] != "#"]


@pytest.mark.parametrize(("language", "text"), SAMPLES, ids=[language for language, _ in SAMPLES])
def test_a_short_news_text_is_identified(language, text):
    assert identify(text) == language
    assert identify(text.upper()) == language


@pytest.mark.parametrize(("language", "text"), SAMPLES, ids=[language for language, _ in SAMPLES])
def test_a_piece_of_a_sentence_is_identified_or_left_open_never_mistaken(language, text):
    pieces = {identify(text[at : at + 80]) for at in range(0, len(text), 10)}
    assert pieces <= {language, "und"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kersaint 2-1 Plouarzel",
        "1234567890 " * 50,
        "Jeanne Le Goff, Ali ben Salem, John Smith, Karl Müller, Li Wei, Olga Petrova, Ahmet Yılmaz, Ana García",
        "def f(x): return x * 2\nprint(f(21))\nimport sys\nsys.exit(0)\n" * 5,
        "\ud800\udfff\0" * 100,
    ],
)
def test_thin_evidence_is_left_open(text):
    assert identify(text) == "und"


def test_a_text_half_in_one_language_and_half_in_another_is_left_open():
    texts = dict(SAMPLES)
    assert identify(texts["fr"] + " " + texts["en"]) == "und"


def test_only_the_beginning_counts():
    texts = dict(SAMPLES)
    french = texts["fr"] + "\n"
    french *= LOOK // len(french) + 1
    assert identify(french + texts["en"] * 10_000) == "fr"


@given(st.text())
def test_any_text_gets_an_answer(text):
    assert is_tag(identify(text))


@pytest.mark.parametrize("tag", ["fr", "fr-FR", "zh-Hant-TW", "und", "gsw"])
def test_language_tags(tag):
    assert is_tag(tag)


@pytest.mark.parametrize("tag", ["", "French", "fr_FR", "f", "fr-", "fr FR", "français"])
def test_what_is_no_language_tag(tag):
    assert not is_tag(tag)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the development gold is not beside the repository")
def test_every_wikinews_article_of_some_length_is_french():
    lines = [line for file in sorted(GOLD.glob("winer-fr.*.jsonl")) for line in file.read_bytes().splitlines()]
    texts = [json.loads(line)["text"] for line in lines]
    found = {identify(text) for text in texts if len(text) > 200}
    assert found == {"fr"}
    assert {identify(text) for text in texts} <= {"fr", "und"}
