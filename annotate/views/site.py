"""Pages on disk: one document in a file, several in a folder with an index."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from annotate.document import Document
from annotate.job import Outputs
from annotate.output import open_sink
from annotate.views.page import index, page
from annotate.writers import Format

PAGE = Format(".html")


def write_site(documents: Iterable[Document], out: Path, *, folder: bool) -> int:
    """Write a page for each document, and return how many. Raises UsageError or OutputError as outputs do."""
    sink = open_sink(Outputs(folder=out) if folder else Outputs(file=out), {"html": PAGE})
    rows = []
    try:
        for document in documents:
            (place,) = sink.store(document.id, {"html": page(document).encode()})
            rows.append((Path(place), document))
        if folder:
            listed = [(place.relative_to(out).as_posix(), document) for place, document in rows]
            sink.store("index", {"html": index(listed).encode()})
        sink.close()
    except BaseException:
        sink.discard()
        raise
    return len(rows)
