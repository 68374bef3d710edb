"""Characters a second on one core, without a parse and without an entity engine, and whether time is linear.

    python plugins/quotes/tests/benchmark_speed.py [FILE.jsonl]

Reads the field `text` of each line; without a file, the articles of the shared gold (see `shared_gold.py`), or else a
text made up here. Prints the time to set up, the speed on the documents one by one, and the speed on one document of
one line that is all of them, and on ten times as much.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from shared_gold import GOLD

_MADE_UP = (
    "Le maire a déclaré que la route était «fermée». «Il a trop plu», a-t-il ajouté, selon Paul Roche. "
    "La rivière monte encore et les écoles resteront closes lundi dans toute la vallée, selon la préfecture. "
)


def texts(arguments: list[str]) -> list[str]:
    path = Path(arguments[0]) if arguments else GOLD / "entity" / "winer-fr.train.jsonl"
    if not path.exists():
        print(f"no file at {path}: measured on a made-up text", file=sys.stderr)
        return [_MADE_UP * 20] * 500
    return [json.loads(line)["text"] for line in path.open(encoding="utf-8") if line.strip()]


def main(arguments: list[str]) -> int:
    from annotate_quotes import Quotes, QuoteSettings

    from annotate.document import Document, Metadata

    plugin = Quotes(QuoteSettings())
    started = time.process_time()
    plugin.annotate_setup()
    print(f"set-up {1000 * (time.process_time() - started):.0f} ms")
    documents = texts(arguments)
    whole = " ".join(" ".join(documents).split())[:1_000_000]
    for name, batch in (("documents", documents), ("one line", [whole]), ("one line, ten times", [whole * 10])):
        made = [Document(text, metadata=Metadata(language="fr")) for text in batch]
        started = time.process_time()
        for document in made:
            list(plugin.annotate_document(document))
        seconds = time.process_time() - started
        characters = sum(map(len, batch))
        print(f"{name}: {characters} characters, {characters / seconds / 1000:.0f} k characters/s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
