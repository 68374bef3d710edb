"""How much of plain English reporting the plugin reads, without names and without a parse.

    python plugins/quotes/tests/measure_english.py

Reads `english.jsonl` beside it: sentences made for the purpose, one a line, with what a reader would annotate in each:
``kind``, ``text``, ``cue``, ``speaker``; sentences without any are there too. Prints how many are found (the same
words), how many with the right cue and speaker, what is reported that should not be, and each miss.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

SPOKEN = ("direct", "mixed", "indirect")


def main() -> int:
    from annotate_quotes import Quotes

    from annotate.testing import annotated

    wanted = found = right = spare = 0
    for line in (Path(__file__).parent / "english.jsonl").read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        document = annotated(sentence["text"], Quotes, language="en")
        got = {}
        for quote in document.layer("quote"):
            if quote.kind in SPOKEN and not quote.features.get("extent"):
                linked = (
                    next((document.text_of(a) for a in document.linked(quote, r)), None) for r in ("cue", "speaker")
                )
                got[document.text_of(quote)] = tuple(linked)
        for unit in sentence["quotes"]:
            wanted += 1
            read = got.pop(unit["text"], None)
            found += read is not None
            right += read == (unit["cue"], unit["speaker"])
            if read != (unit["cue"], unit["speaker"]):
                print(f"  {unit['text']!r} of {unit['speaker']!r}: read {read}")
        spare += len(got)
        for text, read in got.items():
            print(f"  too much: {text!r} of {read[1]!r}")
    print(f"found {found}/{wanted}  with cue and speaker {right}/{wanted}  too much {spare}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
