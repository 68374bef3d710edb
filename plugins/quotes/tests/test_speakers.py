"""From a speaker's mention to an entity: names, functions, pronouns, bodies, unnamed sources; relays, addressees."""

from annotate_quotes import Quotes

from annotate.testing import annotated

SPOKEN = ("direct", "mixed", "indirect")


def test_an_entity_mention_is_the_speaker_and_its_entity_who(people):
    document = annotated("«La route est fermée», a déclaré Claire Lenoir.", people, Quotes)
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


def test_a_pronoun_is_the_last_speaker(whos):
    first, second = whos("«La route est fermée», a dit Claire Lenoir. «Il a trop plu», a-t-elle ajouté.")
    assert first == second == "#person.claire-lenoir"


def test_a_pronoun_is_nobody_when_somebody_else_was_named_since(whos):
    first, second = whos("«Il pleut fort», a dit Marc Vidal. Paul Roche est venu. «Il neige», a-t-il ajouté.")
    assert (first, second) == ("#person.marc-vidal", None)


def test_a_pronoun_passes_over_a_speaker_whom_it_does_not_agree_with(whos):
    first, second = whos("«Il pleut fort», a dit Claire Lenoir. Paul Roche est venu. «Il neige», a-t-il ajouté.")
    assert (first, second) == ("#person.claire-lenoir", "#person.paul-roche")


def test_a_function_is_whom_the_text_says_holds_it(whos):
    text = "Paul Roche, maire de Dole, est venu. «Il pleut», a dit le maire."
    assert whos(text) == ["#person.paul-roche"]


def test_the_short_name_of_a_body_is_the_body(whos):
    assert whos("L’Ordre de Saint-Loup est vieux. L’Ordre affirme que «tout va bien».") == ["#org.ordre-de-saint-loup"]


def test_an_addressee_is_to_whom(people):
    document = annotated(
        "«Il pleut fort», a dit Claire Lenoir à l’AFP. Paul Roche a dit à l’AFP qu’il neigeait fort.", people, Quotes
    )
    said = [a for a in document.layer("quote") if a.kind in SPOKEN]
    assert [a.markup.attributes.get("toWhom") for a in said] == ["#org.afp", "#org.afp"]


def test_a_bare_description_may_be_somebody_named_and_is_resolved_to_nobody():
    document = annotated("«Il pleut fort», a dit le maire.", Quotes)
    (said,) = [a for a in document.layer("quote") if a.kind == "direct"]
    assert "who" not in said.markup.attributes
    assert said.features["reason"]


def test_a_relay_is_linked_as_via(people):
    document = annotated("«Il pleut fort», selon Claire Lenoir, citée par l’AFP.", people, Quotes)
    (said,) = [a for a in document.layer("quote") if a.kind == "direct"]
    assert [document.text_of(a) for a in document.linked(said, "via")] == ["AFP"]


def test_the_date_beside_the_cue_is_linked_as_when(people, days):
    document = annotated("«Il pleut fort», a déclaré ce 3 mai Claire Lenoir.", people, days, Quotes)
    (said,) = [a for a in document.layer("quote") if a.kind == "direct"]
    assert [document.text_of(a) for a in document.linked(said, "when")] == ["ce 3 mai"]
    assert [document.text_of(a) for a in document.linked(said, "speaker")] == ["Claire Lenoir"]


def test_a_pronoun_passes_over_names_that_are_no_subjects(whos):
    text = "«Il pleut», a dit Paul Roche. La loi de son ami Marc Vidal est bonne. «Il neige», a-t-il ajouté."
    assert whos(text) == ["#person.paul-roche"] * 2


def test_of_two_who_speak_together_neither_is_credited(whos):
    assert whos("Paul Roche et Claire Lenoir ont dit que la route serait rouverte.") == [None]
    assert whos("«Il pleut», ont dit Paul Roche et Claire Lenoir.") == [None]
    assert whos("Dole attend Paul Roche et Claire Lenoir a dit que la route serait rouverte.") == [
        "#person.claire-lenoir"
    ]


def test_a_body_named_by_its_kind_is_the_one_that_spoke_last(whos):
    text = "L’Union des Lacs a dit que la route était fermée. L’association ajoute que tout ira bien."
    assert whos(text) == ["#org.union-des-lacs"] * 2


def test_a_body_named_by_its_kind_is_nobody_when_another_was_named(whos):
    text = "L’Union des Lacs a dit que la route était fermée. Reuters est là. L’association ajoute que tout ira bien."
    assert whos(text)[1] is None


def test_a_function_that_two_hold_is_the_one_named_last(whos):
    text = (
        "Claire Lenoir, ministre du Budget, est là. Paul Roche, ministre des Lacs, dort. «Il pleut», dit le ministre."
    )
    assert whos(text) == ["#person.paul-roche"]


def test_who_wrote_a_report_speaks_in_it(spoken):
    (said,) = spoken("«Il pleut», selon un communiqué du ministre des Lacs, Paul Roche.")
    assert said[2] == "Paul Roche"


def test_a_function_that_the_text_gives_nobody_may_be_that_of_whoever_just_spoke(whos):
    text = (
        "«Il pleut», a dit Paul Roche. Selon l’AFP, la route est fermée.\n«Il neige», dit le porte-parole du Kremlin."
    )
    assert whos(text)[2] is None
    text = "Paul Roche, maire de Dole, dit que la route est fermée.\n«Il neige», dit le porte-parole du Kremlin."
    assert whos(text)[1].startswith("#person.unnamed")
