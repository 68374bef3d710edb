"""What a large document costs as TEI: a text of 1 MB with 37,000 annotations, each with note, markup, fs and ptr.

    python tests/benchmarks/tei_size.py [ROUNDS]

prints seconds of CPU (least, median, most) to write, validate and read it, and to load the profile.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from annotate import Annotation, Document, Kind, Layer, Markup, Metadata, PluginRun
from annotate.bookkeeping import conclude
from annotate.collect import add
from annotate.tei.profile import load_profile
from annotate.tei.read import read_tei
from annotate.tei.validate import validate_file
from annotate.tei.write import write_tei

SIZE = 1_000_000
ANNOTATIONS = 37_000
SENTENCE = "Le 20 février, l’agence a rapporté que la réunion, «longue et utile», s’était tenue à Séoul. "
LAYER = Layer("date", "dates, resolved", {"absolute": Kind("complete in itself", "tagging", "timex3")})
FEATURES = {"type": "DATE", "value": "2024-02-20", "mod": "MID"}


def large_document() -> Document:
    """A document of a megabyte, in paragraphs of about 800 code points, annotated from end to end."""
    paragraph = SENTENCE * 9 + "\n"
    text = (paragraph * (SIZE // len(paragraph.encode()) + 1)).encode()[:SIZE].decode(errors="ignore")
    document = Document(text, id="large", metadata=Metadata(source="large.txt", size=len(text.encode()), language="fr"))
    step = len(text) // ANNOTATIONS
    found: list[Annotation] = []
    for start in range(0, step * ANNOTATIONS, step):
        links = {"anchor": found[-1]} if found else {}
        markup = Markup("date", {"when": "2024-02-20"})
        found.append(Annotation("date", (start, start + 13), "absolute", FEATURES, links, score=0.9, markup=markup))
    add(document, "dates", {"date": LAYER}, found)
    conclude(document, (PluginRun("dates", "annotate-dates", "0.1.0", (LAYER,)),), "annotators: {dates: {}}\n")
    return document


def measure(name: str, work: Callable[[], object], rounds: int) -> None:
    """Print what some work costs."""
    seconds = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    print(f"{name:<14} {min(seconds):8.4f} {statistics.median(seconds):8.4f} {max(seconds):8.4f}")


def main(rounds: int) -> None:
    """Build the document, then measure."""
    document = large_document()
    out = io.BytesIO()
    write_tei(document, out)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.tei.xml"
        path.write_bytes(out.getvalue())
        if violations := validate_file(path):
            raise SystemExit(f"the file is not clean: {violations[:5]}")
        print(
            f"{len(document.text.encode()):,} bytes, {ANNOTATIONS:,} annotations, {path.stat().st_size:,} bytes of TEI"
        )
        print(f"{'CPU seconds':<14} {'min':>8} {'median':>8} {'max':>8}")
        measure("write", lambda: write_tei(document, io.BytesIO()), rounds)
        measure("validate", lambda: validate_file(path), rounds)
        measure("read", lambda: read_tei(path), rounds)
        measure("load profile", load_profile, rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
