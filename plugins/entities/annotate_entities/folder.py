"""A model's folder, for the record."""

from __future__ import annotations

import hashlib
from pathlib import Path

from annotate import Resource


def hashed(folder: Path, version: str | None = None) -> Resource:
    """A folder by its name, with a hash over the names and hashes of the files in it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    each = (f"{p.relative_to(folder).as_posix()}={hashlib.sha256(p.read_bytes()).hexdigest()}" for p in paths)
    return Resource(folder.resolve().name, version, hashlib.sha256("\n".join(each).encode()).hexdigest(), "model")
