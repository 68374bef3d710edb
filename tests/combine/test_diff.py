"""``annotate diff``."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from annotate import Annotation
from annotate.combine.diff import differences
from annotate.combine.report import lines
from annotate.testing import make_document
from annotate.testing.strategies import annotations, documents


def told(old, new, *layers):
    return [line for change in differences(old, new, layers) for line in lines(change)]


@given(documents(layers=("mark", "other")))
def test_a_document_does_not_differ_from_itself(document):
    assert list(differences(document, document)) == []


@given(st.data())
def test_every_annotation_that_is_only_in_one_is_told(data):
    text = "Le pont ferme lundi."
    drawn = data.draw(st.lists(annotations(text), max_size=4))
    more = data.draw(st.lists(annotations(text), min_size=1, max_size=2))
    old, new = (make_document(text, annotations=found) for found in (drawn, [*drawn, *more]))
    found = [change for change in differences(old, new, ["mark"]) if change.old is None]
    assert len(found) == len(more)
    assert len(list(differences(new, old, ["mark"]))) == len(list(differences(old, new, ["mark"])))


def test_what_was_removed_added_and_changed_is_told_by_layer(document_of, plugins):
    old = document_of(plugins.Names(), plugins.Dates("2024"))
    new = document_of(plugins.Names(), plugins.Quotes(), plugins.Dates("2023"))
    assert told(old, new, "date", "cue") == [
        "+ [cue] 25-30 «a dit»  by: quotes",
        "~ [date] 73-79 «3 mars»",
        "    date@when: 2024-03-03 → 2023-03-03",
    ]
    assert told(new, old, "cue") == ["- [cue] 25-30 «a dit»  by: quotes"]


def test_the_text_is_told_first_and_annotations_that_only_moved_are_not(document_of, plugins):
    found = [plugins.Names(), plugins.Quotes(), plugins.Dates()]
    old = document_of(*found)
    new = document_of(*found, text=f"Hier.\n{old.text}")
    assert told(old, new) == ["+ [text] 0-6 «Hier. »"]


def test_ids_do_not_count_but_what_stands_behind_them_does():
    def with_links(first, second):
        one, other = (Annotation("a", span) for span in ((0, 2), (3, 7)))
        target = {"one": one, "other": other}
        linking = Annotation("b", (8, 13), links={"to": target[second]})
        return make_document("Le pont ferme.", annotations=[target[first], linking, one, other])

    assert told(with_links("one", "one"), with_links("other", "one")) == []
    assert told(with_links("one", "one"), with_links("one", "other"), "b") == [
        "~ [b] 8-13 «ferme»",
        "    to: «Le» (a 0-2) → «pont» (a 3-7)",
    ]


def test_words_that_moved_are_compared_with_themselves():
    def of(text, **features):
        at = text.index("Brest")
        return make_document(text, annotations=[Annotation("place", (at, at + 5), features=features)])

    old, new = of("Brest appelle. Rien ne bouge.", where="29"), of("Rien ne bouge. Loin de Brest.", where="35")
    assert told(old, new, "place")[-2:] == ["~ [place] 23-28 «Brest»", '    feature where: "29" → "35"']


def test_a_failed_plugin_and_another_version_differ(document_of, plugins):
    ran, failed = document_of(plugins.Dates()), make_document(document_of().text, date="2024-03-01")
    changes = told(ran, failed)
    assert any(line.startswith("- [plugin] dates") for line in changes)
    assert any(line.startswith("- [date] 73-79 «3 mars»") for line in changes)


def test_numbers_are_told_from_texts():
    one, other = (make_document("Un.", annotations=[Annotation("n", (0, 2), features={"v": v})]) for v in (1, "1"))
    assert told(one, other) == ["~ [n] 0-2 «Un»", '    feature v: 1 → "1"']


def test_nothing_that_a_terminal_would_obey_is_printed(annotate_cli, file):
    text = "Un \x1b[31mpont\u202e."
    old = file(make_document(text, annotations=[Annotation("a", (0, 13), features={"v\x1b": "\x1b]0;x\x07"})]), "a.xml")
    new = file(make_document("Un", annotations=[]), "b.xml")
    done = annotate_cli("diff", old, new)
    assert done.returncode == 1, done.err
    assert b"\x1b" not in done.stdout
    assert "\u202e" not in done.out


def test_the_exit_status_says_whether_anything_differs(annotate_cli, file, document_of, plugins):
    old, new = file(document_of(plugins.Dates()), "a.xml"), file(document_of(plugins.Dates("2023")), "b.xml")
    same = annotate_cli("diff", old, old)
    assert (same.returncode, same.out) == (0, "")
    assert annotate_cli("diff", old, new).returncode == 1
    assert annotate_cli("diff", old, new, "--layer", "name").returncode == 0
    absent = annotate_cli("diff", old, "c.xml")
    assert absent.returncode == 2
    assert absent.said == ["annotate: c.xml: no such file"]


def test_json_has_everything(annotate_cli, file, document_of, plugins):
    old, new = file(document_of(plugins.Dates()), "a.xml"), file(document_of(plugins.Dates("2023")), "b.xml")
    [change] = annotate_cli("diff", old, new, "--json").records[0]["changes"]
    assert change["layer"] == "date"
    assert change["fields"] == {"date@when": ["2024-03-03", "2023-03-03"]}
    assert change["old"]["spans"] == change["new"]["spans"] == [[73, 79]]


def test_folders_are_paired_by_name(annotate_cli, file, document_of, plugins, tmp_path):
    file(document_of(plugins.Dates()), "a/x.tei.xml")
    file(document_of(plugins.Dates()), "a/y.tei.xml")
    file(document_of(plugins.Dates("2023")), "b/x.tei.xml")
    file(document_of(), "b/z.tei.xml")
    done = annotate_cli("diff", "a", "b")
    assert done.returncode == 1
    assert done.out.splitlines() == [
        "x.tei.xml",
        "~ [date] 73-79 «3 mars»",
        "    date@when: 2024-03-03 → 2023-03-03",
        "- [file] y.tei.xml",
        "+ [file] z.tei.xml",
    ]
    assert [json.loads(line)["file"] for line in annotate_cli("diff", "a", "b", "--json").out.splitlines()] == [
        *("x.tei.xml", "y.tei.xml", "z.tei.xml")
    ]
    mixed = annotate_cli("diff", "a", "a/x.tei.xml")
    assert mixed.returncode == 2
