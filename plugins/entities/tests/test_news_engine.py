"""The plugin's own model: what it promises about texts, not how good it is."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest
from annotate_entities.network import Network
from annotate_entities.news_engine import NewsEngine
from annotate_entities.tokens import tokens
from annotate_entities.words import Vocabulary
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = (
    "Le ministre Paul Lenoir arrive à Oslo\n\nPaul Lenoir a été reçu par Angela Merkel lundi à Berlin, "
    "selon l'Organisation mondiale de la santé. M. Lenoir rentrera en Norvège avec l'équipe de Volkswagen."
)


@pytest.fixture(scope="module")
def engine():
    return NewsEngine()


def named(engine, text):
    return [(text[f.start : f.end], f.label) for f in next(engine.find([text]))]


def test_names_are_found(engine):
    assert {("Paul Lenoir", "PER"), ("Oslo", "LOC"), ("Angela Merkel", "PER")} <= set(named(engine, TEXT))


def test_other_texts_and_earlier_texts_change_nothing(engine):
    texts = [TEXT, "", "Angela Merkel vit à Berlin.", TEXT.upper()]
    together = list(engine.find(texts))
    assert together == [next(engine.find([text])) for text in texts]
    assert together == list(NewsEngine().find(texts))


@pytest.mark.parametrize("typed", [("'", "’"), (" ", "\u00a0"), ("-", "‑")])
def test_typing_changes_nothing(engine, typed):
    assert next(engine.find([TEXT.replace(*typed)])) == next(engine.find([TEXT]))


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_spans_lie_in_the_text_in_order_and_within_lines(engine, text):
    end = 0
    for found in next(engine.find([text])):
        assert end <= found.start < found.end <= len(text)
        assert len(text[found.start : found.end].splitlines()) == 1
        end = found.end


def test_the_weights_are_on_record(engine):
    (resource,) = engine.resources()
    stored = (files("annotate_entities") / "model" / "fr_news.npz").read_bytes()
    assert (resource.name, resource.type) == ("fr_news", "model")
    assert resource.sha256 == hashlib.sha256(stored).hexdigest()
    assert len(stored) <= 20e6


def test_a_word_has_the_same_rows_wherever_it_is_asked_for(engine):
    vocabulary = Vocabulary(weights())
    one = vocabulary.words(["Oslo", "vu", "Oslo", "OSLO"])
    assert one.types.tolist() == [0, 1, 0, 2] and one.same.tolist() == [0, 1, 0, 0]
    assert (vocabulary.words(["autre", "Oslo"]).rows[1] == one.rows[0]).all()


def test_a_far_word_changes_nothing_but_through_words_it_shares():
    """Five layers reach nine words to each side; beyond, only the same word's mean state goes."""
    stored = weights()
    network, vocabulary = Network(stored), Vocabulary(stored)
    forms = tokens(TEXT).forms
    between = tokens("puis deux trois quatre cinq six sept huit neuf dix onze douze").forms
    one = network.scores(*vocabulary.words([*forms, *between, "Zanzibar"]))
    two = network.scores(*vocabulary.words([*forms, *between, "Karaganda"]))
    assert np.allclose(one[: len(forms)], two[: len(forms)], atol=1e-4)
    assert not np.allclose(one[-1], two[-1], atol=1e-4)


def weights():
    with np.load(files("annotate_entities") / "model" / "fr_news.npz") as stored:
        return dict(stored)
