"""Documents by hand, assertions, strategies, and what importing the core brings along."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given

from annotate import AnnotateError, Annotation, Document, Entity, bookkeeping, hookimpl
from annotate.testing import (
    annotate_document,
    annotated,
    assert_annotations,
    assert_linked,
    assert_nothing,
    assert_valid_tei,
    make_document,
    step_of,
)
from annotate.testing.strategies import documents, texts


class Numbers:
    """Digits with the word before them."""

    provides = ("number",)

    @hookimpl
    def annotate_document(self, document):
        for at, character in enumerate(document.text):
            if character.isdecimal():
                word = Annotation("number", (0, 3), kind="word")
                yield word
                yield Annotation("number", (at, at + 1), "digit", {"value": int(character)}, links={"word": word})


def test_a_document_by_hand_has_its_annotations_and_entities():
    who = Entity("person", "Ada Bell")
    document = make_document(
        "Ada dort.", annotations=[Annotation("entity", (0, 3), "person", entity=who)], title="Nuit", date="2024-02"
    )
    (mention,) = document.layer("entity")
    assert (document.text_of(mention), document.entity_of(mention).name) == ("Ada", "Ada Bell")
    assert (document.date, document.metadata.title, document.language) == ("2024-02", "Nuit", "fr")
    assert_valid_tei(document)


def test_an_annotation_by_hand_is_checked_like_a_plugins():
    with pytest.raises(AnnotateError, match=r"span \(0, 9\) .* is outside the text of 3 code points"):
        make_document("Ada", annotations=[Annotation("entity", (0, 9))])


class Longer:
    """Needs the layer entity."""

    provides = ("longer",)
    requires = frozenset({"entity"})

    @hookimpl
    def annotate_document(self, document):
        return [Annotation("longer", a.spans) for a in document.layer("entity")]


def test_layers_by_hand_count_for_plugins_that_require_them():
    document = make_document("Ada dort.", annotations=[Annotation("entity", (0, 3))])
    assert_annotations(annotate_document(document, Longer), "longer", ["Ada"])
    assert_valid_tei(document)


def test_a_required_layer_that_is_not_there_is_an_error():
    with pytest.raises(AnnotateError, match="requires the layer 'entity'"):
        annotated("Ada dort.", Longer)


def test_a_plugin_can_be_a_file(planted):
    assert_annotations(annotated("À #Brest.", planted("healthy")), "hashtag", [("#Brest", "tag")])


def test_settings_of_a_step_are_validated(planted_module):
    healthy = planted_module("healthy_class").Healthy
    assert step_of(healthy, {"longest": 3}).settings.longest == 3
    with pytest.raises(AnnotateError, match="setting longes: unknown key; did you mean 'longest'"):
        step_of(healthy, {"longes": 3})


def test_annotations_are_asserted_by_text_kind_and_features():
    document = annotated("Les 2 et 3.", Numbers)
    assert_annotations(document, "number", ["Les", ("Les", "word"), ("2", "digit"), ("3", "digit", {"value": 3})])
    assert_linked(document, "2", "word", "Les")


def test_a_failed_assertion_shows_what_was_found_instead():
    with pytest.raises(AssertionError) as raised:
        assert_annotations(annotated("Les 2.", Numbers), "number", ["Les", ("2", "digit", {"value": 3}), "3"])
    assert str(raised.value).splitlines() == [
        "layer 'number' holds something else than expected:",
        "    'Les' word [0-3]",
        "  - '2' digit value=3",
        "  + '2' digit value=2 [4-5]",
        "  - '3'",
        "(- expected, + found)",
    ]


def test_nothing_is_asserted_of_one_layer_or_of_all():
    assert_nothing(annotated("Les.", Numbers))
    with pytest.raises(AssertionError, match=r"\+ 'Les' word \[0-3\]"):
        assert_nothing(annotated("Les 2.", Numbers), "number")


@pytest.mark.parametrize(
    ("text", "role", "to", "said"),
    [
        ("4", "word", "Les", "nothing annotates '4'"),
        ("2", "cue", "Les", "'2' links as 'cue' to nothing, not to 'Les'"),
        ("2", "word", "Des", "'2' links as 'word' to 'Les', not to 'Des'"),
    ],
)
def test_a_missing_link_says_what_is_there(text, role, to, said):
    with pytest.raises(AssertionError, match=said):
        assert_linked(annotated("Les 2.", Numbers), text, role, to)


def test_a_document_whose_tei_is_not_valid_is_told_with_the_line():
    document = annotated("Les 2.", Numbers)
    lost = Annotation("number", (0, 3), links={"word": "nowhere"}, id="number.p1.0-3", source="numbers")
    bookkeeping.restore(document, [lost], (), document.runs, "")
    with pytest.raises(AssertionError, match=r"(?s)the document's TEI is not valid:\n.* #nowhere leads to nothing"):
        assert_valid_tei(document)


@given(texts())
def test_any_text_makes_valid_tei(text):
    assert_valid_tei(make_document(text))


@given(documents(layers=("mark", "other")))
def test_any_document_makes_valid_tei(document):
    assert isinstance(document, Document)
    assert_valid_tei(document)


def test_importing_the_core_imports_nothing_to_test_with():
    code = (
        "import annotate, annotate.cli, annotate.runner, sys\n"
        "print([m for m in ('annotate.testing', 'pytest', 'hypothesis') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_the_kit_does_not_need_pytest_or_hypothesis():
    code = (
        "import annotate.testing, annotate.testing.gold, sys\n"
        "print([m for m in ('pytest', 'hypothesis', 'pydantic', 'lxml') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"
