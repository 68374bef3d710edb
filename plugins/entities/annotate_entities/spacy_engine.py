"""spaCy pipelines as an engine: only the named-entity component, and what it listens to, is loaded and run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from annotate import AnnotateError, Resource
from annotate_entities.engine import Found
from annotate_entities.folder import hashed
from annotate_entities.labels import kinds

BATCH = 16  # texts; spaCy's default of 256 needs gigabytes
BATCH_CHARACTERS = 100_000  # and no more text than this, for the same reason


class SpacyEngine:
    """An installed spaCy pipeline, such as ``fr_core_news_md``, or one in a folder, as ``nlp.to_disk`` writes it.

    Raises AnnotateError if spaCy or the pipeline is not installed, or it has no ``ner`` component.
    """

    piece = BATCH_CHARACTERS  # spaCy itself refuses a million characters

    def __init__(self, model: str, labels: Mapping[str, str]) -> None:
        """``labels``: the pipeline's labels -> entity kinds; before those that are known."""
        try:
            import spacy  # a second, and two more for French: only when a run needs it
        except ModuleNotFoundError as error:
            if error.name != "spacy":
                raise
            raise AnnotateError(f"the model {model!r} needs spaCy; install annotate-entities[spacy]") from error
        from spacy.util import get_package_path, is_package, load_config

        self._package = metadata.distribution(model) if is_package(model) else None
        if self._package:
            self._folder = get_package_path(model) / f"{model}-{self._package.version}"
        else:
            self._folder = Path(model)
        if not (self._folder / "config.cfg").is_file():
            package_name = model.replace("_", "-")
            raise AnnotateError(f"the spaCy model {model!r} is not installed; install the package {package_name!r}")
        config = load_config(self._folder / "config.cfg")
        pipeline = config["nlp"]["pipeline"]
        if "ner" not in pipeline:
            raise AnnotateError(f"the spaCy model {model!r} has no component 'ner', only {', '.join(pipeline)}")
        needed = {"ner", *_heard(config["components"]["ner"], config["components"])}
        self._nlp = spacy.load(self._folder, exclude=[name for name in pipeline if name not in needed])
        self.kinds = kinds(self._nlp.get_pipe("ner").labels, labels)

    def find(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        """The names in each text. The batches bound the memory and do not change the result."""
        for batch in _batches(texts):
            for doc in self._nlp.pipe(batch, batch_size=len(batch)):
                yield [Found(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in self.kinds]

    def resources(self) -> Iterable[Resource]:
        """The model: its version, and a hash over the hashes of its files, which its package records."""
        if self._package is None:
            yield hashed(self._folder, self._nlp.meta["version"])
            return
        name = self._package.metadata["Name"].replace("-", "_")
        files = [file for file in self._package.files or () if file.hash and file.parts[0] == name]
        recorded = (f"{file}={file.hash.value}" for file in files if file.hash)
        digest = hashlib.sha256("\n".join(sorted(recorded)).encode()).hexdigest()
        yield Resource(name, self._package.version, digest, "model")


def _heard(component: Any, components: Mapping[str, Any]) -> Iterator[str]:
    """The components whose vectors this one takes instead of its own."""
    if isinstance(component, Mapping):
        if "Listener" in component.get("@architectures", ""):
            upstream = component.get("upstream", "*")
            shared = (name for name, other in components.items() if _is_shared(other))
            yield from shared if upstream == "*" else (upstream,)
        for part in component.values():
            yield from _heard(part, components)


def _is_shared(component: Mapping[str, Any]) -> bool:
    return component.get("factory") in ("tok2vec", "transformer", "curated_transformer")


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    start = characters = 0
    for at, text in enumerate(texts):
        characters += len(text)
        if at > start and (at - start == BATCH or characters > BATCH_CHARACTERS):
            yield texts[start:at]
            start, characters = at, len(text)
    if start < len(texts):
        yield texts[start:]
