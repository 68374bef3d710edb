"""The contract's part on exceptions: what goes wrong inside a plugin must come out, never read as "nothing found".

Faults are planted, one at a time, and the plugin is run: in each accessor of the document, and on each line that
runs inside a ``try`` of the plugin's own source whose ``except`` catches everything. A plugin that
returns as if nothing had happened has swallowed the fault.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from annotate.document import Document
from annotate.plan import Step
from annotate.testing.trial import Trial

if TYPE_CHECKING:
    from annotate.testing.contract import Sample

ACCESSORS = ("text", "blocks", "layer", "layers", "entities", "mentions", "entity_of", "linked", "text_of", "date")
_BROAD = frozenset({"Exception", "BaseException"})
_LINES = 60  # at most so many planted faults
_RUNS = 2  # of the samples


class PlantedError(Exception):
    """Raised where nothing can go wrong, to see what becomes of it."""


class Wired(Document):
    """A document of which one attribute raises. ``tripped`` is set when it did."""

    wire = ""
    tripped = False

    def __getattribute__(self, name: str) -> Any:
        if name == object.__getattribute__(self, "wire"):
            object.__setattr__(self, "tripped", True)
            raise PlantedError(f"planted in document.{name}")
        return super().__getattribute__(name)


def faults(step: Step, samples: list[Sample]) -> Iterator[str]:
    """Where a plugin swallows exceptions."""
    trial = Trial(step)
    said = set()
    for sample in samples[:_RUNS]:
        for accessor in ACCESSORS:
            for ahead in (True, False):
                document = sample.document
                document.__class__ = Wired
                assert isinstance(document, Wired)
                if _swallowed(trial, document, accessor, ahead=ahead):
                    said.add(f"it swallows exceptions: document.{accessor} raised, and it went on as if it had not")
        said |= {
            f"it swallows exceptions: one raised at {path.name}:{line} was lost"
            for path, line in _lost(trial, sample.document, sample)
        }
    yield from sorted(said)


def _swallowed(trial: Trial, document: Wired, accessor: str, *, ahead: bool) -> bool:
    """Whether a fault in an accessor is lost; it is planted before ``annotate_prepare`` if ``ahead``."""
    try:
        if not ahead:
            trial.prepare(document)
        document.wire = accessor
        if ahead:
            trial.prepare(document)
        trial.annotate(document)
    except Exception:
        return False
    return document.tripped


def _lost(trial: Trial, document: Document, sample: Sample) -> Iterator[tuple[Path, int]]:
    home = _home(trial.step.plugin.target)
    if home is None:
        return
    watch = _Watch(home)
    with watch:
        _quietly(trial, document)
    for path, line in sorted(watch.reached)[:_LINES]:
        planted = _Watch(home, (path, line))
        with planted:
            returned = _quietly(trial, sample.document)
        if planted.raised and returned:
            yield Path(path), line


def _quietly(trial: Trial, document: Document) -> bool:
    """Whether the plugin returns."""
    try:
        trial.yielded(document)
    except Exception:
        return False
    return True


def _home(target: Any) -> Path | None:
    """Where a plugin's source is: its package's folder, or its file."""
    module = sys.modules.get(target.__module__) if isinstance(target, type) else target
    file = getattr(module, "__file__", None)
    if file is None:
        return None
    packaged = hasattr(module, "__path__") or (Path(file).parent / "__init__.py").exists()
    return Path(file).parent if packaged else Path(file)


class _Watch:
    """Follows a plugin's own lines inside of broad ``try`` statements; raises at one of them, once."""

    def __init__(self, home: Path, plant: tuple[str, int] | None = None) -> None:
        self.home = str(home)
        self.plant = plant
        self.raised = False
        self.reached: set[tuple[str, int]] = set()
        self._broad: dict[str, set[int]] = {}
        self._before: Any = None

    def __enter__(self) -> None:
        self._before = sys.gettrace()
        sys.settrace(self._call)

    def __exit__(self, *exception: object) -> None:
        sys.settrace(self._before)

    def _call(self, frame: FrameType, event: str, arg: Any) -> Any:
        name = frame.f_code.co_filename
        if not name.startswith(self.home):
            return None
        if name not in self._broad:
            self._broad[name] = broad_lines(Path(name))
        return self._line if self._broad[name] else None

    def _line(self, frame: FrameType, event: str, arg: Any) -> Any:
        here = (frame.f_code.co_filename, frame.f_lineno)
        if event == "line" and here[1] in self._broad[here[0]]:
            self.reached.add(here)
            if here == self.plant and not self.raised:
                self.raised = True
                raise PlantedError(f"planted at {here[0]}:{here[1]}")
        return self._line


def broad_lines(path: Path) -> set[int]:
    """The lines of a source file that stand inside a ``try`` or ``suppress`` that catches any exception."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError):  # made at run time: there is no source to look at
        return set()
    lines: set[int] = set()
    for node in ast.walk(tree):
        broad = (isinstance(node, ast.Try) and any(_is_broad(handler.type) for handler in node.handlers)) or (
            isinstance(node, ast.With) and any(_suppresses(item.context_expr) for item in node.items)
        )
        body: list[ast.stmt] = node.body if broad else []  # type: ignore[attr-defined]
        for statement in body:
            lines.update(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
    return lines


def _is_broad(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_is_broad(item) for item in caught.elts)
    return caught is None or (isinstance(caught, ast.Name) and caught.id in _BROAD)


def _suppresses(call: ast.expr) -> bool:
    if not isinstance(call, ast.Call):
        return False
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name == "suppress" and any(map(_is_broad, call.args))
