"""Plugins that cannot be loaded: the tool works without them and says whose fault it is."""

from __future__ import annotations

import pytest

GOOD = """
    from annotate import Annotation, hookimpl
    provides = {"good"}
    @hookimpl
    def annotate_document(document):
        yield Annotation("good", (0, 1))
"""
HEAD = "from annotate import hookimpl\nprovides = {'bad'}\n"
BROKEN = {
    "import error": ("import nothing_of_this_name\n", "it cannot be imported (ModuleNotFoundError: "),
    "syntax error": ("def f(:\n", "it cannot be imported (SyntaxError: "),
    "exits": ("raise SystemExit(0)\n", "it cannot be imported (SystemExit: 0)"),
    "wrong argument": (
        HEAD + "@hookimpl\ndef annotate_document(doc): ...\n",
        "its annotate_document takes 'doc'; the hook's arguments are: document",
    ),
    "misspelt hook": (
        HEAD + "@hookimpl\ndef annotate_documents(document): ...\n",
        "there is no hook 'annotate_documents'; did you mean 'annotate_document'?",
    ),
    "no hookimpl": (
        HEAD + "def annotate_document(document): ...\n",
        "annotate_document lacks the decorator @hookimpl",
    ),
    "no layer": (
        HEAD.replace("{'bad'}", "()") + "@hookimpl\ndef annotate_document(document): ...\n",
        'it annotates but declares no layer; add provides = {"NAME"}',
    ),
    "layer of the core's": (
        HEAD.replace("{'bad'}", "{'text'}") + "@hookimpl\ndef annotate_document(document): ...\n",
        "layer name 'text' is reserved by the core; choose another",
    ),
}


@pytest.fixture(params=BROKEN)
def broken(request, site):
    """A site with a good and a broken plugin, and what is to be said of the latter."""
    source, why = BROKEN[request.param]
    site.install("good", GOOD)
    site.install("bad", source, distribution="third-party")
    return site, f"annotate: warning: plugin 'bad' of third-party is left out: {why}"


def test_the_help_works_with_one_warning(broken, annotate_cli):
    site, warning = broken
    done = annotate_cli("--help", env=site.env)
    assert done.returncode == 0
    assert done.out.startswith("Usage: ")
    assert len(done.said) == 1
    assert done.said[0].startswith(warning)


def test_a_run_works_with_one_warning_and_the_others_layers(broken, annotate_cli, article):
    site, warning = broken
    done = annotate_cli("run", article, "-t", "jsonl", env=site.env)
    assert done.returncode == 0
    assert [a["layer"] for a in done.records[0]["annotations"]] == ["good"]
    assert len(done.said) == 1
    assert done.said[0].startswith(warning)


def test_workers_do_not_repeat_the_warning(site, annotate_cli, article):
    site.install("good", GOOD)
    site.install("bad", "import nothing_of_this_name\n", distribution="third-party")
    done = annotate_cli("run", article, "-t", "jsonl", "-j", "2", env=site.env)
    assert (done.returncode, len(done.said)) == (0, 1)


@pytest.mark.parametrize("args", [["--help"], ["run", "a.txt"], ["plugins", "list"], ["schema"]])
def test_strictness_makes_it_an_error(site, annotate_cli, article, args):
    site.install("bad", "import nothing_of_this_name\n", distribution="third-party")
    done = annotate_cli(*args, env={**site.env, "ANNOTATE_STRICT": "1"})
    assert done.returncode == 2
    assert len(done.said) == 1
    assert "plugin 'bad' of third-party is left out" in done.said[0]
    assert "<TEI" not in done.out


def test_naming_a_broken_plugin_says_why_it_is_not_there(site, annotate_cli, article):
    site.install("bad", "import nothing_of_this_name\n")
    done = annotate_cli("run", article, "-p", "bad", env=site.env)
    assert done.returncode == 2
    assert "bad: it is left out: it cannot be imported (ModuleNotFoundError" in done.said[-1]
