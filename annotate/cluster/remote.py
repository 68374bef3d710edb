"""What runs in a worker of a cluster."""

from __future__ import annotations

import hashlib
import pickle
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from annotate.document import Document, PluginRun
from annotate.engine import with_document
from annotate.output import Written, write_atomically
from annotate.work import Result, Worker, WorkOrder

_lock = threading.Lock()  # a worker of Dask's may have several threads; plugins need not bear that
_workers: dict[str, Worker] = {}  # by order: models are loaded once


@dataclass(frozen=True, slots=True)
class Window:
    """Documents that a worker gets together. ``order``: a WorkOrder, pickled; ``parts``: the folder for results that
    have no name yet; ``number``: of the first record, which makes the parts' names.
    """

    order: bytes
    parts: Path
    number: int
    documents: tuple[Document, ...]


def made_by(order: bytes) -> list[PluginRun]:
    """What is known of each plugin before any document; loads them."""
    with _lock:
        return _worker(order).runner.records()


def work(window: Window) -> list[Result]:
    """The results of a window; what was rendered lies in its parts."""
    with _lock:
        worker = _worker(window.order)
        worker.prepare(window.documents)
        done = []
        for number, document in enumerate(window.documents, window.number):
            result = with_document(worker.one(document), document)
            done.append(replace(result, rendered={}, written=_written(result.rendered, window.parts, number)))
        return done


def _worker(order: bytes) -> Worker:
    name = hashlib.sha256(order).hexdigest()
    if name not in _workers:
        found: WorkOrder = pickle.loads(order)  # noqa: S301 - Dask's own messages are pickles too
        worker = Worker(found)
        worker.setup()
        _workers.clear()  # one job at a time: models are large
        _workers[name] = worker
    return _workers[name]


def _written(rendered: dict[str, bytes], parts: Path, number: int) -> dict[str, Written]:
    """Files in the place of bytes. A task that is done again writes the same files again."""
    found = {}
    for format, data in rendered.items():
        path = parts / f"{number}.{format}"
        write_atomically(path, data)
        found[format] = Written(path, hashlib.sha256(data).hexdigest())
    return found
