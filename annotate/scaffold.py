"""New plugins, from the template files in ``templates/``.

A template's name ends in ``.tmpl``; ``{{name}}`` and ``{{class}}`` in its text, and ``NAME`` in its path, stand for the
plugin's names. A leading ``dot-`` in its path stands for ``.``, so that no tool takes a template for the real thing.
"""

from __future__ import annotations

import importlib.metadata
import keyword
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import annotate
from annotate.collect import RESERVED_LAYERS
from annotate.errors import UsageError
from annotate.plugins import GROUP

SUFFIX = ".tmpl"
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_LONGEST = 30  # so that the lines of the templates stay within their limit


def new_file(name: str, folder: Path) -> list[Path]:
    """Write a single-file plugin, ``NAME.py``, and its test; return the paths. Raises UsageError."""
    return _write(_checked(name), "single", folder)


def new_project(name: str, folder: Path) -> list[Path]:
    """Write a project, ``annotate-NAME``; return the paths of its files. Raises UsageError."""
    name = _checked(name)
    return _write(name, "project", folder / f"annotate-{name.replace('_', '-')}")


def _checked(given: str) -> str:
    name = given.replace("-", "_")
    if not _NAME.fullmatch(name) or keyword.iskeyword(name) or len(name) > _LONGEST:
        raise UsageError(
            f"{given!r} cannot be a plugin's name; take lower-case letters, digits and single hyphens,"
            f" a letter first, at most {_LONGEST}: my-plugin"
        )
    if name in RESERVED_LAYERS or re.fullmatch(r"p\d+", name):
        raise UsageError(f"{given!r} cannot be a plugin's name: the core has reserved it for itself; choose another")
    for point in importlib.metadata.entry_points(group=GROUP, name=name):
        whose = f" (of {point.dist.name})" if point.dist else ""
        raise UsageError(f"{given!r}: a plugin of this name is installed{whose}; choose another")
    return name


def _write(name: str, template: str, folder: Path) -> list[Path]:
    title = "".join(part.capitalize() for part in name.split("_"))
    values = {
        "name": name,
        "class": title,
        "distribution": f"annotate-{name.replace('_', '-')}",
        "api": str(annotate.API_VERSION),
        "version": ".".join(annotate.__version__.split(".")[:2]),
    }
    texts = {
        folder / path.replace("NAME", name): _filled(text, values)
        for path, text in _templates(files(annotate) / "templates" / template)
    }
    there = [path for path in texts if path.exists()] or ([folder] if template == "project" and folder.exists() else [])
    if there:
        raise UsageError(f"{there[0]} is there already; nothing was written")
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be written ({error.strerror})") from error
    return sorted(texts)


def _templates(folder: Traversable, within: str = "") -> Iterator[tuple[str, str]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        path = within + re.sub("^dot-", ".", item.name)
        if item.is_dir():
            yield from _templates(item, path + "/")
        elif item.name.endswith(SUFFIX):
            yield path.removesuffix(SUFFIX), item.read_text(encoding="utf-8")


def _filled(text: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        text = text.replace("{{" + key + "}}", value)
    return text
