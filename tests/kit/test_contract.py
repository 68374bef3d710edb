"""The contract kit passes a healthy plugin and catches each planted fault, in a line that says which it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate import Annotation, Layer, hookimpl
from annotate.testing import assert_contract, make_document
from annotate.testing.texts import ORDINARY

TEXTS = ["Rendez-vous à #Brest demain.", "Été : Brest, #Nîmes et #Brest."]


@pytest.fixture
def faults(planted, planted_module):
    """The lines that the kit says of a planted plugin: a file or, by name, a class in one."""

    def found(name: str, attribute: str = "", **more) -> list[str]:
        plugin = getattr(planted_module(name), attribute) if attribute else planted(name)
        with pytest.raises(AssertionError) as raised:
            assert_contract(plugin, texts=TEXTS, **more)
        first, *lines = str(raised.value).splitlines()
        assert (attribute.lower() or name) in first
        return [line.removeprefix("  - ") for line in lines]

    return found


def has(lines: list[str], start: str) -> bool:
    return any(line.startswith(start) for line in lines)


def test_a_healthy_file_passes(planted):
    assert_contract(planted("healthy"))


def test_a_healthy_class_passes_with_its_settings(planted_module):
    assert_contract(planted_module("healthy_class").Healthy, texts=TEXTS, settings={"longest": 20})


def test_the_six_line_plugin_of_the_readme_passes():
    assert_contract(Path(__file__).parents[2] / "docs/examples/hashtag.py")


@pytest.mark.parametrize("name", ["offsets_in_bytes", "offsets_in_bytes_of_a_paragraph"])
def test_offsets_in_bytes_are_caught(faults, name):
    assert has(faults(name), "offsets are counted in UTF-8 bytes, not in code points: ")


def test_offsets_in_utf16_units_are_caught(faults):
    assert has(faults("offsets_in_utf16"), "offsets are counted in UTF-16 units, not in code points: ")


def test_offsets_into_the_text_in_lower_case_are_caught(faults):
    (said,) = faults("offsets_in_lower_case")
    assert said.startswith("offsets are counted in code points of the text in lower case, not in code points: ")
    assert said.endswith("layer 'hashtag' has (65, 71) instead of (63, 69)")


def test_an_end_before_the_start_is_caught(faults):
    said = faults("end_before_start")
    assert "in text 1 it raises ValueError: span (20, 14) is empty, reversed or negative" in said


def test_a_layer_that_was_not_promised_is_caught(faults):
    said = faults("undeclared_layer")
    assert "in text 1 yielded layer 'tags', which it does not provide (it provides: hashtag)" in said


def test_a_kind_that_was_not_promised_is_caught(faults):
    said = faults("undeclared_kind")
    assert "in text 1 kind 'topic' is not one that layer 'hashtag' declares: tag" in said


def test_a_change_of_the_text_is_caught(faults):
    assert has(faults("changes_the_text"), "it changes the document: text is not what it was ")


def test_a_change_of_others_annotations_is_caught(faults):
    said = faults("changes_others_annotations")
    assert has(said, "it changes the document: annotations is not what it was (text 1, with annotations)")


def test_different_results_on_the_second_run_are_caught(faults):
    said = faults("different_every_time")
    assert has(said, "a second run gives something else in text 1: hashtag.p1.14-20 confidence=0.")


def test_results_that_depend_on_the_order_of_a_set_are_caught(faults):
    (said,) = faults("order_of_a_set")
    assert said.startswith(
        "another process gives something else (the order of a set?): in text 1 it gives hashtag.p1.14-20 with="
    )


def test_the_import_of_a_heavy_library_at_load_is_caught(faults, monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent / "fakes")
    assert faults("heavy_import") == ["importing it imports torch: load that in annotate_setup"]


@pytest.mark.slow
def test_an_import_that_takes_long_is_caught(faults):
    (said,) = faults("slow_import")
    assert said.startswith("importing it takes 2.")


def test_a_misspelt_hook_is_caught(faults):
    assert faults("misspelt_hook") == ["there is no hook 'annotate_documents'; did you mean 'annotate_document'?"]


def test_settings_that_take_anything_are_caught(faults):
    assert faults("settings_of_any_kind", "Plugin") == [
        "settings are not validated: longest takes anything; give it a type"
    ]


def test_settings_without_a_schema_are_caught(faults):
    assert faults("settings_in_a_bag", "Plugin") == [
        "settings are not validated: Settings must be a dataclass or a pydantic model with typed fields"
    ]


def test_a_default_of_the_wrong_type_is_caught(faults):
    assert has(faults("settings_with_a_wrong_default", "Plugin"), "settings: its own default for longest is refused")


def test_settings_given_to_a_test_are_validated_too(faults):
    (said,) = faults("healthy_class", "Healthy", settings={"long": 3})
    assert said == "setting long: unknown key; did you mean 'longest'?"


def test_settings_that_cannot_be_sent_to_another_process_are_caught(faults):
    said = faults("settings_that_cannot_travel", "Plugin")
    assert has(said, "its settings cannot be sent to a worker process")


def test_settings_that_reach_nobody_are_caught(faults):
    assert faults("settings_for_nobody") == [
        "settings never reach it: only a class is made with its settings, a module is not"
    ]


def test_global_state_between_documents_is_caught(faults):
    said = faults("global_state")
    assert has(said, "global state between documents: what it finds depends on the documents before, in ")


def test_swallowed_exceptions_are_caught(faults):
    said = faults("swallows_exceptions")
    assert "it swallows exceptions: document.text raised, and it went on as if it had not" in said


def test_exceptions_swallowed_inside_are_caught(faults):
    assert faults("swallows_exceptions_inside") == [
        "it swallows exceptions: one raised at swallows_exceptions_inside.py:20 was lost"
    ]


def test_a_plugin_that_fails_on_an_empty_text_is_caught(faults):
    said = faults("fails_on_nothing")
    assert has(said, "in a nasty text (an empty text) it raises AttributeError")
    assert has(said, "in a nasty text (blank lines) it raises AttributeError")


def test_a_plugin_that_found_nothing_was_not_tried(faults):
    assert faults("finds_nothing") == [
        "it found nothing in any text, so nothing was tried: pass texts=[…] in which it finds something"
    ]


def test_a_class_inside_a_function_cannot_be_found_by_a_worker():
    class Local:
        provides = ("hashtag",)

        @hookimpl
        def annotate_document(self, document):
            yield from [Annotation("hashtag", (0, 1))] if document.text else []

    with pytest.raises(AssertionError, match="define it at the top of a module"):
        assert_contract(Local)


def test_an_instance_is_refused(planted_module):
    healthy = planted_module("healthy_class")
    with pytest.raises(TypeError, match="a module, a class or a path"):
        assert_contract(healthy.Healthy(healthy.Settings()))


class Watches:
    """Only observes."""

    @hookimpl
    def annotate_job_finished(self, summary):
        self.total = summary.total


def test_a_plugin_that_annotates_nothing_keeps_what_is_left_of_the_contract():
    assert_contract(Watches)


class Sizes:
    """Says how large each thing is that another plugin found."""

    provides = (Layer("size"),)
    requires = frozenset({"hashtag"})

    @hookimpl
    def annotate_document(self, document):
        for found in document.layer("hashtag"):
            yield Annotation("size", found.spans, features={"size": found.end - found.start})


def test_a_plugin_that_requires_a_layer_is_tried_beside_one_that_provides_it(planted):
    assert_contract(Sizes, texts=TEXTS, beside=[planted("healthy")])


def test_a_plugin_that_requires_a_layer_is_tried_on_a_document_by_hand():
    document = make_document("À #Brest.", annotations=[Annotation("hashtag", (2, 8))])
    assert_contract(Sizes, texts=[document])


def test_the_ordinary_texts_have_accents_and_astral_characters():
    assert any(ord(c) > 0xFFFF for text in ORDINARY for c in text)
