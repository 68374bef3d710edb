"""Job files: all that is wrong, at once, with lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from annotate.errors import JobError, UsageError
from annotate.job import FileList
from annotate.jobfile import load_job
from annotate.jobschema import schema
from annotate.plugins import load_registry
from annotate.source import Bounds

TAGS = """
    '''Finds tags.'''
    from dataclasses import dataclass, field
    from annotate import hookimpl

    @dataclass(frozen=True)
    class Settings:
        marks: str = field(default="#", metadata={"description": "What a tag begins with."})
        least: int = 1

    provides = {"tag"}

    @hookimpl
    def annotate_document(document): ...
"""

JOB = """
    version: 1
    input:
      paths: [articles/*.txt]
      date: 2024-02-20
    annotators:
      tags: {least: 2}
    plugin_files: [./tags.py]
    output: {dir: out}
"""


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch):
    monkeypatch.setenv("ANNOTATE_PLUGINS", "")
    yield
    sys.modules.pop("annotate_plugin_file_tags", None)


@pytest.fixture
def load(tmp_path, plugin_file):
    plugin_file("tags", TAGS)

    def load_(text):
        (tmp_path / "job.yaml").write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return load_job(tmp_path / "job.yaml")

    return load_


@pytest.fixture
def faults(load, tmp_path):
    """What is said of a job file, each fault without the folder's name."""

    def faults_(text):
        with pytest.raises(JobError) as caught:
            load(text)
        assert str(caught.value) == "\n".join(caught.value.problems)
        return [problem.replace(f"{tmp_path}/", "") for problem in caught.value.problems]

    return faults_


def test_a_job_file_becomes_a_job_relative_to_itself(load, tmp_path):
    job, registry = load(JOB)
    assert job.plan.names == ("tags",)
    assert job.plan.steps[0].settings.least == 2
    assert (job.inputs.base, job.inputs.paths) == (tmp_path, ("articles/*.txt",))
    assert (job.outputs.folder, job.outputs.formats) == (tmp_path / "out", ("tei",))
    assert (job.limits.jobs, job.limits.on_error, job.report) == (1, "partial", None)
    assert registry.annotators["tags"].place == str(tmp_path / "tags.py")


def test_a_date_stays_what_is_written(load):
    assert load(JOB)[0].inputs.date == "2024-02-20"
    assert load(JOB.replace("2024-02-20", "2024-02"))[0].inputs.date == "2024-02"


def test_the_header_says_what_bears_on_the_content(load):
    assert load(JOB)[0].header == (
        "version: 1\ninput:\n  date: '2024-02-20'\nannotators:\n  tags:\n    marks: '#'\n    least: 2\n"
    )


def test_everything_can_be_said(load, tmp_path):
    job, _ = load("""
        version: 1
        input:
          paths: a.txt
          exclude: "*.bak"
          language: fr
          date: {from: [filename, option], value: 2024-02-20}
          format: text
          encoding: cp1252
        annotators: {tags: }
        plugin_files: tags.py
        output: {dir: out, formats: [tei, jsonl]}
        run: {jobs: 2, timeout: 60, on_error: skip, max_errors: 5%}
        report: out/report.jsonl
    """)
    assert (job.inputs.exclude, job.inputs.language, job.inputs.encoding) == (("*.bak",), "fr", "cp1252")
    assert (job.inputs.date_from, job.inputs.date) == (("filename", "option"), "2024-02-20")
    assert (job.limits.jobs, job.limits.timeout, job.limits.max_errors) == (2, 60.0, "5%")
    assert job.report == tmp_path / "out/report.jsonl"


def test_a_misspelt_key_is_told_with_its_line_and_the_nearest(faults):
    assert faults(JOB.replace("paths:", "pathes:")) == [
        "job.yaml:2: input.paths: it is missing; or name a list of files in files_from",
        "job.yaml:3: input.pathes: unknown key; did you mean 'paths'?",
    ]


def test_an_unknown_annotator_is_told_with_its_line_and_the_nearest(faults):
    assert faults(JOB.replace("tags: {", "tagz: {")) == [
        "job.yaml:6: annotators.tagz: unknown annotator; did you mean 'tags'?"
    ]


def test_all_faults_are_told_at_once_in_the_order_of_their_lines(faults):
    found = faults("""
        version: 2
        inputs: {}
        input:
          paths: []
          date: {form: [option], value: yesterday}
        annotators:
          tags: {marcs: "@", least: few}
          nothing_like_it: {}
        plugin_files: [tags.py, missing.py]
        output: {dir: out, formats: [tei, josnl]}
        run:
          jobs: 0
          on_error: ignore
          max_errors: some
    """)
    assert [line.split(":")[1] for line in found] == sorted((line.split(":")[1] for line in found), key=int)
    expected = [
        "job.yaml:1: version: ",
        "job.yaml:2: inputs: unknown key; did you mean 'input'?",
        "job.yaml:4: input.paths: ",
        "job.yaml:5: input.date.form: unknown key; did you mean 'from'?",
        "job.yaml:5: input.date.value: 'yesterday' is not a date; write it as 2024-02-20",
        "job.yaml:7: annotators.tags.least: ",
        "job.yaml:7: annotators.tags.marcs: unknown key; did you mean 'marks'?",
        "job.yaml:8: annotators.nothing_like_it: unknown annotator; there are: tags",
        "job.yaml:9: plugin_files.1: ",
        "job.yaml:12: run.jobs: ",
        "job.yaml:13: run.on_error: ",
        "job.yaml:14: run.max_errors: ",
    ]
    for start in expected:
        assert any(line.startswith(start) for line in found), (start, found)


def test_an_unknown_format_is_told_with_the_nearest(faults):
    assert faults(JOB.replace("{dir: out}", "{dir: out, formats: [josnl]}")) == [
        "job.yaml:8: output.formats.0: unknown format 'josnl'; did you mean 'jsonl'?"
    ]
    assert faults(JOB.replace("date:", "format: txt\n      date:"))[0].startswith(
        "job.yaml:4: input.format: unknown format 'txt'; did you mean 'text'?"
    )


def test_a_key_that_stands_there_twice_is_told(faults):
    assert faults(JOB + "    output: {dir: elsewhere}\n") == ["job.yaml:9: output: the key stands here twice"]


def test_one_plugin_missing_a_layer_is_told_by_name(faults, plugin_file):
    plugin_file("tags", TAGS.replace('provides = {"tag"}', 'provides = {"tag"}\n    requires = {"syntax"}'))
    (fault,) = faults(JOB)
    assert "tags: it requires the layer 'syntax', which no installed plugin provides" in fault


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("a: [1, 2", "job.yaml:1: not YAML: "),
        ("version: 1\n\tinput: {}", "job.yaml:2: not YAML: "),
        ("a: !!python/object/apply:os.system [true]", "job.yaml:1: not YAML: "),
        ("{[a]: 1}", "job.yaml:1: not YAML: "),
        ("a: b\0c", "job.yaml:1: not YAML: "),
        ("- a\n- b", "job.yaml:1: a job file is a mapping of keys to values"),
        ("", "job.yaml:1: a job file is a mapping of keys to values"),
        ("just words", "job.yaml:1: a job file is a mapping of keys to values"),
        ("[" * 2000, "job.yaml:1: not YAML: "),
        ("a: &a [*a]", "job.yaml:1: "),
    ],
)
def test_what_is_no_job_file_is_one_line(load, tmp_path, text, start):
    with pytest.raises(JobError) as caught:
        load(text)
    assert caught.value.problems[0].replace(f"{tmp_path}/", "").startswith(start)
    assert all("\n" not in problem for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [
        ("{least: 2}", "[least]", "job.yaml:6: annotators.tags: "),
        ("{least: 2}", "{least: 2, 7: x}", "job.yaml:6: annotators.tags.7: unknown key"),
        ("version: 1", "version: 1\n    5: x", "job.yaml:2: 5: "),
        ("[articles/*.txt]", "{a: b}", "job.yaml:3: input.paths: "),
        ("[articles/*.txt]", "[{a: b}]", "job.yaml:3: input.paths.0: "),
        ("2024-02-20", "20240220", "job.yaml:4: input.date: "),
        ("2024-02-20", "2024-02-31", "job.yaml:4: input.date.value: '2024-02-31' is not a date"),
        ("{dir: out}", "out", "job.yaml:8: output: "),
        ("[./tags.py]", "[5, ./tags.py]", "job.yaml:7: plugin_files.0: "),
    ],
)
def test_a_wrong_type_is_told_where_it_stands(faults, old, new, start):
    found = faults(JOB.replace(old, new))
    assert any(fault.startswith(start) for fault in found), found


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: None, "No such file"),
        (Path.mkdir, "Is a directory"),
        (lambda path: path.write_bytes(b"a: \xff"), "not UTF-8"),
    ],
)
def test_a_job_file_that_cannot_be_read_is_one_line(tmp_path, make, why):
    make(tmp_path / "job.yaml")
    with pytest.raises(UsageError, match=why):
        load_job(tmp_path / "job.yaml")


def test_lists_of_files_globs_and_limits_can_be_said(load, tmp_path):
    inputs = load("""
        version: 1
        input:
          files_from: list.txt
          include: ["*.txt", "*.html"]
          exclude: drafts/*
          limits: {document: 2M, ratio: 50, depth: 1}
        annotators: {tags: }
        plugin_files: tags.py
        output: {dir: out}
    """)[0].inputs
    assert (inputs.paths, inputs.lists) == ((), (FileList("list.txt", tmp_path),))
    assert (inputs.include, inputs.exclude) == (("*.txt", "*.html"), ("drafts/*",))
    assert inputs.bounds == Bounds(document=2 << 20, ratio=50, depth=1)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("limits: {document: much}", "job.yaml:4: input.limits.document: 'much' is not a size such as 800M or 2G"),
        ("limits: {size: 5}", "job.yaml:4: input.limits.size: unknown key; there are: depth, document, ratio"),
        ("files_from: '-'\n      paths: '-'", "job.yaml:4: input.files_from: standard input (-) can be read once only"),
    ],
)
def test_what_is_wrong_with_inputs_is_told(faults, given, fault):
    found = faults(JOB.replace("date: 2024-02-20", given).replace("paths: [articles/*.txt]\n", "exclude: []\n", 1))
    assert any(line.startswith(fault) for line in found), found


def test_variables_of_the_environment_are_put_in(load, monkeypatch):
    monkeypatch.setenv("ARTICLES", "daily: [x]")
    monkeypatch.setenv("LEAST", "7")
    monkeypatch.setenv("EMPTY", "")
    job, _ = load("""
        version: 1
        input:
          paths: ["${ARTICLES}/*.txt", '${NO_SUCH_ONE:-a b}', "$${ARTICLES}", $ARTICLES]
          language: ${NO_SUCH_ONE:-}
          encoding: ${EMPTY:-cp1252}
        annotators:
          tags:
            least: ${LEAST}
            marks: "${LEAST}"
        plugin_files: [./tags.py]
        output: {dir: out}
    """)
    assert job.inputs.paths == ("daily: [x]/*.txt", "a b", "${ARTICLES}", "$ARTICLES")
    assert (job.inputs.language, job.inputs.encoding) == (None, "cp1252")
    settings = job.plan.steps[0].settings
    assert (settings.least, settings.marks) == (7, "7")


def test_variables_that_are_not_set_or_no_variables_are_all_told(faults, monkeypatch):
    monkeypatch.delenv("NO_SUCH_ONE", raising=False)
    found = faults("""
        version: 1
        input:
          paths:
            - a.txt
            - "${NO_SUCH_ONE}"
          encoding: "${1}"
        annotators: {tags: {marks: "${NO_SUCH_ONE"}}
        plugin_files: tags.py
        output: {dir: "${NO_SUCH_ONE}/out"}
    """)
    unset = "the environment variable NO_SUCH_ONE is not set; set it, or give a default: ${NO_SUCH_ONE:-…}"
    malformed = "write a variable as ${NAME} or ${NAME:-default}, and ${ itself as $${"
    assert found == [
        f"job.yaml:5: input.paths.1: {unset}",
        f"job.yaml:6: input.encoding: {malformed}",
        f"job.yaml:7: annotators.tags.marks: {malformed}",
        f"job.yaml:9: output.dir: {unset}",
    ]


def test_a_variable_without_quotes_in_a_list_is_told_how_to_write(faults):
    (fault,) = faults(JOB.replace("[articles/*.txt]", "[${ARTICLES}]"))
    assert fault.startswith("job.yaml:3: not YAML: ")
    assert fault.endswith("; inside [ ] or { }, a ${VARIABLE} stands in quotes")


def test_a_byte_order_mark_does_no_harm(load):
    assert load("\ufeff" + dedent(JOB).lstrip("\n"))[0].plan.names == ("tags",)


def test_the_schema_is_closed_everywhere_and_knows_the_plugins_settings(plugin_file):
    registry = load_registry(files=[plugin_file("tags", TAGS)])
    found = schema(registry)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    objects = [found, *found["$defs"].values(), found["properties"]["annotators"]["properties"]["tags"]["anyOf"][0]]
    for part in objects:
        if "properties" in part:
            assert part["additionalProperties"] is False, part
    settings = found["properties"]["annotators"]["properties"]["tags"]
    assert settings["description"] == "Finds tags."
    assert settings["anyOf"][0]["properties"]["marks"]["description"] == "What a tag begins with."
    assert found["required"] == ["version", "input", "annotators", "output"]
    for reference in _references(found):
        assert reference.removeprefix("#/$defs/") in found["$defs"]


def _references(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for item in node:
            yield from _references(item)


def test_the_schema_command_prints_json(annotate_cli):
    done = annotate_cli("schema")
    assert done.returncode == 0
    assert json.loads(done.out)["properties"]["version"]["const"] == 1
