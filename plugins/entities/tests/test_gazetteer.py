"""A user's own names: reading the files, finding the names, and what they add to what the model found."""

import hashlib
import json

import pytest
from annotate_entities import Entities, Settings
from annotate_entities.conventions import Mention
from annotate_entities.engine import Found
from annotate_entities.gazetteer import Gazetteer, together
from annotate_entities.gazetteer_file import Entry, read
from hypothesis import given
from hypothesis import strategies as st

from annotate import AnnotateError
from annotate.testing import annotated


def entry(*names, kind="organisation", id="1", scheme="desk"):
    return Entry(names, kind, scheme, id)


def found(text, *names):
    return [text[hit.start : hit.end] for hit in Gazetteer([entry(*names)]).find(text)]


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("Port libre", "Au Port libre, on vote.", "Port libre"),
        ("Port libre", "AU PORT LIBRE !", "PORT LIBRE"),
        ("Port libre", "Le port Libre.", "port Libre"),
        ("L'Étoile", "L\u2019Étoile brille.", "L\u2019Étoile"),
        ("Étoile du Nord", "L'ETOILE\u00a0DU NORD.", "ETOILE\u00a0DU NORD"),
        ("Étoile du Nord", "E\u0301toile du Nord", "E\u0301toile du Nord"),
        ("gilets bleus", "les gilets bleus", "gilets bleus"),
        ("Yolo!", "chez Yolo!", "Yolo!"),
        ("A&B", "la firme A&B.", "A&B"),
        ("Jean-Paul Gaul", "Jean-Paul Gaul.", "Jean-Paul Gaul"),
        ("C++", "en C++, dit-il", "C++"),
    ],
)
def test_a_name_is_found_however_it_is_typed(name, text, written):
    assert found(text, name) == [written]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Port libre", "un port libre"),
        ("Le Monde", "le monde, Le monde"),
        ("Orange", "une orange"),
        ("Port libre", "Port\nlibre"),
        ("Port", "Porto, Aéroport, Port2"),
        ("Jean Paul", "Jean-Paul"),
    ],
)
def test_what_only_looks_alike_is_not_found(name, text):
    assert found(text, name) == []


def test_the_longest_name_wins():
    assert found("Port libre de Brest", "Port", "Port libre", "Port libre de Brest", "Brest") == ["Port libre de Brest"]
    assert found("Vu le Phare de Brest.", "Le Phare", "Phare de Brest") == ["Phare de Brest"]


@given(
    st.text(alphabet="aA bB\u00e9'\u2019-\n.", max_size=40),
    st.lists(st.text(alphabet="aA bB'", min_size=1), max_size=5),
)
def test_hits_lie_in_order_in_the_text_and_never_cross_a_line_end(text, names):
    names = [" ".join(name.split()) for name in names if any(map(str.isalnum, name))]
    end = 0
    for hit in Gazetteer([entry(*names)]).find(text):
        assert end <= hit.start < hit.end <= len(text)
        assert "\n" not in text[hit.start : hit.end]
        end = hit.end


def test_what_nobody_found_is_added_and_shorter_names_give_way():
    text = "Au Port libre de Brest, Zorg rit."
    brest = Mention(17, 22, "place")
    gazetteer = Gazetteer([entry("Port libre de Brest"), entry("Zorg", kind="person", id="2")])
    mentions, identified = together([brest], gazetteer.find(text))
    assert [(text[m.start : m.end], m.kind) for m in mentions] == [
        ("Port libre de Brest", "organisation"),
        ("Zorg", "person"),
    ]
    assert [identified[m[:2]] for m in mentions] == [{"desk": "1"}, {"desk": "2"}]


@pytest.mark.parametrize("mention", [Mention(0, 10, "organisation"), Mention(5, 16, "place"), Mention(0, 4, "place")])
def test_longer_crossing_and_other_mentions_stand(mention):
    text = "Port libre Nantes"
    name = {10: "Port", 16: "Port libre", 4: "Port"}[mention.end]
    mentions, identified = together([mention], Gazetteer([entry(name)]).find(text))
    assert mentions == [mention]
    assert not identified.get(mention[:2])


def test_the_kind_of_a_name_of_several_words_is_that_of_the_file():
    text = "Port libre rit."
    mentions, identified = together([Mention(0, 10, "place")], Gazetteer([entry("Port libre")]).find(text))
    assert mentions == [Mention(0, 10, "organisation")]
    assert identified == {(0, 10): {"desk": "1"}}


def test_a_name_with_two_identifiers_has_none():
    mention = Mention(0, 4, "organisation")
    both = Gazetteer([entry("Zorg"), entry("Zorg", id="2"), entry("Zorg", id="x", scheme="other")])
    assert together([mention], both.find("Zorg")) == ([mention], {(0, 4): {"other": "x"}})


CSV = "id;name;type;lang;note\nQ1;Port libre|Le Port;organisation;fr;x\nQ2;Freeport;organisation;en;\n"


def test_a_csv_file_is_read_whatever_separates_its_cells(tmp_path):
    for separator in ";,\t":
        path = tmp_path / "desk.csv"
        path.write_bytes(("\ufeff" + CSV.replace(";", separator)).encode())
        file = read(path)
        assert file.entries == [Entry(("Port libre", "Le Port"), "organisation", "desk", "Q1")]
        assert (file.name, file.sha256) == ("desk.csv", hashlib.sha256(path.read_bytes()).hexdigest())


def test_json_lines_are_read(tmp_path):
    path = tmp_path / "people.jsonl"
    rows = [
        {"id": 7, "names": ["Zorg", "Z."], "type": "person", "scheme": "hr", "born": 1980},
        {"id": "8", "name": "Zarg", "type": "Person"},
    ]
    path.write_text("\n\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert read(path).entries == [
        Entry(("Zorg", "Z."), "person", "hr", "7"),
        Entry(("Zarg",), "person", "people", "8"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.csv", "id,name\n", r"a.csv:1: the header row has no 'type'; it needs id, name and type"),
        ("a.csv", "", r"a.csv:1: the header row has no 'id' and no 'name' and no 'type'"),
        ("a.csv", "id,name,type\n\n1,Zorg\n", "a.csv:3: 2 cells under 3 column names"),
        ("a.csv", "id,name,type\n1,Zorg,persn\n", "a.csv:2: unknown type 'persn'; did you mean 'person'?"),
        ("a.csv", "id,name,type\n,Zorg,person\n", "a.csv:2: there is no id"),
        ("a.csv", "id,name,type\n1, ,person\n", "a.csv:2: there is no name"),
        ("a.csv", "id,name,type\n1,Zorg|--,person\n", "a.csv:2: the name '--' has no letter or digit"),
        ("a.csv", f"id,name,type\n1,{'a' * 201},person\n", "a.csv:2: a name of more than 200 characters"),
        ("a.csv", 'id,name,type\n1,"Zorg,person\n', "not CSV"),
        ("a.jsonl", '{"id": "1"\n', "a.jsonl:1: not JSON"),
        ("a.jsonl", "[]\n", "a.jsonl:1: not a JSON object"),
        ("a.jsonl", '{"id": "1", "name": 3, "type": "person"}\n', "a.jsonl:1: name 3 is not text"),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path, name, content, fault):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(AnnotateError) as raised:
        read(tmp_path / name)
    assert fault in str(raised.value)


def test_all_faults_are_told_but_not_a_flood(tmp_path):
    (tmp_path / "a.csv").write_text("id,name,type\n" + ",,\n1,,x\n" * 10, encoding="utf-8")
    with pytest.raises(AnnotateError) as raised:
        read(tmp_path / "a.csv")
    lines = str(raised.value).splitlines()
    assert len(lines) == 6 and lines[-1] == "and 45 more faults"


def test_a_file_that_is_missing_or_in_another_encoding_is_named(tmp_path):
    with pytest.raises(AnnotateError, match=r"cannot read the gazetteer .*none\.csv: No such file"):
        read(tmp_path / "none.csv")
    (tmp_path / "a.csv").write_bytes("id,name,type\n1,Étoile,person\n".encode("latin-1"))
    with pytest.raises(AnnotateError, match=r"a\.csv:2: the gazetteer is not UTF-8"):
        read(tmp_path / "a.csv")


class Words:
    """An engine that finds the words of a list, each with its label."""

    piece = 10_000
    kinds = {"ORG": "organisation", "PER": "person"}  # noqa: RUF012

    def find(self, texts):
        for text in texts:
            names = [("Ligue du port", "ORG"), ("LDP", "ORG"), ("Ana Zorg", "PER"), ("Zorg", "PER")]
            yield [Found(text.index(n), text.index(n) + len(n), label) for n, label in names if n in text]

    def resources(self):
        return ()


@pytest.fixture
def plugin(monkeypatch, tmp_path):
    def make(content):
        monkeypatch.setattr("annotate_entities.engines.engine", lambda model, labels: Words())
        (tmp_path / "desk.csv").write_text("id,name,type\n" + content, encoding="utf-8")
        return Entities(Settings(gazetteer=(str(tmp_path / "desk.csv"),)))

    return make


def test_entities_have_the_identifiers_of_the_file_under_all_of_their_names(plugin):
    document = annotated("Ligue du port. La LDP.", plugin("Q1,Ligue du port|LDP,organisation\n"))
    (entity,) = document.entities
    assert entity.identifiers == {"desk": "Q1"}
    assert {name.text for name in entity.names} == {"Ligue du port", "LDP"}
    assert all(not a.features for a in document.layer("entity"))


def test_an_added_mention_says_where_it_is_from(plugin):
    document = annotated("Ligue du port. Le Phare vote.", plugin("Q2,Le Phare,organisation\n"))
    assert [(document.text_of(a), dict(a.features)) for a in document.layer("entity")] == [
        ("Ligue du port", {}),
        ("Le Phare", {"gazetteer": "desk"}),
    ]


def test_names_that_disagree_leave_their_entity_without_identifier(plugin):
    document = annotated("Ana Zorg. Zorg.", plugin("1,Ana Zorg,person\n2,Zorg,person\n"))
    (entity,) = document.entities
    assert entity.identifiers == {}


def test_the_file_is_on_record(plugin, tmp_path):
    annotator = plugin("1,Ana,person\n")
    annotator.annotate_setup()
    (resource,) = annotator.resources()
    digest = hashlib.sha256((tmp_path / "desk.csv").read_bytes()).hexdigest()
    assert (resource.name, resource.sha256, resource.type) == ("desk.csv", digest, "data")
