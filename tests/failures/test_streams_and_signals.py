"""Pipes whose other end goes away, and users who change their mind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

SLOW = """
    import time
    from annotate import hookimpl
    provides = {"slow"}

    @hookimpl
    def annotate_document(document):
        time.sleep(60 if document.text == "sleep" else 0)
"""


def line(id, text="Bonjour."):
    return json.dumps({"id": id, "text": text, "language": "fr"}).encode() + b"\n"


def test_a_line_is_answered_before_the_next_is_sent(annotate_process, works):
    process = annotate_process("run", "-", "-t", "jsonl", "--plugin-file", works)
    for id in ("a", "b", "c"):
        process.stdin.write(line(id))
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == id
    process.stdin.close()
    assert process.wait(10) == 0
    assert process.stderr.read() == b""


@pytest.mark.parametrize("options", [[], ["-j", "2"]])
def test_what_a_plugin_prints_does_not_get_among_the_results(annotate_cli, article, plugin_file, options):
    loud = plugin_file(
        "loud",
        """
        from annotate import hookimpl
        print("imported")
        provides = {"loud"}

        @hookimpl
        def annotate_setup():
            print("set up")

        @hookimpl
        def annotate_document(document):
            print("at work")
            yield from ()
        """,
    )
    done = annotate_cli("run", article, "-t", "jsonl", "--plugin-file", loud, *options)
    assert done.returncode == 0
    assert [r["id"] for r in done.records] == ["a"]
    assert {"imported", "set up", "at work"} == set(done.said)


def test_when_the_reader_of_the_pipe_goes_away_it_is_141_and_silent(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"".join(line(str(n), "Bonjour. " * 100) for n in range(2000)))
    for options in ("", "-j 2"):
        command = f"{sys.executable} -m annotate run a.jsonl -t jsonl {options} | head -n 1; echo ${{PIPESTATUS[0]}}"
        env = {**os.environ, "ANNOTATE_PLUGINS": ""}
        done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, env=env, timeout=60)
        first, status = done.stdout.splitlines()
        assert json.loads(first)["id"] == "0"
        assert (status, done.stderr) == (b"141", b"")


def test_help_into_a_closed_pipe_is_silent(tmp_path):
    command = f"{sys.executable} -m annotate plugins list | true"
    env = {**os.environ, "ANNOTATE_PLUGINS": ""}
    assert subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, env=env, timeout=60).stderr == b""


def group_of(process):
    """The processes of a group that are left."""
    done = subprocess.run(["ps", "-o", "pid=,stat=", "-g", str(process.pid)], capture_output=True, text=True)
    return [row for row in done.stdout.splitlines() if " Z" not in row]


def wait_until_empty(process):
    for _ in range(50):
        if not group_of(process):
            return []
        time.sleep(0.1)
    return group_of(process)


@pytest.fixture
def sleeping(annotate_process, plugin_file, tmp_path):
    """A command that has written one document and hangs in the second."""

    def start(*options):
        slow = plugin_file("slow", SLOW)
        process = annotate_process("run", "-", "--plugin-file", slow, *options)
        process.stdin.write(line("a") + b"".join(line("sleep", "sleep") for _ in range(1)))
        process.stdin.close()
        return process

    return start


@pytest.mark.parametrize("options", [[], ["--timeout", "50"]], ids=["here", "in workers"])
def test_ctrl_c_is_130_with_one_line_and_leaves_no_process(sleeping, options):
    process = sleeping("-t", "jsonl", *options)
    assert json.loads(process.stdout.readline())["id"] == "a"
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(10) == 130
    assert process.stderr.read() == b"annotate: interrupted\n"
    assert wait_until_empty(process) == []


@pytest.mark.parametrize("delay", [0, 0.05, 0.1, 0.2])
def test_ctrl_c_while_workers_start_is_as_quiet(annotate_process, plugin_file, delay):
    process = annotate_process("run", "-", "-t", "jsonl", "-j", "2", "--plugin-file", plugin_file("slow", SLOW))
    process.stdin.write(line("sleep", "sleep") * 40)
    process.stdin.close()
    deadline = time.monotonic() + 10
    while len(group_of(process)) < 3 and time.monotonic() < deadline:  # itself, multiprocessing's tracker, a worker
        time.sleep(0.01)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(10) == 130
    assert process.stderr.read() == b"annotate: interrupted\n"
    assert wait_until_empty(process) == []


@pytest.mark.parametrize("options", [[], ["--timeout", "50"]], ids=["here", "in workers"])
def test_terminated_is_143_and_leaves_no_process(sleeping, options):
    process = sleeping("-t", "jsonl", *options)
    assert json.loads(process.stdout.readline())["id"] == "a"
    time.sleep(0.3)
    process.terminate()
    assert process.wait(10) == 143
    assert b"Traceback" not in process.stderr.read()
    assert wait_until_empty(process) == []


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_what_was_begun_is_not_left_lying_about(sleeping, tmp_path, stop):
    (tmp_path / "all.jsonl").write_text("old")
    process = sleeping("-t", "jsonl", "-o", "all.jsonl")
    deadline = time.monotonic() + 10
    while not list(tmp_path.glob(".all.jsonl.*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    os.killpg(process.pid, stop)
    assert process.wait(10) in (130, 143)
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix != ".py" and p.name != "__pycache__") == ["all.jsonl"]
    assert (tmp_path / "all.jsonl").read_text() == "old"
