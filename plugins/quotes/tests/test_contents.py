"""Reported contents: where they begin and end, and what is none."""

import pytest
from annotate_quotes import Quotes

from annotate.testing import annotated, step_of


def test_indirect_contents_can_be_left_out():
    step = step_of(Quotes, {"indirect": False})
    document = annotated("Paul Roche a estimé que la route serait rouverte.", step.plugin.target(step.settings))
    assert list(document.layer("quote")) == []


def test_a_content_with_quoted_words_holds_them_and_says_so():
    document = annotated("Le maire a dit que la route était «fermée» et que tout irait «bien» lundi.", Quotes)
    clauses = [a for a in document.layer("quote") if a.features.get("extent") == "clause"]
    assert [document.text_of(a) for a in clauses] == ["la route était «fermée»", "tout irait «bien» lundi"]
    assert {a.kind for a in clauses} == {"mixed"}
    assert [a.markup.attributes["direct"] for a in clauses] == ["false", "false"]


def test_a_content_that_is_no_more_than_its_quotation_is_not_said_twice(read):
    assert len(read("Le maire a dit que «la route est fermée».")) == 1


def test_two_reporting_verbs_have_each_their_content():
    text = "Le maire estime que la route est sûre et ajoute que les élus sont contents."
    document = annotated(text, Quotes)
    contents = [document.text_of(a) for a in document.layer("quote") if a.kind == "indirect"]
    assert contents == ["la route est sûre", "les élus sont contents"]


def test_a_participle_has_the_subject_of_the_sentence(read, people):
    text = "Paul Roche est venu, précisant que la route était fermée."
    assert read(text, people) == [("indirect", "précisant", "Paul Roche")]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Selon Paul Roche, maire de Dole, la route sera rouverte.", "la route sera rouverte"),
        ("Selon Paul Roche, le maire de Dole, la route sera rouverte.", "la route sera rouverte"),
        ("Selon Paul Roche, le maire quitte Dole demain matin.", "le maire quitte Dole demain matin"),
        ("Selon Paul Roche, 45 ans, la route sera rouverte.", "la route sera rouverte"),
        ("Selon Paul Roche (UDI), élu en mai, la route sera rouverte.", "la route sera rouverte"),
        ("D’après Paul Roche, élu de Dole, cité par l’AFP, la route sera rouverte.", "la route sera rouverte"),
        ("Selon le négociateur pour les mines, Paul Roche, la route sera rouverte.", "la route sera rouverte"),
        ("10 mai 2015. – Selon la préfecture, la route, à Dole, sera rouverte.", "la route, à Dole, sera rouverte"),
        ("Selon des estimations, la route sera rouverte.", "la route sera rouverte"),
        ("Selon ce que Paul Roche a confié à la presse, la route sera rouverte.", "la route sera rouverte"),
        ("La route, selon la préfecture, sera rouverte.", "La route, selon la préfecture, sera rouverte"),
        ("La route sera rouverte, selon Reuters, qui précise que «tout ira bien».", "La route sera rouverte"),
        ("Le maire a annoncé que la route sera fermée, sans préciser quand.", "la route sera fermée"),
        ("Le maire affirme avoir voulu aider, mais les élus en doutent.", "avoir voulu aider"),
        ("Les élus annoncent avoir rouvert la route et s’emparent des clés.", "avoir rouvert la route"),
        ("Le maire s’est défendu en affirmant avoir rouvert la route.", "avoir rouvert la route"),
        ("Des savants avancent que la Lune serait née d’un choc.", "la Lune serait née d’un choc"),
        ("(Paul Roche a dit que la route serait rouverte)", "la route serait rouverte"),
        ("Le général, des élus disant qu’il a menti à tous, est parti.", "il a menti à tous"),
        ("Pour Paul Roche, Premier ministre, c’est une «honte» de plus.", "«honte»"),
        ("La préfecture a dit, dans une lettre publiée par la mairie de Dole, que tout irait bien.", "tout irait bien"),
    ],
)
def test_a_content_begins_behind_what_says_who_speaks_and_ends_where_the_writer_goes_on(spoken, text, content):
    assert spoken(text)[0][0] == content


@pytest.mark.parametrize(
    "text",
    [
        "Les images révèlent que la lune a une forme étrange.",
        "La voiture s’est révélée être celle du maire.",
        "Il était ministre, poste qu’il a quitté en mai.",
        "Le maire veut en finir avec des règles qu’il juge mauvaises.",
        "Maintenant que la route est rouverte, le maire est content.",
        "Il n’a pu que voir son échec et, selon Paul Roche, celui de ses amis.",
    ],
)
def test_facts_wishes_and_relative_clauses_report_nothing(spoken, text):
    assert spoken(text) == []
