"""Containers made by hand, and what comes out of them."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotate import Document
from annotate.inputs import find
from annotate.job import Inputs
from annotate.plugins import load_registry
from annotate.reading import Reading
from annotate.source import Unreadable


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Document | Unreadable]]:
    """The records of files in ``tmp_path``."""
    monkeypatch.setenv("ANNOTATE_PLUGINS", "")

    def read(*paths: str, **options: Any) -> list[Document | Unreadable]:
        inputs = Inputs(paths=paths, base=tmp_path, **{"language": "fr", **options})
        return list(Reading(load_registry(), inputs).documents(find(inputs)))

    return read


def tar(members: dict[str, bytes | tarfile.TarInfo]) -> bytes:
    """A tar archive; a TarInfo stands for itself."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            header = content if isinstance(content, tarfile.TarInfo) else tarfile.TarInfo(name)
            if isinstance(content, bytes):
                header.size = len(content)
            header.name = name
            archive.addfile(header, io.BytesIO(content) if isinstance(content, bytes) else None)
    return out.getvalue()


def zipped(members: dict[str, bytes | tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    """A zip archive; a ZipInfo stands for itself."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            header, data = content if isinstance(content, tuple) else (name, content)
            archive.writestr(header, data)
    return out.getvalue()


def told(records: list[Document | Unreadable]) -> list[tuple[str, str]]:
    """Ids with the text of documents, and with the reason of what could not be read."""
    return [(r.id, r.text if isinstance(r, Document) else r.reason) for r in records]
