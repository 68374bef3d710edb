"""The figures on the development gold.

    python plugins/quotes/tests/measure_gold.py [GOLD.jsonl]

Annotates (entities, dates, quotes) and prints what the project's scorer says, for the article that the project began
with and for the development articles, or for the file named. Needs the shared gold (see `shared_gold.py`) and the
entities plugin. The rules were written with the development articles in sight: other texts score lower.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from shared_gold import GOLD, report


def main(arguments: list[str]) -> int:
    paths = [Path(name) for name in arguments] or [GOLD / "quote" / f"{n}.jsonl" for n in ("seed", "wikinews-fr.dev")]
    for path in paths:
        if not path.exists():
            print(f"no gold at {path}: nothing measured", file=sys.stderr)
            continue
        print(path.name)
        documents = [json.loads(line) for line in path.open(encoding="utf-8") if line.strip()]
        print(report(documents))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
