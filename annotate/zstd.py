"""The library for Zstandard: Python's own from 3.14, before that its backport, of the extra ``zstd``."""

from __future__ import annotations

import contextlib
import importlib
from typing import Any

from annotate.errors import UsageError


def zstd() -> Any:
    """The module. Raises UsageError if there is none."""
    for name in ("compression.zstd", "backports.zstd"):
        with contextlib.suppress(ModuleNotFoundError):
            return importlib.import_module(name)
    raise UsageError("Zstandard needs a library: pip install 'annotate-tei[zstd]'")
