"""Reading a list's XML file as a stream: no document type, no entities, no network, memory for one element.

Names of elements are given without their namespace: several official files have changed theirs without anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

_Element = Any  # lxml is imported only when an XML list is read


class XmlFile:
    """One XML file. ``attributes``: those of its root.

    Raises ValueError, with file and line, for what is not well-formed, has a document type, or another root.
    """

    def __init__(self, path: Path, root: str) -> None:
        self._path = path
        with path.open("rb") as file:
            first = next(_events(path, file), None)
        if first is None:
            raise ValueError(f"{path}:1: the file holds no entry")
        element = first[1]
        if element.getroottree().docinfo.internalDTD is not None:
            raise ValueError(f"{path}:1: a document type, which no official file has")
        if _local(element.tag) != root:
            raise ValueError(f"{path}:1: <{_local(element.tag)}> where the list begins with <{root}>")
        self.attributes: dict[str, str] = {_local(name): value for name, value in element.attrib.items()}

    def elements(self, *tags: str) -> Iterator[_Element]:
        """The elements of these names that stand in no other of them, each with its whole content.

        An element is empty again as soon as the next one is asked for.
        """
        open_ = 0
        with self._path.open("rb") as file:
            for kind, element in _events(self._path, file):
                wanted = _local(element.tag) in tags
                if kind == "start":
                    open_ += wanted
                    continue
                open_ -= wanted
                if open_:
                    continue
                if wanted:
                    for part in element.iter():
                        part.tag = _local(part.tag)
                    yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


def _events(path: Path, file: IO[bytes]) -> Iterator[tuple[str, _Element]]:
    from lxml import etree

    events = etree.iterparse(
        file,
        events=("start", "end"),
        huge_tree=True,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
    )
    try:
        yield from events
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{path}:{error.lineno or 1}: not well-formed XML, perhaps cut off: {error.msg}") from None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def texts(element: _Element, path: str) -> list[str]:
    """The texts of the elements at a path, without blanks around them, and without the empty ones."""
    return [text for found in element.iterfind(path) if (text := " ".join((found.text or "").split()))]


def text(element: _Element, path: str) -> str:
    """The first of `texts`, or nothing."""
    return next(iter(texts(element, path)), "")
