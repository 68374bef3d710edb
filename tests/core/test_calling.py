"""Hooks outside of a plan: a plugin is made with its default settings and called as pluggy calls it."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest

from annotate import Document, hookimpl
from annotate.calling import Alone
from annotate.plugins import checked_plugin
from annotate.writers import Format


@dataclass(frozen=True)
class Settings:
    greeting: str = "salut"


class Greeter:
    """A class with settings that reads nothing but writes."""

    formats = {"greeting": Format(".txt")}  # noqa: RUF012
    Settings = Settings

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.count = 0

    @hookimpl
    def annotate_write(self, out: io.BytesIO) -> None:
        self.count += 1
        out.write(f"{self.settings.greeting} {self.count}".encode())


def test_a_class_is_made_once_with_its_default_settings_and_may_leave_out_arguments() -> None:
    alone = Alone(checked_plugin(Greeter))
    for expected in (b"salut 1", b"salut 2"):
        out = io.BytesIO()
        alone.call("annotate_write", document=Document("x"), format="greeting", out=out)
        assert out.getvalue() == expected


def test_what_a_hook_raises_goes_through() -> None:
    class Breaks:
        formats = {"x": Format(".x")}  # noqa: RUF012

        @hookimpl
        def annotate_write(self, document: Document) -> None:
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        Alone(checked_plugin(Breaks)).call("annotate_write", document=Document("x"), format="x", out=io.BytesIO())


def test_commands_of_a_class_with_settings_are_on_the_command_line(site, annotate_cli) -> None:
    site.install(
        "greet",
        """
        from dataclasses import dataclass
        import click
        from annotate import hookimpl

        @dataclass(frozen=True)
        class Settings:
            word: str = "bonjour"

        class Greet:
            Settings = Settings
            def __init__(self, settings):
                self.settings = settings
            @hookimpl
            def annotate_commands(self, cli):
                @cli.command()
                def greet():
                    "Greet."
                    click.echo(self.settings.word)
        """,
        target="Greet",
    )
    done = annotate_cli("greet", env=site.env)
    assert done.returncode == 0, done.stderr
    assert done.stdout == b"bonjour\n"
