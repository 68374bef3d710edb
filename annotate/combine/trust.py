"""Which settings of a file from elsewhere are not used unasked.

A setting can name a file of this machine, an address or a program, and a model is a program. What a plugin makes of its
settings is not known here, so that a value passes only if it can be none of these: it is the plugin's own default,
a number, or made of letters, digits, blanks and ``_ - @ + ,`` without being the name of a file here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotate.plugin import Plugin
from annotate.settings import plain, required

_HARMLESS = re.compile(r"[\w @+,-]{0,200}")


def doubtful(plugin: Plugin, settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The settings that could lead out of the file, with the value that could."""
    kind = plugin.settings_type
    defaults = plain(kind()) if kind is not None and not required(kind) else {}
    for key, value in settings.items():
        if key not in defaults or value != defaults[key]:
            yield from ((str(key), text) for text in _texts(value) if not _is_harmless(text))


def _texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Mapping):
            waiting += [*item.keys(), *item.values()]
        elif isinstance(item, (list, tuple, set, frozenset)):
            waiting += item
        elif isinstance(item, (str, bytes)):
            yield item if isinstance(item, str) else repr(item)


def _is_harmless(text: str) -> bool:
    return _HARMLESS.fullmatch(text) is not None and not (text and Path(text).exists())
