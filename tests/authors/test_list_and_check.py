"""`annotate plugins list` and `check` tell an author all that the core knows of a plugin, and whose fault what is."""

from __future__ import annotations

import json

GOOD = """
    '''Counts ships.'''
    from dataclasses import dataclass, field
    from annotate import Kind, Layer, hookimpl

    @dataclass(frozen=True)
    class Options:
        flag: str = field(default="FR", metadata={"description": "Whose ships."})

    class Ships:
        '''Counts ships.'''
        annotate_api = 1
        provides = (Layer("ship", "ships", {"cargo": Kind("a cargo ship")}),)
        requires = {"port"}
        uses = {"date"}
        languages = {"fr"}
        Settings = Options

        def __init__(self, settings): ...

        @hookimpl
        def annotate_setup(self): ...

        @hookimpl
        def annotate_document(self, document): ...
"""
SLOW = (
    "import time\ntime.sleep(0.4)\nfrom annotate import hookimpl\n@hookimpl\ndef annotate_job_finished(summary): ...\n"
)
BROKEN_SETTINGS = """
    from annotate import hookimpl
    class Ships:
        provides = {"ship"}
        class Settings:
            '''No dataclass and no pydantic model.'''
        def __init__(self, settings): ...
        @hookimpl
        def annotate_document(self, document): ...
"""


def test_list_says_all_of_a_plugin(site, annotate_cli) -> None:
    site.install("ships", GOOD, target="Ships")
    lines = annotate_cli("plugins", "list", env=site.env).out.splitlines()
    assert lines[:5] == [
        "ships        layer ship [fr], annotate-ships 1.0",
        "             Counts ships.",
        "             requires: port",
        "             uses: date",
        "             settings: flag",
    ]
    assert lines[5].startswith("             hooks: annotate_setup, annotate_document; imported in ")


def test_list_says_it_as_json_too(site, annotate_cli) -> None:
    site.install("ships", GOOD, target="Ships")
    record = json.loads(annotate_cli("plugins", "list", "--json", env=site.env).out)[0]
    assert record.pop("import_ms") >= 0
    expected = {
        "plugin": "ships",
        "distribution": "annotate-ships",
        "version": "1.0",
        "api": 1,
        "summary": "Counts ships.",
        "hooks": ["annotate_setup", "annotate_document"],
        "provides": ["ship"],
        "layers": {"ship": {"description": "ships", "kinds": {"cargo": "a cargo ship"}}},
        "requires": ["port"],
        "uses": ["date"],
        "languages": ["fr"],
        "settings": {"flag": {"default": "FR", "description": "Whose ships.", "title": "Flag", "type": "string"}},
        "formats": [],
    }
    assert {key: record[key] for key in expected} == expected


def test_list_as_json_warns_of_what_is_left_out(site, annotate_cli) -> None:
    site.install("bad", "import nothing_of_this_name", distribution="third-party")
    done = annotate_cli("plugins", "list", "--json", env=site.env)
    assert isinstance(json.loads(done.out), list)
    assert len(done.said) == 1
    assert "third-party" in done.said[0]


def test_check_names_the_distribution_and_as_json_its_version(site, annotate_cli) -> None:
    site.install("bad", "import nothing_of_this_name", distribution="third-party")
    done = annotate_cli("plugins", "check", env=site.env)
    assert (done.returncode, done.out.strip().endswith("(third-party)")) == (1, True)
    (record,) = json.loads(annotate_cli("plugins", "check", "--json", env=site.env).out)
    assert (record["ok"], record["distribution"], record["version"]) == (False, "third-party", "1.0")


def test_check_says_that_an_import_is_slow(site, annotate_cli) -> None:
    site.install("slow", SLOW)
    done = annotate_cli("plugins", "check", env=site.env)
    assert done.returncode == 0
    assert done.out.strip().endswith(": slow; load in annotate_setup what it takes)")


def test_settings_that_cannot_be_described_are_a_fault_and_do_not_stop_the_list(site, annotate_cli) -> None:
    site.install("ships", BROKEN_SETTINGS, target="Ships")
    done = annotate_cli("plugins", "list", "--json", env=site.env)
    assert (done.returncode, json.loads(done.out)[0]["settings"]) == (0, None)
    assert annotate_cli("plugins", "list", env=site.env).returncode == 0
    checked = annotate_cli("plugins", "check", env=site.env)
    assert checked.returncode == 1
    assert checked.out.startswith("ships: it cannot be made with its default settings (")
    assert len(checked.out.splitlines()) == 1


def test_settings_of_a_module_are_a_fault_as_nobody_would_get_them(site, annotate_cli) -> None:
    site.install(
        "ships",
        """
        from dataclasses import dataclass
        from annotate import hookimpl

        provides = {"ship"}

        @dataclass(frozen=True)
        class Settings:
            flag: str = "FR"

        @hookimpl
        def annotate_document(document): ...
        """,
    )
    done = annotate_cli("plugins", "check", env=site.env)
    assert done.returncode == 1
    assert (
        done.out
        == "ships: its Settings never reach it: a module is not made with them; make it a class (annotate-ships)\n"
    )
