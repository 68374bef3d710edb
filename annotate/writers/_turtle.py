"""The grammar of RDF 1.1 Turtle (https://www.w3.org/TR/turtle/): literals, names, statements, as text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from annotate.annotation import Value
from annotate.tei.characters import legal
from annotate.tei.standoff import number

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
# What ends a literal; controls, line ends and marks of direction, for terminals; what could end a script element
_ESCAPED = re.compile('[\\x00-\\x1f\\x7f-\\x9f"\\\\<\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def literal(text: str, datatype: str = "") -> str:
    """A string, or what has another type. Both hold what XML holds: U+FFFD stands for each other code point."""
    return f'"{_ESCAPED.sub(_escape, legal(text))}"' + (f"^^{datatype}" if datatype else "")


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}"


def typed(value: Value) -> str:
    """A value with its type; floats are doubles."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    return literal(number(value), "xsd:double") if isinstance(value, float) else literal(value)


def name(id: str) -> str:
    """Something of the document at hand, whose prefix is the empty one."""
    return f":{id}" if _LOCAL.fullmatch(id) else ":" + re.sub("[~.-]", _percent, quote(legal(id), safe=""))


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def statement(subject: str, said: Iterable[str]) -> str:
    """All that is said of a subject: predicates with their objects."""
    together = " ;\n    ".join(said)
    return f"{subject}\n    {together} .\n"


def node(said: Iterable[str]) -> str:
    """Something without a name, of which this is said."""
    return f"[ {' ; '.join(said)} ]"
