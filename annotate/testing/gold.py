"""Gold folders: an input, a job, and the file that is expected.

::

    quoted-minister/
        input.txt           or input.jsonl, input.html …: what a reader reads
        job.yaml            a job file; version, input.paths and output may be left out
        expected.tei.xml    several documents: expected/ID.tei.xml

What depends on the installation and not on the text is not compared: versions, distributions, hashes of data files.
"""

from __future__ import annotations

import difflib
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotate.errors import AnnotateError, JobError

JOB = "job.yaml"
EXPECTED = "expected.tei.xml"
_SUFFIX = ".tei.xml"
_LINES = 60  # of a difference, at most
_APPLICATIONS = re.compile(r"<appInfo>.*?</appInfo>", re.DOTALL)
_INSTALLED = re.compile(r'(version="|<idno type="(?:version|distribution|sha256)">)[^"<]*')


def is_gold(folder: Path) -> bool:
    """Whether a folder has a job and one input."""
    return (folder / JOB).is_file() and len(list(_inputs(folder))) == 1


def check_gold(folder: Path, *, update: bool = False) -> None:
    """Do the job of a gold folder and compare. With ``update``, write what came out as what is expected.

    Raises AssertionError with the difference, and AnnotateError if the job cannot be done.
    """
    got = annotate_gold(folder)
    paths = {_expected(folder, id, alone=len(got) == 1): data for id, data in got.items()}
    before = {path for path in (folder / EXPECTED, *(folder / "expected").glob(f"*{_SUFFIX}")) if path.exists()}
    if update:
        for path in before - paths.keys():
            path.unlink()
        for path, data in paths.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        return
    faults = [f"{path.relative_to(folder)} is not made any more" for path in sorted(before - paths.keys())]
    for path, data in paths.items():
        faults += _difference(path, data.decode("utf-8"))
    if faults:
        raise AssertionError("\n".join([*faults, "(pytest --update-gold writes what came out)"]))


def annotate_gold(folder: Path) -> dict[str, bytes]:
    """The TEI that the job of a gold folder makes, by the documents' ids. Raises AnnotateError."""
    from annotate.execute import execute

    reasons: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        job, registry = _job(folder, Path(place))
        summary = execute(job, registry, lambda outcome, _: reasons.append(outcome.reason) if outcome.reason else None)
        made = sorted(Path(place).rglob(f"*{_SUFFIX}"))
        results = {path.name.removesuffix(_SUFFIX): path.read_bytes() for path in made}
    if summary.stopped or reasons or not results:
        raise AnnotateError(
            "; ".join([*reasons, *filter(None, [summary.stopped])]) or f"{folder}: no document came out"
        )
    return results


def _job(folder: Path, out: Path) -> tuple[Any, Any]:
    from pydantic import ValidationError

    from annotate.job import Inputs, Job, Outputs, header_yaml, make_plan
    from annotate.jobschema import JobFile
    from annotate.plugins import load_registry
    from annotate.yamlfile import parse

    path = folder / JOB
    data, _, problems = parse(path)
    if problems or not isinstance(data, dict):
        raise JobError(problems or [f"{path}: it is not a job"])
    (found,) = _inputs(folder)
    whole: dict[str, Any] = {"version": 1, "output": {"dir": str(out)}, **data}
    whole["input"] = {"paths": [found.name], **(data.get("input") or {})}
    try:
        given = JobFile.model_validate(whole)
    except ValidationError as error:
        raise JobError([f"{path}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]) from error
    registry = load_registry(files=[folder / name for name in given.plugin_files])
    settings: dict[str, Mapping[str, Any]] = {name: of or {} for name, of in given.annotators.items()}
    files = [name for name, plugin in registry.annotators.items() if plugin.place is not None]
    plan = make_plan(registry, [*settings, *files], settings, folder)
    inputs = Inputs(
        paths=tuple(given.input.paths),
        language=given.input.language,
        date=given.input.date.value,
        date_from=tuple(given.input.date.from_),
        format=given.input.format,
        encoding=given.input.encoding,
        base=folder,
    )
    return Job(inputs, plan, Outputs(folder=out), header=header_yaml(plan, inputs)), registry


def _inputs(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("input.*")) if path.is_file())


def _expected(folder: Path, id: str, *, alone: bool) -> Path:
    return folder / EXPECTED if alone else folder / "expected" / f"{id}{_SUFFIX}"


def _difference(path: Path, got: str) -> list[str]:
    if not path.exists():
        return [f"{path.name} is not there yet"]
    before, after = (_comparable(text).splitlines() for text in (path.read_text("utf-8"), got))
    found = list(difflib.unified_diff(before, after, path.name, "what came out", lineterm="", n=1))
    return found[:_LINES] + ([f"… and {len(found) - _LINES} lines more"] if len(found) > _LINES else [])


def _comparable(tei: str) -> str:
    return _APPLICATIONS.sub(lambda info: _INSTALLED.sub(r"\1", info[0]), tei)
