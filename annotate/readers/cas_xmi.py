"""UIMA CAS XMI: in a zip archive with its type system, as INCEpTION exports it, or a file beside that."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from annotate.document import Document
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.readers.zip import FIRST_NAME_AT, MAGIC, members
from annotate.source import Source, Unreadable
from annotate.uima.cas import CasError, TypeSystem

NAME = "cas-xmi"
SUFFIX = ".xmi"
NAMESPACE = b"http://www.omg.org/XMI"
TYPES_NAMESPACE = b"http://uima.apache.org/resourceSpecifier"
TYPES_FILE = "typesystem.xml"  # in any case: DKPro and INCEpTION differ
_NAME_LENGTH_AT = 26


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read CAS: their texts, and the annotations that describe more than the language."""
    if _is_archive(source.head) or (source.format == NAME and source.head.startswith(MAGIC)):
        return _from_archive(source)
    if source.head.startswith(MAGIC):
        raise Declined("It is a zip archive that does not begin with an .xmi file or its type system.")
    begins = source.head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    if begins and TYPES_NAMESPACE in source.head and source.name.lower().endswith(TYPES_FILE):
        return iter((Unreadable(source.id, "the type system of .xmi files beside it", source.name, passed_over=True),))
    if source.format != NAME and not (begins and NAMESPACE in source.head):
        raise Declined("It does not begin as XML with the namespace of XMI.")
    return _alone(source)


def _is_archive(head: bytes) -> bool:
    """Whether a zip archive begins with one of our files."""
    length = int.from_bytes(head[_NAME_LENGTH_AT : _NAME_LENGTH_AT + 2], "little")
    name = head[FIRST_NAME_AT : FIRST_NAME_AT + length].decode("utf-8", "replace").lower()
    return head.startswith(MAGIC) and (name.endswith(SUFFIX) or name.rpartition("/")[2] == TYPES_FILE)


def _from_archive(source: Source) -> Iterator[Document | Unreadable]:
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


def _alone(source: Source) -> Iterator[Document | Unreadable]:
    folder = source.path.parent if source.path is not None else None
    beside = [path for path in folder.iterdir() if path.name.lower() == TYPES_FILE] if folder is not None else []
    if beside:
        types = _types(replace(Source.from_path(sorted(beside)[0]), bounds=source.bounds))
    else:
        types = CasError("there is no TypeSystem.xml beside it; give it a folder with both, or a zip archive of both")
    yield _read(source, source.id, types)


def _types(source: Source) -> TypeSystem | CasError:
    """The type system of a file, or why there is none."""
    from annotate.uima.read_xmi import read_type_system

    try:
        return read_type_system(source.read())
    except CasError as error:
        return CasError(f"{source.name}: {error}")
    finally:
        source.close()


def _read(source: Source, id: str, types: TypeSystem | CasError) -> Document | Unreadable:
    from annotate.uima.read_xmi import read_xmi
    from annotate.uima.reading import read

    if isinstance(types, CasError):
        return Unreadable(id, f"The CAS cannot be read: {types}.", source.name)
    return read(source, id, NAME, partial(read_xmi, types=types))
