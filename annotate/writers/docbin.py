"""spaCy's DocBin (https://spacy.io/api/docbin), with one Doc. Needs the extra ``spacy``.

Tokens are words and marks by a simple rule of our own (`annotate.writers._tokens`), cut at the bounds of annotations:
every annotation is made of whole tokens. White space that spaCy's flag cannot say is tokens too, as in its own texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, BinaryIO

from annotate.annotation import Annotation, Span
from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.writers._encode import encoded
from annotate.writers._losses import ANNOTATIONS, OUTCOMES, lost
from annotate.writers._tokens import sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

KEY = "annotate"  # of what stands in the Doc's user_data
_ATTRIBUTES = ("ORTH", "SENT_START", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """One Doc: a span group for each layer, ``ents`` for mentions of entities, all else as JSON in ``user_data``."""
    from spacy.tokens import DocBin

    doc = _doc(document)
    out.write(DocBin(attrs=list(_ATTRIBUTES), store_user_data=True, docs=[doc]).to_bytes())


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """Most of the header."""
    return lost(document, ANNOTATIONS | {OUTCOMES})


def _doc(document: Document) -> Doc:
    from spacy.tokens import Doc, SpanGroup
    from spacy.util import filter_spans
    from spacy.vocab import Vocab

    from annotate.writers._mentions import mention_layers

    tokens = _Tokens(document)
    words = [tokens.text[start:end] for start, end in tokens.spans]
    doc = Doc(Vocab(), words=words, spaces=tokens.spaces, sent_starts=tokens.begins)
    groups = {name: [s for a in document.layer(name) for s in _spans(a, doc, tokens)] for name in document.layers}
    for name, spans in groups.items():
        doc.spans[name] = SpanGroup(doc, name=name, spans=spans)
    mentions = [span for name in sorted(mention_layers(document)) for span in groups.get(name, ())]
    doc.set_ents(filter_spans(mentions))  # of those that overlap, the longest
    doc.user_data[KEY] = _rest(document)
    return doc


def _spans(annotation: Annotation, doc: Doc, tokens: _Tokens) -> Iterator[Any]:
    from spacy.tokens import Span as SpacySpan

    for start, end in annotation.spans:
        yield SpacySpan(
            doc,
            tokens.first[start],
            tokens.last[end] + 1,
            label=annotation.kind or annotation.layer,
            kb_id=str(annotation.entity or ""),  # in a document, an id
            span_id=annotation.id,
        )


def _rest(document: Document) -> str:
    """JSON as `annotate.writers.jsonl` has it, without the text."""
    from annotate.writers.jsonl import record

    return json.dumps({name: value for name, value in record(document).items() if name != "text"})


class _Tokens:
    """The whole text as tokens. ``spaces``: whether a space follows, which is then no token. ``begins``: whether a
    sentence does. ``first``, ``last``: the numbers of the tokens that begin and end at an offset.
    """

    def __init__(self, document: Document) -> None:
        self.text = encoded(document.text).decode()
        self.spans: list[Span] = []
        self.spaces: list[bool] = []
        self.begins: list[bool | int | None] = []
        annotated = [span for name in document.layers for a in document.layer(name) for span in a.spans]
        self._starts, self._ends = {span.start for span in annotated}, {span.end for span in annotated}
        bounds = self._starts | self._ends
        at = 0
        for sentence in sentences(document, bounds):
            for token in sentence:
                self._gap(at, token.start, bounds)
                self._add(token, begins=token == sentence[0])
                at = token.end
        self._gap(at, len(self.text), bounds)
        self.first = {span.start: number for number, span in enumerate(self.spans)}
        self.last = {span.end: number for number, span in enumerate(self.spans)}

    def _add(self, span: Span, *, begins: bool) -> None:
        self.spans.append(span)
        self.spaces.append(False)
        self.begins.append(begins or len(self.spans) == 1)

    def _gap(self, start: int, end: int, bounds: set[int]) -> None:
        """White space: a flag, if it is one space that no annotation begins or ends with, else tokens."""
        spaced = start < end and self.spans and self.text[start] == " "
        if spaced and start not in self._starts and start + 1 not in self._ends:
            self.spaces[-1] = True
            start += 1
        if start == end:
            return
        cuts = [start, *sorted(bound for bound in range(start + 1, end) if bound in bounds), end]
        for one, other in pairwise(cuts):
            self._add(Span(one, other), begins=False)
