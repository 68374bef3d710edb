"""Where this package keeps what it downloads and what it compiles, as the XDG base directories say."""

from __future__ import annotations

import os
from pathlib import Path


def cache_directory() -> Path:
    """Compiled indexes: ``$XDG_CACHE_HOME/annotate/sanctions``. Can be deleted at any time."""
    return _directory("XDG_CACHE_HOME", ".cache")


def data_directory() -> Path:
    """Snapshots of lists: ``$XDG_DATA_HOME/annotate/sanctions``."""
    return _directory("XDG_DATA_HOME", ".local/share")


def _directory(variable: str, default: str) -> Path:
    base = os.environ.get(variable) or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / default) / "annotate" / "sanctions"
