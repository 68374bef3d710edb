"""What the core accepts from a plugin, and under which ids it stands in the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import Annotation, Document, Entity, Kind, Layer, Markup, Name, Reference, bookkeeping, collect
from annotate.annotation import Authority
from annotate.errors import PluginError

LAYERS = {"x": Layer("x", kinds={"big": Kind("big things"), "small.fry": Kind("small ones")}), "y": Layer("y")}


def add(document, *yielded, plugin="p"):
    return collect.add(document, plugin, LAYERS, yielded)


def ids(document, layer="x"):
    return [a.id for a in document.layer(layer)]


def test_an_id_says_layer_paragraph_and_place_in_it(document):
    assert add(document, Annotation("x", (3, 7)), Annotation("x", (40, 43))) == 2
    assert ids(document) == ["x.p1.3-7", "x.p3.0-3"]


pieces = st.text(st.sampled_from("ab\n é\U0001f40d"), min_size=1, max_size=60)


@given(pieces, st.data())
def test_ids_are_distinct_and_lead_back_to_the_span(text, data):
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda s: s[0] < s[1])
    wanted = data.draw(st.lists(st.lists(spans, min_size=1, max_size=2).map(sorted), max_size=12))
    wanted = [s for s in wanted if len(s) == 1 or s[0][1] <= s[1][0]]
    document = Document(text)
    add(document, *(Annotation("x", s) for s in wanted))
    found = document.layer("x")
    assert len({a.id for a in found}) == len(found) == len(wanted)
    for annotation in found:
        _, paragraph, place, *_ = annotation.id.split(".")
        offset = document.blocks[int(paragraph[1:]) - 1].start
        start, _, end = place.partition("-")
        assert (offset + int(start), offset + int(end)) == (annotation.start, annotation.end)


def test_the_plugin_is_stamped_as_the_source(document):
    add(document, Annotation("x", (3, 7), source="somebody else", id="mine"))
    assert (document.layer("x")[0].source, ids(document)) == ("p", ["x.p1.3-7"])


def test_annotations_that_coincide_are_numbered(document):
    add(document, *(Annotation("x", (3, 7), features={"n": n}) for n in range(3)))
    add(document, Annotation("x", (3, 7)), plugin="q")
    assert ids(document) == ["x.p1.3-7", "x.p1.3-7.2", "x.p1.3-7.3", "x.p1.3-7.4"]


def test_the_same_object_yielded_twice_is_one_annotation(document):
    same = Annotation("x", (3, 7))
    assert add(document, same, same) == 1
    assert ids(document) == ["x.p1.3-7"]


def test_a_reference_is_part_of_the_id(document):
    authority = Authority("ofac", "the list")
    entity = Entity("organisation", "Winer")
    add(document, Annotation("x", entity=entity, reference=Reference(authority, "20/157", "WINER")))
    assert ids(document) == ["x.org.winer.20-157"]


def test_links_lead_to_what_is_yielded_before_and_after(document):
    cue, speaker = Annotation("x", (0, 2)), Annotation("y", (8, 11))
    quote = Annotation("x", (12, 17), links={"cue": cue, "speaker": speaker})
    add(document, cue, quote, speaker)
    assert document.layer("x")[1].links == {"cue": ("x.p1.0-2",), "speaker": ("y.p1.8-11",)}


def test_a_link_to_what_was_not_yielded_is_refused(document):
    with pytest.raises(PluginError, match="neither yielded nor is in the document"):
        add(document, Annotation("x", (0, 3), links={"to": Annotation("x", (1, 2))}))
    assert document.layers == ()


def test_a_link_may_be_an_annotation_of_the_document_or_its_id(document):
    add(document, Annotation("y", (3, 7)), plugin="first")
    there = document.layer("y")[0]
    add(document, Annotation("x", (0, 2), links={"object": there, "id": there.id}))
    assert document.layer("x")[0].links == {"object": ("y.p1.3-7",), "id": ("y.p1.3-7",)}
    assert document.linked(document.layer("x")[0], "id") == (there,)


def test_entities_get_their_id_from_their_name(document):
    add(
        document,
        Entity("person", "Éloïse d'Œuvre"),
        Entity("place", "Ærø"),
        Entity("organisation", "東京"),
        Entity("event", "G 20"),
        Entity("product", "x" * 100),
    )
    found = [e.id for e in document.entities]
    assert found == ["person.eloise-d-oeuvre", "place.r", "org.x", "event.g-20", "product." + "x" * 60]


def test_different_entities_of_one_name_are_numbered(document):
    add(document, Entity("place", "Lyon"), Entity("place", "Lyon"), Entity("person", "Lyon"))
    assert [e.id for e in document.entities] == ["place.lyon", "place.lyon-2", "person.lyon"]


def test_described_entities_are_numbered_by_kind(document):
    def somebody(kind):
        return Entity(kind, (Name("on ne sait qui", "description"),))

    add(document, somebody("person"), somebody("person"), somebody("organisation"))
    assert [e.id for e in document.entities] == ["person.unnamed-1", "person.unnamed-2", "org.unnamed-1"]


def test_an_entity_of_an_annotation_need_not_be_yielded_itself(document):
    lyon = Entity("place", "Lyon")
    add(document, Annotation("x", (0, 2), entity=lyon), Annotation("x", (3, 7), entity=lyon))
    assert [e.id for e in document.entities] == ["place.lyon"]
    assert [a.id for a in document.mentions("place.lyon")] == ids(document)
    assert document.entity_of(document.layer("x")[0]) is document.entities[0]


def test_an_entity_with_an_id_that_is_there_adds_to_it(document):
    add(document, Entity("place", ("Lyon",), {"insee": "69123"}), plugin="first")
    add(document, Entity("place", ("Lyon", Name("Lugdunum", "old")), {"geonames": "2996944"}, "city", id="place.lyon"))
    (entity,) = document.entities
    assert entity.names == (Name("Lyon"), Name("Lugdunum", "old"))
    assert entity.identifiers == {"insee": "69123", "geonames": "2996944"}
    assert (entity.subtype, entity.source) == ("city", "first")


def test_markup_points_to_what_it_names(document):
    lyon, cue = Entity("place", "Lyon"), Annotation("x", (8, 11))
    add(document, Annotation("x", (0, 2), markup=Markup("said", {"who": lyon, "ana": cue, "direct": "true"})), cue)
    assert document.layer("x")[0].markup == Markup(
        "said", {"who": "#place.lyon", "ana": "#x.p1.8-11", "direct": "true"}
    )


@pytest.mark.parametrize(
    ("yielded", "why"),
    [
        (Annotation("z", (0, 1)), "layer 'z', which it does not provide .it provides: x, y"),
        (Annotation("x", (0, 1), kind="huge"), "kind 'huge' is not one that layer 'x' declares: big, small.fry"),
        (Annotation("y", (0, 1), kind="no blanks"), "kind 'no blanks' is not made of letters"),
        (Annotation("x", (0, 55)), r"span \(0, 55\) in layer 'x' is outside the text of 54 code points"),
        (Annotation("x", (0, 1), features={"n": None}), "feature 'n' is a NoneType"),
        (Annotation("x", (0, 1), features={"n": [1]}), "feature 'n' is a list"),
        (Annotation("x", (0, 1), links={"a b": "y.p1.0-2"}), "link role 'a b'"),
        (Annotation("x", (0, 1), links={"to": "x.p9.0-1"}), "a link leads to 'x.p9.0-1'"),
        (Annotation("x", (0, 1), entity="place.nowhere"), "there is no entity 'place.nowhere'"),
        (Entity("place", "Lyon", id="place.lyon"), "leave ids to the core"),
        ("a string", "'a string', which is neither an Annotation nor an Entity"),
        (None, "None, which is neither"),
    ],
)
def test_a_broken_promise_is_told_and_nothing_of_the_yield_is_added(document, yielded, why):
    good = [Annotation("y", (0, 2), entity=Entity("place", "Lyon")), Entity("person", "Ada")]
    with pytest.raises(PluginError, match=why) as caught:
        add(document, *good, yielded)
    assert caught.value.plugin == "p"
    assert (document.layers, document.entities) == ((), ())


@pytest.mark.parametrize("name", sorted(collect.RESERVED_LAYERS))
def test_a_layer_may_not_have_a_name_of_the_cores(name):
    with pytest.raises(PluginError, match="reserved"):
        collect.check_layer("p", Layer(name))


@pytest.mark.parametrize("name", ["", "p1", "a.b", "1a", "a b", "é"])
def test_a_layer_needs_a_name_that_can_stand_in_a_file(name):
    with pytest.raises(PluginError, match="not made of letters"):
        collect.check_layer("p", Layer(name))


@pytest.mark.parametrize("kind", ["", "a b", "p7", ".a"])
def test_so_do_its_kinds(kind):
    with pytest.raises(PluginError, match="not made of letters"):
        collect.check_layer("p", Layer("x", kinds={kind: Kind("")}))


def test_forgetting_a_plugin_takes_its_work_and_every_pointer_to_it(document):
    add(document, Annotation("y", (3, 7), entity=Entity("place", "Pont")), plugin="gone")
    gone = document.layer("y")[0]
    doubt = Markup("certainty", {"locus": "value", "target": gone})
    add(
        document,
        Annotation("x", (0, 2), links={"to": gone}),
        Annotation("x", (8, 11), entity="place.pont", markup=Markup("name", {"ref": gone, "n": "1"}, (doubt,))),
        Annotation("x", entity="place.pont"),
        plugin="stays",
    )
    bookkeeping.forget(document, {"gone"})
    assert document.layers == ("x",)
    assert document.entities == ()
    assert [(a.id, a.links, a.entity) for a in document.layer("x")] == [
        ("x.p1.0-2", {}, None),
        ("x.p1.8-11", {}, None),
    ]
    assert document.layer("x")[1].markup == Markup("name", {"n": "1"}, (Markup("certainty", {"locus": "value"}),))
