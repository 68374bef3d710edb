"""The contract's part on documents: a plugin reads them and changes nothing of them."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from annotate.annotation import Annotation, Entity
from annotate.document import Document
from annotate.testing.documents import make_document
from annotate.testing.trial import Trial, short

if TYPE_CHECKING:
    from annotate.testing.contract import Sample

_ALLOWED = frozenset({"_shared", "blocks"})  # what a document computes when asked


def faults(trial: Trial, samples: Iterable[Sample]) -> Iterator[str]:
    """What a plugin changes of the documents that it is given."""
    documents = [(sample.name, sample.document) for sample in samples]
    documents += [(f"{name}, with annotations", furnished(document)) for name, document in documents]
    seen = set()
    for name, document in documents:
        before = _state(document)
        try:
            trial.yielded(document)
        except AttributeError as error:
            if "frozen" in short(error).lower() or "cannot assign" in str(error) or "no setter" in str(error):
                yield f"it tries to change the document ({short(error)})"
            continue
        except Exception:  # noqa: S112 - told elsewhere, where the plugin is run for its results
            continue
        now = _state(document)
        for part in sorted(before.keys() | now.keys()):
            if before.get(part) != now.get(part) and part not in seen:
                seen.add(part)
                yield f"it changes the document: {part.removeprefix('_')} is not what it was ({name})"


def furnished(document: Document) -> Document:
    """A document like this one, with an entity and annotations in a layer of nobody's on its words."""
    entity = Entity("organisation", ("Nobody",), {"test": "1"})
    words = [word for word in document.text.split() if word.isalpha()][:3]
    marks = [
        Annotation("furniture", (at, at + len(word)), "thing", {"n": n}, entity=entity)
        for n, word in enumerate(words)
        for at in [document.text.index(word)]
    ]
    return make_document(document.text, language=document.language, date=document.date, annotations=marks)


def _state(document: Document) -> dict[str, Any]:
    """A copy of all that a document holds."""
    state: dict[str, Any] = pickle.loads(  # noqa: S301 - our own bytes
        pickle.dumps({key: value for key, value in vars(document).items() if key not in _ALLOWED})
    )
    return state
