"""Writes the pages that are made: the command line and the hooks from the code, cases from the conformance kit.

python docs/generate.py            write them
python docs/generate.py --check    exit status 1 if one is not up to date
"""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

HERE = Path(__file__).parent
MADE = "<!-- Made by docs/generate.py; do not edit. -->\n"


def command_line() -> str:
    """`--help` of every command."""
    from annotate.cli import COMMANDS, cli

    context = click.Context(cli, info_name="annotate", **cli.context_settings)
    pages = [MADE, "# The command line\n", _help(context)]
    for name in COMMANDS:
        found = cli.get_command(context, name)
        assert found is not None
        pages += _pages(found, context, name)
    return "\n".join(pages)


def _pages(found: click.Command, parent: click.Context, name: str) -> Iterator[str]:
    context = click.Context(found, info_name=name, parent=parent, **found.context_settings)
    yield f"## {context.command_path}\n"
    yield _help(context)
    if isinstance(found, click.Group):
        for sub in found.list_commands(context):
            command = found.get_command(context, sub)
            assert command is not None
            yield from _pages(command, context, sub)


def _help(context: click.Context) -> str:
    context.max_content_width = context.terminal_width = 100
    return f"```text\n{context.command.get_help(context)}\n```\n"


def hooks() -> str:
    """Every hook with its arguments and its docstring."""
    from annotate import hookspecs
    from annotate.hookspecs import HOOKS

    pages = [MADE, "# The hooks\n", (inspect.getdoc(hookspecs) or "") + "\n"]
    for name in HOOKS:
        hook = getattr(hookspecs, name)
        pages += [
            f"## {name}\n",
            f"```python\ndef {name}{_signature(hook)}: ...\n```\n",
            _listed(inspect.getdoc(hook) or "") + "\n",
        ]
    return "\n".join(pages)


def _signature(hook: Callable[..., object]) -> str:
    """A hook's arguments as they stand in the code, annotations without quotes."""
    return str(inspect.signature(hook)).replace("'", "")


def _listed(text: str) -> str:
    """A docstring whose fields (``:param x:``) are a list."""
    text = re.sub(r"^:param (\w+):", r"- `\1`:", text, flags=re.MULTILINE)
    text = re.sub(
        r"^:(return|raises)( \w+)?:", lambda m: f"- {m[1]}{f' `{m[2].strip()}`' if m[2] else ''}:", text, flags=re.M
    )
    return re.sub(r"``(.+?)``", r"`\1`", text)


def conformance() -> str:
    """The cases of the conformance kit, rule by rule."""
    import yaml

    folder = HERE / "conformance"
    groups: dict[str, list[dict[str, Any]]] = {}
    for case in yaml.safe_load((folder / "cases.yaml").read_text("utf-8")):
        groups.setdefault(case.get("rule", ""), []).append(case)
    bad = [case for rule, cases in groups.items() if rule for case in cases]
    readable = [case for case in bad if case["rule"] != "xml"]
    found = sum(not case["schema"] for case in readable)
    count = f"{len(groups[''])} good files, {len(bad)} bad ones"
    schema = f"Of the {len(readable)} bad ones that are XML at all, the schema of TEI finds {found}"
    pages = [MADE, "# The cases\n", f"{count}; [what they are](index.md). {schema}.\n"]
    for rule, cases in groups.items():
        pages += [f"## {f'Bad: {rule}' if rule else 'Good'}\n", *_cases(cases, bad=bool(rule)), ""]
    return "\n".join(pages)


def _cases(cases: Iterable[dict[str, Any]], *, bad: bool) -> Iterator[str]:
    yield f"| file | what it shows | {'codes | valid TEI' if bad else 'words'} |"
    yield "|---|---|---|---|" if bad else "|---|---|---|"
    for case in cases:
        if bad:
            said = f"{', '.join(case['codes'])} | {'yes' if case['schema'] else 'no'}"
        else:
            words = (" … ".join(map(ascii, parts)) for parts in case.get("points", {}).values())
            said = ", ".join(f"`{each}`" for each in words)
        about = case["about"].replace("&", "&amp;").replace("|", "&#124;")
        yield f"| [{Path(case['file']).name.removesuffix('.tei.xml')}]({case['file']}) | {about} | {said} |"


PAGES = {"command-line.md": command_line, "hooks.md": hooks, "conformance/cases.md": conformance}


def main() -> int:
    os.environ["ANNOTATE_PLUGINS"] = ""  # the pages show the core, whatever is installed
    stale = []
    for name, make in PAGES.items():
        path, text = HERE / name, make()
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"docs/{name} is not up to date; run python docs/generate.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
