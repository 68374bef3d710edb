"""A file of annotations is hostile input: it is read, or refused in one line, and what it becomes is valid."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate import Document
from annotate.inputs import find
from annotate.job import Inputs
from annotate.plugins import load_registry
from annotate.reading import Reading
from annotate.testing import assert_valid_tei

PIECES = st.sampled_from(
    [
        *("T1\t", "x_y 0 4", "0 99999999999999999999", ";4 2", "\tAnne\n", "E1\t", "R1\t", "a Arg1:T1 Arg2:T1"),
        *("*\t", "#1\t", "AnnotatorNotes T1\t", '{"spans": [[9, 1]]}', '{"entities": [1]}', '{"links": 1}', "\ud800"),
        *("1\ta", "\t_" * 8, "x=B-y|TokenRange=0:1", "# newdoc id = ../a\n", "1-2\t", "\n", "\u2028", "\x00"),
        *('{"@context": "http://www.w3.org/ns/anno.jsonld"', ', "type": "Annotation"', ', "target": ', ', "body": '),
        *(
            '{"selector": {"type": "TextPositionSelector", "start": 0, "end": -1}}',
            "]",
            "}",
            "[",
            '"a"',
            "1e999",
            "null",
        ),
        *('{"text": "x", "annotations": [{"layer": "a", "spans": ', "[[0, 1]]", ', "markup": {"element": "a"}', "}]}"),
    ]
)


@pytest.mark.parametrize(
    ("format", "suffix"),
    [("brat", ".ann"), ("web-annotation", ".jsonld"), ("conllu", ".conllu"), ("jsonl", ".jsonl")],
)
@given(data=st.one_of(st.lists(PIECES, max_size=20).map("".join), st.text(), st.binary()))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_of_annotations_is_read_or_refused_in_a_line(format, suffix, data, tmp_path):
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    (tmp_path / f"a{suffix}").write_bytes(raw)
    (tmp_path / "a.txt").write_bytes(b"Anne dort.")
    inputs = Inputs(paths=(str(tmp_path / f"a{suffix}"),), format=format)
    for record in Reading(load_registry(only=()), inputs).documents(find(inputs)):
        if isinstance(record, Document):
            assert_valid_tei(record)
        else:
            assert len(record.reason.splitlines()) == 1
            assert "Error:" not in record.reason


def test_files_that_are_too_deep_too_long_or_binary_are_one_line_and_leave_nothing(annotate_cli, tmp_path):
    (tmp_path / "a.txt").write_text("Anne dort.")
    context = '"@context": "http://www.w3.org/ns/anno.jsonld"'
    for name, data in {
        "a.ann": b"T1\tA 0 4\tAnne\n" + b"\x7fELF\x00\xff\n",
        "a.jsonld": f"{{{context}, 'a': {'[' * 50_000}".replace("'", '"').encode(),
        "a.conllu": b"1\t" + b"a" * 100_000 + b"\n",
    }.items():
        (tmp_path / name).write_bytes(data)
        done = annotate_cli("convert", name, "--from", FORMATS_BY_SUFFIX[name[1:]], "-t", "tei", "-o", "out.tei.xml")
        assert (done.returncode, len(done.said)) == (2, 1)
        assert len(done.err) < 500
        assert not (tmp_path / "out.tei.xml").exists()


FORMATS_BY_SUFFIX = {".ann": "brat", ".jsonld": "web-annotation", ".conllu": "conllu"}
