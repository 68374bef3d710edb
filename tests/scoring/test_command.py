"""``annotate score``."""

from __future__ import annotations

import json

import pytest

TAGS = """
    import re
    from annotate import Annotation, hookimpl
    provides = {"tag"}

    @hookimpl
    def annotate_document(document):
        for found in re.finditer(r"#\\w+", document.text):
            yield Annotation("tag", found.span(), "tag")
"""
TEXTS = {"a": "Un #pont et un #port.", "b": "Rien ici.", "c": "Encore un #pont, \x1b[31mrouge."}


def gold_line(id, *spans, text=None, layer="tag"):
    annotations = [{"layer": layer, "kind": "tag", "spans": [list(span)]} for span in spans]
    return json.dumps({"id": id, "text": text or TEXTS[id], "annotations": annotations})


@pytest.fixture
def files(annotate_cli, plugin_file, tmp_path):
    """Three documents annotated into out/."""
    lines = "".join(json.dumps({"id": id, "text": text, "language": "fr"}) + "\n" for id, text in TEXTS.items())
    (tmp_path / "in.jsonl").write_text(lines)
    done = annotate_cli("run", "in.jsonl", "-o", "out/", "--plugin-file", plugin_file("tags", TAGS))
    assert done.returncode == 0, done.err
    return tmp_path


def write_gold(folder, *lines):
    (folder / "gold.jsonl").write_text("".join(line + "\n" for line in lines))


def test_the_headline_is_the_last_line_and_pairs_are_found_by_text(annotate_cli, files):
    write_gold(files, gold_line("c", (10, 15)), gold_line("a", (3, 8), (0, 2)), gold_line("b"))
    done = annotate_cli("score", "tag", "gold.jsonl", "out", "--samples", "0")
    assert done.returncode == 0, done.err
    assert done.out.splitlines()[-1] == "tag F 66.7 P 66.7 R 66.7 gold 3 predicted 3"


def test_intervals_are_the_same_every_time_and_hold_the_figure(annotate_cli, files):
    write_gold(files, gold_line("c", (10, 15)), gold_line("a", (3, 8), (0, 2)), gold_line("b"))
    first, second = (annotate_cli("score", "tag", "gold.jsonl", "out", "--json") for _ in range(2))
    assert first.stdout == second.stdout
    figure = json.loads(first.out)["figures"]["tag"]
    low, high = figure["interval"]
    assert low <= figure["f"] <= high
    assert low < high


def test_mistakes_come_with_context_and_nothing_that_a_terminal_would_obey(annotate_cli, files):
    write_gold(files, gold_line("c"), gold_line("a", (3, 8), (15, 20)), gold_line("b", (0, 4)))
    done = annotate_cli("score", "tag", "gold.jsonl", "out", "--mistakes", "--samples", "0")
    assert done.out.splitlines()[:2] == [
        "missed: b 0-4: [Rien] ici.  (tag)",
        "spurious: c 10-15: Encore un [#pont], \\u001b[31mrouge.  (tag)",
    ]
    assert b"\x1b" not in done.stdout


def test_a_gold_document_without_a_prediction_counts_as_missed_and_is_named(annotate_cli, files):
    write_gold(files, gold_line("a", (3, 8), (15, 20)), gold_line("x", (0, 2), text="Un autre texte."))
    done = annotate_cli("score", "tag", "gold.jsonl", "out", "--samples", "0")
    assert done.returncode == 1
    assert done.said == ["annotate: warning: x: nothing predicted has this text; all of it counts as missed"]
    assert done.out.splitlines()[-1] == "tag F 80.0 P 100.0 R 66.7 gold 3 predicted 2"


def test_annotated_files_serve_as_gold(annotate_cli, files):
    done = annotate_cli("score", "tag", "out", "out/a.tei.xml", "out/b.tei.xml", "out/c.tei.xml", "--samples", "0")
    assert done.returncode == 0, done.err
    assert done.out.splitlines()[-1] == "tag F 100.0 P 100.0 R 100.0 gold 3 predicted 3"


@pytest.mark.parametrize(
    ("arguments", "content", "message"),
    [
        (["tag", "gold.jsonl", "out"], "{", "gold.jsonl:1: not JSON"),
        (["tag", "gold.jsonl", "out"], '{"id": "a"}', "gold.jsonl:1: a gold line is an object with a text"),
        (["tag", "gold.jsonl", "out"], '{"text": "Rien ici."}', "gold.jsonl:1: gold has no 'annotations'"),
        (["tag", "none.jsonl", "out"], "", "none.jsonl: No such file"),
        (["tag", "gold.jsonl", "none"], gold_line("a"), "none: no such file"),
        (["tag", "gold.jsonl", "in.jsonl"], gold_line("a"), "in.jsonl:1: "),
        (["tog", "gold.jsonl", "out"], gold_line("a", layer="tig"), "anything of 'tog'; is that the layer's name?"),
    ],
)
def test_what_is_no_gold_is_told_in_a_line(annotate_cli, files, arguments, content, message):
    (files / "gold.jsonl").write_text(content)
    done = annotate_cli("score", *arguments)
    assert done.returncode == 2
    assert len(done.said) == 1
    assert message in done.err


def test_a_plugin_offers_a_scorer_of_its_own(annotate_cli, files, site):
    site.install(
        "lines",
        """
        from annotate import hookimpl
        from annotate.scoring import Share, Tally

        class Lines:
            def gold_of(self, document):
                return {"lines": 1}

            def compare(self, gold, text, document):
                tally = Tally()
                tally.count("lines.whole", gold["lines"])
                tally.count("lines.part", document is not None)
                return tally

            def figures(self, counts):
                return [Share("lines")]

        @hookimpl
        def annotate_scorers():
            return {"lines": Lines()}
        """,
    )
    done = annotate_cli("score", "lines", "out", "out", "--samples", "0", env=site.env)
    assert done.out == "lines 3/3 = 100.0\n"


def test_agreement_is_whole_with_oneself_and_less_with_another(annotate_cli, files, plugin_file, tmp_path):
    pytest.importorskip("nltk", reason="needs the extra agreement")
    other = plugin_file("other", TAGS.replace("#", "#po"))
    done = annotate_cli("run", "in.jsonl", "-o", "other/", "--plugin-file", other)
    same = annotate_cli("score", "tag", "out", "out", "--agreement", "--samples", "0")
    assert same.out.splitlines()[0] == "tag:kappa 1.000"
    plugin_file("other", TAGS.replace("#", "#pon"))
    done = annotate_cli("run", "in.jsonl", "-o", "less/", "--plugin-file", other)
    assert done.returncode == 0, done.err
    less = annotate_cli("score", "tag", "out", "less", "--agreement", "--json")
    assert 0 < json.loads(less.out)["kappa"] < 1


def test_agreement_needs_annotations_on_both_sides(annotate_cli, files):
    pytest.importorskip("nltk", reason="needs the extra agreement")
    write_gold(files, gold_line("a", (3, 8)))
    done = annotate_cli("score", "tag", "gold.jsonl", "out", "--agreement")
    assert done.returncode == 2
    assert "--agreement compares annotated files" in done.err
