"""What replaying a file showed, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from annotate.cli.plain import printable
from annotate.combine.diff import Change
from annotate.combine.report import as_json, lines

SAME, DIFFERENT, NOT_REPLAYED = range(3)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What replaying a file showed. ``line``: the first one whose bytes differ, 0 if none does. ``problem``: why it
    was not replayed.
    """

    file: Path
    changes: tuple[Change, ...] = ()
    remarks: tuple[str, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)
    afterwards: tuple[str, ...] = ()
    line: int = 0
    problem: str = ""

    @property
    def status(self) -> int:
        """`SAME`, `DIFFERENT` or `NOT_REPLAYED`, which some part of it is enough for."""
        return NOT_REPLAYED if self.problem or self.kept else DIFFERENT if self.changes else SAME

    def for_people(self) -> str:
        """A line with the verdict, and below it what differs."""
        changed = [line for change in self.changes for line in lines(change)]
        return "\n".join([printable(f"{self.file}: {self._sentence()}"), *changed])

    def _sentence(self) -> str:
        if self.problem:
            return "not replayed"
        parts = []
        if self.changes:
            number = len(self.changes)
            parts.append(f"{number} difference{'' if number == 1 else 's'}")
        elif self.afterwards:
            parts.append(f"the same, but for what {' and '.join(self.afterwards)} took out")
        elif self.line:
            parts.append(f"the same; its bytes differ from line {self.line} on")
        else:
            parts.append("the same, byte for byte")
        if self.kept:
            parts.append(f"not replayed: {', '.join(self.kept)}")
        return "; ".join(parts)

    def for_programs(self) -> str:
        """All of it."""
        said: dict[str, Any] = {"file": str(self.file), "verdict": ("same", "different", "not replayed")[self.status]}
        if self.problem:
            said["problem"] = self.problem
        else:
            said |= {
                "identical": not self.line,
                "remarks": list(self.remarks),
                "kept": dict(self.kept),
                "afterwards": list(self.afterwards),
                "changes": [as_json(change) for change in self.changes],
            }
        return json.dumps(said, ensure_ascii=False)


def different_line(one: bytes, other: bytes) -> int:
    """The number of the first line in which they differ, from 1; 0 if none does."""
    if one == other:
        return 0
    pairs = zip_longest(one.splitlines(keepends=True), other.splitlines(keepends=True))
    return next(number for number, (a, b) in enumerate(pairs, 1) if a != b)
