"""spaCy pipelines as an engine: only the named-entity component is loaded and run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata

from annotate import AnnotateError, Resource
from annotate_entities.engine import Found

BATCH = 16  # texts; spaCy's default of 256 needs gigabytes
BATCH_CHARACTERS = 100_000  # and no more text than this, for the same reason


class SpacyEngine:
    """An installed spaCy pipeline, such as ``fr_core_news_md``.

    Raises AnnotateError if it is not installed or has no ``ner`` component.
    """

    piece = BATCH_CHARACTERS  # spaCy itself refuses a million characters
    kinds = {"PER": "person", "PERSON": "person", "LOC": "place", "GPE": "place", "ORG": "organisation", "MISC": ""}  # noqa: RUF012

    def __init__(self, model: str) -> None:
        try:
            import spacy  # a second, and two more for French: only when a run needs it
        except ModuleNotFoundError as error:
            if error.name != "spacy":
                raise
            raise AnnotateError(f"the model {model!r} needs spaCy; install annotate-entities[spacy]") from error
        from spacy.util import get_package_path, is_package, load_config

        if not is_package(model):
            package_name = model.replace("_", "-")
            raise AnnotateError(f"the spaCy model {model!r} is not installed; install the package {package_name!r}")
        package = metadata.distribution(model)
        folder = get_package_path(model) / f"{model}-{package.version}"
        pipeline = load_config(folder / "config.cfg")["nlp"]["pipeline"]
        if "ner" not in pipeline:
            raise AnnotateError(f"the spaCy model {model!r} has no component 'ner', only {', '.join(pipeline)}")
        self._nlp = spacy.load(model, exclude=[name for name in pipeline if name != "ner"])
        self._package = package

    def find(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        """The names in each text. The batches bound the memory and do not change the result."""
        for batch in _batches(texts):
            for doc in self._nlp.pipe(batch, batch_size=len(batch)):
                yield [Found(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]

    def resources(self) -> Iterable[Resource]:
        """The model: its version, and a hash over the hashes that its package records for its files."""
        name = self._package.metadata["Name"].replace("-", "_")
        files = [file for file in self._package.files or () if file.hash and file.parts[0] == name]
        recorded = (f"{file}={file.hash.value}" for file in files if file.hash)
        digest = hashlib.sha256("\n".join(sorted(recorded)).encode()).hexdigest()
        yield Resource(name, self._package.version, digest, "model")


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    start = characters = 0
    for at, text in enumerate(texts):
        characters += len(text)
        if at > start and (at - start == BATCH or characters > BATCH_CHARACTERS):
            yield texts[start:at]
            start, characters = at, len(text)
    if start < len(texts):
        yield texts[start:]
