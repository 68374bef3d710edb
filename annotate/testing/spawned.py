"""The contract's part on processes: a plugin in a fresh interpreter, as a worker starts it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from annotate.plan import Step
from annotate.testing.trial import Found

# Libraries that take long to import or much memory.
HEAVY = (
    "dask",
    "datasets",
    "fastapi",
    "flair",
    "gensim",
    "httpx",
    "jax",
    "keras",
    "langchain",
    "matplotlib",
    "networkx",
    "nltk",
    "numpy",
    "onnxruntime",
    "openai",
    "pandas",
    "polars",
    "pyarrow",
    "pydantic",
    "requests",
    "scipy",
    "sentence_transformers",
    "sklearn",
    "spacy",
    "stanza",
    "tensorflow",
    "thinc",
    "torch",
    "transformers",
)
IMPORT_SECONDS = 2.0  # of processor time; a plugin's module is imported for every ``annotate --help``
TIMEOUT = 900


@dataclass(frozen=True)
class Order:
    """What the other process is asked to do. ``settings`` and ``documents`` are pickled, to be opened
    after the plugin's module was imported. ``attribute`` is empty if the module is the plugin.
    """

    name: str
    module: str
    file: str
    attribute: str
    settings: bytes
    documents: tuple[bytes, ...]
    heavy: tuple[str, ...]


@dataclass
class Answer:
    """What came of it. ``found`` holds a `Found` or a sentence for each document. ``problem``: why the plugin could
    not be had.
    """

    problem: str = ""
    heavy: tuple[str, ...] = ()
    seconds: float = 0.0
    found: list[Found | str] = field(default_factory=list)


class Child:
    """A fresh interpreter at work on a plugin, from the moment this is made."""

    def __init__(self, step: Step, documents: list[bytes]) -> None:
        self.found: list[Any] = []
        target = step.plugin.target
        local = _not_at_the_top(target)
        self._problem = local
        if local:
            return
        module = sys.modules.get(target.__module__) if isinstance(target, type) else target
        order = Order(
            step.name,
            target.__module__ if isinstance(target, type) else target.__name__,
            getattr(module, "__file__", None) or "",
            target.__qualname__ if isinstance(target, type) else "",
            pickle.dumps(step.settings),
            tuple(documents),
            HEAVY,
        )
        seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"  # the order of sets is another
        path = os.pathsep.join(entry or os.curdir for entry in sys.path)
        self._input = pickle.dumps(order)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "annotate.testing.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        )

    def faults(self) -> Iterator[str]:
        """Wait for it, and say what is wrong."""
        if self._problem:
            yield self._problem
            return
        try:
            out, err = self._process.communicate(self._input, TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
            yield f"a spawned process does not come to an end within {TIMEOUT} s"
            return
        if self._process.returncode or not out:
            last = (err.decode("utf-8", "replace").strip().splitlines() or ["no message"])[-1]
            yield f"a spawned process that runs it ends with status {self._process.returncode}: {last}"
            return
        answer: Answer = pickle.loads(out)  # noqa: S301 - from the process that we started
        if answer.problem:
            yield f"it cannot be found again in a spawned process ({answer.problem})"
        if answer.heavy:
            yield f"importing it imports {', '.join(answer.heavy)}: load that in annotate_setup"
        if answer.seconds > IMPORT_SECONDS:
            yield f"importing it takes {answer.seconds:.1f} s: load what is large in annotate_setup"
        self.found = answer.found
        yield from (f"in a spawned process it fails: {item}" for item in answer.found[:1] if isinstance(item, str))


def _not_at_the_top(target: Any) -> str:
    """Why a class cannot be found by its name, if it cannot."""
    if not isinstance(target, type):
        return ""
    found: Any = sys.modules.get(target.__module__)
    for name in target.__qualname__.split("."):
        found = getattr(found, name, None)
    if found is target:
        return ""
    return (
        f"it cannot be found again in a spawned process: {target.__qualname__} is not what "
        f"{target.__module__} has under this name; define it at the top of a module"
    )
