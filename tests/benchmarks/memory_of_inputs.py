"""Memory of the main process over one large compressed or archived input: it must not grow with its documents.

    python tests/benchmarks/memory_of_inputs.py KIND [DOCUMENTS] [-- OPTIONS OF annotate run]

KIND: jsonl.gz, jsonl.zst, tar, tar.gz, zip or warc.gz. Makes a file of DOCUMENTS (20,000) made-up short articles,
runs ``annotate run FILE -t jsonl`` on it and prints the resident memory of the process as answers come back (Linux).
Options default to -p dates. In the file of kind warc.gz every article is a page.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from memory import NAMES, TEXT, TOWNS, resident_mb

PAGE = "<html lang='fr'><head><title>{n}</title></head><body><article><p>{text}</p></article></body></html>"
HTTP = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n:036}>\r\nWARC-Date: 2024-03-06T10:00:00Z\r\n"
    "WARC-Target-URI: https://gazette.example/{n}\r\nContent-Length: {size}\r\n\r\n"
)


def texts(documents: int) -> Iterator[tuple[int, str]]:
    """Numbers and texts: of the same words in ever another order, or they would be compressed to nothing."""
    words = (TEXT.format(town=TOWNS[0], n=0, name=NAMES[0]) * 4).split()
    for n in range(documents):
        yield n, " ".join(random.Random(n).sample(words, 30 + n % 90)) + ".\n"


def write(path: Path, kind: str, documents: int) -> None:
    """Make the input."""
    if kind.startswith("jsonl"):
        with _compressed(path, kind) as out:
            for n, text in texts(documents):
                out.write(json.dumps({"id": f"doc-{n}", "text": text, "language": "fr"}).encode() + b"\n")
    elif kind.startswith("tar"):
        with tarfile.open(path, "w:gz" if kind == "tar.gz" else "w") as archive:
            for n, text in texts(documents):
                header = tarfile.TarInfo(f"{n % 100}/{n}.txt")
                header.size = len(text.encode())
                archive.addfile(header, io.BytesIO(text.encode()))
    elif kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for n, text in texts(documents):
                archive.writestr(f"{n % 100}/{n}.txt", text)
    elif kind == "warc.gz":
        with path.open("wb") as out:
            for n, text in texts(documents):
                block = (HTTP + PAGE.format(n=n, text=text * 3)).encode()
                out.write(gzip.compress(WARC.format(n=n, size=len(block)).encode() + block + b"\r\n\r\n"))
    else:
        raise SystemExit(f"unknown kind {kind!r}")


def _compressed(path: Path, kind: str) -> gzip.GzipFile:
    if kind == "jsonl.gz":
        return gzip.open(path, "wb")
    from annotate.zstd import zstd

    return zstd().open(path, "wb")


def main() -> None:
    own, _, passed = " ".join(sys.argv[1:]).partition("--")
    kind, documents = [*own.split(), "20000"][:2]
    options = passed.split() or ["-p", "dates", "--language", "fr"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"day.{kind}"
        write(path, kind, int(documents))
        print(f"{path.stat().st_size / 1e6:.1f} MB of {kind}", flush=True)
        command = [sys.executable, "-m", "annotate", "run", path, "-t", "jsonl", *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        marks = {max(1, int(documents) * tenth // 10) for tenth in range(1, 10)} | {1, int(documents) // 20}
        number = 0
        for number, _ in enumerate(process.stdout, 1):
            if number in marks:
                print(f"{number:>8} documents  {resident_mb(process.pid):7.1f} MB", flush=True)
        print(f"{number:>8} documents  exit status {process.wait()}")


if __name__ == "__main__":
    main()
