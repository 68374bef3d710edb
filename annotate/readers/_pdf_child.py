"""The process that reads one PDF file: gets it on standard input, writes what it found to standard output as JSON.

A process of its own, because PDFium is written in C++ and files come from strangers: one that crashes it, or makes
it take memory or time without end, is an unreadable input and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import Any

MEMORY = 2 << 30  # bytes of address space
SECONDS = 120  # of computing


def main() -> None:
    """Read one file."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit()
    found = _read(sys.stdin.buffer.read())
    with out:
        out.write(json.dumps(found, ensure_ascii=True).encode())


def _limit() -> None:
    with contextlib.suppress(ImportError):  # Windows has no such limits: there the parent's patience is one
        import resource

        for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
            hard = resource.getrlimit(kind)[1]
            with contextlib.suppress(ValueError, OSError):  # macOS knows one of them by name only
                resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _read(data: bytes) -> dict[str, Any]:
    try:
        import pypdfium2
        from pypdfium2 import raw
    except ImportError:
        return {"problem": "missing"}
    from annotate.readers._pdf_layout import in_reading_order, without_running_heads
    from annotate.readers._pdf_page import read_page
    from annotate.readers._pdf_paragraphs import Paragraphs

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError:
        return {"problem": "password" if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD else "broken"}
    pages, silent, broken = [], [], []
    for number in range(1, count + 1):
        try:
            page = read_page(document[number - 1])
        except pypdfium2.PdfiumError:
            broken.append(number)
            continue
        pages.append(page)
        if not page.lines:
            silent.append(number)
    heads = without_running_heads(pages)
    paragraphs = Paragraphs(in_reading_order(page.lines) for page in pages)
    return {
        "paragraphs": paragraphs.lines,
        "pages": count,
        "broken": broken,
        "silent": silent,
        "heads": heads,
        "unmapped": sum(page.unmapped for page in pages),
        "dropped": paragraphs.dropped,
        "kept": paragraphs.kept,
        "attachments": max(raw.FPDFDoc_GetAttachmentCount(document), 0),
        "metadata": document.get_metadata_dict(),
        "language": _language(raw, document),
    }


def _language(raw: Any, document: Any) -> str:
    """The language that the file states for all of it."""
    import ctypes

    buffer = (ctypes.c_ushort * 64)()
    size = raw.FPDFCatalog_GetLanguage(document, buffer, ctypes.sizeof(buffer))
    if not 2 <= size <= ctypes.sizeof(buffer):
        return ""
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


if __name__ == "__main__":
    main()
