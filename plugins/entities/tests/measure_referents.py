"""Whether mentions of people are linked to the right longer names of their documents.

    python plugins/entities/tests/measure_referents.py [-v]

Over the cases of referents.gold.tsv: precision is the share of right links among the mentions that were linked to some
longer name, recall the share of right links among those that have one. Twice: with the mentions of the gold file, so
that only the linking is measured, and with those that the plugin finds. With -v, prints the cases that went wrong.
Needs ../shared.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotate_entities import Entities, Settings
from annotate_entities.acronyms import introduced
from annotate_entities.conventions import Mention
from annotate_entities.lexicon import fold, french
from annotate_entities.referents import entities

from annotate import Entity
from annotate.testing import annotated

ARTICLES = Path(__file__).resolve().parents[4] / "shared" / "gold" / "entity" / "winer-fr.train.jsonl"
CASES = Path(__file__).with_name("referents.gold.tsv")
KINDS = {"PER": "person", "LOC": "place", "ORG": "organisation", "PRODUCT": "product", "EVENT": "event"}

Found = dict[tuple[int, int], Entity]  # a person's mention -> who it is


class Case(NamedTuple):
    """A mention of a person in an article, and the fuller name of the same person in it, or ""."""

    article: str
    start: int
    end: int
    mention: str
    name: str


class Counts(NamedTuple):
    """``cases`` whose mention was found; ``wanted`` of them have a fuller name; ``linked``, and ``right`` links."""

    cases: int
    wanted: int
    linked: int
    right: int

    @property
    def precision(self) -> float:
        """In percent."""
        return 100 * self.right / max(1, self.linked)

    @property
    def recall(self) -> float:
        """In percent."""
        return 100 * self.right / max(1, self.wanted)


def cases() -> Iterator[Case]:
    """The gold."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            article, start, end, mention, _, _, name = line.split("\t")
            yield Case(article, int(start), int(end), mention, name)


def articles() -> dict[str, dict[str, object]]:
    """The training articles by their ids."""
    return {a["id"]: a for a in map(json.loads, ARTICLES.read_text(encoding="utf-8").strip().split("\n"))}


def of_gold(article: dict[str, object]) -> Found:
    """Who is who among the names that were annotated by hand."""
    text = str(article["text"])
    mentions = sorted(Mention(s, e, KINDS[k]) for s, e, k in article["ents"] if k in KINDS)  # type: ignore[attr-defined]
    who = entities(text, mentions, introduced(text, mentions), french())
    return {(m.start, m.end): entity for m, entity in who.items() if m.kind == "person"}


def of_plugin(plugin: Entities) -> Callable[[dict[str, object]], Found]:
    """Who is who among the names that the plugin finds."""

    def found(article: dict[str, object]) -> Found:
        document = annotated(str(article["text"]), plugin)
        people = [a for a in document.layer("entity") if a.kind == "person"]
        return {(a.start, a.end): document.entity_of(a) for a in people}  # type: ignore[misc]

    return found


def measure(resolve: Callable[[dict[str, object]], Found], *, verbose: bool = False) -> Counts:
    """Resolve the articles of the cases and count."""
    wanted = linked = right = seen = 0
    read = articles()
    known: dict[str, Found] = {}
    for case in cases():
        assert str(read[case.article]["text"])[case.start : case.end] == case.mention, case
        if case.article not in known:
            known[case.article] = resolve(read[case.article])
        entity = known[case.article].get((case.start, case.end))
        if entity is None:
            continue
        names = {fold(name.text) for name in entity.names}
        longer = max(map(len, names)) > len(fold(case.mention))
        good = bool(case.name) and fold(case.name) in names
        seen, wanted, linked, right = seen + 1, wanted + bool(case.name), linked + (longer or good), right + good
        if verbose and (longer or bool(case.name)) and not good:
            print(f"  {case.article} {case.start} {case.mention!r} is {case.name or 'alone'!r}, not {entity.name!r}")
    return Counts(seen, wanted, linked, right)


def main() -> None:
    """Measure."""
    if not ARTICLES.exists():
        raise SystemExit("skipped: there is no ../shared/gold/entity beside the repository")
    plugin = Entities(Settings())
    plugin.annotate_setup()
    for name, resolve in (("names annotated by hand", of_gold), ("names that the plugin finds", of_plugin(plugin))):
        counts = measure(resolve, verbose="-v" in sys.argv)
        print(f"{name:<28} precision {counts.precision:5.1f} recall {counts.recall:5.1f} {counts}")


if __name__ == "__main__":
    main()
