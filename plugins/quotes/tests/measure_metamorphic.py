"""How much the figures change when the marks of the development articles are written in other ways.

    python plugins/quotes/tests/measure_metamorphic.py

Each article is annotated (entities, dates, quotes) as it is and with every «…» turned into another style, without the
spaces inside its marks, with one mark lost, and with both; the gold moves along. Printed: the F of units found and of
joint quotation, speaker and cue, with their change. Needs the shared gold (`shared_gold.py`) and the entities plugin.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from shared_gold import GOLD, report

Edit = tuple[int, int, str]
STYLES = {"“…”": ("“", "”"), '"…"': ('"', '"'), "‹…›": ("‹", "›"), "»…«": ("»", "«")}


def marks_of(text: str) -> list[int]:
    """Offsets of the guillemets of a text."""
    return [i for i, c in enumerate(text) if c in "«»"]


def restyled(opening: str, closing: str) -> Callable[[str], list[Edit]]:
    """Other marks in place of the guillemets."""
    return lambda text: [(i, i + 1, opening if text[i] == "«" else closing) for i in marks_of(text)]


def without_spaces(text: str) -> list[Edit]:
    """The spaces inside the guillemets are lost."""
    edits = []
    for i in marks_of(text):
        at = i + 1 if text[i] == "«" else i - 1
        if 0 <= at < len(text) and text[at] in " \u00a0\u202f":
            edits.append((at, at + 1, ""))
    return edits


def one_lost(number: int) -> Callable[[str], list[Edit]]:
    """One mark is lost: of those at thirds of the text, the one with this number."""

    def edits(text: str) -> list[Edit]:
        marks = marks_of(text)
        at = marks[len(marks) * (2 * number + 1) // 6]
        return [(at, at + 1, "")]

    return edits


def tight_and_lost(number: int) -> Callable[[str], list[Edit]]:
    """One mark is lost where no spaces inside the marks tell where it stood."""
    return lambda text: sorted(set(without_spaces(text)) | set(one_lost(number)(text)))


def edited(document: dict, edits: list[Edit]) -> dict:
    """A gold document with the edits made and every offset moved along."""
    text, moved, pieces, at = document["text"], [], [], 0
    length = 0
    for start, end, new in sorted(edits):
        moved += range(length, length + start - at)
        pieces += [text[at:start], new]
        length += start - at
        moved += [length] * (end - start) if not new else [length + min(k, len(new) - 1) for k in range(end - start)]
        length += len(new)
        at = end
    moved += range(length, length + len(text) - at + 1)
    pieces.append(text[at:])

    def move(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {k: move(v, k) for k, v in value.items()}
        if key in ("speaker", "cue") and isinstance(value, list):
            return [moved[x] for x in value]
        if key in ("speaker_alt", "cue_alt") and isinstance(value, list):
            return [[moved[x] for x in pair] for pair in value]
        return moved[value] if key in ("start", "end") and isinstance(value, int) else value

    changed = {**document, "text": "".join(pieces)}
    changed["quotes"] = [move(quote) for quote in document["quotes"]]
    return changed


def figures(documents: list[dict]) -> dict[str, float]:
    """The F figures of the scorer on these documents."""
    lines = [line.split() for line in report(documents).splitlines() if " F " in line]
    return {words[0].removeprefix("quote."): float(words[2]) for words in lines}


def main() -> int:
    path = GOLD / "quote" / "wikinews-fr.dev.jsonl"
    if not path.exists():
        print(f"no gold at {path}: nothing measured", file=sys.stderr)
        return 0
    documents = [json.loads(line) for line in path.open(encoding="utf-8") if line.strip()]
    variants: dict[str, Callable[[str], list[Edit]]] = {"«…»": lambda text: []}
    variants |= {name: restyled(*marks) for name, marks in STYLES.items()}
    variants["without spaces"] = without_spaces
    variants |= {f"one mark lost ({n + 1})": one_lost(n) for n in range(3)}
    variants |= {f"the same, no spaces ({n + 1})": tight_and_lost(n) for n in range(3)}
    base: dict[str, float] = {}
    for name, edits in variants.items():
        got = figures([edited(document, edits(document["text"])) for document in documents])
        base = base or got
        keys = ("cover30", "iou90", "joint_iou90")
        shown = "  ".join(f"{key} {got[key]:.1f} ({got[key] - base[key]:+.1f})" for key in keys)
        print(f"{name:24} {shown}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
