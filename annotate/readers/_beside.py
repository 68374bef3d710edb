"""What readers of annotations share: the text that stands in a file beside them, and faults with their lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotate import bookkeeping
from annotate.document import Document
from annotate.errors import AnnotateError
from annotate.readers import text
from annotate.source import Source, Unreadable


class Broken(ValueError):
    """Raised where an input is not what its format has. ``line``: of the input, 1-based; 0 if none is to blame."""

    def __init__(self, reason: str, line: int = 0) -> None:
        self.line = line
        super().__init__(reason)


def text_beside(source: Source) -> Document:
    """The document, without annotations, whose text stands beside them in a file with the suffix ``.txt``. Raises
    Broken if there is none, and OSError.
    """
    beside = source.beside(text.SUFFIX)
    if beside is None:
        where = "" if source.path else "; they have to be files, not standard input or a member of an archive"
        raise Broken(f"its annotations point into a text, and {source.id}{text.SUFFIX} is not beside it{where}")
    return text_of(beside)


def text_of(source: Source) -> Document:
    """A document of plain text, said to come from a file of its own, wherever that lies."""
    try:
        (document,) = text.annotate_read(replace(source, format=text.NAME))
    finally:
        source.close()
    known = replace(document.metadata, source=f"{source.id}{text.SUFFIX}")
    bookkeeping.describe(document, known, source.name)
    return document


def or_unreadable(source: Source, read: Callable[[], Document]) -> Document | Unreadable:
    """What ``read`` returns, or what is wrong with the input, in a sentence with its line. Raises OSError."""
    try:
        return read()
    except Broken as error:
        return Unreadable(source.id, f"{error}", f"{source.name}:{error.line}" if error.line else source.name)
    except (AnnotateError, ValueError) as error:
        return Unreadable(source.id, f"{error}", source.name)
    except RecursionError:
        return Unreadable(source.id, "it is nested too deeply", source.name)
