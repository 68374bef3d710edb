"""The public API as text: every public name with its signature, every hook with its arguments.

python tests/authors/public_api.py            print it
python tests/authors/public_api.py --update   write public_api.txt, which a test compares with the code
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ForwardRef

HERE = Path(__file__).parent
SNAPSHOT = HERE / "public_api.txt"
HEAD = "# Made by `python tests/authors/public_api.py --update`. What changes here changes for every plugin's author.\n"


def public_api() -> str:
    """The whole of it, one name a line."""
    import annotate
    import annotate.scoring
    import annotate.testing
    from annotate import hookspecs
    from annotate.admission import DECLARED
    from annotate.hookspecs import HOOKS

    lines = [HEAD]
    for module in (annotate, annotate.scoring, annotate.testing):
        lines.append(f"{module.__name__}")
        for name in sorted(module.__all__):
            if name != "__version__":
                lines += [f"    {line}" for line in described(name, getattr(module, name))]
        lines.append("")
    lines += ["hooks", *(f"    {name}{signature(getattr(hookspecs, name))}" for name in HOOKS), ""]
    lines += ["what a plugin may declare", *(f"    {name}" for name in DECLARED), ""]
    return "\n".join(lines)


def described(name: str, value: Any) -> Iterator[str]:
    """A name: of a class with its public members, of a function with its signature, else with its type."""
    if isinstance(value, type):
        bases = [base.__name__ for base in value.__bases__ if base is not object]
        own = "" if issubclass(value, BaseException) and "__init__" not in vars(value) else signature(value)
        yield f"class {name}{f'({bases[0]})' if bases else ''}{own}"
        for attribute, member in sorted(vars(value).items()):
            if not attribute.startswith("_"):
                yield f"    {_member(value, attribute, member)}"
    elif inspect.isroutine(value):
        yield f"{name}{signature(value)}"
    else:
        yield f"{name}: {type(value).__name__}"


def _member(owner: type, name: str, member: Any) -> str:
    if isinstance(member, property):
        return f"{name}: {member.fget.__annotations__.get('return', '') if member.fget else ''} (read-only)"
    if inspect.isfunction(member):
        return f"{name}{signature(member)}"
    if isinstance(member, (classmethod, staticmethod)):
        return f"{name}{signature(getattr(owner, name))}"
    return name


def signature(value: Any) -> str:
    """Parameters with annotations and defaults, the same in every version of Python."""
    found = inspect.signature(value)
    parts: list[str] = []
    kind = None
    for parameter in found.parameters.values():
        if parameter.name.startswith("_"):
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and kind not in (parameter.VAR_POSITIONAL, parameter.KEYWORD_ONLY):
            parts.append("*")
        kind = parameter.kind
        star = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(kind, "")
        text = star + parameter.name
        if parameter.annotation is not parameter.empty:
            text += f": {_annotation(parameter.annotation)}"
        if parameter.default is not parameter.empty:
            text += f" = {_default(parameter.default)}"
        parts.append(text)
    returns = "" if found.return_annotation is found.empty else f" -> {_annotation(found.return_annotation)}"
    return f"({', '.join(parts)}){returns}"


def _annotation(annotation: Any) -> str:
    if isinstance(annotation, ForwardRef):
        return annotation.__forward_arg__
    return annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)


def _default(value: Any) -> str:
    return repr(value) if isinstance(value, (str, int, float, bool, tuple, type(None))) else "…"


def main() -> int:
    if "--update" in sys.argv:
        SNAPSHOT.write_text(public_api(), encoding="utf-8")
    else:
        print(public_api())
    return 0


if __name__ == "__main__":
    sys.exit(main())
