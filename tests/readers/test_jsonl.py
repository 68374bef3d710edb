import hashlib
import io
import json
import re
import tracemalloc
from dataclasses import replace

import pytest

from annotate import Declined, Document, Source, Unreadable
from annotate.readers import jsonl
from annotate.source import Bounds


def read(data, **options):
    data = data if isinstance(data, bytes) else data.encode()
    return list(jsonl.annotate_read(Source.from_bytes(data, **{"name": "wire.jsonl", "id": "wire", **options})))


def lines(*records):
    return "".join(json.dumps(record) + "\n" for record in records)


def test_a_record_becomes_a_document_with_all_that_it_says():
    (document,) = read(
        lines(
            {
                "id": "n1",
                "title": "La grue",
                "text": "La grue\n\nElle tourne.",
                "date": "2024-02-20",
                "language": "fr-BE",
                "url": "https://example.org/1",
                "source": "La Gazette",
                "author": ["Ada", "Bob"],
            }
        )
    )
    assert (document.id, document.text) == ("n1", "La grue\n\nElle tourne.")
    assert [block.heading for block in document.blocks] == [True, False]
    found = document.metadata
    assert (found.title, found.date, found.date_from, found.date_cert) == ("La grue", "2024-02-20", "metadata", None)
    assert (found.language, found.language_from) == ("fr-BE", "metadata")
    assert (found.url, found.publisher, found.authors) == ("https://example.org/1", "La Gazette", ("Ada", "Bob"))
    assert (found.media_type, found.size, found.encoding) == ("application/jsonl", 21, "utf-8")


def test_what_is_not_said_is_not_known():
    (document,) = read(lines({"text": "Elle tourne.", "title": None, "date": "", "author": None}))
    assert document.id == "wire-1"
    assert document.metadata.date is None
    assert document.metadata.language == "und"
    assert document.metadata.title is None
    assert document.metadata.authors == ()


def test_a_title_that_is_not_the_first_line_makes_no_heading():
    (document,) = read(lines({"text": "La grue tourne.", "title": "La grue"}))
    assert not document.blocks[0].heading


def test_ids_may_be_numbers():
    assert [d.id for d in read(lines({"id": 7, "text": ""}, {"id": 0, "text": ""}))] == ["7", "0"]


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2024", "2024"),
        ("2024-02", "2024-02"),
        ("2024-02-20T00:30:00+01:00", "2024-02-20"),
        ("2024-02-20T23:30:00Z", "2024-02-20"),
        ("2024-02-20 06:15", "2024-02-20"),
    ],
)
def test_a_date_is_kept_as_precise_as_stated_in_its_own_offset(stated, date):
    (document,) = read(lines({"text": "", "date": stated}))
    assert document.date == date


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json", "not JSON: .* at character 2"),
        (b"[1, 2]", "an array, not an object"),
        (b'{"id": "x"}', 'no "text"'),
        (b'{"text": 3}', '"text" is a number, not a string'),
        (b'{"text": "\xff"}', "not UTF-8: .* at byte 11"),
        (b'{"text": "", "date": "2024-02-30"}', "'2024-02-30' is not a date"),
        (b'{"text": "", "date": "20 mars"}', "'20 mars' is not a date"),
        (b'{"text": "", "date": 1708387200}', '"date" is a number'),
        (b'{"text": "", "language": "French (France)"}', "not a BCP 47 tag"),
        (b'{"text": "", "title": ["a"]}', '"title" is an array'),
        (b'{"text": "", "authors": [1]}', '"authors" is neither'),
        (b'{"text": "", "id": true}', '"id" is a boolean'),
        (b'{"a":' + b"[" * 100_000, "nested too deeply|not JSON"),
        (b'{"text": "", "n": ' + b"1" * 5000 + b"}", "cannot be read"),
    ],
)
def test_a_bad_line_is_reported_in_its_place_and_the_others_are_read(line, reason):
    first, bad, last = read(b'{"text": "a"}\n' + line + b'\n\n \n{"text": "b"}')
    assert isinstance(first, Document)
    assert isinstance(bad, Unreadable)
    assert bad.where == "wire.jsonl:2"
    assert bad.id in ("wire-2", "x")
    assert re.search(reason, bad.reason), bad.reason
    assert isinstance(last, Document)
    assert last.id == "wire-5"


def test_a_bad_record_that_has_an_id_is_called_by_it():
    (bad,) = read(lines({"id": "n9", "date": "soon", "text": ""}))
    assert bad.id == "n9"


def test_lone_surrogates_of_json_escapes_are_kept():
    (document,) = read(rb'{"text": "a\ud800b"}')
    assert document.text == "a\ud800b"


@pytest.mark.parametrize(
    "data", [b'{"text": "a"}', b'\xef\xbb\xbf\n {"id": 1, "text": "a"}\n', b'{"text": "' + b"a" * 70_000 + b'"}']
)
def test_it_is_known_by_its_first_line(data):
    assert len(read(data, name="-")) == 1


@pytest.mark.parametrize("data", [b"", b"Il neige.", b'{"name": "a"}', b"[1]", b'{"text', b"\x1f\x8b"])
def test_other_inputs_are_declined_and_not_consumed(data):
    source = Source.from_bytes(data, name="a.txt")
    with pytest.raises(Declined, match="neither is named"):
        jsonl.annotate_read(source)
    assert source.read() == data


def test_asked_by_name_it_does_not_doubt():
    (bad,) = read(b"Il neige.", name="a.txt", format="jsonl")
    assert "not JSON" in bad.reason


def test_utf16_is_declined():
    with pytest.raises(Declined, match="UTF-16"):
        read('{"text": "a"}'.encode("utf-16"))


def test_a_line_over_the_limit_is_reported_and_passed_over():
    source = Source("wire.jsonl", "wire", lambda: io.BytesIO(lines({"text": "a" * 500}, {"text": "b"}).encode()))
    long, short = jsonl.annotate_read(replace(source, bounds=Bounds(document=50)))
    assert long.reason == "The line is longer than 50 bytes."
    assert (short.id, short.text) == ("wire-2", "b")


class Endless(io.RawIOBase):
    """Ten million bytes of records, made as they are read."""

    def __init__(self):
        self.left = 10_000

    def readable(self):
        return True

    def readinto(self, buffer):
        if not self.left:
            return 0
        self.left -= 1
        line = b'{"text": "%s"}\n' % (b"a" * 985)
        buffer[: len(line)] = line
        return len(line)


def test_a_stream_is_read_in_constant_memory():
    source = Source("-", "stdin", lambda: Endless(), format="jsonl")
    tracemalloc.start()
    try:
        count = sum(1 for _ in jsonl.annotate_read(source))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 10_000
    assert peak < 1_000_000


ANNOTATED = {
    "id": "n1",
    "source": "n1.txt",
    "plugins": [{"plugin": "entities"}],
    "text": "x",
    "annotations": [{"id": "name.p1.0-1", "layer": "name", "kind": "person", "spans": [[0, 1]], "source": "entities"}],
}


def changed(**values):
    given = {key: value for key, value in ANNOTATED.items() if key != "sha256"}
    return {**given, "annotations": [{**ANNOTATED["annotations"][0], **values}]}


def test_the_jsonl_that_annotate_writes_comes_back_with_its_annotations_as_nobodys_but_the_formats():
    (document,) = read(lines({**ANNOTATED, "sha256": hashlib.sha256(b"x").hexdigest()}))
    (name,) = document.layer("name")
    assert (name.kind, name.spans, name.source) == ("person", ((0, 1),), "jsonl")
    assert [run.plugin for run in document.runs] == ["jsonl"]
    assert (document.metadata.source, document.metadata.publisher) == ("n1.txt", None)


def test_annotations_of_another_text_are_not_taken():
    (broken,) = read(lines({**ANNOTATED, "sha256": "0" * 64}))
    assert broken.reason == 'The text is not the one that was annotated: its hash is not the record\'s "sha256".'


@pytest.mark.parametrize("others", [[{"start": 0, "end": 1}], ["a"], {"a": 1}, "a", [{"layer": "x", "begin": 0}]])
def test_what_others_call_annotations_is_passed_over(others):
    (document,) = read(lines({"text": "x", "annotations": others, "entities": [{"text": "x"}], "source": "Paper"}))
    assert (document.layers, document.runs, document.metadata.publisher) == ((), (), "Paper")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"spans": [[0, 10**30]]}, "outside the text"),
        ({"spans": [[1, 0]]}, "empty, reversed or negative"),
        ({"spans": [0, 1]}, "a span is not an array of two numbers"),
        ({"spans": [["0", 1]]}, "not a pair of integers"),
        ({"layer": "two words"}, "layer name 'two words'"),
        ({"layer": "core"}, "reserved"),
        ({"kind": "1"}, "kind '1'"),
        ({"score": 7}, "not a probability"),
        ({"score": "high"}, '"score" is a string, not a number'),
        ({"features": {"a": []}}, "a feature is an array"),
        ({"links": {"a b": ["name.p1.0-1"]}}, "link role 'a b'"),
        ({"links": {"a": "name.p1.0-1"}}, "there is a string where links should be, not an array"),
        ({"markup": {"element": "script", "text": "alert(1)"}}, "markup in layer"),
        ({"markup": json.loads('{"element": "a", "children": [' * 300 + "]}" * 300)}, "not as the profile has it"),
    ],
)
def test_a_record_whose_annotations_cannot_stand_is_one_line(wrong, said):
    broken, whole = read(lines(changed(**wrong), ANNOTATED | {"sha256": hashlib.sha256(b"x").hexdigest()}))
    assert said in broken.reason
    assert "\n" not in broken.reason
    assert whole.id == "n1"


def test_a_link_that_leads_nowhere_is_left_out_and_noted():
    (document,) = read(lines(changed(links={"cue": ["gone"]})))
    assert document.layer("name")[0].links == {}
    assert document.metadata.notes == ("A link of an annotation in layer name leads to 'gone', which is not there.",)
