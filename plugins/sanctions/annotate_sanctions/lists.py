"""From the setting ``lists`` to lists: built-in ones by name, others by path, their kind found by what is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from annotate_sanctions.entries import SanctionsList

DEMO = "demo"
_HEAD = 4096


@dataclass(frozen=True)
class Source:
    """The bytes of one list as the user named it, and how to read them."""

    name: str
    files: tuple[tuple[Path, bytes], ...]
    load: Callable[[], SanctionsList]


def load(items: Iterable[str]) -> list[SanctionsList]:
    """The lists that the user named, in that order. Raises ValueError, with file and line, if one cannot be used."""
    return numbered(source.load() for source in sources(items))


def numbered(lists: Iterable[SanctionsList]) -> list[SanctionsList]:
    """The lists with prefixes of their own: two snapshots of one list are ``ofac`` and ``ofac-2``."""
    loaded: list[SanctionsList] = []
    for found in lists:
        same = sum(other.authority.id.partition("-")[0] == found.authority.id for other in loaded)
        if same:
            found = replace(found, authority=replace(found.authority, id=f"{found.authority.id}-{same + 1}"))
        loaded.append(found)
    return loaded


def sources(items: Iterable[str]) -> list[Source]:
    """What the user named, found and read but not yet understood. Raises ValueError for what is no list."""
    return [_source(item) for item in dict.fromkeys(items)]


def _source(item: str) -> Source:
    if item == DEMO:
        from annotate_sanctions.demo import data, load_demo

        return Source(item, ((Path(DEMO), data()),), load_demo)
    path = Path(item)
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise ValueError(f"sanctions list {item!r} is neither a file nor a folder nor built in (built in: {DEMO!r})")
    return _file(path)


def _folder(path: Path) -> Source:
    from annotate_sanctions.eu import is_eu, load_eu

    files = tuple((file, data) for file in sorted(path.rglob("*.csv")) if is_eu((data := file.read_bytes())[:_HEAD]))
    if files:
        return Source(str(path), files, lambda: load_eu(path, files))
    others = [file for file in (path / "sdn.csv", path / "consolidated.xml") if file.is_file()]
    if len(others) != 1:
        raise ValueError(f"{path}: neither a folder of the EU's CSV files, nor one with sdn.csv or consolidated.xml")
    return _file(others[0])


def _file(path: Path) -> Source:
    data = path.read_bytes()
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        raise ValueError(f"{path}:1: the file holds no entry")
    if head.startswith(b"<"):
        if b"<CONSOLIDATED_LIST" not in head:
            raise ValueError(f"{path}:1: a web page, or XML of an unknown kind; was the download refused?")
        from annotate_sanctions.un import load_un

        return Source(str(path), ((path, data),), lambda: load_un(path, data))
    from annotate_sanctions.eu import is_eu, load_eu

    if is_eu(head):
        return Source(str(path), ((path, data),), lambda: load_eu(path, [(path, data)]))
    from annotate_sanctions.ofac import load_ofac

    beside = path.with_name("alt.csv")
    if beside.is_file() and beside != path:
        alias_data = beside.read_bytes()
        return Source(str(path), ((path, data), (beside, alias_data)), lambda: load_ofac(path, data, alias_data))
    return Source(str(path), ((path, data),), lambda: load_ofac(path, data))
