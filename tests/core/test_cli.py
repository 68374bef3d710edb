"""The command line: help, versions, what is imported, completion, the commands that do not annotate."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import annotate
from annotate import readers, writers
from annotate.cli import COMMANDS, cli

READERS = [name for name, _ in readers.BUILTIN]
FORMATS = [name for name, _ in writers.BUILTIN]
HEAVY = {"spacy", "lxml.html", "pydantic", "trafilatura", "thinc", "numpy"}


def imported(*args, env):
    """The modules that ``annotate ARGS`` has imported at its end, in a process of its own."""
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('\\n'.join(sys.modules), file=sys.stderr))\n"
        "sys.argv[0] = 'annotate'\n"
        "from annotate.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, args)], capture_output=True, text=True, env=env, input="", timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()), done.stdout


@pytest.fixture
def environment(monkeypatch):
    """With all installed plugins."""
    import os

    monkeypatch.delenv("ANNOTATE_PLUGINS", raising=False)
    return dict(os.environ)


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["run", "--help"], ["plugins", "list"]])
def test_asking_about_the_tool_imports_nothing_heavy(args, environment):
    modules, out = imported(*args, env=environment)
    assert "annotate" in out
    assert "annotate.cli" in modules
    assert HEAVY & modules == set()


def test_a_run_without_the_entities_plugin_does_not_import_spacy(environment, tmp_path):
    (tmp_path / "a.txt").write_text("Le maire a signé l'arrêté le 3 mai 2023.\n", encoding="utf-8")
    modules, out = imported("run", tmp_path / "a.txt", "-p", "dates", "--language", "fr", env=environment)
    assert "<TEI" in out
    assert not {"spacy", "thinc", "trafilatura"} & modules


def test_a_run_without_settings_does_not_import_pydantic(annotate_cli, plugin_file, tmp_path, environment):
    tags = plugin_file(
        "tags",
        """
        from annotate import hookimpl
        provides = {"tag"}
        @hookimpl
        def annotate_document(document): ...
        """,
    )
    (tmp_path / "a.txt").write_text("Bonjour.\n")
    modules, _ = imported("run", tmp_path / "a.txt", "--plugin-file", tags, env=environment | {"ANNOTATE_PLUGINS": ""})
    assert HEAVY & modules == set()


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS), ["plugins", "list"], ["plugins", "check"]])
def test_every_command_has_a_help_that_says_what_it_is_for(annotate_cli, command):
    done = annotate_cli(*command, "--help")
    assert done.returncode == 0
    assert done.err == ""
    assert done.out.startswith("Usage: ")
    assert len(done.out.splitlines()) > 4
    assert annotate_cli(*command, "-h").out == done.out


def test_the_help_lists_every_command_with_a_line(annotate_cli):
    out = annotate_cli("--help").out
    for name, line in COMMANDS.items():
        assert name in out
        assert " ".join(line.split()) in " ".join(out.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name):
    import click

    command = cli.get_command(click.Context(cli), name)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts}"


def test_the_version(annotate_cli):
    assert annotate_cli("--version").out == f"annotate {annotate.__version__}\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["rnu"], "No such command 'rnu'"),
        (["run", "--dat", "2024"], "--dat"),
        (["run", "a.txt", "--date", "20 février"], "'20 février' is not a date; write it as 2024-02-20"),
        (["run", "a.txt", "--date", "2023-02-29"], "'2023-02-29' is not a date"),
        (["run", "a.txt", "-j", "0"], "0"),
        (["run", "a.txt", "--timeout", "0"], "0"),
        (["run", "a.txt", "--on-error", "cry"], "cry"),
        (["run", "a.txt", "--set", "zone=Europe/Paris"], "write it as PLUGIN.KEY=VALUE"),
        (["run", "a.txt", "--set", "tags.a"], "write it as PLUGIN.KEY=VALUE"),
        (["run", "a.txt", "--set", "tags.a=[1"], "--set tags.a=[1: the value is not YAML"),
        (["run", "a.txt", "--set", "nobody.a=1"], "nobody: unknown annotator"),
        (["run", "a.txt", "-p", "nobody"], "nobody: unknown annotator"),
        (["run", "a.txt", "-t", "docx"], f"unknown output format 'docx'; there are: {', '.join(sorted(FORMATS))}"),
        (["convert", "a.tei.xml"], "Missing option '-t'"),
        (["convert", "nowhere.tei.xml", "-t", "csv"], "nowhere.tei.xml: no such file"),
        (["convert", "a.txt", "-t", "docx"], f"unknown output format 'docx'; there are: {', '.join(sorted(FORMATS))}"),
        (["convert", "a.txt", "-t", "csv", "-t", "brat"], "several formats need a folder: -o DIR"),
        (
            ["run", "a.txt", "-f", "xls"],
            f"unknown input format 'xls'; there are: {', '.join(sorted(name for name, _ in readers.BUILTIN))}",
        ),
        (["run", "a.txt", "--plugin-file", "nowhere.py"], "nowhere.py: no such plugin file"),
        (["run", "-c", "nowhere.yaml"], "nowhere.yaml: No such file or directory"),
        (["run", "-", "-"], "can be read once only"),
        (["run", "a.txt", "-t", "tei", "-t", "jsonl"], "several formats need a folder: -o DIR"),
        (["batch"], "JOB.yaml"),
        (["batch", "nowhere.yaml"], "nowhere.yaml: No such file or directory"),
        (["batch", "nowhere.yaml", "--max-errors", "few"], "20 or 5%"),
        (["validate", "nowhere.tei.xml"], "nowhere.tei.xml: no such file"),
        (["extract", "nowhere.tei.xml"], "nowhere.tei.xml: No such file or directory"),
    ],
)
def test_a_wrong_command_is_2_says_why_and_writes_nothing(annotate_cli, tmp_path, args, said):
    (tmp_path / "a.txt").write_text("Bonjour.\n")
    done = annotate_cli(*args)
    assert done.returncode == 2
    assert said in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_verbose_adds_the_traceback_and_keeps_the_exit_status(annotate_cli):
    done = annotate_cli("-v", "run", "-p", "nobody")
    assert done.returncode == 2
    assert "Traceback" in done.err
    assert done.said[-1].endswith("nobody: unknown annotator; there are: none")


def test_a_setting_is_read_as_in_a_job_file(annotate_cli, plugin_file):
    plugin = plugin_file(
        "tags",
        """
        from dataclasses import dataclass
        from annotate import hookimpl

        @dataclass(frozen=True)
        class Settings:
            since: str = ""
            marks: tuple[str, ...] = ("#",)
            least: int = 1

        provides = {"tag"}

        @hookimpl
        def annotate_document(document): ...
        """,
    )
    given = ["--set", "tags.since=2024-02-20", "--set", "tags.marks=['#', '@']", "--set", "tags.least=3"]
    done = annotate_cli("explain", "--json", "--plugin-file", plugin, *given)
    assert json.loads(done.out)[0]["settings"] == {"since": "2024-02-20", "marks": ["#", "@"], "least": 3}
    done = annotate_cli("explain", "--plugin-file", plugin, "--set", "tags.leest=3", "--set", "tags.marks=x")
    assert done.returncode == 2
    assert done.said[0] == "annotate: annotators.tags.leest: unknown key; did you mean 'least'?"
    assert done.said[1].startswith("annotate: annotators.tags.marks: ")


def test_a_trace_shows_the_hook_calls(annotate_cli, plugin_file, tmp_path):
    plugin = plugin_file(
        "tags",
        "from annotate import hookimpl\nprovides = {'tag'}\n@hookimpl\ndef annotate_document(document): ...\n",
    )
    (tmp_path / "a.txt").write_text("Bonjour.\n")
    done = annotate_cli("run", "a.txt", "--plugin-file", plugin, env={"ANNOTATE_TRACE": "1"})
    assert done.returncode == 0
    assert any(line.startswith("annotate: debug: tags: ") for line in done.said)


def test_shell_completion(plugin_file, tmp_path):
    import os

    def complete(words):
        env = {"_ANNOTATE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
        code = "import sys; sys.argv[0] = 'annotate'; from annotate.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            env={**os.environ, "ANNOTATE_PLUGINS": "", **env},
            timeout=60,
        )
        assert done.stderr == ""
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    assert complete("annotate va") == ["validate"]
    assert "--timeout" in complete("annotate run --ti")
    assert complete("annotate run -t j") == ["jsonl"]


def test_explain_shows_the_order_and_the_reasons(annotate_cli, plugin_file):
    def source(provides, needs):
        return f"""
            from annotate import hookimpl
            provides = {{"{provides}"}}
            {needs}
            @hookimpl
            def annotate_document(document): ...
        """

    first = plugin_file("zulu", source("z", ""))
    second = plugin_file("alpha", source("a", "requires = {'z'}\n            uses = {'nothing'}"))
    args = ["explain", "--plugin-file", second, "--plugin-file", first]
    done = annotate_cli(*args)
    assert done.returncode == 0
    assert done.out.splitlines()[0].startswith("1. zulu (zulu.py ")
    assert "   requires z, from zulu" in done.out.splitlines()
    assert "   uses nothing, from nobody: it does without" in done.out.splitlines()
    plan = json.loads(annotate_cli(*args, "--json").out)
    assert [(step["plugin"], step["requires"]) for step in plan] == [("zulu", {}), ("alpha", {"z": ["zulu"]})]


def test_plugins_list_and_check(annotate_cli, site):
    site.install(
        "good", "from annotate import hookimpl\nprovides={'x'}\n@hookimpl\ndef annotate_document(document): ..."
    )
    site.install("bad", "import nothing_of_this_name")
    listed = annotate_cli("plugins", "list", "--json", env=site.env)
    assert [p["plugin"] for p in json.loads(listed.out)] == ["good", *READERS, *FORMATS]
    checked = annotate_cli("plugins", "check", env=site.env)
    assert checked.returncode == 1
    assert checked.out.splitlines()[0].startswith("good: ok (annotate-good 1.0, imported in ")
    assert checked.out.splitlines()[1].startswith("bad: it cannot be imported (ModuleNotFoundError")
    site.plugins = ["good"]
    assert annotate_cli("plugins", "check", env=site.env).returncode == 0


def test_a_plugin_can_add_commands(annotate_cli, site):
    site.install(
        "more",
        """
        import click
        from annotate import hookimpl

        @hookimpl
        def annotate_commands(cli):
            @cli.command("greet", short_help="Say hello.")
            def greet():
                click.echo("hello")
        """,
    )
    assert "Say hello." in annotate_cli("--help", env=site.env).out
    assert annotate_cli("greet", env=site.env).out == "hello\n"


def test_a_plugin_that_fails_to_add_its_commands_does_not_take_the_help_away(annotate_cli, site):
    site.install("more", "from annotate import hookimpl\n@hookimpl\ndef annotate_commands(cli):\n    1 / 0\n")
    done = annotate_cli("--help", env=site.env)
    assert done.returncode == 0
    assert done.said == [
        "annotate: warning: plugin 'more' of annotate-more cannot add its commands: ZeroDivisionError: division by zero"
    ]


def test_extract_gives_back_the_bytes(annotate_cli, tmp_path):
    data = b"\xef\xbb\xbfPremi\xe8re ligne\r\n\r\nfin\x00\n"
    (tmp_path / "a.txt").write_bytes(data)
    assert annotate_cli("run", "a.txt", "-o", "a.tei.xml").returncode == 0
    assert annotate_cli("extract", "a.tei.xml").stdout == data
    assert annotate_cli("extract", "a.tei.xml", "-o", "back.txt").stdout == b""
    assert (tmp_path / "back.txt").read_bytes() == data
    checked = annotate_cli("validate", "a.tei.xml")
    assert (checked.returncode, checked.out) == (0, "")


def test_the_two_ends_of_a_job_may_be_folders(annotate_cli, tmp_path):
    for name in ("a.txt", "sub/b.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text("Bonjour.\n")
    assert annotate_cli("run", "in", "-o", "out").returncode == 0
    assert sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*.xml")) == [
        "out/a.tei.xml",
        "out/sub/b.tei.xml",
    ]
    assert annotate_cli("validate", "out").returncode == 0


def test_a_batch_tells_what_it_did(annotate_cli, tmp_path, plugin_file):
    plugin_file(
        "tags",
        """
        from annotate import Annotation, hookimpl
        provides = {"tag"}
        @hookimpl
        def annotate_document(document):
            yield Annotation("tag", (0, 1 if "bad" not in document.text else 1000))
        """,
    )
    (tmp_path / "in").mkdir()
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text("bad\n" if n == 1 else "fine\n")
    (tmp_path / "job.yaml").write_text(
        "version: 1\ninput: {paths: in}\nannotators: {tags: }\nplugin_files: tags.py\n"
        "output: {dir: out}\nreport: out/report.jsonl\n"
    )
    listed = annotate_cli("batch", "job.yaml", "-n")
    assert [line.rpartition("/")[2] for line in listed.out.splitlines()] == ["0.txt", "1.txt", "2.txt"]
    assert not (tmp_path / "out").exists()
    done = annotate_cli("batch", "job.yaml")
    assert done.returncode == 1
    assert "3 documents: 2 ok, 1 partial" in done.said
    report = [json.loads(line) for line in (tmp_path / "out/report.jsonl").read_text().splitlines()]
    assert [(r["id"], r["status"]) for r in report] == [("0", "ok"), ("1", "partial"), ("2", "ok")]
    assert report[0]["annotations"] == {"tag": 1}
    assert "Traceback" in report[1]["traceback"]
    assert annotate_cli("batch", "job.yaml", "--max-errors", "0").returncode == 3
    assert "1 document: 1 ok" in annotate_cli("batch", "job.yaml", "--limit", "1").said


def test_observers_see_the_job_and_cannot_break_it(annotate_cli, tmp_path, plugin_file):
    watcher = plugin_file(
        "watcher",
        """
        import sys
        from annotate import hookimpl
        @hookimpl
        def annotate_job_started(names):
            print("started", list(names), file=sys.stderr)
        @hookimpl
        def annotate_document_done(outcome):
            raise ValueError(outcome.id)
        @hookimpl
        def annotate_job_finished(summary):
            print("finished", summary.total, file=sys.stderr)
        """,
    )
    (tmp_path / "a.txt").write_text("Bonjour.\n")
    done = annotate_cli("run", "a.txt", "-t", "jsonl", "--plugin-file", watcher)
    assert done.returncode == 0
    assert done.said == [
        "started []",
        "annotate: warning: plugin 'watcher' of watcher.py failed in annotate_document_done: ValueError: a",
        "finished 1",
    ]


def test_a_plugin_writes_its_own_format(annotate_cli, tmp_path, plugin_file):
    writer = plugin_file(
        "count",
        """
        from annotate import hookimpl
        from annotate.writers import Format
        formats = {"count": Format(".count", stream=True)}
        @hookimpl
        def annotate_write(document, out):
            out.write(b"%d\\n" % len(document.text))
        """,
    )
    (tmp_path / "a.txt").write_text("Bonjour.\n")
    assert annotate_cli("run", "a.txt", "-t", "count", "--plugin-file", writer).out == "9\n"
    assert annotate_cli("run", "a.txt", "-t", "count", "--plugin-file", writer, "-j", "2").out == "9\n"
