"""Other people's names as layers and kinds."""

from __future__ import annotations

import re

from annotate.collect import check_layer, is_kind
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
    kind = type if is_kind(type) else _NOT_IN_NAME.sub("_", type)
    kind = kind if is_kind(kind) else f"_{kind}"
    if kind != type:
        unread.add(f"{type[:60]!r} is called {kind[:60]!r} here.")
    return default, kind


def is_layer(name: str) -> bool:
    """Whether a layer can be called so."""
    try:
        check_layer("", Layer(name))
    except PluginError:
        return False
    return True
