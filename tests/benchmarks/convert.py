"""What it costs to convert a large document: a text of 1 MB with 37,000 annotations, that of tei_size.py.

    python tests/benchmarks/convert.py [ROUNDS]

prints for each format seconds of CPU (least, median, most) to read the TEI file, to write the format and to say what
lost, and the bytes written; then, for formats with a reader, to bring the file back, and to correct the TEI file by
it, unedited; and to read inline TEI, which is what TEI of other origin costs.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from tei_size import large_document, measure

from annotate.annotated import documents, files
from annotate.calling import Alone
from annotate.combine.correct import correct
from annotate.document import Document
from annotate.errors import UsageError
from annotate.plugins import Registry, load_registry
from annotate.readers import tei
from annotate.source import Source
from annotate.tei.read import read_tei
from annotate.tei.write import write_tei
from annotate.writers import tei_inline


def converted(path: Path, format: str, writer: Alone) -> int:
    """Do what ``annotate convert`` does with one file; return how many bytes were written."""
    document = read_tei(path)
    out = io.BytesIO()
    writer.call("annotate_write", document=document, format=format, out=out)
    list(writer.call("annotate_losses", document=document, format=format) or ())
    return out.tell()


def brought_back(path: Path, format: str, registry: Registry) -> Document:
    """Do what ``annotate convert -t tei`` does with a file of another format, but for writing."""
    ((_, document),) = documents(files([path], registry, format), registry, format)
    return document


def main(rounds: int) -> None:
    """Write the document as TEI, then measure each format, and the way back."""
    registry = load_registry(only=())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.tei.xml"
        with path.open("wb") as out:
            write_tei(large_document(), out)
        original = read_tei(path)
        readers = {plugin.name for plugin in registry.implementing("annotate_read")} - {"tei", "html", "text"}
        (Path(folder) / "large.txt").write_text(original.text, "utf-8", newline="")
        for name, (plugin, known) in sorted(registry.formats.items()):
            writer, sizes = Alone(plugin), set()

            def work(name: str = name, writer: Alone = writer, sizes: set[int] = sizes) -> None:
                sizes.add(converted(path, name, writer))

            try:
                measure(name, work, rounds)
            except UsageError as error:  # a library that is not installed
                print(f"{name:<14} {error}")
                continue
            print(f"{'':<14} {sizes.pop():,} bytes")
            if name in readers:
                file = path.with_name(f"large{known.suffix}")
                with file.open("wb") as out:
                    writer.call("annotate_write", document=original, format=name, out=out)
                back = brought_back(file, name, registry)
                measure(f"{name} back", lambda f=file, n=name: brought_back(f, n, registry), rounds)
                measure(f"{name} correct", lambda b=back, n=name: correct(original, b, b, "Somebody", n), rounds)
        inline = io.BytesIO()
        tei_inline.annotate_write(read_tei(path), "tei-inline", inline)
        measure("read inline", lambda: list(tei.annotate_read(Source.from_bytes(inline.getvalue()))), rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 3)
