"""One document, one kind for one name; an acronym that was introduced is found wherever it stands."""

import re

from annotate_entities.consistency import of_one_kind, with_acronyms
from annotate_entities.conventions import Mention


def places(text, name):
    return [(m.start(), m.end()) for m in re.finditer(name, text)]


def test_a_name_is_of_the_kind_that_the_scores_add_up_to():
    text = "Valmont rit. Valmont part. Oslo. Valmont dort."
    kinds = ("place", "person", "person")
    mentions = [
        Mention(*span, kind, score)
        for span, kind, score in zip(places(text, "Valmont"), kinds, (0.8, 0.5, 0.5), strict=True)
    ]
    oslo = Mention(*places(text, "Oslo")[0], "place", 0.9)
    assert {m.kind for m in of_one_kind(text, [*mentions[:2], oslo])} == {"place"}
    assert [m.kind for m in of_one_kind(text, [*mentions, oslo])] == ["person", "person", "person", "place"]
    assert [m.score for m in of_one_kind(text, mentions)] == [0.8, 0.5, 0.5]


def test_what_has_no_score_counts_as_sure():
    text = "Kremlin, Kremlin"
    one, two = places(text, "Kremlin")
    assert [m.kind for m in of_one_kind(text, [Mention(*one, "place", 0.9), Mention(*two, "organisation")])] == [
        "organisation",
        "organisation",
    ]


def test_an_introduced_acronym_is_found_again_as_a_word_of_its_own():
    text = "la Ligue des marins (LDM). La LDM et PLDM, LDM-2 ; Radio LDM ; chez LDM."
    ligue = Mention(3, 19, "organisation", 0.9)
    first, second, _, _, radio, last = places(text, "LDM")
    introduced = Mention(*first, "organisation")
    wrong = Mention(*second, "place", 0.4)
    whole = Mention(radio[0] - 6, radio[1], "organisation", 0.8)
    assert with_acronyms(text, [ligue, wrong, whole], [(ligue, introduced)]) == [
        ligue,
        introduced,
        wrong._replace(kind="organisation"),
        whole,
        Mention(*last, "organisation"),
    ]
    assert with_acronyms(text, [ligue, whole], []) == [ligue, whole]
