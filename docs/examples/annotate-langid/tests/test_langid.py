"""What the plugin promises, with py3langid's own model."""

import pytest
from annotate import AnnotateError
from annotate.testing import annotated, assert_contract, assert_valid_tei

from annotate_langid import Langid, Options

FRENCH = "Le navire est retenu au port de Brest depuis lundi, ont annoncé les douanes."
GERMAN = "Das Schiff liegt seit Montag im Hafen von Brest, teilte der Zoll am Abend mit."


def found(text: str, options: Options | None = None, language: str = "fr") -> list[tuple[str, str | None, object]]:
    """Each annotated stretch, with its kind and language."""
    document = annotated(text, Langid(options or Options()), language=language)
    assert_valid_tei(document)
    return [(document.text_of(a), a.kind, a.features["language"]) for a in document.layer("language")]


def test_each_paragraph_has_its_language() -> None:
    assert found(f"{FRENCH}\n\n  {GERMAN}\n") == [(FRENCH, "same", "fr"), (GERMAN, "other", "de")]


def test_a_variant_of_the_language_is_the_language() -> None:
    assert found(FRENCH, language="fr-CA") == [(FRENCH, "same", "fr")]


def test_nothing_is_compared_with_an_unknown_language() -> None:
    assert found(GERMAN, language="und") == [(GERMAN, "known", "de")]


@pytest.mark.parametrize("text", ["Brest", "", "12 345 678 90 12 345 678 90 12 345 678 90 12 345 678 90"])
def test_what_is_too_short_is_not_judged(text: str) -> None:
    assert found(text) == []


def test_what_is_not_plain_is_not_judged() -> None:
    assert found(FRENCH, Options(minimum_share=1.0)) == []


def test_the_choice_can_be_narrowed() -> None:
    assert {language for _, _, language in found(GERMAN, Options(languages=("fr", "nl", "de")))} == {"de"}


def test_an_unknown_language_in_the_settings_is_said() -> None:
    with pytest.raises(AnnotateError, match="klingon"):
        found(FRENCH, Options(languages=("klingon",)))


def test_the_foreign_paragraph_is_marked_up_as_such() -> None:
    (annotation,) = annotated(GERMAN, Langid(Options())).layer("language")
    assert annotation.markup is not None
    assert annotation.markup.element == "foreign"


def test_the_plugin_keeps_its_promises() -> None:
    assert_contract(Langid, texts=[f"{FRENCH}\n{GERMAN}"])
