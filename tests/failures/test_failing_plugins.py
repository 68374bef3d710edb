"""Plugins that fail at work: the other layers are written, and the file says what is missing and why."""

from __future__ import annotations

import pytest
from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
CATASTROPHE = "__import__('re').match(r'(a+)+$', 'a' * 40 + 'b')"


def said_in_the_header(tei):
    """Plugin -> outcome and reason, from the header."""
    found = {}
    for application in etree.fromstring(tei).iter(f"{TEI}application"):
        outcome = application.findtext(f"{TEI}p/{TEI}idno[@type='outcome']")
        found[application.get("ident")] = (outcome, application.findtext(f"{TEI}p/{TEI}note", ""))
    return found


@pytest.mark.parametrize("workers", [[], ["-j", "2"]], ids=["here", "in workers"])
@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("raise ValueError('no such thing')", "ValueError: no such thing"),
        ("raise SystemExit(0)", "SystemExit: 0"),
        (
            "yield Annotation('bad', (5, 500))",
            "span (5, 500) in layer 'bad' is outside the text of 9 code points",
        ),
        (
            "yield Annotation('first', (0, 1))",
            "yielded layer 'first', which it does not provide (it provides: bad)",
        ),
    ],
)
def test_one_plugin_fails_the_others_layers_are_written(annotate_cli, article, works, fails, what, why, workers):
    done = annotate_cli("run", article, "--plugin-file", works, "--plugin-file", fails(what), *workers)
    assert done.returncode == 1
    assert done.said == [f"annotate: a.txt: partial: bad: {why}"]
    header = said_in_the_header(done.stdout)
    assert header["works"] == ("ok", "")
    assert header["bad"] == ("failed", why)
    assert [s.get(ID) for s in etree.fromstring(done.stdout).iter(f"{TEI}standOff")] == ["layer.first"]


def test_a_plugin_that_hangs_is_given_up_after_the_timeout(annotate_cli, article, works, fails):
    bad = fails(CATASTROPHE)
    done = annotate_cli("run", article, "--plugin-file", works, "--plugin-file", bad, "--timeout", "1", timeout=30)
    assert done.returncode == 1
    header = said_in_the_header(done.stdout)
    assert header["works"] == ("ok", "")
    assert header["bad"] == ("timeout", "it took longer than 1 s")
    assert done.said == ["annotate: a.txt: partial: bad: it took longer than 1 s"]


def test_loading_does_not_count_against_the_timeout(annotate_cli, article, plugin_file):
    slow = plugin_file(
        "slow",
        """
        import time
        from annotate import Annotation, hookimpl
        provides = {"slow"}

        @hookimpl
        def annotate_setup():
            time.sleep(1.5)

        @hookimpl
        def annotate_document(document):
            yield Annotation("slow", (0, 1))
        """,
    )
    done = annotate_cli("run", article, "--plugin-file", slow, "--timeout", "1", timeout=30)
    assert (done.returncode, done.err) == (0, "")
    assert said_in_the_header(done.stdout)["slow"] == ("ok", "")


def test_a_plugin_that_crashes_its_process_loses_only_its_own_layer(annotate_cli, article, works, fails):
    bad = fails("__import__('ctypes').string_at(0)")
    done = annotate_cli("run", article, "--plugin-file", works, "--plugin-file", bad, "-j", "2")
    assert done.returncode == 1
    header = said_in_the_header(done.stdout)
    assert header["works"] == ("ok", "")
    assert header["bad"] == ("failed", "its process died (SIGSEGV)")
    assert done.said == ["annotate: a.txt: partial: bad: its process died (SIGSEGV)"]


def stream(count, bad=()):
    return "".join(
        f'{{"id": "{n}", "text": "{"bad" if n in bad else "fine"} {n}", "language": "fr"}}\n' for n in range(count)
    ).encode()


def test_of_many_documents_only_those_suffer_on_which_the_plugin_crashed(annotate_cli, works, fails):
    bad = fails("__import__('os').kill(__import__('os').getpid(), 9)", when="document.text.startswith('bad')")
    args = ["run", "-", "-t", "jsonl", "--plugin-file", works, "--plugin-file", bad, "-j", "2"]
    done = annotate_cli(*args, stdin=stream(40, bad={3, 20}))
    assert done.returncode == 1
    assert [r["id"] for r in done.records] == [str(n) for n in range(40)]
    without = [r["id"] for r in done.records if {a["layer"] for a in r["annotations"]} == {"first"}]
    assert without == ["3", "20"]
    assert all(r["annotations"] for r in done.records)
    assert sum("its process died (SIGKILL)" in line for line in done.said) == 2


@pytest.mark.parametrize(
    ("what", "options", "outcome"),
    [
        ("__import__('ctypes').string_at(0)", ["-j", "2"], ("failed", "its process died (SIGSEGV)")),
        (CATASTROPHE, ["--timeout", "1"], ("timeout", "it took longer than 1 s")),
        ("1 / 0", [], ("failed", "ZeroDivisionError: division by zero")),
    ],
)
def test_so_it_is_if_the_plugin_fails_while_it_looks_ahead(
    annotate_cli, article, works, plugin_file, what, options, outcome
):
    bad = plugin_file(
        "bad",
        f"""
        from annotate import hookimpl
        provides = {{"bad"}}

        @hookimpl
        def annotate_prepare(documents):
            {what}

        @hookimpl
        def annotate_document(document): ...
        """,
    )
    done = annotate_cli("run", article, "--plugin-file", works, "--plugin-file", bad, *options, timeout=30)
    assert done.returncode == 1
    header = said_in_the_header(done.stdout)
    assert header["works"] == ("ok", "")
    assert header["bad"] == outcome


def test_two_plugins_may_crash_on_one_document(annotate_cli, article, works, fails):
    crash = "__import__('os')._exit(7)"
    files = [works, fails(crash), fails(crash.replace("7", "8"), name="worse")]
    files[2].write_text(files[2].read_text().replace('"bad"', '"worse"'))
    args = [argument for path in files for argument in ("--plugin-file", path)]
    done = annotate_cli("run", article, *args, "-j", "2")
    assert done.returncode == 1
    header = said_in_the_header(done.stdout)
    assert header["works"][0] == "ok"
    assert header["bad"] == ("failed", "its process died (exit status 7)")
    assert header["worse"] == ("failed", "its process died (exit status 8)")


def test_workers_that_die_before_they_can_work_stop_the_job_in_one_line(annotate_cli, plugin_file, tmp_path):
    bad = plugin_file(
        "bad",
        f"""
        import os
        from annotate import hookimpl
        provides = {{"bad"}}

        @hookimpl
        def annotate_setup():
            with open({str(tmp_path / "starts")!r}, "a") as out:
                out.write("x")
            os._exit(9)

        @hookimpl
        def annotate_document(document): ...
        """,
    )
    done = annotate_cli("run", "-", "-t", "jsonl", "--plugin-file", bad, "-j", "2", stdin=stream(50), timeout=30)
    assert done.returncode == 3
    assert done.said == [
        "annotate: stopped: worker processes die while they load bad (exit status 9); "
        "run one document without -j and --timeout to see why"
    ]
    assert len((tmp_path / "starts").read_text()) < 30, "workers were started again and again"


def test_skip_leaves_a_document_out_whose_plugin_failed(annotate_cli, works, fails):
    bad = fails("1 / 0", when="document.text.startswith('bad')")
    args = ["run", "-", "-t", "jsonl", "--plugin-file", works, "--plugin-file", bad]
    done = annotate_cli(*args, "--on-error", "skip", stdin=stream(3, bad={1}))
    assert done.returncode == 1
    assert [r["id"] for r in done.records] == ["0", "2"]
    assert "1: failed: bad: ZeroDivisionError: division by zero" in done.said[0]


def test_fail_ends_the_job_at_the_first_failure(annotate_cli, works, fails):
    bad = fails("1 / 0", when="document.text.startswith('bad')")
    args = ["run", "-", "-t", "jsonl", "--plugin-file", works, "--plugin-file", bad]
    done = annotate_cli(*args, "--on-error", "fail", stdin=stream(5, bad={2}))
    assert done.returncode == 3
    assert [r["id"] for r in done.records] == ["0", "1"]
    assert any(line.startswith("annotate: stopped: 2 failed") for line in done.said)


def test_a_writer_that_breaks_costs_its_document_only(annotate_cli, plugin_file):
    writer = plugin_file(
        "odd",
        """
        from annotate import hookimpl
        from annotate.writers import Format
        formats = {"odd": Format(".odd", stream=True)}
        @hookimpl
        def annotate_write(document, out):
            out.write(document.text.removeprefix("bad").encode("ascii") if "bad" in document.text else b"x\\n")
            1 / (document.id != "1")
        """,
    )
    done = annotate_cli("run", "-", "-t", "odd", "--plugin-file", writer, stdin=stream(3))
    assert (done.returncode, done.out) == (1, "x\nx\n")
    assert "1: failed: writer odd: ZeroDivisionError: division by zero" in done.said[0]


@pytest.mark.parametrize("options", [["-j", "2"], ["--timeout", "30"], ["-j", "2", "--timeout", "30"]])
def test_however_the_work_is_done_the_bytes_are_the_same(annotate_cli, works, fails, options):
    bad = fails("raise ValueError(object())", when="document.text.startswith('bad')")
    args = ["run", "-", "-t", "jsonl", "--plugin-file", works, "--plugin-file", bad]
    stdin = stream(60, bad={5, 17, 18, 59}) + b"not JSON\n" + stream(3).replace(b'"id": "', b'"id": "z')
    here = annotate_cli(*args, stdin=stdin)
    there = annotate_cli(*args, *options, stdin=stdin)
    assert (here.returncode, there.returncode) == (1, 1)
    assert [r["id"] for r in here.records] == [*map(str, range(60)), "z0", "z1", "z2"]
    assert there.stdout == here.stdout

    def failures(done):
        return [line for line in done.said if ": partial: " in line or ": failed: " in line]

    assert failures(there) == failures(here)
    assert len(failures(here)) == 5


@pytest.mark.parametrize("options", [[], ["-j", "2"]])
def test_the_same_input_gives_the_same_tei(annotate_cli, works, tmp_path, options):
    for out in ("one", "two"):
        done = annotate_cli(
            "run", "-", "-o", out, "--plugin-file", works, *(options if out == "two" else []), stdin=stream(20)
        )
        assert done.returncode == 0
    files = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert len(files) == 20
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
