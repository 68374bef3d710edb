"""What speaks of sanctions between states, and what does not."""

import json
import sys
from pathlib import Path

import pytest
from annotate_sanctions.topics import Topics
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from measure_topics import measured

TOPICS = Topics()
GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "sanction" / "topics.dev.jsonl"


def found(text):
    return [(topic.label, text[topic.start : topic.end]) for topic in TOPICS.find(text)]


@pytest.mark.parametrize(
    ("text", "label", "span"),
    [
        ("Le pays vit sous le coup de sanctions économiques depuis des années.", "regime", "sanctions économiques"),
        ("Paris propose d'imposer des sanctions à l'encontre de Minsk.", "measure", "sanctions"),
        ("Berlin prépare un nouveau train de sanctions.", "measure", "train de sanctions"),
        ("Les Vingt-Sept ont décidé le gel des avoirs du ministre.", "measure", "gel des avoirs"),
        ("L'armateur a contourné l'embargo sur le pétrole.", "violation", "contourné l'embargo sur le pétrole"),
        (
            "Ce serait un contournement des sanctions européennes.",
            "violation",
            "contournement des sanctions européennes",
        ),
        ("Il réclame l’allègement des sanctions américaines.", "lifting", "allègement des sanctions américaines"),
        ("Les sanctions internationales ont été levées hier.", "lifting", "sanctions internationales ont été levées"),
        ("La banque a été retirée de la liste noire de l'UE.", "lifting", "retirée de la liste noire"),
        (
            "Son nom figure sur la liste des personnes visées par des sanctions.",
            "listing",
            "liste des personnes visées par des sanctions",
        ),
        ("La résolution 1718 reste en vigueur.", "legal_act", "résolution 1718"),
        ("Selon le règlement (UE) n° 269/2014, rien.", "legal_act", "règlement (UE) n° 269/2014"),
        ("Gel des avoirs : l'UE hésite", "measure", "Gel des avoirs"),
    ],
)
def test_a_phrase_is_found_with_its_label(text, label, span):
    assert (label, span) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "L'arbitre a infligé une sanction au joueur.",
        "Les sanctions disciplinaires contre les élèves seront levées.",
        "La commission de sanction se réunit lundi.",
        "Le conducteur risque une sanction pénale et une amende.",
        "Les électeurs ont sanctionné le gouvernement.",
        "Le juge a ordonné le gel des avoirs du gérant, poursuivi devant le tribunal.",
        "Toute faute entraîne une sanction.",
        "La résolution 17185 et la résolution 1, la loi Magnitskiste",
        "Une interdiction de voyager sans billet",
        "un consanctionné, des sanctionsx, des embargotins",
    ],
)
def test_another_sense_or_none_is_left_alone(text):
    assert found(text) == []


def test_plain_mentions_settle_the_sense_of_the_others():
    doubtful = "Ces sanctions pèsent lourd."
    assert found(doubtful) == []
    assert ("regime", "sanctions") in found(f"L'embargo dure depuis dix ans. {doubtful}")


def test_one_place_has_one_topic():
    assert found("La violation de l'embargo coûte cher à l'Iran.") == [("violation", "violation de l'embargo")]


def test_typography_changes_nothing():
    straight = "Il dénonce la violation de l'embargo et la levée des sanctions internationales."
    curly = straight.replace("'", "’").replace(" ", "\u00a0")
    assert [t[:2] for t in TOPICS.find(straight)] == [t[:2] for t in TOPICS.find(curly)]
    assert len(TOPICS.find(straight)) == 2


@given(st.text(alphabet="sanctioembrgdl élev.,'’\n !5", max_size=200) | st.text(max_size=100))
def test_topics_lie_in_order_inside_the_text(text):
    end = 0
    for topic in TOPICS.find(text):
        assert end <= topic.start < topic.end <= len(text)
        end = topic.end


@pytest.mark.parametrize(
    "unit",
    ["a", "sanctions ", "levée des ", "liste de ", "gel ", "« ", "sanctions, ", "résolution n° ", ".", "contre l'"],
)
def test_long_monotonous_texts_are_read_to_their_end(unit):
    text = unit * (60_000 // len(unit)) + "\nLa résolution 1718 reste en vigueur."
    assert text[TOPICS.find(text)[-1].start :].startswith("résolution 1718")


@pytest.mark.skipif(not GOLD.exists(), reason="needs the gold files beside the repository")
def test_the_development_sentences_stay_as_good_as_they_were():
    right = wanted = predicted = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        topics = TOPICS.find(gold["text"])
        wanted += len(gold["topics"])
        predicted += len(topics)
        right += sum(any(t.start < g["end"] and g["start"] < t.end for t in topics) for g in gold["topics"])
    assert right / predicted >= 0.9
    assert right / wanted >= 0.85


def test_sentences_of_many_senses_are_told_apart():
    overlap, label, others, _ = measured(TOPICS)
    assert overlap >= 0.92 and label >= 0.85 and others <= 0.02


@pytest.mark.parametrize(
    ("text", "issuers", "targets", "programmes"),
    [
        ("Les sanctions imposées à Pyongyang pèsent lourd.", (), ("kp",), ("UN-SC1718", "EU-PRK")),
        ("L'Union européenne prolonge ses sanctions contre Minsk.", ("EU",), ("by",), ("EU-BLR",)),
        ("Les sanctions américaines contre Caracas durent.", ("US",), ("ve",), ("US-VEN",)),
        ("La levée des sanctions de l'ONU visant la Libye approche.", ("UN",), ("ly",), ("UN-SC1970",)),
        ("La résolution 1718 reste en vigueur.", ("UN",), ("kp",), ("UN-SC1718",)),
        ("Le règlement (UE) n° 833/2014 a changé.", ("EU",), ("ru",), ("EU-RUS",)),
        ("Washington annonce des sanctions contre Moscou.", ("US",), ("ru",), ()),
    ],
)
def test_issuer_target_and_programme_are_named_where_the_sentence_tells(text, issuers, targets, programmes):
    (topic,) = TOPICS.find(text)
    assert topic.parties == (issuers, targets, programmes)
