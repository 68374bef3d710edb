"""What every language's data must hold."""

import pytest
from annotate_dates import LANGUAGES
from annotate_dates.grammar import compile_grammar
from annotate_dates.interpret import _MEANINGS
from annotate_dates.lexicon import load
from annotate_dates.value import well_formed


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_rule_compiles_and_has_a_meaning(language):
    grammar = compile_grammar(language)
    for rule in load(language).rules:
        assert grammar.reader(rule.name)
        assert rule.meaning in _MEANINGS
        if rule.determiners:
            assert grammar.determiner(rule.name)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_value_that_the_data_give_is_well_formed(language):
    lexicon = load(language)
    tables = (lexicon.references, lexicon.undated, lexicon.periods, lexicon.recurrences)
    values = [value for table in tables for value in table.values()]
    values += [era[0] for era in lexicon.eras.values()]
    assert values and all(map(well_formed, values))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_months_and_weekdays_are_complete(language):
    lexicon = load(language)
    assert set(lexicon.months.values()) == set(range(1, 13))
    assert set(lexicon.weekdays.values()) == set(range(1, 8))
