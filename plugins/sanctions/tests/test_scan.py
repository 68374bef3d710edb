"""Names of the lists in running text, word for word."""

import json

import pytest
from annotate_sanctions.commands import sanctions
from annotate_sanctions.index import open_index
from annotate_sanctions.scan import Scanner
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.errors import UsageError

LIST = """id,name,kind,aliases
1,"DOE, Ivan Petrovich",person,"Ivan Doé; Vania"
2,Doe Trading Company,organisation,Doe Trading
3,KIM Song Nam,person,
4,Qa'im al-Doe,person,
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What is found in a text: the stretches, each with the ids of the entries."""
    folder = tmp_path_factory.mktemp("scan")
    (folder / "mine.csv").write_text(LIST, encoding="utf-8")
    index = open_index([str(folder / "mine.csv"), "demo"])
    scanner = Scanner(index)

    def of(text):
        return [
            (text[o.start : o.end], *sorted({index.entry(index.name(n).entry)[1].id for n in o.names}))
            for o in scanner.scan(text)
        ]

    return of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Selon IVAN DOE, il pleut.", [("IVAN DOE", "1")]),
        ("Ivan Petrovich Doe parle.", [("Ivan Petrovich Doe", "1")]),
        ("Doe Ivan Petrovich parle.", [("Doe Ivan Petrovich", "1")]),
        ("La Doe Trading Company et Doe Trading.", [("Doe Trading Company", "2"), ("Doe Trading", "2")]),
        ("Pyongyang : Kim Song-nam.\nEt Vladimir Poutine", [("Kim Song-nam", "3"), ("Vladimir Poutine", "putin")]),
        ("La venue d’Ivan Doe, l'Ivan Doe de l’an passé", [("Ivan Doe", "1"), ("Ivan Doe", "1")]),
        ("Qa'im al-Doe, Qaim al Doe", [("Qa'im al-Doe", "4"), ("Qaim al Doe", "4")]),
        ("Vania, Ivan, Doe, ivan doe, Ivan\nDoe, Ivan. Doe Ivan !", []),
        ("S. Ivan Doe. Trading", [("Ivan Doe", "1")]),
        ("", []),
        ("I", []),
    ],
)
def test_a_name_is_found_word_for_word(found, text, expected):
    assert found(text) == expected


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_is_found_whatever_stands_around_it(found, before, after):
    assert ("Kim Song-nam", "3") in found(f"{before}. Kim Song-nam. {after}")


def test_a_very_long_line_is_searched_to_its_end(found):
    text = "Il pleut. " * 20_000 + "Ivan Doe parle. " + "x" * 200_000 + " Ivan Doe"
    assert found(text) == [("Ivan Doe", "1")] * 2


def test_the_command_says_where_and_who(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("Dit-on.\nVladimir Poutine parle.\n", encoding="utf-8")
    result = CliRunner().invoke(sanctions, ["scan", str(path)], catch_exceptions=False)
    assert result.stdout == f"{path}:8-24\tVladimir Poutine\tdemo:putin PUTIN, Vladimir Vladimirovich\n"
    assert result.stderr.startswith("demo: Demonstration list, not for compliance")
    result = CliRunner().invoke(sanctions, ["scan", "--json"], input="Vladimir Poutine", catch_exceptions=False)
    (found,) = map(json.loads, result.stdout.splitlines())
    assert (found["start"], found["end"], found["entries"][0]["entry"]) == (0, 16, "putin")


@pytest.mark.parametrize(("content", "message"), [(None, "No such file"), (b"\xff", r"not UTF-8 \(byte 0\)")])
def test_a_file_that_cannot_be_read_is_one_clear_line(tmp_path, content, message):
    path = tmp_path / "text.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        CliRunner().invoke(sanctions, ["scan", str(path)], catch_exceptions=False, standalone_mode=False)
