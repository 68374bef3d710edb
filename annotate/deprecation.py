"""Names of the public API that have gone or changed: they go on working for a while and say what to use instead.

How long, docs/compatibility.md promises; a test holds the table to it.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

KEPT_MINOR_VERSIONS = 2  # how many, after the one that deprecated a name, still have it


class Renamed(NamedTuple):
    """What became of a public name.

    ``target``: where its value is, ``module:name``. ``instead``: what to write, as in ``annotate.Annotation``.
    ``since``: the version that deprecated it, ``MAJOR.MINOR``.
    """

    target: str
    instead: str
    since: str

    @property
    def until(self) -> str:
        """The first version that may be without it."""
        major, minor = _release(self.since)
        return f"{major}.{minor + KEPT_MINOR_VERSIONS + 1}"


RENAMED: Mapping[str, Renamed] = {}  # the deprecated names of ``annotate``


def renamed(module: str, names: Mapping[str, Renamed], frames: int = 1) -> Callable[[str], Any]:
    """A ``__getattr__`` for a module with deprecated names. ``frames``: of calls from it up to the user's code.

    Each warns with DeprecationWarning when it is first used, and never again in the same process.
    """
    warned: set[str] = set()

    def get(name: str) -> Any:
        found = names.get(name)
        if found is None:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        if name not in warned:
            warned.add(name)
            message = f"{module}.{name} is deprecated since {found.since} and may go in {found.until}"
            warnings.warn(f"{message}; use {found.instead}", DeprecationWarning, stacklevel=frames + 1)
        place, _, attribute = found.target.partition(":")
        return getattr(importlib.import_module(place), attribute)

    return get


def may_go(names: Mapping[str, Renamed], version: str) -> list[str]:
    """Those of the deprecated names that a version no longer has to have."""
    return [name for name, found in names.items() if _release(version) >= _release(found.until)]


def _release(version: str) -> tuple[int, int]:
    major, minor = version.split(".")[:2]
    return int(major), int(minor)
