"""Where the gold and its scorer lie: beside the repository, in a folder `shared`; they are no part of it."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import tempfile
from pathlib import Path
from types import ModuleType

_HERE = Path(__file__).resolve()
SHARED = Path(os.environ.get("ANNOTATE_SHARED", _HERE.parents[3].parent / "shared"))
GOLD = SHARED / "gold"


def scorer() -> ModuleType:
    """The module `score/score.py`. Raises FileNotFoundError where it is not."""
    path = SHARED / "score" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(documents: list[dict]) -> str:
    """What the scorer prints for gold documents, annotated with the plugins entities, dates and quotes."""
    from annotate_dates import Dates
    from annotate_entities import Entities
    from annotate_quotes import Quotes

    from annotate.document import Document, Metadata
    from annotate.plan import arrange
    from annotate.runner import Runner
    from annotate.tei.write import write_tei
    from annotate.testing import step_of

    runner = Runner(arrange([step_of(Entities), step_of(Dates), step_of(Quotes)]))
    made = [Document(d["text"], metadata=Metadata(source="gold", language=d.get("lang", "fr"))) for d in documents]
    with tempfile.TemporaryDirectory() as folder:
        for i, document in enumerate(made, 1):
            runner.prepare([document])
            passage = runner.run(document)
            if passage.reason:
                raise SystemExit("\n".join([passage.reason, *passage.tracebacks]))
            with Path(folder, f"d{i:04}.tei.xml").open("wb") as out:
                write_tei(document, out)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            scorer().score_quote(documents, folder)
    return printed.getvalue()
