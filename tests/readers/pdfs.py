"""PDF files made by hand: pages of text at stated places, in one font of the standard ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 595, 842


def line(x: float, y: float, text: str, size: float = 10) -> bytes:
    """One line of text at a place, in points from the lower left."""
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, escaped(text))


def lines(x: float, y: float, texts: Iterable[str], size: float = 10, leading: float = 12) -> bytes:
    """Lines one below the other."""
    return b"".join(line(x, y - leading * n, text, size) for n, text in enumerate(texts))


def escaped(text: str) -> bytes:
    """A string as it stands between parentheses."""
    data = text.encode("cp1252")
    for special in (b"\\", b"(", b")"):
        data = data.replace(special, b"\\" + special)
    return data


def pdf(*pages: bytes, info: bytes = b"", catalog: bytes = b"", font: bytes = b"") -> bytes:
    """A file of pages with these contents."""
    numbers = range(4, 4 + 2 * len(pages), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        font or b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in zip(numbers, pages, strict=True):
        resources = b"/Resources << /Font << /F 3 0 R >> >>"
        box = b"/MediaBox [0 0 %d %d]" % (WIDTH, HEIGHT)
        objects.append(b"<< /Type /Page /Parent 2 0 R %s %s /Contents %d 0 R >>" % (box, resources, number + 1))
        objects.append(stream(content))
    return assembled([*objects, b"<< " + info + b" >>"], b"/Info %d 0 R" % (len(objects) + 1))


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of objects, numbered from 1, of which the first is the catalogue."""
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))
    return out + head + table + end
