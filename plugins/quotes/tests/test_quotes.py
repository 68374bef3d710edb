"""Verdicts, speakers, cues and links, on sentences made for the purpose."""

import pytest
from annotate_quotes import Quotes

from annotate.testing import annotated


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
def test_plain_reporting_forms_name_cue_and_speaker(read, people, text, expected):
    assert read(text, people) == [expected]


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
def test_marks_without_a_speaker_get_a_verdict_and_no_speaker(read, text, kind):
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
def test_what_is_not_plain_is_attributed_to_nobody(read, text):
    assert [speaker for _, _, speaker in read(text)] == [None]


def test_a_floating_continuation_has_the_speaker_and_points_back(people):
    text = "«Il pleut fort», a dit Claire Lenoir. «Nous restons ici.»"
    document = annotated(text, people, Quotes)
    first, second = [a for a in document.layer("quote") if a.kind == "direct"]
    assert document.linked(second, "prev") == (first,)
    assert document.linked(second, "speaker") == document.linked(first, "speaker")
    assert document.linked(second, "cue") == ()


def test_a_quotation_between_two_speakers_is_left_to_nobody(read, people):
    text = "«Il pleut», a dit Claire Lenoir. «Nous restons ici.» «Il neige», a dit Paul Roche."
    assert read(text, people)[1] == ("unattributed", None, None)


def test_insertions_are_annotated_and_omissions_are_not():
    document = annotated("«Il [le maire] dort [...] bien», dit-elle. [Note]", Quotes)
    (insertion,) = [a for a in document.layer("quote") if a.kind == "insertion"]
    assert document.text_of(insertion) == "[le maire]"
    assert insertion.markup.attributes == {"reason": "editorial", "resp": "#source"}


def test_a_quotation_in_a_quotation_has_the_speaker_whom_the_quotation_names(read, people):
    text = "«J’ai eu peur. Un voisin a dit : “tout va bien chez moi”», raconte Claire Lenoir."
    assert read(text, people) == [("direct", "raconte", "Claire Lenoir"), ("direct", "dit", "Un voisin")]


def test_a_name_below_a_quotation_behind_a_dash_signs_it(read, people):
    assert read("«La route est longue et belle.»\n— Paul Roche, maire\n", people) == [("direct", None, "Paul Roche")]


def test_lines_of_dialogue_are_quotations_up_to_the_writers_words(people):
    text = "— Vous venez ? demanda Paul Roche.\n— Oui, répondit-elle.\n— Alors ?\n"
    document = annotated(text, people, Quotes)
    spoken = [document.text_of(a) for a in document.layer("quote") if a.kind not in ("cue", "source")]
    assert spoken == ["— Vous venez ?", "— Oui", "— Alors ?"]


def test_an_enumeration_goes_on_behind_a_translation(read):
    text = "Les élus crient «Hoch die Fahne» («haut le drapeau») et «Weg damit»."
    assert [(kind, speaker) for kind, _, speaker in read(text)] == [
        ("mixed", "Les élus"),
        ("gloss", None),
        ("mixed", "Les élus"),
    ]


def test_dashes_of_a_list_are_no_dialogue(read):
    assert read("— le pain\n— le vin\n") == []


def test_a_repaired_quotation_ends_where_the_writer_speaks_again(people):
    document = annotated("«Il pleut, et il fera froid, a déclaré Paul Roche lundi.", people, Quotes)
    (said,) = [a for a in document.layer("quote") if a.kind == "direct"]
    assert document.text_of(said) == "«Il pleut, et il fera froid"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le maire ajoute qu’il ne souhaite pas «accuser les élus».", [("«accuser les élus»", "ajoute", "Le maire")]),
        (
            "Claire Lenoir a répondu à Paul Roche, qui avait lu sa lettre : «Je viens demain.»",
            [("«Je viens demain.»", "répondu", "Claire Lenoir")],
        ),
        (
            "Paul Roche a évoqué «une honte» et salué «un effort».",
            [("«une honte»", "évoqué", "Paul Roche"), ("«un effort»", "salué", "Paul Roche")],
        ),
        (
            "Paul Roche a «enjoint aux élus de voter» la loi.",
            [("«enjoint aux élus de voter»", "enjoint", "Paul Roche")],
        ),
        (
            "Paul Roche est «très inquiet», ajoutant que «tout va mal».",
            [("«très inquiet»", None, "Paul Roche"), ("«tout va mal»", "ajoutant", "Paul Roche")],
        ),
        ("«Tout est prêt», termine-t-il.", [("«Tout est prêt»", "termine", "il")]),
        ("«Tout est prêt», a terminé Paul Roche lundi.", [("«Tout est prêt»", "terminé", "Paul Roche")]),
        ("Paul Roche a mis en garde contre «une crise».", [("«une crise»", "mis", "Paul Roche")]),
        ("Le maire, élu «rouge» de Dole, affirme que «tout va bien».", [("«tout va bien»", "affirme", "Le maire")]),
        ("Un juge de la ville, dans la salle, dit que «tout va».", [("«tout va»", "dit", "Un juge de la ville")]),
        ("Des élus de la vallée, dans le Jura disent «non».", [("«non»", "disent", "Des élus de la vallée")]),
        ("Une lettre de Paul Roche qui disait : «Je viens.»", [("«Je viens.»", "disait", "Paul Roche")]),
        ("«Tout va», a précisé Paul Roche, l’un des élus.", [("«Tout va»", "précisé", "Paul Roche")]),
        (
            "«Tout va», selon une agence citée par Reuters.",
            [("«Tout va»", "selon", "une agence")],
        ),
        (
            "Certains juges et avocats disent que «tout va».",
            [("«tout va»", "disent", "Certains juges et avocats")],
        ),
        ("Reuters y voit une «vraie chance».", [("«vraie chance»", "voit", "Reuters")]),
        ("Il avoue avoir «menti», mais il garde «la foi».", [("«menti»", "avoue", "Il")]),
        ("Il sortait quand un voisin l’a frappé en criant «dehors».", [("«dehors»", "criant", "un voisin")]),
        (
            "Les services de renseignement signalent «un risque».",
            [("«un risque»", "signalent", "Les services de renseignement")],
        ),
        (
            "L’AFP affirme que les élus veulent «une pause» et redoute «une crise».",
            [("«une pause»", "affirme", "AFP"), ("«une crise»", "redoute", "AFP")],
        ),
    ],
)
def test_the_reporter_is_found_past_what_stands_between(spoken, text, expected):
    assert spoken(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Le maire a réagi en ouvrant une «caisse».", "scare"),
        ("Le juge a approuvé la loi, aussi appelée «Loi bleue».", "title"),
        ("Le groupe «Les Rouges» annonce une réunion.", "title"),
        ("«Hoch» signifie «debout».", "gloss"),
        ("Le maire a parlé d’un dessin où une femme tient une pancarte «je suis partout».", "scare"),
    ],
)
def test_deeds_names_and_signs_are_nobodys_words(read, text, kind):
    last = read(text)[-1]
    assert (last[0], last[2]) == (kind, None)


def test_a_sentence_that_ends_in_a_colon_says_who_speaks_below(spoken):
    assert spoken("Paul Roche est plus net :\n«La route reste fermée.»\n") == [
        ("«La route reste fermée.»", None, "Paul Roche")
    ]
    assert spoken("Paul Roche précise :\n«La route reste fermée.»\n") == [
        ("«La route reste fermée.»", "précise", "Paul Roche")
    ]
