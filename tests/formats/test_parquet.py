"""Parquet tables, as pyarrow reads them."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given

from annotate.testing import make_document
from annotate.testing.strategies import documents
from annotate.writers import CSV_HEADER
from annotate.writers._rows import Row
from annotate.writers.csv import harmless

try:
    import pyarrow
    import pyarrow.dataset
    import pyarrow.parquet
except ImportError:
    pyarrow = None
needs_pyarrow = pytest.mark.skipif(pyarrow is None, reason="needs pyarrow (the extra parquet)")


def table(data):
    return pyarrow.parquet.read_table(io.BytesIO(data))


def test_columns_are_those_of_the_table_in_csv():
    assert CSV_HEADER.decode().strip().split(",") == list(Row._fields)


@needs_pyarrow
def test_offsets_are_integers_scores_numbers_and_what_there_is_not_is_null(document, write):
    found = table(write(document, "parquet"))
    types = {field.name: str(field.type) for field in found.schema}
    assert {types[name] for name in ("start", "end")} == {"int64"}
    assert {name for name, type in types.items() if type == "string"} == {*types} - {"start", "end", "score"}
    (anne,) = (row for row in found.to_pylist() if row["score"] is not None)
    assert (anne["score"], anne["text"], anne["name"], anne["value"]) == (0.75, "Anne Kervella", "Anne Kervella", None)
    assert document.text[anne["start"] : anne["end"]] == anne["text"]


@needs_pyarrow
def test_rows_are_those_of_the_table_in_csv(document, write):
    plain = list(csv.reader(io.StringIO(write(document, "csv").decode(), newline="")))[1:]
    rows = table(write(document, "parquet")).to_pylist()
    assert [["" if v is None else harmless(str(v)) for v in row.values()] for row in rows] == plain


@needs_pyarrow
def test_a_folder_of_files_is_one_table_with_empty_documents_too(document, write, tmp_path):
    for one in (document, make_document("", id="empty"), make_document("Rien.", id="none")):
        (tmp_path / f"{one.id}.parquet").write_bytes(write(one, "parquet"))
    found = pyarrow.dataset.dataset(tmp_path).to_table(filter=pyarrow.compute.field("layer") == "date")
    assert set(found["document"].to_pylist()) == {"pont"}
    assert found["value"].to_pylist() == [None, "P3D", "2024-03-03"]


@needs_pyarrow
def test_the_same_document_gives_the_same_bytes(document, write):
    assert write(document, "parquet") == write(document, "parquet")


@needs_pyarrow
def test_what_it_has_no_place_for_is_what_csv_has_none_for(document, lost):
    assert lost(document, "parquet") == lost(document, "csv")


@needs_pyarrow
@given(document=documents(layers=("mark", "third-party")))
def test_whatever_the_text_every_row_leads_to_its_words(document, write):
    text = re.sub("[\ud800-\udfff]", "\ufffd", document.text)  # as UTF-8 has it, one for one
    for row in table(write(document, "parquet")).to_pylist():
        assert text[row["start"] : row["end"]] == row["text"]
