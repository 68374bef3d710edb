"""What the runner and TEI writing add to spaCy's own `nlp.pipe`, over the development articles.

    python tests/benchmarks/overhead.py [RUNS]

Three things are timed in turn (CPU seconds of this process, RUNS rounds, 5): bare ``nlp.pipe`` with the same
component; the runner with a plugin that does nothing but that, and TEI written; the runner with the whole
entities plugin, and TEI written. Prints the medians and the median of the ratios of each round. Needs
../shared and the extra spacy.
"""

from __future__ import annotations

import io
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from annotate import Annotation, Document, Metadata, hookimpl
from annotate.engine import windows
from annotate.plan import arrange
from annotate.runner import Runner
from annotate.tei.write import write_tei
from annotate.testing import step_of

GOLD = Path(__file__).parents[3] / "shared/gold/entity/winer-fr.dev.jsonl"


class Bare:
    """spaCy's entities, as they are."""

    provides = frozenset({"entity"})

    def __init__(self, nlp: object) -> None:
        self.nlp = nlp

    @hookimpl
    def annotate_prepare(self, documents: Sequence[Document]) -> None:
        for document, parsed in zip(documents, self.nlp.pipe([d.text for d in documents], batch_size=16), strict=True):
            document.shared("bare", lambda _, p=parsed: p)

    @hookimpl
    def annotate_document(self, document: Document) -> Iterable[Annotation]:
        for entity in document.shared("bare", lambda d: self.nlp(d.text)).ents:
            yield Annotation("entity", (entity.start_char, entity.end_char), kind=entity.label_)


def main() -> None:
    import spacy

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    nlp = spacy.load("fr_core_news_md", exclude=EXCLUDED)
    from annotate_entities import Entities

    texts = [json.loads(line)["text"] for line in GOLD.open(encoding="utf-8")]
    bare = Runner(arrange([step_of(Bare(nlp))]))
    whole = Runner(arrange([step_of(Entities, {"model": "fr_core_news_md"})]))
    whole.setup()
    things: dict[str, Callable[[], None]] = {
        "nlp.pipe": lambda: sum(len(d.ents) for d in nlp.pipe(texts, batch_size=16)),
        "runner + TEI, same component": lambda: annotate(bare, texts),
        "runner + TEI, entities plugin": lambda: annotate(whole, texts),
    }
    seconds: dict[str, list[float]] = {name: [] for name in things}
    for number in range(rounds + 1):
        for name, thing in things.items():
            began = time.process_time()
            thing()
            if number:  # the first round warms up
                seconds[name].append(time.process_time() - began)
    base = seconds["nlp.pipe"]
    print(f"{len(texts)} articles, {sum(len(t.split()) for t in texts)} words, {rounds} rounds, CPU seconds")
    for name, found in seconds.items():
        ratio = statistics.median(a / b for a, b in zip(found, base, strict=True))
        spread = f"{min(found):.3f} … {max(found):.3f}"
        print(f"{name:<32} median {statistics.median(found):.3f} ({spread})  ratio {ratio:.3f}")


EXCLUDED = ["tok2vec", "morphologizer", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]


def annotate(runner: Runner, texts: Iterable[str]) -> None:
    """As the engine does it: windows, then document by document, each written as TEI."""
    documents = (Document(t, id=f"d{n}", metadata=Metadata(source="d", language="fr")) for n, t in enumerate(texts))
    for window in windows(documents, single=False):
        found = [d for d in window if isinstance(d, Document)]
        runner.prepare(found)
        for document in found:
            runner.run(document)
            write_tei(document, io.BytesIO())


if __name__ == "__main__":
    main()
