"""How far two people agree on a layer, beyond chance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from annotate.document import Document
from annotate.errors import UsageError
from annotate.scoring.gold import Pair

_WORD = re.compile(r"\w+")


def word_kappa(layer: str, pairs: Iterable[Pair]) -> float:
    """Cohen's kappa (1960) over words, each labelled with the kind of the smallest annotation that begins first
    around it, or with nothing. Both sides must be annotated documents.

    Computed by NLTK, of the extra ``agreement``. Raises UsageError where that, or one of the sides, is missing.
    """
    try:
        from nltk.metrics.agreement import AnnotationTask
    except ImportError as error:
        raise UsageError("--agreement needs NLTK: pip install 'annotate-tei[agreement]'") from error
    triples: list[tuple[str, str, str]] = []
    for number, pair in enumerate(pairs):
        if pair.gold.document is None or pair.predicted is None:
            raise UsageError(f"{pair.gold.id}: --agreement compares annotated files; on one side there is none")
        for coder, document in (("a", pair.gold.document), ("b", pair.predicted)):
            triples += [(coder, f"{number}:{start}", label) for start, label in _labels(layer, document)]
    if not triples:
        raise UsageError("--agreement: there is no word to compare")
    if len({label for _, _, label in triples}) < 2:
        return 1.0  # chance agreement is whole: kappa is not defined, and nothing differs
    return float(AnnotationTask(data=triples).kappa())


def _labels(layer: str, document: Document) -> Iterator[tuple[int, str]]:
    """The start of each word and its label."""
    spans = sorted(((s.start, -s.end, a.kind or "") for a in document.layer(layer) for s in a.spans), reverse=True)
    open_now: list[tuple[int, str]] = []  # end and kind, the innermost last
    for word in _WORD.finditer(document.text):
        while spans and spans[-1][0] <= word.start():
            _, end, kind = spans.pop()
            open_now.append((-end, kind))
        open_now = [found for found in open_now if found[0] > word.start()]
        yield word.start(), open_now[-1][1] if open_now else "-"
