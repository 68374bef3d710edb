"""Verdicts, speakers, cues and links, on sentences made for the purpose."""

import pytest
from annotate_quotes import Quotes
from annotate_quotes.lexicon import load, regular
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Annotation, Entity, Kind, Layer, hookimpl
from annotate.testing import annotated, step_of

SPOKEN = ("direct", "mixed", "indirect")
MARKED = ("direct", "mixed", "unattributed", "scare", "title", "term", "gloss")


class People:
    """Knows three names, for documents that have an entity layer."""

    provides = (Layer("entity", "names", {"person": Kind("person"), "organisation": Kind("organisation")}),)

    @hookimpl
    def annotate_document(self, document):
        for name, kind in (("Claire Lenoir", "person"), ("Paul Roche", "person"), ("AFP", "organisation")):
            entity, at = Entity(kind, name), document.text.find(name)
            while at >= 0:
                yield Annotation("entity", (at, at + len(name)), kind, entity=entity)
                at = document.text.find(name, at + 1)


class Days:
    """Knows «ce 3 mai», for documents that have a date layer."""

    provides = (Layer("date", "dates", {"deictic": Kind("date")}),)

    @hookimpl
    def annotate_document(self, document):
        at = document.text.find("ce 3 mai")
        yield Annotation("date", (at, at + 8), "deictic", {"type": "DATE", "value": "XXXX-05-03"})


def read(text, *plugins):
    """``(kind, cue, speaker)`` of each quotation and content, in text order."""
    document = annotated(text, *plugins, Quotes)

    def linked(annotation, role):
        return next((document.text_of(a) for a in document.linked(annotation, role)), None)

    return [
        (a.kind, linked(a, "cue"), linked(a, "speaker"))
        for a in document.layer("quote")
        if a.kind in (*MARKED, "indirect")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«La route est fermée», a déclaré Claire Lenoir.", ("direct", "déclaré", "Claire Lenoir")),
        (
            "« La route est fermée », a notamment déclaré lundi à des élus la préfète du Jura.",
            ("direct", "déclaré", "la préfète du Jura"),
        ),
        ("«La route est fermée», a indiqué, à l’AFP, le maire de Dole.", ("direct", "indiqué", "le maire de Dole")),
        ("“La route est fermée”, explique un témoin.", ("direct", "explique", "un témoin")),
        ('"La route est fermée", a-t-elle ajouté.', ("direct", "ajouté", "elle")),
        ("«La route est fermée», précise-t-il.", ("direct", "précise", "il")),
        ("«La route est fermée», s’est exclamé Paul Roche.", ("direct", "exclamé", "Paul Roche")),
        ("Claire Lenoir a déclaré : «La route est fermée.»", ("direct", "déclaré", "Claire Lenoir")),
        ("La mairie affirme que «la route est fermée».", ("mixed", "affirme", "La mairie")),
        ("Le maire, dans un communiqué, a dénoncé «une honte».", ("mixed", "dénoncé", "Le maire")),
        ("Selon Claire Lenoir, «la route est fermée».", ("direct", "Selon", "Claire Lenoir")),
        ("«La route est fermée», selon la préfecture.", ("direct", "selon", "la préfecture")),
        ("D’après le maire, «la route est fermée».", ("direct", "D’après", "le maire")),
        (
            "La décision a été qualifiée d’«absurde» par la présidente du club.",
            ("mixed", "qualifiée", "la présidente du club"),
        ),
        ("Une voisine, qui a évoqué «un grand bruit», a eu peur.", ("mixed", "évoqué", "Une voisine")),
        ("De son côté, Paul Roche a estimé que la route serait vite rouverte.", ("indirect", "estimé", "Paul Roche")),
        ("Selon la préfecture, la route sera rouverte lundi.", ("indirect", "Selon", "la préfecture")),
    ],
)
def test_plain_reporting_forms_name_cue_and_speaker(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Il vend son «ami» de bois.", "scare"),
        ("Il a lu un livre intitulé «Les Vagues».", "title"),
        ("Elle a vu le film «La Grande Route».", "title"),
        ("C’est la notion de «reste à vivre».", "term"),
        ("Elle crie «Hoch» («debout»).", "gloss"),
        ("La fête a été organisée «dans une urgence absolue et mal comprise».", "unattributed"),
    ],
)
def test_marks_without_a_speaker_get_a_verdict_and_no_speaker(text, kind):
    last = read(text)[-1]
    assert last[0] == kind
    assert last[2] is None


@pytest.mark.parametrize(
    "text",
    [
        "Il n’a pas évoqué «une honte nationale».",
        "On a dénoncé «une honte nationale».",
        "La note de «la route est fermée» est bonne.",
        "Le juge «dort et rêve beaucoup» en paix.",
    ],
)
def test_what_is_not_plain_is_attributed_to_nobody(text):
    assert [speaker for _, _, speaker in read(text)] == [None]


def test_an_entity_mention_is_the_speaker_and_its_entity_who():
    document = annotated("«La route est fermée», a déclaré Claire Lenoir.", People, Quotes)
    (said,) = [a for a in document.layer("quote") if a.kind == "direct"]
    (mention,) = document.linked(said, "speaker")
    assert mention.layer == "entity"
    assert said.markup.attributes == {"who": f"#{mention.entity}", "direct": "true"}
    assert not [a for a in document.layer("quote") if a.kind == "source"]


def test_an_unnamed_source_is_an_entity_of_its_own():
    document = annotated("«La route est fermée», a dit un responsable du ministère.", Quotes)
    (source,) = [a for a in document.layer("quote") if a.kind == "source"]
    entity = document.entity_of(source)
    assert (entity.name, entity.unnamed, entity.kind) == ("un responsable du ministère", True, "person")


def whos(text):
    document = annotated(text, People, Quotes)
    return [a.markup.attributes.get("who") for a in document.layer("quote") if a.kind in SPOKEN]


def test_a_pronoun_is_the_last_speaker():
    first, second = whos("«La route est fermée», a dit Claire Lenoir. «Il a trop plu», a-t-elle ajouté.")
    assert first == second == "#person.claire-lenoir"


def test_a_pronoun_is_nobody_when_somebody_else_was_named_since():
    first, second = whos("«Il pleut fort», a dit Claire Lenoir. Paul Roche est venu. «Il neige», a-t-il ajouté.")
    assert (first, second) == ("#person.claire-lenoir", None)


def test_a_bare_description_may_be_somebody_named_and_is_resolved_to_nobody():
    document = annotated("«Il pleut fort», a dit le maire.", Quotes)
    (said,) = [a for a in document.layer("quote") if a.kind == "direct"]
    assert "who" not in said.markup.attributes
    assert said.features["reason"]


def test_a_floating_continuation_has_the_speaker_and_points_back():
    text = "«Il pleut fort», a dit Claire Lenoir. «Nous restons ici.»"
    document = annotated(text, People, Quotes)
    first, second = [a for a in document.layer("quote") if a.kind == "direct"]
    assert document.linked(second, "prev") == (first,)
    assert document.linked(second, "speaker") == document.linked(first, "speaker")
    assert document.linked(second, "cue") == ()


def test_a_quotation_between_two_speakers_is_left_to_nobody():
    text = "«Il pleut», a dit Claire Lenoir. «Nous restons ici.» «Il neige», a dit Paul Roche."
    assert read(text, People)[1] == ("unattributed", None, None)


def test_a_relay_is_linked_as_via():
    document = annotated("«Il pleut fort», selon Claire Lenoir, citée par l’AFP.", People, Quotes)
    (said,) = [a for a in document.layer("quote") if a.kind == "direct"]
    assert [document.text_of(a) for a in document.linked(said, "via")] == ["AFP"]


def test_the_date_beside_the_cue_is_linked_as_when():
    document = annotated("«Il pleut fort», a déclaré ce 3 mai Claire Lenoir.", People, Days, Quotes)
    (said,) = [a for a in document.layer("quote") if a.kind == "direct"]
    assert [document.text_of(a) for a in document.linked(said, "when")] == ["ce 3 mai"]
    assert [document.text_of(a) for a in document.linked(said, "speaker")] == ["Claire Lenoir"]


def test_insertions_are_annotated_and_omissions_are_not():
    document = annotated("«Il [le maire] dort [...] bien», dit-elle. [Note]", Quotes)
    (insertion,) = [a for a in document.layer("quote") if a.kind == "insertion"]
    assert document.text_of(insertion) == "[le maire]"
    assert insertion.markup.attributes == {"reason": "editorial", "resp": "#source"}


def test_indirect_contents_can_be_left_out():
    step = step_of(Quotes, {"indirect": False})
    assert read_with(step, "Paul Roche a estimé que la route serait rouverte.") == []


def read_with(step, text):
    return [a.kind for a in annotated(text, step.plugin.target(step.settings)).layer("quote")]


_VOCABULARY = r"""
« » “ ” " ' ’ ‘ „ [ ] ( ) , . : ; - a dit déclaré que selon il a-t-il d’après Paul le qui par
"""
_PIECES = _VOCABULARY.split()


@given(st.lists(st.sampled_from([*_PIECES, "\n"]), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_marks_and_cue_words_is_read_and_every_pair_has_one_verdict(words):
    document = annotated(" ".join(words), Quotes)
    verdicts = [(a.start, a.end) for a in document.layer("quote") if a.kind in MARKED]
    assert len(verdicts) == len(set(verdicts))


@given(st.text(max_size=150))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_is_read_without_error(text):
    annotated(text, Quotes)


def test_regular_verbs_are_inflected():
    assert regular("répéter")[2][0] == "répète"
    assert regular("annoncer")[1] == "annonçant"
    assert regular("réagir")[2][2] == "réagissait"
    with pytest.raises(ValueError, match="not regular"):
        regular("dire")


def test_the_verb_list_knows_at_least_two_hundred_verbs():
    assert len({form.lemma for forms in load("fr").verbs.values() for form in forms}) >= 200
