"""The records of a WARC file, one after the other as they come."""

from __future__ import annotations

import contextlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from annotate.dates import check_date
from annotate.document import Metadata
from annotate.readers._charset import meant_by
from annotate.readers._unpack import Damaged, Tap, Unpacked, broken
from annotate.source import PIECE, Source, Unreadable

PAGES = frozenset({"text/html", "application/xhtml+xml"})
HTTP = ["HTTP/1.0", "HTTP/1.1"]
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def members(source: Source) -> Iterator[Source | Unreadable]:
    """Its pages as inputs, and what is passed over. Raises Damaged where it breaks off."""
    others: Counter[str] = Counter()
    for number, record in enumerate(_records(source), 1):
        name = _name(record, number)
        if record.rec_type not in ("response", "resource", "conversion"):
            others[str(record.rec_type)] += 1
        elif why := _passed_over(record):
            yield Unreadable(f"{source.id}/{name}", why, f"{source.name}/{name}", passed_over=True)
        else:
            suffix = ".txt" if record.rec_type == "conversion" else ".html"
            yield source.member(
                name + suffix,
                partial(_opened, record, source),
                encoding=_encoding(record),
                metadata=_metadata(record),
            )
    for kind, count in sorted(others.items()):
        what = f"{count:,} record{'' if count == 1 else 's'} of type {kind}"
        yield Unreadable(f"{source.id}/{kind}", f"{what}: not documents", source.name, passed_over=True)


def _records(source: Source) -> Iterator[Any]:
    """The records of a file; each is read to its end before the next. Raises Damaged."""
    try:
        from warcio.archiveiterator import WARCIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise Damaged("it is a WARC file; to read it: pip install 'annotate-tei[warc]'") from None
    records = WARCIterator(Tap(source.open()), no_record_parse=True)
    while True:
        try:
            with contextlib.redirect_stderr(io.StringIO()):  # it writes there what is counted in err_count
                record = next(records, None)
        except (ArchiveLoadFailed, UnicodeError) as error:
            raise Damaged(broken(error)) from error
        if records.err_count:
            raise Damaged("the data is damaged here: a record is longer than its Content-Length says")
        if record is None:
            return
        if record.length is None:
            raise Damaged("the data breaks off or is damaged here: a record without Content-Length")
        yield record
        if not _read_to_its_end(record):
            raise Damaged("the file breaks off here, in the middle of a record")


def _read_to_its_end(record: Any) -> bool:
    """Whether all the bytes of a record were there."""
    while record.raw_stream.read(PIECE):
        pass
    return not record.length or record.raw_stream.limit == 0


def _passed_over(record: Any) -> str | None:
    """Why a record is no page that can be read, or None. The headers of HTTP are read here."""
    from warcio.bufferedreaders import BufferedReader
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

    address = record.rec_headers.get_header("WARC-Target-URI") or "no address"
    if record.rec_type == "response":
        if not address.startswith(("http:", "https:")):
            return f"it is not of HTTP ({address})"
        try:
            record.http_headers = StatusAndHeadersParser(HTTP, verify=False).parse(record.raw_stream)
        except (StatusAndHeadersParserException, EOFError, IndexError, ValueError):
            return f"it has no headers of HTTP ({address})"
        status = record.http_headers.get_statuscode()
        if status != "200":
            return f"its HTTP status is {status} ({address})"
        coding = (record.http_headers.get_header("Content-Encoding") or "identity").lower()
        if coding not in ("identity", *BufferedReader.get_supported_decompressors()):
            return f"its content is encoded as {coding} ({address})"
    kind = _media_type(record)
    wanted = {"text/plain"} if record.rec_type == "conversion" else PAGES
    return None if kind in wanted else f"it is {kind or 'of no stated type'}, not HTML ({address})"


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return headers.get_header("Content-Type") or ""


def _media_type(record: Any) -> str:
    return _content_type(record).partition(";")[0].strip().lower()


def _encoding(record: Any) -> str | None:
    """The encoding that the server stated, if there is such a one."""
    found = _CHARSET.search(_content_type(record))
    return meant_by(found[1]) if found else None


def _name(record: Any, number: int) -> str:
    """What a record is called within its file: the UUID that it was given."""
    stated = record.rec_headers.get_header("WARC-Record-ID") or ""
    return re.sub(r"[^\w.-]", "_", stated.strip("<> ").rpartition(":")[2]) or f"record-{number}"


def _metadata(record: Any) -> Metadata:
    captured = record.rec_headers.get_header("WARC-Date")
    notes = [f"Captured at {captured}."] if captured else []
    if cut := record.rec_headers.get_header("WARC-Truncated"):
        notes.append(f"The crawler cut the page off ({cut}).")
    try:
        date = check_date(captured) if captured else None
    except ValueError:
        date = None
    return Metadata(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        date=date,
        date_from="capture" if date else "",
        date_cert="low" if date else None,
        notes=tuple(notes),
    )


def _opened(record: Any, source: Source) -> Unpacked:
    stream = record.content_stream()

    def read(size: int) -> bytes:
        data: bytes = stream.read(size)
        if not data and not _read_to_its_end(record):
            raise EOFError
        return data

    return Unpacked(read, source.bounds)
