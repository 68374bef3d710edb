"""The plugin: pair the marks, read the writer's own words around them, give each pair its verdict and speaker."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from annotate import Annotation, Document, Kind, Layer, Markup, Resource, hookimpl
from annotate_quotes.attribution import Attribution, attribute
from annotate_quotes.frame import Sentence, sentences
from annotate_quotes.indirect import Content, reported
from annotate_quotes.lexicon import DATA, load
from annotate_quotes.marks import Pair, pair_marks
from annotate_quotes.speakers import Speaker, Speakers
from annotate_quotes.verdict import unattributed, verdict

LANGUAGE = "fr"
_INSERTION = re.compile(r"\[[^\[\]\r\n]{1,300}\]")
_OMISSION = re.compile(r"\[[\s.…]*\]")
_LONG = 200  # code points; what is longer is no title, and nested pairs must not be read over and over
_NEAR = 2  # code points between a cue and its date


@dataclass(frozen=True)
class Settings:
    """Settings of the quotes plugin."""

    indirect: bool = True  # annotate reported contents without marks too


class Quotes:
    """Quotations in French text, each with a verdict, and who said them where a reporting verb makes it plain."""

    provides = (
        Layer(
            "quote",
            "quotations and their speakers",
            {
                "direct": Kind("the speaker's words, whole, in quotation marks"),
                "mixed": Kind("the speaker's words in marks inside the writer's clause"),
                "indirect": Kind("reported content without marks"),
                "unattributed": Kind("words in marks, no source named"),
                "scare": Kind("marks that keep a distance; nobody's words"),
                "title": Kind("title or name in marks"),
                "term": Kind("term or designation in marks"),
                "gloss": Kind("translation or explanation in marks"),
                "cue": Kind("reporting verb or preposition"),
                "source": Kind("phrase or pronoun that names a speaker", "identifying"),
                "insertion": Kind("the editor's words inside a quotation"),
            },
        ),
    )
    uses = frozenset({"entity", "date"})
    languages = frozenset({LANGUAGE})
    Settings = Settings

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @hookimpl
    def annotate_setup(self) -> None:
        load(LANGUAGE)

    def resources(self) -> Iterable[Resource]:
        """The language data, as one."""
        digest = sha256()
        for file in sorted(files(DATA).joinpath("data", LANGUAGE).iterdir(), key=lambda f: f.name):
            digest.update(file.read_bytes())
        return (Resource(f"annotate-quotes-{LANGUAGE}", sha256=digest.hexdigest()),)

    @hookimpl
    def annotate_document(self, document: Document) -> Iterable[Annotation]:
        return _Reading(document, self.settings).annotations()


class _Reading:
    """One document on its way through the stages."""

    def __init__(self, document: Document, settings: Settings) -> None:
        self.document, self.settings, self.text = document, settings, document.text
        self.lexicon = load(LANGUAGE)
        self.pairs = pair_marks(self.text, document.blocks)
        outer = [pair for pair in self.pairs if pair.depth == 0]
        self.dates = [a for a in document.layer("date") if a.spans and a.features.get("type") in ("DATE", "TIME")]
        mentions = [a for a in document.layer("entity") if a.spans]
        found = sentences(self.text, document.blocks, outer, mentions, self.dates, self.lexicon)
        self.sentences: list[Sentence] = list(found)
        starts = [pair.start for pair in outer]
        first_ends: dict[int, int] = {}
        for sentence in self.sentences:
            first_ends.setdefault(sentence.block, sentence.tokens[-1].end)
        people = [a for a in mentions if a.kind == "person" and not _within(a, outer, starts)]
        self.speakers = Speakers(self.text, self.lexicon, people, first_ends)
        self.cues: dict[tuple[int, int], Annotation] = {}

    def annotations(self) -> list[Annotation]:
        """All of the layer, in text order; speakers are resolved from the beginning to the end."""
        made: list[Annotation] = []
        places = {id(t.pair): (s, i) for s in self.sentences for i, t in enumerate(s.tokens) if t.pair}
        quotes: dict[int, Annotation] = {}
        items: list[tuple[int, Attribution | Content]] = [
            (a.pair.start, a) for a in attribute(self.sentences, self.lexicon)
        ]
        blocks = {}
        if self.settings.indirect:
            for sentence in self.sentences:
                for content in reported(sentence.tokens, self.lexicon):
                    items.append((content.start, content))
                    blocks[content.start] = sentence.block
        for start, item in sorted(items, key=lambda pair: pair[0]):
            if isinstance(item, Content):
                made.append(self.indirect(item, blocks[start]))
                continue
            sentence, at = places[id(item.pair)]
            quotes[id(item.pair)] = quote = self.quote(item, sentence, at, quotes)
            made.append(quote)
        made += self.inner_pairs()
        made += self.insertions()
        return [*made, *self.cues.values(), *self.speakers.sources.values()]

    def quote(self, attribution: Attribution, sentence: Sentence, at: int, quotes: dict[int, Annotation]) -> Annotation:
        """One outer pair."""
        pair = attribution.pair
        kind = verdict(attribution, sentence.tokens, at, self.text, self.lexicon)
        if attribution.speaker is None or kind not in ("direct", "mixed"):
            return self.unclaimed(pair, kind, attribution.reason if kind == "unattributed" else "")
        speaker = self.speakers.speaker(attribution.speaker, sentence.block)
        links = {"speaker": speaker.mention}
        if attribution.cue:
            links["cue"] = self.cue(attribution.cue.start, attribution.cue.end)
            links["when"] = self.when(attribution)
        if attribution.via:
            links["via"] = self.speakers.relay(attribution.via, sentence.block)
        if attribution.continues:
            links["prev"] = quotes.get(id(attribution.continues))
        return self.said(pair.start, pair.end, kind, speaker, links, "true")

    def said(
        self, start: int, end: int, kind: str, speaker: Speaker, links: dict[str, Annotation | None], direct: str
    ) -> Annotation:
        attributes = {"who": _pointer(speaker.who)} if speaker.who is not None else {}
        features = {"reason": speaker.reason} if speaker.reason else {}
        kept = {role: to for role, to in links.items() if to is not None}
        return Annotation(
            "quote", (start, end), kind, features, kept, markup=Markup("said", {**attributes, "direct": direct})
        )

    def unclaimed(self, pair: Pair, kind: str, reason: str) -> Annotation:
        return Annotation("quote", (pair.start, pair.end), kind, {"reason": reason} if reason else {})

    def indirect(self, content: Content, block: int) -> Annotation:
        """One reported content without marks."""
        assert content.cue.subject is not None
        speaker = self.speakers.speaker(content.cue.subject, block)
        links = {"cue": self.cue(content.cue.start, content.cue.end), "speaker": speaker.mention}
        return self.said(content.start, content.end, "indirect", speaker, links, "false")

    def cue(self, start: int, end: int) -> Annotation:
        return self.cues.setdefault((start, end), Annotation("quote", (start, end), "cue"))

    def when(self, attribution: Attribution) -> Annotation | None:
        """The date that stands next to the cue."""
        cue = attribution.cue
        assert cue is not None
        i = bisect_left(self.dates, cue.end, key=lambda date: date.start)
        return self.dates[i] if i < len(self.dates) and self.dates[i].start - cue.end <= _NEAR else None

    def inner_pairs(self) -> Iterator[Annotation]:
        """Quotations in quotations: whose words they are is not asked here."""
        for pair in self.pairs:
            if pair.depth:
                start, end = pair.inner
                short = end - start <= _LONG
                kind = unattributed(self.text[start:end].strip(), [], [], self.lexicon) if short else "unattributed"
                yield self.unclaimed(pair, kind, "inside another quotation" if kind == "unattributed" else "")

    def insertions(self) -> Iterator[Annotation]:
        """[…] with words in it, inside a quotation."""
        for pair in self.pairs:
            if pair.depth == 0:
                for match in _INSERTION.finditer(self.text, *pair.inner):
                    if not _OMISSION.fullmatch(match[0]):
                        markup = Markup("supplied", {"reason": "editorial", "resp": "#source"})
                        yield Annotation("quote", match.span(), "insertion", markup=markup)


def _within(annotation: Annotation, outer: list[Pair], starts: list[int]) -> bool:
    i = bisect_right(starts, annotation.start) - 1
    return i >= 0 and annotation.start < outer[i].end


def _pointer(who: object) -> object:
    return f"#{who}" if isinstance(who, str) else who
