"""CoNLL-U (https://universaldependencies.org/format.html): tokens, one a line, with IOB2 tags for each layer in MISC:
``entity=B-person``.

Tokens are words and marks by a simple rule of our own (`annotate.writers._tokens`); nothing is said of lemmas, parts of
speech and heads. ``TokenRange=START:END`` holds offsets in code points and ``SpacesAfter`` the white space, both as
UDPipe writes them, so that the text can be put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from annotate.annotation import Annotation, Span
from annotate.document import Document
from annotate.hookspecs import hookimpl
from annotate.writers._encode import encoded
from annotate.writers._losses import TEXT, lost
from annotate.writers._tokens import sentences

_ESCAPES = {" ": "\\s", "\t": "\\t", "\r": "\\r", "\n": "\\n", "|": "\\p", "\\": "\\\\"}
_SHARED = "annotate.writers.conllu"  # what is written and what is lost rest on the same tags
_NOT_IN_ID = re.compile(r"[\s/]+")  # identifiers have no blanks, and the slash has a meaning of its own


@hookimpl
def annotate_write(document: Document, format: str, out: BinaryIO) -> None:
    """The document's sentences. A text of white space alone has none."""
    out.write(encoded("".join(f"{line}\n" for line in _lines(document))))


@hookimpl
def annotate_losses(document: Document) -> Iterator[str]:
    """All but spans and kinds; of these, what one tag a token and layer cannot say."""
    yield from lost(document, {TEXT})
    tagged = document.shared(_SHARED, _Tagged)
    if document.text and not tagged.sentences:
        yield TEXT
    yield from ("annotations under another one of their layer, or of white space" for _ in range(tagged.hidden))
    yield from ("annotations across sentences, in one piece" for _ in range(tagged.cut))
    for span in (span for name in document.layers for a in document.layer(name) for span in a.spans):
        if document.text[span.start].isspace() or document.text[span.end - 1].isspace():
            yield "white space at the ends of annotations"


def _lines(document: Document) -> Iterator[str]:
    tagged = document.shared(_SHARED, _Tagged)
    text = document.text
    starts = [*(tokens[0].start for tokens in tagged.sentences), len(text)]
    name = _NOT_IN_ID.sub("_", document.id)
    yield f"# newdoc id = {name}"
    if not tagged.sentences:
        yield ""
    for number, (tokens, following) in enumerate(zip(tagged.sentences, starts[1:], strict=True), 1):
        ends = [*(token.start for token in tokens[1:]), following]
        gaps = [text[token.end : end] for token, end in zip(tokens, ends, strict=True)]
        yield f"# sent_id = {name}-{number}"
        forms = "".join(text[t.start : t.end] + (" " if gap else "") for t, gap in zip(tokens, gaps, strict=True))
        yield f"# text = {forms.removesuffix(' ')}"
        for index, (token, gap) in enumerate(zip(tokens, gaps, strict=True), 1):
            misc = [f"{layer}={tag}" for layer, tag in tagged.tags.get(token, ())]
            if number == index == 1 and token.start:
                misc.append(f"SpacesBefore={_escaped(text[: token.start])}")
            if not gap:
                misc.append("SpaceAfter=No")
            elif gap != " " or token.end + 1 == len(text):  # a blank at the end is no blank between two tokens
                misc.append(f"SpacesAfter={_escaped(gap)}")
            misc.append(f"TokenRange={token.start}:{token.end}")
            yield "\t".join([str(index), text[token.start : token.end], *"_______", "|".join(misc)])
        yield ""


class _Tagged:
    """A document's sentences as tokens, and the tags of these: by token, layers and tags.

    ``hidden``: how many annotations have no tag, or not all of their tags, because another one of their layer has them
    or there is no token. ``cut``: how many go on in another sentence, where they begin anew.
    """

    def __init__(self, document: Document) -> None:
        layers = {name: document.layer(name) for name in document.layers}
        bounds = {bound for found in layers.values() for a in found for span in a.spans for bound in span}
        self.sentences = list(sentences(document, bounds))
        self.tags: dict[Span, list[tuple[str, str]]] = {}
        self.hidden = self.cut = 0
        self._tokens = [token for tokens in self.sentences for token in tokens]
        self._first = {tokens[0] for tokens in self.sentences}
        for name, found in layers.items():
            self._tag(name, found)

    def _tag(self, layer: str, found: tuple[Annotation, ...]) -> None:
        parts = sorted(
            ((span, number) for number, a in enumerate(found) for span in a.spans), key=lambda p: (p[0][0], -p[0][1])
        )
        hidden, cut = set(), set()
        at = 0
        for (start, end), number in parts:
            while at < len(self._tokens) and self._tokens[at].start < start:
                at += 1
            taken = at > 0 and self._tokens[at - 1].start >= start
            if taken or at == len(self._tokens) or self._tokens[at].end > end:
                hidden.add(number)
                continue
            kind, tag = found[number].kind, "B"
            while at < len(self._tokens) and self._tokens[at].end <= end:
                token = self._tokens[at]
                if tag == "I" and token in self._first:
                    cut.add(number)
                    tag = "B"
                self.tags.setdefault(token, []).append((layer, f"{tag}-{kind}" if kind else tag))
                tag = "I"
                at += 1
        self.hidden += len(hidden)
        self.cut += len(cut)


def _escaped(white: str) -> str:
    """White space as UDPipe writes it; what it has no letter for by its code, so that no line breaks."""
    return "".join(_ESCAPES.get(c) or f"\\u{ord(c):04x}" for c in white)
