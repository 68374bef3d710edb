"""The other process of `annotate.testing.spawned`: reads an order from standard input, writes the answer."""

from __future__ import annotations

import importlib
import importlib.util
import os
import pickle
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from annotate.plan import Step
from annotate.plugins import checked_plugin
from annotate.testing.spawned import Answer, Order
from annotate.testing.trial import Found, Trial, short, thawed


def main() -> None:
    """Do one order. What the plugin prints goes to standard error."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    order: Order = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
    answer = Answer()
    try:
        _work(order, answer)
    except Exception as error:
        answer.problem = short(error)
    with out:
        pickle.dump(answer, out)


def _work(order: Order, answer: Answer) -> None:
    before = set(sys.modules)
    began = time.process_time()
    target: Any = _module(order)
    answer.seconds = time.process_time() - began
    answer.heavy = tuple(name for name in order.heavy if name in sys.modules and name not in before)
    for name in order.attribute.split(".") if order.attribute else ():
        target = getattr(target, name)
    trial = Trial(Step(checked_plugin(target, order.name), pickle.loads(order.settings)))  # noqa: S301
    answer.found = [_found(trial, data) for data in order.documents]


def _found(trial: Trial, data: bytes) -> Found | str:
    try:
        return trial.run(thawed(data))
    except Exception as error:
        return short(error)


def _module(order: Order) -> ModuleType:
    """The plugin's module by its name or, where the name leads nowhere or elsewhere, from its file."""
    if importlib.util.find_spec(order.module.partition(".")[0]) is not None and order.module != "__main__":
        try:
            module = importlib.import_module(order.module)
        except ModuleNotFoundError as error:
            if not order.module.startswith(error.name or " "):
                raise
        else:
            if not order.file or (module.__file__ and Path(module.__file__).samefile(order.file)):
                return module
    spec = importlib.util.spec_from_file_location(order.module, order.file)
    if spec is None or spec.loader is None:
        raise ImportError(f"there is no module {order.module!r}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[order.module] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
