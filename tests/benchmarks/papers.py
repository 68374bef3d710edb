"""Time and memory of reading what is not plain text: a PDF file, a mailbox, a feed, a Word document.

    python tests/benchmarks/papers.py [KIND …]

KIND: pdf (200 pages of two columns), mbox (5 MB), rss (5 MB), docx (1 MB of text); all of them by default. Each is made
with made-up text and read in a fresh process by the readers alone, without annotators. Printed are the seconds of CPU
that this took, the start of the process included, and its peak memory; then those of the process that reads PDF files.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "readers"))

from memory import NAMES, TEXT, TOWNS
from pdfs import line, lines, pdf

READ = """
import resource, sys
from pathlib import Path
from annotate.inputs import find
from annotate.job import Inputs
from annotate.plugins import load_registry
from annotate.reading import Reading
inputs = Inputs(paths=(sys.argv[1],), base=Path(), language="fr")
records = signs = 0
for record in Reading(load_registry(only=()), inputs).documents(find(inputs)):
    records += 1
    signs += len(record.text)
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
(own, own_mb), (child, child_mb) = [(u.ru_utime + u.ru_stime, u.ru_maxrss / 1024) for u in used]
print(f"{records:>6} documents {signs:>9,} characters {own:6.2f} s {own_mb:5.0f} MB", end="")
print(f"; in the process for PDF {child:.2f} s {child_mb:.0f} MB" if child else "")
"""
WORDS = (TEXT.format(town=TOWNS[0], n=0, name=NAMES[0]) * 4).split()


def text(number: int, words: int) -> str:
    """So many words, ever in another order."""
    picked = random.Random(number).choices(WORDS, k=words)
    return " ".join(picked).capitalize() + "."


def a_pdf() -> bytes:
    """200 pages of two columns, with a running head and a page number."""
    return pdf(*(_page(number) for number in range(200)))


def _page(number: int) -> bytes:
    head = line(50, 815, "La Gazette du Ponant") + line(290, 20, str(number + 1))
    columns = [lines(x, 780, _set(text(2 * number + side, 480))) for side, x in enumerate((50, 310))]
    return head + b"".join(columns)


def _set(words: str, width: int = 46) -> Iterator[str]:
    """Lines of so many characters, words broken where they end."""
    while words:
        piece, words = words[:width], words[width:]
        broken = words[:1].isalpha() and piece[-1:].isalpha()
        yield piece + "-" if broken else piece


def an_mbox() -> bytes:
    """5 MB of messages."""
    head = "From {n}@gazette.example Tue Feb 20 10:00:00 2024\nFrom: J <{n}@gazette.example>\nSubject: Dépêche {n}\n"
    rest = "Date: Tue, 20 Feb 2024 10:00:00 +0100\nContent-Type: text/plain; charset=utf-8\n\n"
    return _many(lambda n: head.format(n=n) + rest + text(n, 250) + "\n\n")


def an_rss() -> bytes:
    """5 MB of items."""
    item = "<item><guid>n{}</guid><title>Dépêche {}</title><description>&lt;p&gt;{}&lt;/p&gt;</description></item>"
    items = _many(lambda n: item.format(n, n, text(n, 250)))
    return b'<rss version="2.0"><channel><title>La Gazette</title>' + items + b"</channel></rss>"


def _many(made: Callable[[int], str]) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while size < 5_000_000:
        pieces.append(made(len(pieces)).encode())
        size += len(pieces[-1])
    return b"".join(pieces)


def write(path: Path) -> None:
    """Make the file that a name calls for."""
    if path.suffix == ".docx":
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        paragraphs = "".join(f"<w:p><w:r><w:t>{text(n, 100)}</w:t></w:r></w:p>" for n in range(1700))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", f"<w:document {space}><w:body>{paragraphs}</w:body></w:document>")
    else:
        path.write_bytes({".pdf": a_pdf, ".mbox": an_mbox, ".rss": an_rss}[path.suffix]())


def main() -> None:
    for kind in sys.argv[1:] or ("pdf", "mbox", "rss", "docx"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"day.{kind}"
            write(path)
            print(f"{kind:>5} {path.stat().st_size / 1e6:6.1f} MB", end="  ", flush=True)
            subprocess.run([sys.executable, "-c", READ, path], check=True)


if __name__ == "__main__":
    main()
