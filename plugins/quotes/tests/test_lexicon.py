"""What the data files of a language hold."""

import pytest
from annotate_quotes.inflection import inflected, read_rules
from annotate_quotes.lexicon import load, rows


def test_regular_verbs_are_inflected_by_the_rules_of_the_language():
    rules = read_rules(rows("fr", "endings.tsv"))
    assert "répète" in inflected("répéter", rules)[2]
    assert inflected("annoncer", rules)[1] == ["annonçant"]
    assert "réagissait" in inflected("réagir", rules)[2]
    assert "rappelle" in inflected("rappeler", rules)[2]
    assert "martèle" in inflected("marteler", rules)[2]
    with pytest.raises(ValueError, match="not regular"):
        inflected("dire", rules)


def test_the_verb_list_knows_at_least_four_hundred_verbs():
    assert len({form.lemma for forms in load("fr").verbs.values() for form in forms}) >= 400


def test_every_language_has_the_same_classes():
    french, english = load("fr"), load("en")
    assert french.classes.keys() == english.classes.keys()
    assert french.nouns.keys() == english.nouns.keys()
    assert french.phrases.keys() == english.phrases.keys()
