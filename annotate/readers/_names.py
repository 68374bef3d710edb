"""Other people's names as layers, kinds and roles."""

from __future__ import annotations

import re
from collections.abc import Callable

from annotate.collect import NAME, check_layer, is_kind
from annotate.document import Layer
from annotate.errors import PluginError
from annotate.readers._annotations import Unread

_NOT_IN_NAME = re.compile(r"[^\w-]", re.ASCII)


def layer_and_kind(type: str, joint: str, default: str, unread: Unread) -> tuple[str, str]:
    """What stands before and after the first ``joint``: ``date_absolute`` is a kind of the layer ``date``. A name
    without it is a kind of the layer ``default``; one that no kind can have is changed, and that is noted.
    """
    layer, _, kind = type.partition(joint)
    if kind and is_layer(layer) and is_kind(kind):
        return layer, kind
    return default, kind_name(type, unread)


def kind_name(kind: str, unread: Unread) -> str:
    """A kind; one that no annotation can have is changed, and that is noted."""
    return _legal(kind, is_kind, unread)


def role_name(role: str, unread: Unread) -> str:
    """A role of links; one that no link can have is changed, and that is noted."""
    return _legal(role, lambda name: NAME.fullmatch(name) is not None, unread)


def _legal(name: str, is_legal: Callable[[str], bool], unread: Unread) -> str:
    if is_legal(name):
        return name
    changed = _NOT_IN_NAME.sub("_", name)
    changed = changed if is_legal(changed) else f"_{changed}"
    unread.add(f"{name[:60]!r} is called {changed[:60]!r} here.")
    return changed


def is_layer(name: str) -> bool:
    """Whether a layer can be called so."""
    try:
        check_layer("", Layer(name))
    except PluginError:
        return False
    return True
