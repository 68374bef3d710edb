"""A YAML file as data: safe, with the line of every key, and with variables of the environment in its values.

``${NAME}`` stands for the variable, ``${NAME:-default}`` for the default where it is not set or empty, and ``$${`` for
``${`` itself. A variable can only ever be part of one value: it brings no keys and no structure.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from annotate.errors import JobError, UsageError

Keys = tuple[str, ...]
_VARIABLE = re.compile(r"\$\$\{|\$\{(?:(?P<name>[A-Za-z_]\w*)(?P<default>:-[^}]*)?\})?", re.ASCII)


class Loader(yaml.SafeLoader):
    """Safe YAML in which a date is a string: what it means is the job's business."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own way to say it
        first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def parse(path: Path, environment: Mapping[str, str] = os.environ) -> tuple[Any, dict[Keys, int], list[str]]:
    """A YAML file as data, the line of each path of keys (1-based), and what is wrong with keys and variables.

    Raises JobError if it is not YAML, UsageError if it cannot be read.
    """
    text = _text(path)
    try:
        loader = Loader(text)
        node = loader.get_single_node()
        visit = _Visit(path, loader, environment)
        visit.node(node, ())
        data = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise JobError([f"{path}:{line}: not YAML: {error.problem or error.context}{_advice(text, line)}"]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise JobError([f"{path}:1: not YAML: {str(error).splitlines()[0]}"]) from error
    return data, visit.lines, visit.problems


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 (byte {error.start})") from error


def _advice(text: str, line: int) -> str:
    """YAML takes the braces of an unquoted variable in a list or mapping on one line for its own."""
    lines = text.splitlines()
    within = "${" in (lines[line - 1] if line <= len(lines) else "")
    return "; inside [ ] or { }, a ${VARIABLE} stands in quotes" if within else ""


@dataclass
class _Visit:
    """A walk over all nodes, which notes their lines and puts variables into their values."""

    path: Path
    loader: Loader
    environment: Mapping[str, str]
    lines: dict[Keys, int] = field(default_factory=lambda: {(): 1})
    problems: list[str] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def node(self, node: yaml.Node | None, keys: Keys) -> None:
        """A node and all below it, each once: aliases may lead round in a circle."""
        if node is None or id(node) in self.seen:
            return
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            self.mapping(node, keys)
        elif isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                self.lines[(*keys, str(number))] = item.start_mark.line + 1
                self.node(item, (*keys, str(number)))
        elif isinstance(node, yaml.ScalarNode) and "${" in node.value:
            self.scalar(node, keys)

    def mapping(self, node: yaml.MappingNode, keys: Keys) -> None:
        """The keys, none of which may stand there twice."""
        known: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            self.lines[(*keys, name)] = key.start_mark.line + 1
            if name in known:
                self.wrong((*keys, name), "the key stands here twice")
            known.add(name)
            self.node(value, (*keys, name))

    def scalar(self, node: yaml.ScalarNode, keys: Keys) -> None:
        """A value with variables in it. What stood there without quotes may become a number, true, or nothing."""
        plain = node.style is None and node.tag == self.tag(node.value)
        node.value = _VARIABLE.sub(lambda match: self.variable(match, keys), node.value)
        if plain:
            node.tag = self.tag(node.value)

    def tag(self, value: str) -> str:
        """The type of a value without quotes."""
        return str(self.loader.resolve(yaml.ScalarNode, value, (True, False)))  # type: ignore[no-untyped-call]

    def variable(self, match: re.Match[str], keys: Keys) -> str:
        """What a variable stands for."""
        if match[0] == "$${":
            return "${"
        name, default = match["name"], match["default"]
        if name is None:
            self.wrong(keys, "write a variable as ${NAME} or ${NAME:-default}, and ${ itself as $${")
            return match[0]
        value = self.environment.get(name)
        if default is not None:
            return value or default[2:]
        if value is None:
            advice = f"set it, or give a default: ${{{name}:-…}}"
            self.wrong(keys, f"the environment variable {name} is not set; {advice}")
            return match[0]
        return value

    def wrong(self, keys: Keys, message: str) -> None:
        """Note a fault at a path of keys."""
        self.problems.append(f"{self.path}:{self.lines[keys]}: {'.'.join(keys)}{': ' if keys else ''}{message}")
