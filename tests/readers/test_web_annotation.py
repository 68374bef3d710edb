"""Web Annotations, ours and other people's, beside their text."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from annotate import Declined, Source, Unreadable
from annotate.readers import web_annotation
from annotate.writers.web_annotation import CONTEXT, source_of

TEXT = "😀 Anne dirige la Criée. Elle aime Anne."


def position(start, end):
    return {"type": "TextPositionSelector", "start": start, "end": end}


def quote(exact, **around):
    return {"type": "TextQuoteSelector", "exact": exact, **around}


def item(*selectors, body="person", source="https://news.example/a", **more):
    target = {"source": source, "selector": list(selectors)}
    return {
        "@context": CONTEXT,
        "id": "https://x.example/1",
        "type": "Annotation",
        "body": tag(body),
        "target": target,
    } | more


def tag(value, purpose="tagging"):
    return {"type": "TextualBody", "purpose": purpose, "value": value}


@pytest.fixture
def read(tmp_path):
    def found(data, text: str | None = TEXT, **options):
        raw = data if isinstance(data, bytes) else json.dumps(data).encode()
        (tmp_path / "a.jsonld").write_bytes(raw)
        if text is not None:
            (tmp_path / "a.txt").write_text(text, "utf-8", newline="")
        with closing(Source.from_path(tmp_path / "a.jsonld", **options)) as source:
            (record,) = web_annotation.annotate_read(source)
        return record

    return found


def test_one_annotation_of_somebody_elses(read):
    document = read(item(position(2, 6), quote("Anne")))
    (anne,) = document.layer("web-annotation")
    assert (anne.kind, document.text_of(anne), anne.source) == ("person", "Anne", "web-annotation")


@pytest.mark.parametrize(
    "wrap",
    [
        lambda found: found,
        lambda found: {"@context": CONTEXT, "type": "AnnotationPage", "items": found},
        lambda found: {
            "@context": CONTEXT,
            "type": ["AnnotationCollection"],
            "first": {"type": "AnnotationPage", "items": found},
        },
    ],
)
def test_arrays_pages_and_collections(read, wrap):
    document = read(wrap([item(position(2, 6)), item(position(17, 22), body="place:market")]))
    assert document.layers == ("web-annotation",)
    assert [a.kind for a in document.layer("web-annotation")] == ["person", "place_market"]


def test_a_tag_with_a_colon_is_a_layer_and_a_kind(read):
    assert read(item(position(2, 6), body="entity:person")).layer("entity")[0].kind == "person"


def test_positions_in_utf_16_units_are_made_code_points_if_the_quotation_says_so(read):
    document = read(item(position(3, 7), quote("Anne")))
    assert document.text_of(document.layer("web-annotation")[0]) == "Anne"
    assert "UTF-16" in document.metadata.notes[0]


def test_a_quotation_without_a_position_is_found_by_what_stands_around_it(read):
    document = read([item(quote("Anne", prefix="aime ")), item(quote("Criée", suffix=". Elle"))])
    assert [a.spans[0] for a in document.layer("web-annotation")] == [(17, 22), (34, 38)]


@pytest.mark.parametrize(("exact", "why"), [("Anne", "more than once"), ("Yann", "nowhere")])
def test_a_quotation_that_is_not_the_only_one_is_left_out_and_noted(read, exact, why):
    document = read(item(quote(exact)))
    assert document.layers == ()
    assert why in document.metadata.notes[0]


def test_comments_and_resources_are_features(read):
    bodies = [tag("person"), tag("who?", "commenting"), tag("me!", "commenting"), "https://x.example/anne"]
    document = read(item(position(2, 6)) | {"body": bodies, "motivation": "highlighting"})
    (anne,) = document.layer("web-annotation")
    assert anne.features == {"commenting": "who?", "commenting-2": "me!", "highlighting": "https://x.example/anne"}


def test_targets_that_cannot_be_one_annotation_are_several(read):
    target = [{"source": "a", "selector": position(2, 6)}, {"source": "a", "selector": position(2, 13)}]
    assert len(read(item() | {"target": target}).layer("web-annotation")) == 2


def test_what_is_not_understood_is_noted(read):
    document = read(
        [
            item({"type": "XPathSelector", "value": "/p"}),
            item() | {"target": "https://news.example/a"},
            item(position(2, 6)) | {"body": {"type": "Choice"}},
        ]
    )
    assert len(document.metadata.notes) == 3
    assert [a.kind for a in document.layer("web-annotation")] == ["annotation"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (item(position(2, 6), quote("Yann")), "the quotation is 'Yann', but from 2 to 6 stands 'Anne'"),
        (item(position(2, 10**30)), "is outside the text of 39 code points"),
        (item(position(6, 2)), "from 6 to 2 is no stretch of text"),
        (item(position("2", 6)), "is no stretch of text"),
        (item(position(2, 6), source=source_of("another")), "the hashes differ"),
        (
            {"@context": CONTEXT, "type": "AnnotationCollection", "first": "https://x.example/page"},
            "it holds no Annotation",
        ),
        ({"@context": CONTEXT}, "it holds no Annotation"),
        (b"{\n" + f'"@context": "{CONTEXT}",\n"type": ]'.encode(), "it is not JSON"),
        (f'{{"@context": "{CONTEXT}", "a": {"[" * 100_000}'.encode(), "nested too deeply"),
        (f'{{"@context": "{CONTEXT}", "a": {"9" * 10_000}}}'.encode(), "integer string conversion"),
        (f'{{"@context": "{CONTEXT}"}}'.encode() + b"\xff", "the line is not UTF-8"),
    ],
)
def test_what_is_wrong_is_one_line(read, data, why):
    broken = read(data)
    assert isinstance(broken, Unreadable)
    assert why in broken.reason and "\n" not in broken.reason


def test_an_edit_of_the_tag_or_the_entity_wins_over_what_was_noted(read):
    noted = {
        "layer": "my:layer",
        "kind": "x",
        "entities": [
            {"id": "person.anne", "kind": "person", "names": [{"text": "Anne"}, {"text": "A.", "type": "short"}]}
        ],
    }
    more = {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": json.dumps(noted)}
    entity = {"id": "urn:a#person.anne", "type": "Person", "name": ["Anne", "A."]}
    about = {"type": "SpecificResource", "purpose": "identifying", "source": entity}
    document = read(item(position(2, 6)) | {"body": [tag("entity:person"), about, more]})
    (anne,) = document.layer("entity")
    assert [name.type for name in document.entity_of(anne).names] == [None, "short"]
    entity["name"] = ["Anna"]
    document = read(item(position(2, 6)) | {"body": [tag("entity:person"), about, more]})
    assert document.entity_of(document.layer("entity")[0]).name == "Anna"


def test_without_its_text_it_is_told_so(read):
    assert read(item(position(2, 6)), text=None).reason.startswith("its annotations point into a text, and a.txt")


@pytest.mark.parametrize("data", [b'{"text": "x"}', b"[1]", CONTEXT.encode(), b""])
def test_other_json_and_text_are_declined(data):
    with pytest.raises(Declined):
        web_annotation.annotate_read(Source.from_bytes(data, name="a.jsonld"))
