"""The contract's part on offsets: code points, whatever stands before.

A text is put behind a line of plain ASCII and behind one of the same number of code points that is longer in
bytes, in UTF-16, in lower case, decomposed, and so on. If the spans move by just what such a count would
move them, the plugin counts that instead of code points. Then the same with each line of the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator

from annotate.annotation import Annotation, Span
from annotate.document import Document
from annotate.testing.documents import make_document
from annotate.testing.trial import Trial

# Each count below is off by another number of code points in it.
MARKED = (
    "\u00a0\u00a0\u00a0 Été \u0130\u0130 ßßßßß \ufb03\ufb03\ufb03 e\u0301e\u0301 "
    "\U0001f600\U0001f600 \U0001d4b3 naïveté ünïcödé "
)
PLAIN = ("Note in plain letters " * 3)[: len(MARKED) - 1] + " "

COUNTS: dict[str, Callable[[str], int]] = {
    "UTF-8 bytes": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "UTF-16 units": lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    "code points of the text in lower case": lambda text: len(text.lower()),
    "code points of the text in upper case": lambda text: len(text.upper()),
    "code points of the case-folded text": lambda text: len(text.casefold()),
    "code points of the composed text (NFC)": lambda text: len(unicodedata.normalize("NFC", text)),
    "code points of the decomposed text (NFD)": lambda text: len(unicodedata.normalize("NFD", text)),
    "code points of the compatibility form (NFKC)": lambda text: len(unicodedata.normalize("NFKC", text)),
    "code points of the stripped text": lambda text: len(text.lstrip()),
    "code points of the text with other line ends": lambda text: len(text.replace("\r\n", "\n")),
}
Spans = set[tuple[str, tuple[Span, ...]]]


def faults(trial: Trial, documents: Iterable[Document]) -> Iterator[str]:
    """In what a plugin counts, if not in code points: one line, about the first text that shows it."""
    for document in documents:
        for shape in (_behind_a_line, _behind_each_line):
            plain, marked, prefixes = shape(document.text)
            try:
                expected = _spans(trial, plain, document)
                found = _spans(trial, marked, document)
            except Exception:  # noqa: S112 - told elsewhere, where the plugin is run for its results
                continue
            expected = {item for item in expected if not _touches(item[1], prefixes)}
            if not expected or expected <= found:
                continue
            for count, moved in _moves(plain, marked, prefixes).items():
                if moved and {(layer, _shifted(spans, moved)) for layer, spans in expected} <= found:
                    layer, spans = min(expected)
                    yield (
                        f"offsets are counted in {count}, not in code points: behind accented and astral characters, "
                        f"layer {layer!r} has {tuple(_shifted(spans, moved)[0])} instead of {tuple(spans[0])}"
                    )
                    return


def _behind_a_line(text: str) -> tuple[str, str, list[Span]]:
    plain, marked = PLAIN + ".\n", MARKED + "\r\n"
    return plain + text, marked + text, [Span(0, len(marked))]


def _behind_each_line(text: str) -> tuple[str, str, list[Span]]:
    plain = marked = ""
    prefixes = []
    for line in text.splitlines(keepends=True):
        prefixes.append(Span(len(plain), len(plain) + len(PLAIN)))
        plain += PLAIN + line
        marked += MARKED + line
    return plain, marked, prefixes


def _moves(plain: str, marked: str, prefixes: list[Span]) -> dict[str, int]:
    first = prefixes[0] if prefixes else Span(0, 0)
    one, two = plain[first.start : first.end], marked[first.start : first.end]
    return {name: count(two) - count(one) for name, count in COUNTS.items()}


def _spans(trial: Trial, text: str, like: Document) -> Spans:
    document = make_document(text, language=like.language, date=like.date)
    return {(a.layer, a.spans) for a in trial.yielded(document) if isinstance(a, Annotation) and a.spans}


def _touches(spans: tuple[Span, ...], prefixes: list[Span]) -> bool:
    return any(span.start < prefix.end and prefix.start < span.end for span in spans for prefix in prefixes)


def _shifted(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + by, span.end + by) for span in spans)
