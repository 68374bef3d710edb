import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate import Annotation, Document
from annotate.tei import validate
from annotate.tei.read import read_tei
from annotate.tei.validate import validate_file
from annotate.tei.write import write_tei
from annotate.testing import make_document

SHARED = Path(__file__).parents[3] / "shared"

# code, what is there, what is planted in its place
FAULTS = [
    ("xml", "</teiHeader>", "</teiheader>"),
    ("xml", "<TEI ", "<!DOCTYPE TEI><TEI "),
    ("xml", "http://www.tei-c.org/ns/1.0", "http://example.org/"),
    ("structure", ' motivation="tagging"', ' motivation="guessing"'),
    ("structure", '<date when="2021-05-03">', '<date whenever="2021-05-03">'),
    ("structure", "<note><date", "<note>so<date"),
    ("structure", "<listPerson>", "<listPerson><head>who</head>"),
    ("structure", 'cert="0.99"', 'cert="1.99"'),
    ("structure", "<resp>list entries</resp>", ""),
    ("structure", ' version="0.1.0"><label>e', ' version="0.1.0.dev3"><label>e'),
    ("id-duplicate", 'xml:id="person.unnamed-1"', 'xml:id="person.anna-petit"'),
    ("block-id", 'xml:id="p4"', 'xml:id="p5"'),
    ("block-content", "dort.</p>", "dort.<!-- ? --></p>"),
    ("block-source", 'source="src:0,', 'source="src:1,'),
    ("block-line", "La suite\n</head>", "La\n suite\n</head>"),
    ("between-blocks", "</head><p", "</head>\n<p"),
    ("between-blocks", "</div><div>", "</div> <div>"),
    ("between-blocks", "</head><p", "</head><?pi?><p"),
    ("text-extent", 'unit="codepoint" quantity="', 'unit="codepoint" quantity="1'),
    ("text-sha256", "Anna Petit, dite", "Anna Petit. dite"),
    ("text-sha256", "<string>U+DCE9</string>", "<string>U+DCE8</string>"),
    ("core", "<string>U+0000</string>", "<string>NUL</string>"),
    ("core", "<string>e9</string>", "<string>e</string>"),
    ("core", 'target="#string-range(p3,20,2)"', 'target="#string-range(p3,19,2)"'),
    ("pointer-syntax", "#string-range(p1,24,10)", "#string-range(//p[1],24,10)#"),
    ("pointer-syntax", 'target="#person.anna-petit" ana', 'target="#resp.entity" ana'),
    ("pointer-block", "#string-range(p1,24,10)", "#string-range(p9,24,10)"),
    ("pointer-bounds", "#string-range(p1,24,10)", "#string-range(p1,24,100)"),
    ("pointer-empty", "#string-range(p1,24,10)", "#string-range(p1,24,0)"),
    ("pointer-order", "#string-range(p1,24,10)", "#string-range(p1,24,10,2,1)"),
    ("pointer-words", "#string-range(p1,24,10)", "#string-range(p1,25,9)"),
    ("pointer-words", "#string-range(p1,24,10)", "#string-range(p1,23,10)"),
    ("reference", 'ana="#entity.person"', 'ana="#entity.animal"'),
    ("reference", 'resp="#resp.date"><note>', 'resp="#resp.gone"><note>'),
    ("reference", 'who="#person.anna-petit"', 'who="#person.nobody"'),
    ("reference", 'prev="#quote.p1.0-16"', 'prev="#quote.p1.0-17"'),
    ("reference", 'type="speaker" target="#entity.p1.24-34"', 'type="speaker" target="#entity.p1.24-35"'),
    ("reference", 'source="#list.ofac"', 'source="#list.gone"'),
    ("reference", 'ref="#app.dates"', 'ref="#app.gone"'),
    ("reference-kind", 'ana="#entity.person"', 'ana="#date.absolute"'),
    ("reference-kind", 'resp="#resp.date"><note>', 'resp="#app.dates"><note>'),
    ("reference-kind", 'source="#list.ofac"', 'source="#source"'),
    ("reference-kind", 'prev="#quote.p1.0-16"', 'prev="quote.p1.0-16"'),
    ("reference-kind", 'who="#person.anna-petit"', 'who="Anna"'),
    ("prefix", 'target="ofac:20157"', 'target="onu:20157"'),
    ("date", '<date when="2021-05-03">', '<date when="2021-02-30">'),
    ("date", 'type="publication" when="2021-05-04"', 'type="publication" when="4 mai"'),
    ("date", '<date when="2021-05-03">', '<date dur-iso="trois jours">'),
    ("date", '<date when="2021-05-03">', '<date dur="3 jours">'),
    ("layer-name", 'xml:id="layer.date"', 'xml:id="layer.dates"'),
    ("layer-name", '<listAnnotation type="date">', '<listAnnotation type="dates">'),
    ("layer-name", 'type="layer" resp="#resp.date"', 'type="layer" resp="#resp.quote"'),
    ("layer-name", 'xml:id="quote.p1.0-16"', 'xml:id="entity.p1.0-16"'),
]


@pytest.mark.parametrize(("code", "old", "new"), FAULTS, ids=[f"{c}-{i}" for i, (c, _, _) in enumerate(FAULTS)])
def test_a_planted_fault_is_found_on_its_line(rich, written, tmp_path, code, old, new):
    data = written(rich).decode()
    assert old in data, "there is nothing to plant the fault in"
    before, _, after = data.partition(old)
    path = tmp_path / "broken.tei.xml"
    path.write_text(before + new + after, encoding="utf-8", newline="")
    found = {violation.code: violation for violation in validate_file(path)}
    assert code in found
    if code not in ("text-extent", "text-sha256", "between-blocks", "xml"):
        first = before.count("\n") + 1
        assert first - 2 <= found[code].line <= first + 2


def test_every_code_is_documented_and_planted():
    documented = set(re.findall(r"^``([\w-]+)``", validate.__doc__, re.MULTILINE))
    assert documented == {code for code, _, _ in FAULTS}


def test_one_fault_gives_one_violation(rich, written, tmp_path):
    path = tmp_path / "broken.tei.xml"
    path.write_bytes(written(rich).replace(b"#string-range(p1,24,10)", b"#string-range(p1,24,100)"))
    (violation,) = validate_file(path)
    assert str(violation).startswith(f"{violation.line}: pointer-bounds: entity.p1.24-34: ")


def test_what_we_write_is_clean(rich, written, tmp_path):
    path = tmp_path / "rich.tei.xml"
    path.write_bytes(written(rich))
    assert validate_file(path) == []


def test_a_text_in_which_a_hash_begins_is_no_reference(written, tmp_path):
    from annotate import Annotation, Layer
    from annotate.collect import add

    document = Document("#mot, #autre")
    add(document, "p", {"hashtag": Layer("hashtag")}, [Annotation("hashtag", (0, 4), "tag")])
    path = tmp_path / "hash.tei.xml"
    path.write_bytes(written(document))
    assert validate_file(path) == []


@given(st.text(st.characters(exclude_categories=()), max_size=40))
@settings(max_examples=100, deadline=None)
def test_a_file_of_any_text_is_clean(tmp_path_factory, text):
    out = io.BytesIO()
    write_tei(Document(text), out)
    path = tmp_path_factory.getbasetemp() / "any.tei.xml"
    path.write_bytes(out.getvalue())
    assert validate_file(path) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the example of the format lies in ../shared")
def test_the_example_of_the_format_is_clean():
    assert validate_file(SHARED / "tei" / "example.tei.xml") == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the example of the format lies in ../shared")
def test_the_annotations_of_the_example_of_the_format_are_written_as_they_are_read(written):
    data = (SHARED / "tei" / "example.tei.xml").read_bytes()
    assert annotation_lines(written(read_tei(data))) == annotation_lines(data)


def annotation_lines(data):
    """Without ``@n``, which is free in how it shortens."""
    lines = (line.strip() for line in data.decode().splitlines())
    return sorted(re.sub(r' n="[^"]*"', "", line) for line in lines if line.startswith("<annotation "))


def test_words_with_controls_that_count_as_white_space_are_not_taken_for_others(tmp_path):
    document = make_document("un\x1cdeux\x85trois\x1f\x00", annotations=[Annotation("mark", (0, 15))])
    out = io.BytesIO()
    write_tei(document, out)
    (path := tmp_path / "a.tei.xml").write_bytes(out.getvalue())
    assert validate_file(path) == []
