"""The annotated news that the measurements read: beside the repository, in ``shared/gold``, and no part of it."""

import json
import sys
from pathlib import Path

GOLD = Path(__file__).resolve().parents[3].parent / "shared" / "gold"


def articles(name):
    """The articles of one gold file, or the end of the program with a line that says what is missing."""
    path = GOLD / name
    if not path.exists():
        sys.exit(f"skipped: {path} is not there")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def share(part, whole):
    """«3/4 = 75.0 %»."""
    return f"{part}/{whole} = {100 * part / max(1, whole):.1f} %"
