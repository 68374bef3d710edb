"""CAS in XMI, with the type system without which they say nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from annotate.document import Document
from annotate.readers.cas_xmi import NAME, SUFFIX, TYPES_FILE
from annotate.readers.zip import members
from annotate.source import Source, Unreadable
from annotate.uima.cas import CasError, TypeSystem
from annotate.uima.read_xmi import read_type_system, read_xmi
from annotate.uima.reading import read


def from_archive(source: Source) -> Iterator[Document | Unreadable]:
    """The documents of an archive that holds CAS and their type system, and what else is in it."""
    data = source.read()
    whole = replace(source, opener=lambda: io.BytesIO(data), _open=[])  # to be read twice
    types: TypeSystem | CasError = CasError(f"there is no {TYPES_FILE} beside it")
    texts = 0
    for member in members(whole):
        if isinstance(member, Source):
            if member.name.lower().rpartition("/")[2] == TYPES_FILE:
                types = _types(member)
            texts += member.suffix == SUFFIX
            member.close()
    for member in members(replace(whole, _open=[])):
        if isinstance(member, Unreadable):
            yield member
        elif member.suffix == SUFFIX:
            alone = texts == 1 and source.id.lower().endswith(".zip")
            yield _read(member, source.id[: -len(".zip")] if alone else member.id, types)
            member.close()
        elif member.name.lower().rpartition("/")[2] != TYPES_FILE:
            yield Unreadable(member.id, "not a CAS, in an archive of these", member.name, passed_over=True)


def alone(source: Source) -> Iterator[Document | Unreadable]:
    """The document of a file, whose type system lies beside it."""
    folder = source.path.parent if source.path is not None else None
    beside = [path for path in folder.iterdir() if path.name.lower() == TYPES_FILE] if folder is not None else []
    if beside:
        types = _types(replace(Source.from_path(sorted(beside)[0]), bounds=source.bounds))
    else:
        types = CasError("there is no TypeSystem.xml beside it; give it a folder with both, or a zip archive of both")
    yield _read(source, source.id, types)


def _types(source: Source) -> TypeSystem | CasError:
    """The type system of a file, or why there is none."""
    try:
        return read_type_system(source.read())
    except CasError as error:
        return CasError(f"{source.name}: {error}")
    finally:
        source.close()


def _read(source: Source, id: str, types: TypeSystem | CasError) -> Document | Unreadable:
    if isinstance(types, CasError):
        return Unreadable(id, f"The CAS cannot be read: {types}.", source.name)
    return read(source, id, NAME, partial(read_xmi, types=types))
