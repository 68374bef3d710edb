"""A Hugging Face model for token classification, from a folder, as an engine."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotate import AnnotateError, Resource
from annotate_entities.engine import Found
from annotate_entities.folder import hashed
from annotate_entities.labels import kinds
from annotate_entities.tokens import LINE, tokens

LONGEST = 512  # word pieces at once, or fewer if the model takes no more
OVERLAP = 64  # word pieces that two windows share, so that each is seen with its neighbours

Piece = tuple[int, int, str]  # start and end of a word piece in the text, and its tag


class HuggingFaceEngine:
    """A folder as ``save_pretrained`` writes it: model, configuration and a fast tokenizer. Nothing is downloaded.

    Spans are of whole words of the plugin's own tokenizer, whatever the model's pieces are: a word has the tag of the
    first piece in it. Raises AnnotateError if transformers is not installed or the folder is no such model.
    """

    piece = 20_000

    def __init__(self, folder: Path, labels: Mapping[str, str]) -> None:
        """``labels``: the model's labels, without B- and I-, -> entity kinds; before those that are known."""
        try:
            import torch
            import transformers
        except ModuleNotFoundError as error:
            if error.name not in ("torch", "transformers"):
                raise
            raise AnnotateError(
                f"the model {str(folder)!r} needs transformers and torch; install annotate-entities[hf]"
            ) from error
        config = _loaded(folder, lambda: transformers.AutoConfig.from_pretrained(folder, local_files_only=True))
        if not any(name.endswith("ForTokenClassification") for name in config.architectures or ()):
            is_ = ", ".join(config.architectures or ()) or config.model_type
            raise AnnotateError(f"the model {str(folder)!r} is no model for token classification, but {is_}")
        load = transformers.AutoModelForTokenClassification.from_pretrained
        self._model = _loaded(folder, lambda: load(folder, local_files_only=True)).eval()
        self._tokenizer = _loaded(
            folder, lambda: transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
        )
        if not self._tokenizer.is_fast:
            raise AnnotateError(f"the model {str(folder)!r} has no tokenizer.json, which offsets need")
        self._torch = torch
        self._folder = folder
        self._tags = [config.id2label[n] for n in range(config.num_labels)]
        self.kinds = kinds({_label(tag) for tag in self._tags} - {""}, labels)
        if not any(self.kinds.values()):
            raise AnnotateError(
                f"none of the labels of {str(folder)!r} is known; say in the setting 'labels' which kinds they mean: "
                + ", ".join(sorted({_label(tag) for tag in self._tags} - {""}))
            )
        positions = getattr(config, "max_position_embeddings", LONGEST + 2) - 2  # RoBERTa's count from 2
        self._longest = min(LONGEST, positions, self._tokenizer.model_max_length)

    def find(self, texts: Sequence[str]) -> Iterator[list[Found]]:
        """The names in each text, one text at a time."""
        return map(self._names, texts)

    def resources(self) -> Iterable[Resource]:
        """The folder."""
        yield hashed(self._folder)

    def _names(self, text: str) -> list[Found]:
        forms, starts, ends = tokens(text)
        pieces = self._pieces(text)
        behind = [end for _, end, _ in pieces]
        tags = []
        for form, start, end in zip(forms, starts, ends, strict=True):
            first = bisect_right(behind, start)
            missing = form == LINE or first == len(pieces) or pieces[first][0] >= end
            tags.append("O" if missing else pieces[first][2])
        return [f for f in _joined(tags, starts, ends) if f.label in self.kinds]

    def _pieces(self, text: str) -> list[Piece]:
        """The word pieces of a text with their tags, from the window in which each is farthest from the edge."""
        encoded = self._tokenizer(
            text,
            truncation=True,
            max_length=self._longest,
            stride=min(OVERLAP, self._longest // 4),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        best: dict[tuple[int, int], tuple[int, str]] = {}
        for n, ids in enumerate(encoded["input_ids"]):
            with self._torch.inference_mode():
                given = {"input_ids": self._torch.tensor([ids]), "attention_mask": self._torch.ones(1, len(ids)).long()}
                tags = self._model(**given).logits[0].argmax(dim=-1).tolist()
            spans, special = encoded["offset_mapping"][n], encoded["special_tokens_mask"][n]
            for at, ((start, end), tag) in enumerate(zip(spans, tags, strict=True)):
                within = min(at, len(ids) - 1 - at)
                if not special[at] and end > start and within > best.get((start, end), (-1, ""))[0]:
                    best[start, end] = within, self._tags[tag]
        return [(start, end, tag) for (start, end), (_, tag) in sorted(best.items())]


def _loaded(folder: Path, load: Any) -> Any:
    try:
        return load()
    except (OSError, ValueError, KeyError) as error:
        raise AnnotateError(f"the model {str(folder)!r} cannot be loaded: {str(error).splitlines()[0]}") from error


def _label(tag: str) -> str:
    """The label of a tag: PER of B-PER, I-PER and PER; none of O."""
    position, hyphen, label = tag.partition("-")
    return "" if tag == "O" else label if hyphen and len(position) == 1 else tag


def _joined(tags: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> Iterator[Found]:
    """Runs of tokens with one label; a tag that begins a name (B-, S-, U-) begins another."""
    first, label = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        if _label(tag) != label or tag[:2] in ("B-", "S-", "U-"):
            if label:
                yield Found(starts[first], ends[at - 1], label)
            first, label = at, _label(tag)
