"""``annotate sanctions``, as people type it."""

import csv
import io
import json

import pytest
from annotate_sanctions.commands import sanctions
from click.testing import CliRunner

from annotate.errors import UsageError


def run(*args, **more):
    result = CliRunner().invoke(sanctions, args, catch_exceptions=False, standalone_mode=False, **more)
    return result.stdout


def test_list_says_what_is_there():
    assert "Demonstration list, not for compliance" in run("list")
    (found,) = json.loads(run("list", "--json"))
    assert found["id"] == "demo" and found["entries"] > 10 and len(found["sha256"]) == 64


def test_search_finds_a_name_in_french_spelling_and_says_why():
    assert "demo:gerasimov" in run("search", "Valeri Guerassimov")
    found = json.loads(run("search", "Valeri Guerassimov", "--json"))
    assert [hit["entry"] for hit in found["found"]] == ["gerasimov"] and found["lists"][0]["id"] == "demo"
    assert json.loads(run("search", "Guerassimov", "--json"))["found"] == []
    assert json.loads(run("search", "Groupe Wagner", "--kind", "org", "--json"))["found"][0]["entry"] == "wagner"


def test_compare_two_names():
    assert run("compare", "Ivan Ouvarov", "UVAROV, Ivan").startswith("match ")
    assert run("compare", "Ivan Ouvarov", "UVAROV, Pavel", "--reasons", "en").startswith("no match")
    assert json.loads(run("compare", "Ivan Ouvarov", "UVAROV, Ivan", "--json"))["match"] == 1


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_compare_a_file_passes_other_columns_through(tmp_path, separator):
    path = tmp_path / "pairs.csv"
    rows = [("n", "mention", "list_name", "kind"), ("1", "Ivan Ouvarov", "Ivan UVAROV", ""), ("2", "Ivan", "X", "org")]
    path.write_text("\n".join(separator.join(row) for row in rows) + "\n", encoding="utf-8")
    got = list(csv.DictReader(io.StringIO(run("compare", "--csv", str(path))), delimiter=separator))
    assert [(row["n"], row["match"]) for row in got] == [("1", "1"), ("2", "0")]
    assert all(row["reason"] and 0 <= float(row["score"]) <= 1 for row in got)


def test_compare_reads_standard_input_and_writes_json_lines():
    out = run("compare", "--csv", "-", "--json", input="mention,list_name\nIvan Ouvarov,Ivan UVAROV\n")
    assert json.loads(out)["match"] == 1


@pytest.mark.parametrize(
    ("args", "content", "message"),
    [
        (["compare", "one"], "", "give a NAME and a LISTNAME"),
        (["compare", "a", "b", "--csv", "FILE"], "", "either two names or"),
        (["compare", "--csv", "FILE"], "mention\nx\n", "FILE:1: the column 'list_name' is missing"),
        (["compare", "--csv", "FILE"], "mention,list_name\nx\n", "FILE:2: not as many columns"),
        (["compare", "--csv", "FILE"], "mention,list_name,kind\nx,y,cat\n", "FILE:2: 'cat' is no kind of party"),
        (["compare", "--csv", "gone.csv"], "", r"gone\.csv: No such file"),
        (["search", "x", "-l", "gone.xml"], "", "neither a file nor a folder"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(tmp_path, args, content, message):
    path = tmp_path / "FILE"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        run(*(str(path) if arg == "FILE" else arg for arg in args))
