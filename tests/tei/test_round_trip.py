import io
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Annotation, Document, Entity, Kind, Layer, Markup, Metadata, PluginRun, Resource, Span
from annotate.bookkeeping import conclude
from annotate.collect import add
from annotate.tei.characters import original_bytes
from annotate.tei.read import read_tei
from annotate.tei.write import write_tei

# Whatever a text may hold: all of Unicode, and what is known to hurt more often than by chance
SPECIALS = [
    "\r\n",
    "\r",
    "\n",
    "\n\n",
    " \n",
    "\t",
    "\x00",
    "\x0b",
    "\x0c",
    "\x85",
    "\xa0",
    "\u202f",
    "\u2028",
    "\u0301",
    "\u202e",
    "\ufeff",
    "\ufffd",
    "\ufffe",
    "\ud83d",
    "\udc80",
    "\udcff",
    "😀",
    "]]>",
    "<p>",
    "&amp;",
    "&",
    "«",
    "»",
]
TEXTS = st.lists(
    st.one_of(st.sampled_from(SPECIALS), st.text(st.characters(exclude_categories=()), max_size=5)), max_size=25
).map("".join)
LEGAL = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=8)
LAYERS = {"a": Layer("a", "first", {"k": Kind("a kind", "tagging", "fs")}), "b": Layer("b")}
VALUES = st.one_of(LEGAL, st.booleans(), st.integers(), st.floats(allow_nan=False))


def tei(document):
    out = io.BytesIO()
    write_tei(document, out)
    return out.getvalue()


@st.composite
def annotations(draw, text):
    """Any annotations: overlapping, nested, equal, discontinuous, crossing blocks, about an entity, linked."""
    entities = [Entity("person", draw(LEGAL.filter(str.strip))), Entity("place", "Lyon", {draw(LEGAL): draw(LEGAL)})]
    found = []
    for _ in range(draw(st.integers(0, 6))):
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
        spans = tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
        entity = draw(st.sampled_from([None, *entities])) if spans else entities[0]
        features = draw(st.dictionaries(LEGAL, VALUES, max_size=3))
        roles = st.sampled_from(["cue", "prev", "next", "anchor"])
        links = draw(st.dictionaries(roles, st.lists(st.sampled_from(found), min_size=1, max_size=3))) if found else {}
        markup = draw(st.sampled_from([None, Markup("date", {"when": "2024"}), Markup("said", {"who": entities[0]})]))
        kind, layer = draw(st.sampled_from([("k", "a"), (None, "a"), (None, "b"), ("x.y", "b")]))
        score = draw(st.one_of(st.none(), st.floats(0, 1)))
        found.append(Annotation(layer, spans, kind, features, links, entity, score, markup))
    return [*entities, *found]


@st.composite
def documents(draw):
    text = draw(TEXTS)
    metadata = Metadata(
        source=draw(LEGAL),
        size=draw(st.none() | st.integers(0, 10**9)),
        language=draw(st.sampled_from(["fr", "und", "pt-BR"])),
        language_from=draw(LEGAL),
        date=draw(st.sampled_from([None, "2024", "2024-02-20", "--02-20", "2024-W07", "hier"])),
        title=draw(st.none() | LEGAL.filter(bool)),
        authors=tuple(draw(st.lists(LEGAL, max_size=2))),
        notes=tuple(draw(st.lists(LEGAL, max_size=2))),
    )
    document = Document(
        text, id=draw(LEGAL.filter(bool)), metadata=metadata, headings=draw(st.sets(st.integers(0, len(text))))
    )
    document = Document(
        text, id=document.id, metadata=metadata, headings=[b.start for b in document.blocks if b.heading]
    )
    plugins = draw(st.lists(LEGAL.filter(bool), min_size=1, max_size=3, unique=True))
    for plugin in plugins:
        add(document, plugin, LAYERS, draw(annotations(text)))
    runs = [
        PluginRun(p, draw(LEGAL), draw(LEGAL), tuple(LAYERS.values()), "ok", draw(LEGAL), (Resource(draw(LEGAL)),))
        for p in plugins
    ]
    conclude(document, tuple(draw(st.sampled_from([[], runs, runs[1:]]))), draw(LEGAL))
    return document


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back(text):
    assert read_tei(tei(Document(text))).text == text


@given(documents())
@settings(max_examples=150, deadline=None)
def test_any_document_comes_back(document):
    back = read_tei(tei(document))
    assert (back.text, back.id, back.metadata, back.job) == (
        document.text,
        document.id,
        document.metadata,
        document.job,
    )
    assert back.blocks == document.blocks
    assert {layer: back.layer(layer) for layer in back.layers} == {
        layer: document.layer(layer) for layer in document.layers
    }
    assert {entity.id: entity for entity in back.entities} == {entity.id: entity for entity in document.entities}
    assert [(r.plugin, r.distribution, r.version, r.outcome, r.reason, r.resources) for r in back.runs] == [
        (r.plugin, r.distribution, r.version, r.outcome, r.reason, r.resources) for r in document.runs
    ]


@given(documents())
@settings(max_examples=150, deadline=None)
def test_a_file_read_and_written_again_is_the_same_file(document):
    once = tei(document)
    assert tei(read_tei(once)) == once


def test_everything_in_the_rich_document_comes_back(rich, written):
    back = read_tei(written(rich))
    assert back.metadata == rich.metadata
    assert back.undecodable == rich.undecodable
    assert back.text == rich.text
    layers = {layer: back.layer(layer) for layer in back.layers}
    # Only in the text is it told what XML cannot hold
    (date,) = layers.pop("date")
    assert date.features == {**rich.layer("date")[0].features, "a name": "\ufffd\t\r\n "}
    assert layers == {layer: rich.layer(layer) for layer in rich.layers if layer != "date"}
    assert [run.layers for run in back.runs[:2]] == [run.layers for run in rich.runs[:2]]
    assert back.runs[-2:] == rich.runs[-2:]
    assert original_bytes(back) == rich.text.encode("utf-8", "surrogateescape")
    assert written(back) == written(rich)


@pytest.mark.parametrize(
    "value", [0, -1, 10**30, 0.0, 1e300, 5e-324, float("inf"), -float("inf"), 3.0, True, False, "", " 1"]
)
def test_feature_values_keep_their_types(value):
    document = Document("abc")
    add(document, "p", {"b": LAYERS["b"]}, [Annotation("b", (0, 1), features={"value": value})])
    (back,) = read_tei(tei(document)).layer("b")
    assert back.features["value"] == value
    assert type(back.features["value"]) is type(value)


@pytest.mark.slow
def test_a_line_of_eleven_million_characters_comes_back():
    text = (string.ascii_letters + "é😀 ") * 200_000 + "\x00" * 8
    assert len(text) > 11_000_000 - 1
    document = Document(text)
    add(document, "p", {"b": LAYERS["b"]}, [Annotation("b", (0, len(text))), Annotation("b", (10_999_990, 11_000_000))])
    back = read_tei(tei(document))
    assert back.text == text
    assert back.layer("b") == document.layer("b")
