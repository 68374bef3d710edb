"""``annotate replay``."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from annotate import hookimpl
from annotate.combine.jobs import recorded_jobs
from annotate.combine.trust import doubtful
from annotate.errors import UsageError
from annotate.plugins import checked_plugin

WORDS = """
    import hashlib
    from dataclasses import dataclass, field
    from pathlib import Path
    from annotate import Annotation, Kind, Layer, Resource, hookimpl

    @dataclass(frozen=True)
    class Settings:
        word: str = "pont"
        list: str = field(default="", metadata={"path": True})

    class Words:
        "A word, or those of a list, wherever it stands."
        provides = (Layer("word", "words that are looked for", {"found": Kind("found")}),)
        Settings = Settings

        def __init__(self, settings):
            self.settings = settings
            self.words = [settings.word]
            self.resources = ()

        @hookimpl
        def annotate_setup(self):
            if self.settings.list:
                data = Path(self.settings.list).read_bytes()
                self.words = data.decode().split()
                self.resources = (Resource("list", None, hashlib.sha256(data).hexdigest()),)

        @hookimpl
        def annotate_document(self, document):
            for word in self.words:
                at = document.text.find(word)
                while at >= 0:
                    yield Annotation("word", (at, at + len(word)), "found", score=0.5)
                    at = document.text.find(word, at + 1)
"""
CAPITALS = """
    import re
    from annotate import Annotation, Entity, hookimpl

    class Capitals:
        "Words that begin with a capital letter."
        provides = ("capital",)
        uses = ("word",)

        @hookimpl
        def annotate_document(self, document):
            known = {}
            for found in re.finditer("[A-Z][a-z]+", document.text):
                entity = known.setdefault(found[0], Entity("product", [found[0]]))
                yield Annotation("capital", found.span(), entity=entity)
"""
TEXT = "Le pont ferme.\r\n\r\nUn pont \U0001f309 à Brest, e\u0301tait-ce à Brest ?\x00\n"


@pytest.fixture
def installed(site):
    """Two installed plugins."""
    site.install("words", WORDS, target="Words")
    site.install("capitals", CAPITALS, target="Capitals")
    return site


@pytest.fixture
def annotated(annotate_cli, installed, tmp_path):
    """A file that the installed plugins made, with these options."""

    def run(*options, name="a.tei.xml", text=TEXT):
        (tmp_path / "pont.txt").write_bytes(text.encode())
        done = annotate_cli("run", "pont.txt", *options, "-o", name, env=installed.env)
        assert done.returncode == 0, done.err
        return tmp_path / name

    return run


@pytest.fixture
def replay(annotate_cli, installed):
    def run(*args, **options):
        return annotate_cli("replay", *args, **{"env": installed.env, **options})

    return run


@pytest.mark.parametrize("options", [[], ["--language", "fr", "--date", "2024-02-20"], ["--set", "words.word=Un"]])
def test_an_unchanged_installation_gives_the_same_bytes(annotated, replay, options):
    done = replay(annotated(*options))
    assert (done.returncode, done.err) == (0, "")
    assert done.out.endswith("a.tei.xml: the same, byte for byte\n")


def test_files_of_a_batch_in_worker_processes_are_the_same_too(annotate_cli, installed, replay, tmp_path):
    for number in range(4):
        (tmp_path / f"pont-2024-02-0{number + 1}.txt").write_text(f"{TEXT}{number}", "utf-8")
    (tmp_path / "job.yaml").write_text(
        "version: 1\ninput: {paths: ['*.txt'], date: {from: [filename]}}\n"
        "annotators: {words: {word: Le}, capitals: {}}\noutput: {dir: out}\nrun: {jobs: 2}\n"
    )
    assert annotate_cli("batch", "job.yaml", env=installed.env).returncode == 0
    done = replay("out")
    assert done.returncode == 0, done.out
    assert done.out.count("the same, byte for byte") == 4
    assert done.said == ["4 files: 4 the same, 0 different, 0 not replayed"]


def test_another_version_is_said_first_and_what_differs_is_told(annotated, replay, installed):
    path = annotated()
    installed.install("words", WORDS.replace("find(word)", "find(word, 5)"), target="Words", version="2.0")
    done = replay(path)
    assert done.returncode == 1
    assert done.said == [
        f"annotate: warning: {path}: words: the file names annotate-words 1.0, installed is annotate-words 2.0"
    ]
    assert done.out.splitlines() == [
        f"{path}: 2 differences",
        "~ [plugin] words",
        "    version: annotate-words 1.0 → annotate-words 2.0",
        "- [word found] 3-7 «pont»  by: words; score: 0.5",
    ]


def test_another_list_is_said_first(annotated, replay, tmp_path):
    (tmp_path / "list.txt").write_text("pont Brest")
    path = annotated("--set", "words.list=list.txt")
    assert replay(path, "--trust").returncode == 0
    (tmp_path / "list.txt").write_text("pont")
    done = replay(path, "--trust")
    assert done.returncode == 1
    assert "words: data list: the file names sha256 " in done.err
    assert "- [word found] " in done.out


def test_without_a_plugin_the_others_are_replayed_and_the_file_is_not_proved(annotated, replay, installed):
    path = annotated()
    done = replay(path, env={**installed.env, "ANNOTATE_PLUGINS": "capitals"})
    assert done.returncode == 2
    assert done.said == [f"annotate: warning: {path}: words is not replayed: it is not installed (annotate-words 1.0)"]
    assert done.out == f"{path}: the same, byte for byte; not replayed: words\n"
    none = replay(path, env={"ANNOTATE_PLUGINS": ""})
    assert none.returncode == 2
    assert "it is not installed" in none.err


def test_a_plugin_file_is_taken_from_the_command_line_only(annotate_cli, plugin_file, tmp_path):
    plugin = plugin_file("capitals", CAPITALS)
    (tmp_path / "pont.txt").write_text(TEXT)
    assert annotate_cli("run", "pont.txt", "--plugin-file", plugin, "-o", "a.tei.xml").returncode == 0
    alone = annotate_cli("replay", "a.tei.xml")
    assert alone.returncode == 2
    assert "it is not installed (capitals.py 0+sha256." in alone.err
    assert annotate_cli("replay", "a.tei.xml", "--trust").returncode == 2
    assert annotate_cli("replay", "a.tei.xml", "--plugin-file", plugin).returncode == 0
    plugin_file("capitals", CAPITALS.replace("[a-z]", "[a-z-]"))
    changed = annotate_cli("replay", "a.tei.xml", "--plugin-file", plugin)
    assert changed.returncode == 1
    assert "capitals: the file names capitals.py 0+sha256." in changed.err


def test_a_setting_that_names_a_file_is_not_used_unasked(annotated, replay, tmp_path):
    (tmp_path / "list.txt").write_text("pont")
    path = annotated("--set", "words.list=list.txt")
    done = replay(path)
    assert (done.returncode, done.out) == (2, f"{path}: not replayed\n")
    assert done.said == [
        f"annotate: {path}: words.list: 'list.txt' may be a file, an address or a program; "
        "look at it, then allow it: --trust"
    ]
    assert replay(path, "--trust").returncode == 0


class Lists:
    """Does nothing, with settings of every kind."""

    @dataclass(frozen=True)
    class Settings:
        model: str = "models/own.bin"
        lists: tuple[str, ...] = ()
        labels: dict[str, str] | None = None
        least: float = 0.5

    provides = ("a",)

    def __init__(self, settings):
        pass

    @hookimpl
    def annotate_document(self, document):
        return ()


@pytest.mark.parametrize(
    "value",
    [
        *("/etc/passwd", "../list", "~", "list.txt", "C:\\list", "evil.example:80", "http://evil.example/"),
        *("(a+)+$", "a\nb", "\N{FULLWIDTH SOLIDUS}etc", "here", "x" * 300, b"/bin"),
    ],
)
@pytest.mark.parametrize("within", [lambda v: v, lambda v: ["un", v], lambda v: {"a": {"b": [v]}}, lambda v: {v: "a"}])
def test_what_could_be_a_file_an_address_or_a_pattern_is_doubtful(tmp_path, monkeypatch, value, within):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path)
    [(key, _)] = doubtful(checked_plugin(Lists), {"labels": within(value)})
    assert key == "labels"


def test_names_days_and_numbers_pass_and_so_do_a_plugins_own_defaults(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own = {"model": "models/own.bin", "lists": ["un", "eu@2026-02-27", "un@all"], "labels": {"PER": "person"}}
    assert list(doubtful(checked_plugin(Lists), {**own, "least": 0.7})) == []


@pytest.mark.parametrize(
    ("job", "complaint"),
    [
        ("", "there is no job in the file"),
        ("{", "is not YAML"),
        ("[" * 5000, "is not YAML"),
        ("version: 1\nannotators: &a {words: {word: [*a, *a]}}", "aliases"),
        ("version: 2\nannotators: {words: {}}", "version 1"),
        ("just words", "version 1"),
        ("version: 1", "names no annotators"),
        ("version: 1\nannotators: {words: 3}", "no mapping"),
        (f"version: {'9' * 5000}", "is not YAML"),
        ("!!python/object/apply:os.system ['true']", "is not YAML"),
    ],
)
def test_what_is_no_job_is_refused_in_a_sentence(job, complaint):
    with pytest.raises(UsageError, match=complaint) as raised:
        recorded_jobs(job)
    assert "\n" not in str(raised.value)


def test_a_setting_that_the_plugin_does_not_have_any_more_is_told(annotated, replay):
    path = annotated()
    path.write_bytes(path.read_bytes().replace(b"word: pont", b"wort: pont"))
    done = replay(path)
    assert done.returncode == 2
    assert "annotators.words.wort: unknown key; did you mean 'word'?" in done.err


def test_a_merged_file_is_replayed_with_the_jobs_of_all_its_parts(annotate_cli, annotated, replay, installed):
    words, capitals = annotated("-p", "words", name="a.tei.xml"), annotated("-p", "capitals", name="b.tei.xml")
    assert annotate_cli("merge", words, capitals, "-o", "both.tei.xml", env=installed.env).returncode == 0
    done = replay("both.tei.xml")
    assert (done.returncode, done.err) == (0, "")
    assert done.out == "both.tei.xml: the same, byte for byte\n"


def test_of_jobs_that_disagree_on_a_plugin_it_is_not_known_which_made_the_layer(annotate_cli, annotated, replay):
    one = annotated(name="a.tei.xml")
    other = annotated("--set", "words.word=Un", name="b.tei.xml")
    assert annotate_cli("merge", one, other, "--layer", f"capital={one}", "-o", "both.tei.xml").returncode == 0
    done = replay("both.tei.xml")
    assert done.returncode == 2
    assert "words is not replayed: the file holds several jobs, which give it different settings" in done.err
    assert done.out.endswith("not replayed: words\n")
    assert "[" not in done.out


def test_what_select_left_out_does_not_count_and_what_it_kept_does(annotate_cli, annotated, replay, installed):
    path = annotated()
    assert annotate_cli("select", path, "--layer", "word", "-o", "part.tei.xml").returncode == 0
    done = replay("part.tei.xml")
    assert done.returncode == 0, done.out
    assert done.out == "part.tei.xml: the same, but for what annotate select took out\n"
    installed.install("words", WORDS.replace('found", score=0.5', 'found", score=0.75'), target="Words")
    changed = replay("part.tei.xml")
    assert changed.returncode == 1
    assert [line for line in changed.out.splitlines() if "score" in line] == ["    score: 0.5 → 0.75"] * 2


def test_a_reanchored_file_is_replayed_on_its_new_text(annotate_cli, annotated, replay, tmp_path):
    path = annotated()
    (tmp_path / "new.txt").write_text("Le pont ferme.\nAutre chose, et un pont à Quimper.\n")
    assert annotate_cli("reanchor", path, "new.txt", "-o", "new.tei.xml").returncode == 0
    done = replay("new.tei.xml")
    assert done.returncode == 0, done.out
    assert done.out == "new.tei.xml: the same, but for what annotate reanchor took out\n"


def test_annotations_that_no_job_accounts_for_are_kept_and_named(annotated, replay, tmp_path):
    path = annotated()
    changed = path.read_text("utf-8").replace(">capitals<", ">a reader<").replace("#app.capitals", "#app.core")
    path.write_text(changed, "utf-8", newline="")
    done = replay(path)
    assert done.returncode == 2
    assert "a reader is not replayed: no job in the file names it" in done.err
    assert "- [capital" not in done.out


def test_one_bad_file_among_several_is_told_and_the_others_are_replayed(annotated, replay, tmp_path):
    good = annotated(name="out/a.tei.xml")
    bad = tmp_path / "out" / "b.tei.xml"
    bad.write_bytes(good.read_bytes().replace(b"ferme", b"ouvre"))
    (tmp_path / "out" / "c.tei.xml").write_text("no xml")
    done = replay("out")
    assert done.returncode == 2
    assert [line.rpartition(": ")[2] for line in done.out.splitlines()] == [
        "the same, byte for byte",
        "not replayed",
        "not replayed",
    ]
    assert "its sha256 differs from the header's" in done.err
    assert done.said[-1] == "3 files: 1 the same, 0 different, 2 not replayed"


def test_the_new_file_is_written_where_it_is_asked_for_and_never_over_an_input(annotated, replay, installed, tmp_path):
    path = annotated()
    assert replay(path, "-o", "new.tei.xml").returncode == 0
    assert (tmp_path / "new.tei.xml").read_bytes() == path.read_bytes()
    over = replay(path, "-o", path)
    assert over.returncode == 2
    assert "is an input" in over.err
    assert replay(path, "-o", "out/").returncode == 0
    assert (tmp_path / "out" / "pont.tei.xml").read_bytes() == path.read_bytes()


def test_json_has_everything(annotated, replay, installed):
    path = annotated()
    assert replay(path, "--json").records == [
        {
            "file": str(path),
            "verdict": "same",
            "identical": True,
            "remarks": [],
            "kept": {},
            "afterwards": [],
            "changes": [],
        }
    ]
    installed.install("capitals", CAPITALS.replace("[a-z]+", "[a-z]{3,}"), target="Capitals")
    [record] = replay(path, "--json").records
    assert (record["verdict"], record["identical"]) == ("different", False)
    assert {change["what"] for change in record["changes"]} == {"annotation", "entity"}
    absent = replay(path, "--json", env={"ANNOTATE_PLUGINS": ""})
    assert absent.records[0]["verdict"] == "not replayed"
    assert "not installed" in absent.records[0]["problem"]


def test_bytes_that_differ_although_the_file_says_the_same_are_pointed_out(annotated, replay):
    path = annotated()
    path.write_bytes(path.read_bytes().replace(b"<title>", b"<title >"))
    done = replay(path)
    assert done.returncode == 0
    line = path.read_bytes().split(b"<title >")[0].count(b"\n") + 1
    assert done.out == f"{path}: the same; its bytes differ from line {line} on\n"


def test_a_failure_that_does_not_come_again_is_a_difference(annotate_cli, installed, replay, tmp_path):
    installed.install("words", WORDS.replace("for word in", "1 / 0\n            for word in"), target="Words")
    (tmp_path / "pont.txt").write_text(TEXT)
    assert annotate_cli("run", "pont.txt", "-o", "a.tei.xml", env=installed.env).returncode == 1
    assert replay("a.tei.xml").out == "a.tei.xml: the same, byte for byte\n"
    installed.install("words", WORDS, target="Words")
    done = replay("a.tei.xml")
    assert done.returncode == 1
    assert "    outcome: failed: ZeroDivisionError: division by zero → ok" in done.out


def test_nothing_that_a_terminal_would_obey_is_printed(annotated, replay):
    path = annotated("--set", "words.word=placeholder")
    path.write_bytes(path.read_bytes().replace(b"word: placeholder", b'"wo\\u202erd": "\\u001b[31m/"'))
    done = replay(path)
    assert done.returncode == 2
    assert b"\x1b" not in done.stderr
    assert "\u202e" not in done.err


@pytest.mark.model
def test_the_seed_is_reproduced_byte_for_byte(annotate_cli, shared):
    article = next((shared / "articles").glob("000_*.txt"))
    every = {"ANNOTATE_PLUGINS": None}
    assert annotate_cli("run", article, "--date", "2024-02-20", "-o", "seed.tei.xml", env=every).returncode == 0
    done = annotate_cli("replay", "seed.tei.xml", env=every)
    assert (done.returncode, done.out) == (0, "seed.tei.xml: the same, byte for byte\n")


def test_what_was_corrected_by_hand_stays_and_the_rest_comes_out_again(annotate_cli, annotated, replay, tmp_path):
    path = annotated()
    assert annotate_cli("convert", path, "-t", "brat", "-t", "text", "-o", "b/").returncode == 0
    [ann] = (tmp_path / "b").glob("*.ann")
    lines = ann.read_text("utf-8").splitlines(keepends=True)
    without = [line for line in lines if not (line.startswith("T") and line.split("\t")[1].endswith(" 3 7"))]
    assert len(without) < len(lines)
    gone = {line.split("\t")[0] for line in lines} - {line.split("\t")[0] for line in without}
    ann.write_text("".join(line for line in without if not gone & set(line.split())), "utf-8")
    done = annotate_cli("correct", path, ann, "--by", "Anne Martin", "-o", "c.tei.xml")
    assert done.returncode == 0, done.err
    replayed = replay("c.tei.xml")
    assert replayed.returncode == 2
    assert "is not replayed: who corrects is no plugin" in replayed.err
    assert replayed.out.startswith("c.tei.xml: the same, but for what ")
    assert "[word" not in replayed.out
