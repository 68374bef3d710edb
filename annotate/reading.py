"""Inputs to documents: each is read by the first reader that does not decline; containers open into more inputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath
from zlib import crc32

from annotate import bookkeeping
from annotate.calling import Alone
from annotate.dates import date_in_name
from annotate.document import UNKNOWN_LANGUAGE, Document, Metadata
from annotate.errors import Declined, ReadError, UsageError
from annotate.inputs import DOCUMENTS, Found, left_out, may_hold_several
from annotate.job import Inputs
from annotate.plugins import Registry
from annotate.readers import BUILTIN, CONTAINERS
from annotate.source import Source, Unreadable

Record = Document | Unreadable
NOT_OF_PUBLICATION = ("capture", "saved")  # when a page was fetched, a file made: taken only if the job names them


class Reading:
    """Reads inputs with the readers of a registry, and completes what is known of each document."""

    def __init__(self, registry: Registry, inputs: Inputs) -> None:
        self.inputs = inputs
        readers = registry.implementing("annotate_read")
        names = sorted(p.name for p in readers)
        if inputs.format is not None and inputs.format not in names:
            raise UsageError(f"unknown input format {inputs.format!r}; there are: {', '.join(names)}")
        self.readers = [Alone(plugin) for plugin in readers]

    def documents(self, found: Iterable[Found]) -> Iterator[Record]:
        """Every document of every input, and for what cannot be read an Unreadable that says why."""
        for item in found:
            if item.problem:
                if self._mine(item.id):
                    over = item.in_folder and item.path is None
                    yield Unreadable(item.id, item.problem, item.name, passed_over=over)
                continue
            source = item.source(self.inputs)
            try:
                yield from self._of(source, item, depth=0, mine=False)
            finally:
                if item.path is not None:
                    source.close()

    def _of(self, source: Source, item: Found, *, depth: int, mine: bool) -> Iterator[Record]:
        """The records of one input. ``mine``: all of them are known to be this shard's."""
        if not mine and item.path is not None and not may_hold_several(source.name):
            if not self._mine(source.id):
                return
            mine = True
        for record in self._read(source, item):
            if isinstance(record, Source):
                yield from self._inside(record, source, item, depth=depth + 1, mine=mine)
            elif mine or self._mine(record.id):
                yield self._completed(record, source, item) if isinstance(record, Document) else record

    def _inside(self, member: Source, container: Source, item: Found, *, depth: int, mine: bool) -> Iterator[Record]:
        """The records of what was in a container."""
        if depth > member.bounds.depth:
            limit = f"containers stand more than {member.bounds.depth} deep in it"
            limit += " (input.limits.depth in a job file, --input-limit depth=N)"
            yield Unreadable(member.id, f"refused: {limit}", member.name)
        elif member.name == container.name or not left_out(
            member.name, member.name.removeprefix(f"{container.name}/"), self.inputs
        ):
            try:
                yield from self._of(member, item, depth=depth, mine=mine)
            finally:
                member.close()

    def _mine(self, id: str) -> bool:
        """Whether a document belongs to this shard: by its id, so that it is the same one in every run."""
        if self.inputs.shard is None:
            return True
        number, of = self.inputs.shard
        return crc32(id.encode("utf-8", "surrogatepass")) % of == number - 1

    def _read(self, source: Source, item: Found) -> Iterator[Record | Source]:
        reasons: dict[str, str] = {}
        reader: Alone | None = None
        try:
            for reader in self._readers(source):
                records = self._asked(reader, source, reasons)
                if records is not None:
                    none = Unreadable(source.id, "it holds no document", source.name, passed_over=True)
                    for record in chain([next(records, none)], records):
                        if isinstance(record, Source) and record.format == reader.name:
                            record = replace(record, format=None)  # the user named the container, not what is in it
                        yield record
                    return
        except OSError as error:
            yield Unreadable(source.id, error.strerror or str(error), source.name)
            return
        except Exception as error:  # a reader that breaks: the input is a failed one, the others go on
            name = reader.name if reader else ""
            yield Unreadable(source.id, f"reader {name}: {type(error).__name__}: {error}", source.name)
            return
        unsaid = {name for name, _ in BUILTIN if name != reader.name} if reader else set()  # the last takes anything
        problem = str(ReadError(source.name, reasons, unsaid)).removeprefix(f"{source.name}: ")
        unasked = item.in_folder or source.name != item.name
        yield Unreadable(source.id, problem, source.name, passed_over=unasked and source.suffix not in DOCUMENTS)

    def _readers(self, source: Source) -> Iterator[Alone]:
        """Those to be asked: all, or the one that the user named; containers are opened in any case."""
        return (r for r in self.readers if source.format in (None, r.name) or r.name in CONTAINERS)

    def _asked(self, reader: Alone, source: Source, reasons: dict[str, str]) -> Iterator[Record | Source] | None:
        """The records of an input, or None if this reader declines, which is then among the reasons."""
        try:
            records = iter(reader.call("annotate_read", source=source) or ())
            first = next(records, None)
        except Declined as error:
            reasons[reader.name] = str(error)
            return None
        return chain([first], records) if first is not None else iter(())

    def _completed(self, document: Document, source: Source, item: Found) -> Document:
        """With source, language and date as the job has them: the option first, then what the input says."""
        meta = document.metadata
        outer = source.metadata or Metadata()
        language, language_from = self._language(document)
        date, date_from, date_cert = self._date(meta, outer, PurePosixPath(source.name).name)
        known = replace(
            meta,
            source=meta.source if document.runs else item.label + source.name.removeprefix(item.name),
            language=language,
            language_from=language_from,
            date=date,
            date_from=date_from,
            date_cert=date_cert,
            title=meta.title or outer.title,
            authors=meta.authors or outer.authors,
            publisher=meta.publisher or outer.publisher,
            url=meta.url or outer.url,
            notes=(*meta.notes, *outer.notes),
        )
        bookkeeping.describe(document, known, source.name)
        return document

    def _language(self, document: Document) -> tuple[str, str]:
        """The language and who said so."""
        if self.inputs.language:
            return self.inputs.language, "option"
        if document.language != UNKNOWN_LANGUAGE:
            return document.language, document.metadata.language_from
        from annotate.language import identify

        return identify(document.text), "identified"

    def _date(self, meta: Metadata, outer: Metadata, name: str) -> tuple[str | None, str, str | None]:
        """The publication date, who gave it, and how sure it is."""
        for giver in self.inputs.date_from:
            if giver == "option" and self.inputs.date:
                return self.inputs.date, "option", None
            if giver == "metadata" and meta.date and meta.date_from not in NOT_OF_PUBLICATION:
                return meta.date, meta.date_from, meta.date_cert
            for known in (meta, outer):
                if known.date and known.date_from == giver:
                    return known.date, known.date_from, known.date_cert
            if giver == "filename" and (date := date_in_name(name)):
                return date, "filename", "medium"
        return None, "", None
