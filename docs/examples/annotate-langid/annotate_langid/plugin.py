"""The plugin: asks py3langid about each paragraph that is long enough to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

from annotate import Annotation, Document, Kind, Layer, Markup, Resource, hookimpl

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGE = Layer(
    "language",
    "languages of paragraphs",
    {
        "same": Kind("a paragraph in the document's language"),
        "other": Kind("a paragraph in another language"),
        "known": Kind("a paragraph of a document whose language is unknown"),
    },
)
MODEL = "data/model.npz.xz"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Options:
    """What a job file may say under the plugin's name."""

    languages: tuple[str, ...] = field(
        default=(), metadata={"description": "ISO 639-1 codes to choose from; all 140 of the model if empty."}
    )
    minimum_letters: int = field(default=40, metadata={"description": "Shorter paragraphs are not judged."})
    minimum_share: float = field(
        default=0.8, metadata={"description": "Of the model's belief, 0 to 1, that the first language must have."}
    )


class Langid:
    """Tells the language of each paragraph, where it is long and plain enough."""

    annotate_api = 1
    provides = (LANGUAGE,)
    Settings = Options

    def __init__(self, settings: Options) -> None:
        self._settings = settings

    @cached_property
    def _identifier(self) -> LanguageIdentifier:
        from py3langid.langid import LanguageIdentifier

        identifier = LanguageIdentifier.from_model_file(MODEL, norm_probs=True)
        identifier.set_languages(list(self._settings.languages) or None)
        return identifier

    @hookimpl
    def annotate_setup(self) -> None:
        """Load the model, which takes a second. Raises ValueError for an unknown language in the settings."""
        assert self._identifier

    def resources(self) -> Iterable[Resource]:
        """The model, which is part of the library."""
        model = files("py3langid").joinpath(MODEL).read_bytes()
        return (Resource("py3langid", version("py3langid"), sha256(model).hexdigest(), "model"),)

    @hookimpl
    def annotate_document(self, document: Document) -> Iterator[Annotation]:
        """Yield one annotation per paragraph whose language is plain, without the line end."""
        own = document.language.partition("-")[0]
        for block in document.blocks:
            text = document.text[block.start : block.end]
            if sum(map(str.isalpha, text)) < self._settings.minimum_letters:
                continue
            language, share = self._identifier.classify(text)
            if share < self._settings.minimum_share:
                continue
            start = block.start + len(text) - len(text.lstrip())
            kind = "known" if own == "und" else "same" if language == own else "other"
            yield Annotation(
                "language",
                (start, block.start + len(text.rstrip())),
                kind,
                {"language": language},
                markup=Markup("foreign", {XML_LANG: language}) if kind == "other" else None,
            )
