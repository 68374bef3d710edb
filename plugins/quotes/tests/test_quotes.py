"""Verdicts, speakers, cues and links, on sentences made for the purpose."""

import time

import pytest
from annotate_quotes import Quotes
from annotate_quotes.inflection import inflected, read_rules
from annotate_quotes.lexicon import load, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Annotation, Entity, Kind, Layer, hookimpl
from annotate.testing import annotated, step_of

SPOKEN = ("direct", "mixed", "indirect")
MARKED = ("direct", "mixed", "unattributed", "scare", "title", "term", "gloss")


KNOWN = (
    ("Claire Lenoir", "person"),
    ("Paul Roche", "person"),
    ("Marc Vidal", "person"),
    ("AFP", "organisation"),
    ("Ordre de Saint-Loup", "organisation"),
    ("Ordre", "organisation"),
)


class People:
    """Knows some names, for documents that have an entity layer."""

    provides = (Layer("entity", "names", {"person": Kind("person"), "organisation": Kind("organisation")}),)

    @hookimpl
    def annotate_document(self, document):
        for name, kind in KNOWN:
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


def read(text, *plugins, language="fr"):
    """``(kind, cue, speaker)`` of each quotation and content, in text order."""
    document = annotated(text, *plugins, Quotes, language=language)

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
        ("«Il pleut fort», ajoute encore, à chaud, Paul Roche.", ("direct", "ajoute", "Paul Roche")),
        ("La mairie a, dans un communiqué, indiqué que «tout va bien».", ("mixed", "indiqué", "La mairie")),
        ("Paul Roche a pour sa part évoqué «une honte».", ("mixed", "évoqué", "Paul Roche")),
        ("Le maire a tenu à préciser que «tout va bien».", ("mixed", "préciser", "Le maire")),
        ("La préfète a fait savoir que «la route est fermée».", ("mixed", "savoir", "La préfète")),
        ("Des élus ont jeté des œufs et crié «dehors les tricheurs».", ("mixed", "crié", "Des élus")),
        ("Selon les mots du maire, «c’est une honte».", ("direct", "Selon", "maire")),
        ("Selon ce qu’a confié à la presse le préfet, «la route est fermée».", ("direct", "Selon", "le préfet")),
        ("Le maire de Dole (Jura) a dénoncé «une honte».", ("mixed", "dénoncé", "Le maire de Dole")),
        ("Pour la préfète, «la route est sûre».", ("direct", "Pour", "la préfète")),
        ("«La route est longue et belle» (Paul Roche).", ("direct", None, "Paul Roche")),
        ("«La route est longue et belle» — Paul Roche, maire", ("direct", None, "Paul Roche")),
        ("Paul Roche, maire de Dole : «La route est belle.»", ("direct", None, "Paul Roche")),
        ("Les élus portent une pancarte sur laquelle est écrit «Dehors».", ("mixed", "écrit", "Les élus")),
        ("La décision est décrite par un élu comme «une honte».", ("mixed", "décrite", "un élu")),
        (
            "La décision a été qualifiée d’«absurde» par la présidente du club.",
            ("mixed", "qualifiée", "la présidente du club"),
        ),
        ("Une voisine, qui a évoqué «un grand bruit», a eu peur.", ("mixed", "évoqué", "Une voisine")),
        ("De son côté, Paul Roche a estimé que la route serait vite rouverte.", ("indirect", "estimé", "Paul Roche")),
        ("Selon la préfecture, la route sera rouverte lundi.", ("indirect", "Selon", "la préfecture")),
        ("La route sera rouverte lundi, a annoncé la préfecture.", ("indirect", "annoncé", "la préfecture")),
        ("La route sera rouverte lundi, a-t-elle ajouté.", ("indirect", "ajouté", "elle")),
        ("La route sera rouverte lundi, selon la préfecture.", ("indirect", "selon", "la préfecture")),
        ("La route est, selon la préfecture, rouverte lundi.", ("indirect", "selon", "la préfecture")),
        ("Le maire affirme avoir rouvert la route.", ("indirect", "affirme", "Le maire")),
        ("Le maire a demandé aux élus de rouvrir la route.", ("indirect", "demandé", "Le maire")),
        ("Le maire a accusé les élus d’avoir fermé la route.", ("indirect", "accusé", "Le maire")),
    ],
)
def test_plain_reporting_forms_name_cue_and_speaker(text, expected):
    assert read(text, People) == [expected]


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
        "Paul Roche a reçu une lettre avec un message : «tu vas voir ce que tu vas voir».",
        "«On voit la mer», peut-on lire sur le site.",
        "Le podium confirme sa place dans le «top dix».",
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
    first, second = whos("«Il pleut fort», a dit Marc Vidal. Paul Roche est venu. «Il neige», a-t-il ajouté.")
    assert (first, second) == ("#person.marc-vidal", None)


def test_a_pronoun_passes_over_a_speaker_whom_it_does_not_agree_with():
    first, second = whos("«Il pleut fort», a dit Claire Lenoir. Paul Roche est venu. «Il neige», a-t-il ajouté.")
    assert (first, second) == ("#person.claire-lenoir", "#person.paul-roche")


def test_a_function_is_whom_the_text_says_holds_it():
    text = "Paul Roche, maire de Dole, est venu. «Il pleut», a dit le maire."
    assert whos(text) == ["#person.paul-roche"]


def test_the_short_name_of_a_body_is_the_body():
    assert whos("L’Ordre de Saint-Loup est vieux. L’Ordre affirme que «tout va bien».") == ["#org.ordre-de-saint-loup"]


def test_an_addressee_is_to_whom():
    document = annotated(
        "«Il pleut fort», a dit Claire Lenoir à l’AFP. Paul Roche a dit à l’AFP qu’il neigeait fort.", People, Quotes
    )
    said = [a for a in document.layer("quote") if a.kind in SPOKEN]
    assert [a.markup.attributes.get("toWhom") for a in said] == ["#org.afp", "#org.afp"]


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
« » “ ” " ' ’ ‘ „ ‹ › + — – [ ] ( ) , . : ; ! ? … - a dit déclaré que selon Selon il a-t-il d’après Paul le la qui par
et en affirmant avant d’ajouter ne pas se est décrit comme de du maire accusé demandé à voter ce qu’ a-t-elle pancarte
sur laquelle écrit était ce dernier des élus avoir été cité lundi M. Pour lui eux ont confié
"""
_PIECES = _VOCABULARY.split()


@given(st.lists(st.sampled_from([*_PIECES, "\n"]), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_marks_and_cue_words_is_read_and_every_pair_has_one_verdict(words):
    document = annotated(" ".join(words), People, Quotes)
    verdicts = [(a.start, a.end) for a in document.layer("quote") if a.kind in MARKED and not a.features.get("extent")]
    assert len(verdicts) == len(set(verdicts))


@given(st.text(max_size=150))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_is_read_without_error(text):
    annotated(text, Quotes)


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


def test_a_content_with_quoted_words_holds_them_and_says_so():
    document = annotated("Le maire a dit que la route était «fermée» et que tout irait «bien» lundi.", Quotes)
    clauses = [a for a in document.layer("quote") if a.features.get("extent") == "clause"]
    assert [document.text_of(a) for a in clauses] == ["la route était «fermée»", "tout irait «bien» lundi"]
    assert {a.kind for a in clauses} == {"mixed"}
    assert [a.markup.attributes["direct"] for a in clauses] == ["false", "false"]


def test_a_content_that_is_no_more_than_its_quotation_is_not_said_twice():
    assert len(read("Le maire a dit que «la route est fermée».")) == 1


def test_two_reporting_verbs_have_each_their_content():
    text = "Le maire estime que la route est sûre et ajoute que les élus sont contents."
    document = annotated(text, Quotes)
    contents = [document.text_of(a) for a in document.layer("quote") if a.kind == "indirect"]
    assert contents == ["la route est sûre", "les élus sont contents"]


def test_a_participle_has_the_subject_of_the_sentence():
    text = "Paul Roche est venu, précisant que la route était fermée."
    assert read(text, People) == [("indirect", "précisant", "Paul Roche")]


def test_a_quotation_in_a_quotation_has_the_speaker_whom_the_quotation_names():
    text = "«J’ai eu peur. Un voisin a dit : “tout va bien chez moi”», raconte Claire Lenoir."
    assert read(text, People) == [("direct", "raconte", "Claire Lenoir"), ("direct", "dit", "Un voisin")]


def test_a_name_below_a_quotation_behind_a_dash_signs_it():
    assert read("«La route est longue et belle.»\n— Paul Roche, maire\n", People) == [("direct", None, "Paul Roche")]


def test_lines_of_dialogue_are_quotations_up_to_the_writers_words():
    text = "— Vous venez ? demanda Paul Roche.\n— Oui, répondit-elle.\n— Alors ?\n"
    document = annotated(text, People, Quotes)
    spoken = [document.text_of(a) for a in document.layer("quote") if a.kind in MARKED]
    assert spoken == ["— Vous venez ?", "— Oui", "— Alors ?"]


def test_an_enumeration_goes_on_behind_a_translation():
    text = "Les élus crient «Hoch die Fahne» («haut le drapeau») et «Weg damit»."
    assert [(kind, speaker) for kind, _, speaker in read(text)] == [
        ("mixed", "Les élus"),
        ("gloss", None),
        ("mixed", "Les élus"),
    ]


def test_dashes_of_a_list_are_no_dialogue():
    assert read("— le pain\n— le vin\n") == []


def test_a_repaired_quotation_ends_where_the_writer_speaks_again():
    document = annotated("«Il pleut, et il fera froid, a déclaré Paul Roche lundi.", People, Quotes)
    (said,) = [a for a in document.layer("quote") if a.kind == "direct"]
    assert document.text_of(said) == "«Il pleut, et il fera froid"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The road is closed,” said the mayor of Leeds.", ("direct", "said", "the mayor of Leeds")),
        ("“The road is closed,” a witness said on Monday.", ("direct", "said", "a witness")),
        ("The mayor said: “The road is closed.”", ("direct", "said", "The mayor")),
        ("According to the police, the road is closed.", ("indirect", "According to", "the police")),
        ("It was called “absurd” by the head of the club.", ("mixed", "called", "the head of the club")),
        ("The mayor has not called it “a shame”.", ("unattributed", None, None)),
    ],
)
def test_another_language_is_other_data(text, expected):
    assert read(text, language="en") == [expected]


def test_every_language_has_the_same_classes():
    french, english = load("fr"), load("en")
    assert french.classes.keys() == english.classes.keys()
    assert french.nouns.keys() == english.nouns.keys()
    assert french.phrases.keys() == english.phrases.keys()


def test_time_is_linear_in_the_length_of_the_document():
    unit = "Le maire a dit que «tout va bien», selon Paul, précisant (dit-il) que la route, elle, «est fermée». "

    def seconds(times):
        started = time.process_time()
        annotated(unit * times, Quotes)
        return time.process_time() - started

    seconds(10)
    assert seconds(800) < 30 * max(seconds(80), 0.01)


@pytest.mark.parametrize(
    "unit", ["« a ", "a » ", '" a ', "selon ", "il dit que ", "a, ", "— Oui ?\n", "+a+ ", "(", "d' "]
)
def test_time_is_linear_for_what_no_newspaper_prints(unit):
    def seconds(times):
        started = time.process_time()
        annotated(unit * times, Quotes)
        return time.process_time() - started

    assert seconds(10_000) < 30 * max(seconds(1_000), 0.02)
