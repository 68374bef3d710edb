"""What holds for any text: every pair of marks has one verdict, nothing raises, the work grows with the length."""

import pytest
from annotate_quotes import Quotes, QuoteSettings
from annotate_quotes.marks import pair_marks
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotate.document import Document, Metadata
from annotate.offsets import split_blocks
from annotate.testing import annotated

MARKED = ("direct", "mixed", "unattributed", "scare", "title", "term", "gloss")
SPOKEN = ("direct", "mixed", "indirect")
FRENCH = r"""
« » “ ” " ' ’ ‘ „ ‹ › + — – [ ] ( ) , . : ; ! ? … - a dit déclaré que selon Selon il a-t-il d’après Paul Roche le la qui
par et en affirmant avant d’ajouter ne pas se est décrit comme de du maire accusé demandé à voter ce qu’ a-t-elle
pancarte sur laquelle écrit était ce dernier des élus avoir été cité lundi M. Pour lui eux ont confié mis en garde l’un
tout mais quand Lenoir AFP une lettre révèle
"""
ENGLISH = (
    """“ ” " ' , . : ; said say that Paul Roche the mayor according to of he she has not called it was by who and"""
)


def words_of(vocabulary):
    return st.lists(st.sampled_from([*vocabulary.split(), "\n"]), max_size=40)


def check(document):
    """One verdict for each pair of marks; a speaker's mention never inside the quotation; cues and speakers there."""
    quotes = document.layer("quote")
    verdicts = [(a.start, a.end) for a in quotes if a.kind in MARKED and not a.features.get("extent")]
    assert len(verdicts) == len(set(verdicts))
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(document.text)
        if quote.kind in SPOKEN:
            (speaker,) = document.linked(quote, "speaker")
            assert speaker.layer in ("quote", "entity")
            inside = quote.markup.attributes["direct"] == "true" and quote.start <= speaker.start < quote.end
            assert not inside
    return set(verdicts)


@given(words_of(FRENCH))
@settings(max_examples=300, deadline=None)
@example(["Selon", "Paul", "Roche", ",", "«", "a", "»", "selon", "AFP"])
def test_any_mixture_of_marks_and_cue_words_gives_each_pair_one_verdict(people, words):
    text = " ".join(words)
    outer = {(p.start, p.end) for p in pair_marks(text, split_blocks(text)) if p.depth == 0}
    found = check(annotated(text, people, Quotes))
    lost = {(start, end) for start, end in outer if text[end - 1] in "»›”" and text[start] in "«‹“"} - found
    assert not lost


@given(words_of(ENGLISH))
@settings(max_examples=150, deadline=None)
def test_the_same_holds_in_another_language(people, words):
    check(annotated(" ".join(words), people, Quotes, language="en"))


@given(st.text(alphabet=st.sampled_from("«»‹›„“”‘’\"'+ aàB.,!?…:;()[]—-\n\r1é\u00a0"), max_size=150))
@settings(max_examples=300, deadline=None)
def test_any_string_of_marks_and_letters_is_read(text):
    check(annotated(text, Quotes))


@given(st.text(max_size=150))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_is_read(text):
    check(annotated(text, Quotes))


@given(words_of(FRENCH))
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_annotations(people, words):
    text = " ".join(words)
    once, twice = (annotated(text, people, Quotes).layer("quote") for _ in range(2))
    assert [(a.id, a.spans, a.kind, a.features) for a in once] == [(a.id, a.spans, a.kind, a.features) for a in twice]


@pytest.fixture(scope="module")
def plugin():
    plugin = Quotes(QuoteSettings())
    plugin.annotate_setup()
    return plugin


UNITS = [
    "Le maire a dit que «tout va bien», selon Paul, précisant (dit-il) que la route, elle, «est fermée». ",
    "« a ",
    "a » ",
    '" a ',
    "“ a » ",
    "selon ",
    "il dit que ",
    "il dit que «a», et selon lui, ",
    "a, ",
    "— Oui ?\n",
    "+a+ ",
    "(",
    "d' ",
    "et le maire, ",
    "qui dit ",
    "«a  b ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_the_work_grows_with_the_length_and_no_faster(plugin, work, unit):
    def read(times):
        document = Document(unit * times, metadata=Metadata(language="fr"))
        list(plugin.annotate_document(document))

    read(10)
    assert work(read, 1200) < 5 * work(read, 300)
