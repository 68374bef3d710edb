"""The command line: one module per command, imported when it is asked for."""

from __future__ import annotations

import importlib
import logging
import os
import signal
import sys
import traceback
from typing import Any

import click

import annotate
from annotate.errors import AnnotateError, OutputError, UsageError
from annotate.outcome import EXIT_INTERRUPTED, EXIT_PIPE, EXIT_STOPPED, EXIT_USAGE

COMMANDS = {
    "run": "Annotate documents: files, folders or standard input.",
    "batch": "Do a whole job from a YAML file.",
    "serve": "Stay loaded, and do what annotate run --server asks for.",
    "validate": "Check that annotated files prove themselves.",
    "extract": "Give back the original text of an annotated file.",
    "show": "Look at annotated files, in the terminal or as pages.",
    "convert": "Bring annotated files from one format to others.",
    "diff": "Say what differs between annotated files, or folders of them.",
    "replay": "Run the job in a file again and say what differs.",
    "merge": "Make one file of several of the same text.",
    "select": "Take some annotations out of a file.",
    "correct": "Bring corrections made in another tool back into the file.",
    "reanchor": "Move annotations to a corrected text.",
    "score": "Measure a layer against gold.",
    "explain": "Show which plugins would run, in which order, and why.",
    "plugins": "List, check and begin plugins.",
    "schema": "Print the JSON Schema of job files, for editors.",
}


class Cli(click.Group):
    """The core's commands by name, and those that plugins add."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, the core's first."""
        self._load_plugin_commands()
        return [*COMMANDS, *sorted(name for name in self.commands if name not in COMMANDS)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """A command; plugins are loaded only if the core does not have it."""
        if name in COMMANDS:
            module = importlib.import_module(f"annotate.cli.{name}")
            return module.command  # type: ignore[no-any-return]
        self._load_plugin_commands()
        return self.commands.get(name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line for each, without importing the core's own."""
        names = self.list_commands(ctx)
        rows = [(name, COMMANDS.get(name) or self.commands[name].get_short_help_str(80)) for name in names]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _load_plugin_commands(self) -> None:
        if getattr(self, "_loaded", False):
            return
        self._loaded = True
        from annotate.calling import Alone
        from annotate.plugins import load_registry

        registry = load_registry()
        warn_of_problems(registry)
        for plugin in registry.implementing("annotate_commands"):
            try:
                Alone(plugin).call("annotate_commands", cli=self)
            except Exception as error:
                reason = f"{type(error).__name__}: {error}"
                echo_warning(f"plugin {plugin.name!r} of {plugin.distribution} cannot add its commands: {reason}")

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; the errors meant for people become one line and an exit status."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - the interpreter flushes stdout when it ends
            raise click.exceptions.Exit(EXIT_PIPE) from None
        except KeyboardInterrupt:
            echo_error("interrupted")
            raise click.exceptions.Exit(EXIT_INTERRUPTED) from None
        except AnnotateError as error:
            if ctx.params.get("verbose"):
                traceback.print_exc()
            echo_error(str(error))
            raise click.exceptions.Exit(_status_of(error)) from None


def _status_of(error: AnnotateError) -> int:
    return EXIT_USAGE if isinstance(error, UsageError) else EXIT_STOPPED if isinstance(error, OutputError) else 1


def echo_error(message: str) -> None:
    """One line for each fault, on standard error."""
    for line in message.splitlines():
        click.echo(f"annotate: {line}", err=True)


def echo_warning(message: str) -> None:
    """A line that does not stop anything."""
    click.echo(f"annotate: warning: {message}", err=True)


def warn_of_problems(registry: Any) -> None:
    """A line for each plugin that could not be had."""
    for problem in registry.problems:
        echo_warning(str(problem))


class _Warnings(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        click.echo(f"annotate: {record.levelname.lower()}: {record.getMessage()}", err=True)


@click.group(cls=Cli, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(annotate.__version__, prog_name="annotate", message="%(prog)s %(version)s")
@click.option("-v", "--verbose", is_flag=True, help="Say more; show the traceback of every failure.")
def cli(verbose: bool) -> None:
    """Annotate news documents with plugins, as TEI standoff.

    The text is never changed: every claim is a pointer into it, with who made it, how sure, and why.

    \b
      annotate run article.txt --date 2024-02-20       one article, TEI on the screen
      annotate run corpus/ -o out/                     a folder, one TEI file per document
      cat wire.jsonl | annotate run - -t jsonl         a stream, one line per document
      annotate batch job.yaml                          a job with settings
    """
    log = logging.getLogger("annotate")
    log.handlers = [_Warnings()]
    trace = os.environ.get("ANNOTATE_TRACE") == "1"
    log.setLevel(logging.DEBUG if trace else logging.INFO if verbose else logging.WARNING)


class Terminated(BaseException):
    """Raised when SIGTERM arrives. As with Ctrl-C, nobody who guards against failures takes it for one."""


def _terminated(number: int, frame: object) -> None:
    raise Terminated


def main() -> None:
    """The entry point: run the command line and end with its exit status."""
    signal.signal(signal.SIGTERM, _terminated)
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")  # sums in another order are other sums; -j is how to use more cores
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        echo_error("interrupted")
        status = EXIT_INTERRUPTED
    except Terminated:
        status = 128 + signal.SIGTERM
    except AnnotateError as error:  # while the help was put together
        echo_error(str(error))
        status = _status_of(error)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    sys.exit(status if isinstance(status, int) else 0)
