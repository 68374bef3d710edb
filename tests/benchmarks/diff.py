"""What it costs to compare large documents: a text of 1 MB with 37,000 annotations, each with note, markup, fs and ptr.

    python tests/benchmarks/diff.py [ROUNDS]

prints seconds of CPU (least, median, most) of `annotate diff A B`, start and reading included: with one annotation
in a hundred changed; with every one changed; with a word inserted in the text in a hundred places. Then those of
moving the annotations to that text.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tei_size import large_document

from annotate import Annotation, Document
from annotate.bookkeeping import restore
from annotate.tei.write import write_tei

WORD = "encore "
SIZE = 1_000_000


def changed(document: Document, every: int, *, linked: bool = True) -> Document:
    """The document with another value and score in every so many annotations, ``linked`` or not."""
    copy = Document(document.text, id=document.id, metadata=document.metadata)
    found = [
        (replaced(annotation) if number % every == 1 % every else annotation)
        for number, annotation in enumerate(document.layer("date"))
    ]
    if not linked:
        found = [annotation._but(links={}) for annotation in found]
    restore(copy, found, (), document.runs, document.job)
    return copy


def replaced(annotation: Annotation) -> Annotation:
    """The annotation with another value."""
    return annotation._but(features={**annotation.features, "value": "2024-02-21"}, score=0.5)


def with_words(text: str, places: int) -> str:
    """The text with a word put in at so many places."""
    step = len(text) // places
    cuts = [text.index(" ", at) + 1 for at in range(step // 2, len(text) - step // 2, step)]
    return WORD.join(text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))


def measure(name: str, rounds: int, *args: Path | str) -> None:
    """Print what a command costs."""
    seconds = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "annotate", *map(str, args)], capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(f"{name:<26} {min(seconds):8.2f} {statistics.median(seconds):8.2f} {max(seconds):8.2f}")


def main(rounds: int) -> None:
    """Write the files, then measure."""
    document = large_document()
    moved = Document(with_words(document.text, 100), id=document.id, metadata=replace(document.metadata, size=None))
    versions: dict[str, Callable[[], Document]] = {
        "same": lambda: document,
        "without links": lambda: changed(document, SIZE, linked=False),  # else one that is lost takes the rest along
        "one in 100": lambda: changed(document, 100),
        "every one": lambda: changed(document, 1),
    }
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{name}.tei.xml" for name in versions}
        for name, make in versions.items():
            with paths[name].open("wb") as out:
                write_tei(make(), out)
        text, result = Path(folder) / "new.txt", Path(folder) / "moved.tei.xml"
        text.write_text(moved.text, encoding="utf-8", newline="")
        print(f"{'CPU seconds':<26} {'min':>8} {'median':>8} {'max':>8}")
        measure("reanchor, 100 words more", rounds, "reanchor", paths["without links"], text, "-o", result)
        for name in ("same", "one in 100", "every one"):
            measure(f"diff, {name}", rounds, "diff", paths["same"], paths[name])
        measure("diff, 100 words more", rounds, "diff", paths["without links"], result)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
