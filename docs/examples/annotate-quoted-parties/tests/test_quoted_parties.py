"""What the plugin promises, on documents whose other layers are made by hand."""

from annotate import Annotation, Authority, Document, Entity, Reference
from annotate.testing import annotate_document, assert_contract, assert_valid_tei, make_document

from annotate_quoted_parties import Options, QuotedParties

TEXT = "«La société Norvik nous livre encore», a dit Jeanne Roux. «Faux», répond Norvik."
LIST = Authority("demo", "A list for tests")


def span(part: str, after: int = 0) -> tuple[int, int]:
    """Where a part of the text stands."""
    start = TEXT.index(part, after)
    return start, start + len(part)


def document(grade: str = "A", kind: str = "direct") -> Document:
    """The text with its people, quotations, and one hit."""
    norvik, roux = Entity("organisation", "Norvik"), Entity("person", "Jeanne Roux")
    inside = Annotation("entity", span("Norvik"), "organisation", entity=norvik)
    speaks = Annotation("entity", span("Norvik", 60), "organisation", entity=norvik)
    jeanne = Annotation("entity", span("Jeanne Roux"), "person", entity=roux)
    first = Annotation("quote", span("«La société Norvik nous livre encore»"), kind, links={"speaker": jeanne})
    second = Annotation("quote", span("«Faux»"), kind, links={"speaker": speaks})
    hit = Annotation(
        "sanction", kind="hit", features={"grade": grade}, entity=norvik, reference=Reference(LIST, "7", "NORVIK")
    )
    return make_document(TEXT, annotations=[inside, speaks, jeanne, first, second, hit])


def found(given: Document, options: Options | None = None) -> list[tuple[str, str | None, object]]:
    """Each annotated quotation, with its kind and speaker."""
    annotate_document(given, QuotedParties(options or Options()))
    assert_valid_tei(given)
    return [(given.text_of(a), a.kind, a.features["speaker"]) for a in given.layer("quoted_party")]


def test_who_names_a_listed_party_is_quoted_about_it_and_the_party_by_itself() -> None:
    assert found(document()) == [
        ("«La société Norvik nous livre encore»", "about", "Jeanne Roux"),
        ("«Faux»", "by", "Norvik"),
    ]


def test_links_lead_to_the_quotation_the_hit_the_speaker_and_the_mention() -> None:
    given = document()
    annotate_document(given, QuotedParties)
    about = given.layer("quoted_party")[0]
    assert [given.text_of(a) for a in given.linked(about, "party")] == ["Norvik"]
    assert [given.text_of(a) for a in given.linked(about, "speaker")] == ["Jeanne Roux"]
    assert [a.kind for a in given.linked(about, "quote")] == ["direct"]
    assert [a.kind for a in given.linked(about, "hit")] == ["hit"]


def test_hits_for_review_count_only_if_they_are_asked_for() -> None:
    assert found(document(grade="C")) == []
    assert len(found(document(grade="C"), Options(grades=("A", "B", "C")))) == 2


def test_words_that_nobody_spoke_are_left_alone() -> None:
    assert found(document(kind="title")) == []


def test_without_hits_that_count_there_is_nothing() -> None:
    assert found(document(), Options(grades=())) == []


def test_the_plugin_keeps_its_promises() -> None:
    assert_contract(QuotedParties, texts=[document()])
