"""One document through the stages: marks, sentences, attributions, contents, verdicts, speakers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotate import Annotation, Document, Entity, Markup
from annotate_quotes.attributed import Attribution, Read, relay
from annotate_quotes.attribution import read_sentence
from annotate_quotes.contents import Content
from annotate_quotes.cue import Cue
from annotate_quotes.dialogue import dialogue_pairs
from annotate_quotes.floating import settle
from annotate_quotes.frame import Region, Sentence, regions_of, sentences
from annotate_quotes.lexicon import Lexicon
from annotate_quotes.marks import Pair, pair_marks
from annotate_quotes.mending import MendingHints
from annotate_quotes.neighbours import addressee, when
from annotate_quotes.phrases import Phrase
from annotate_quotes.speakers import Speaker, Speakers
from annotate_quotes.verdict import unattributed, verdict

_INSERTION = re.compile(r"\[[^\[\]\r\n]{1,300}\]")
_OMISSION = re.compile(r"\[[\s.…]*\]")
_LONG = 200  # code points; what is longer is no title, and nested pairs must not be read over and over
_SPOKEN = ("direct", "mixed")


def read_document(document: Document, lexicon: Lexicon, *, indirect: bool) -> list[Annotation]:
    """The quotations of a document, the contents that it reports, their cues and sources."""
    return _Reading(document, lexicon, indirect=indirect).annotations()


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing to be annotated, in its sentence."""

    start: int
    end: int
    sentence: Sentence
    attribution: Attribution | None = None
    at: int = 0
    content: Content | None = None


class _Reading:
    def __init__(self, document: Document, lexicon: Lexicon, *, indirect: bool) -> None:
        self.document, self.lexicon, self.text = document, lexicon, document.text
        self.indirect = indirect
        self.pairs = pair_marks(self.text, document.blocks, MendingHints(self.text, lexicon))
        self.dates = [a for a in document.layer("date") if a.spans and a.features.get("type") in ("DATE", "TIME")]
        self.mentions = [a for a in document.layer("entity") if a.spans]
        outer = [pair for pair in self.pairs if pair.depth == 0]
        spoken = list(dialogue_pairs(self.text, document.blocks, outer, lexicon))
        if spoken:
            self.pairs = sorted([*self.pairs, *spoken], key=lambda pair: (pair.start, -pair.end))
            outer = [pair for pair in self.pairs if pair.depth == 0]
        self.reads = self.read(regions_of(document.blocks), outer, self.mentions)
        starts = [pair.start for pair in outer]
        first_ends: dict[int, int] = {}
        for read in self.reads:
            first_ends.setdefault(read.sentence.block, read.sentence.tokens[-1].end)
        outside = [a for a in self.mentions if not _within(a, outer, starts)]
        self.speakers = Speakers(self.document, lexicon, outside, first_ends)
        self.cues: dict[tuple[int, int], Annotation] = {}
        self.quotes: dict[int, Annotation] = {}

    def read(self, regions: Sequence[Region], pairs: Sequence[Pair], mentions: Sequence[Annotation]) -> list[Read]:
        """The sentences of some regions of the text, each pair being one token, with what was read in them."""
        reads: list[Read] = []
        for sentence in sentences(self.text, regions, pairs, mentions, self.dates, self.lexicon):
            before = reads[-1] if reads and reads[-1].sentence.block == sentence.block else None
            reads.append(read_sentence(sentence, before, self.lexicon))
        settle(reads, self.lexicon)
        return reads

    def annotations(self) -> list[Annotation]:
        """All of the layer; speakers are resolved from the beginning to the end."""
        made: list[Annotation] = []
        items = list(self.items(self.reads))
        for item in sorted(items, key=lambda item: (item.start, -item.end)):
            annotation = self.quote(item) if item.attribution else self.content(item)
            if annotation is not None:
                made.append(annotation)
        made += self.inner()
        made += self.insertions()
        return [*made, *self.cues.values(), *self.speakers.sources.values()]

    def items(self, reads: Iterable[Read]) -> Iterator[_Item]:
        for read in reads:
            places = {id(token.pair): i for i, token in enumerate(read.sentence.tokens) if token.pair}
            for attribution in read.attributions:
                pair = attribution.pair
                yield _Item(pair.start, pair.end, read.sentence, attribution, places[id(pair)])
            tokens = read.sentence.tokens
            for content in read.contents:
                start, end = tokens[content.first].start, tokens[content.stop - 1].end
                yield _Item(start, end, read.sentence, content=content)

    def quote(self, item: _Item) -> Annotation:
        """One pair of marks, with its verdict."""
        attribution, tokens = item.attribution, item.sentence.tokens
        assert attribution is not None
        pair = attribution.pair
        kind = verdict(attribution, tokens, item.at, self.text, self.lexicon)
        if attribution.speaker is None or kind not in _SPOKEN:
            quote = self.unclaimed(pair, kind, attribution.reason if kind == "unattributed" else "")
        else:
            speaker = self.speakers.speaker(attribution.speaker, item.sentence.block)
            links = self.links(attribution.cue, speaker, attribution.via, item.sentence)
            if attribution.continues:
                links["prev"] = self.quotes.get(id(attribution.continues))
            quote = self.said(pair.start, pair.end, kind, speaker, links, self.to_whom(attribution.cue, item.sentence))
        self.quotes[id(pair)] = quote
        return quote

    def content(self, item: _Item) -> Annotation | None:
        """One reported content; `mixed` if it holds words in marks that are the speaker's."""
        content = item.content
        assert content is not None and content.cue.subject is not None
        held = [t.pair for t in item.sentence.tokens[content.first : content.stop] if t.pair]
        kind = "mixed" if held else "indirect"
        if kind == "indirect" and not self.indirect:
            return None
        speaker = self.speakers.speaker(content.cue.subject, item.sentence.block)
        via = relay(item.sentence.tokens, content.cue.subject, self.lexicon)
        links = self.links(content.cue, speaker, via, item.sentence)
        to = self.to_whom(content.cue, item.sentence)
        return self.said(item.start, item.end, kind, speaker, links, to, direct=False)

    def links(
        self, cue: Cue | None, speaker: Speaker, via: Phrase | None, sentence: Sentence
    ) -> dict[str, Annotation | None]:
        links: dict[str, Annotation | None] = {"speaker": speaker.mention}
        if cue is not None:
            links["cue"] = self.cue(cue.start, cue.end)
            links["when"] = when(sentence.tokens, cue) if _holds(sentence, cue) else None
        if via is not None:
            links["via"] = self.speakers.relay(via, sentence.block)
        return links

    def to_whom(self, cue: Cue | None, sentence: Sentence) -> str | None:
        if cue is None or not _holds(sentence, cue):
            return None
        mention = addressee(sentence.tokens, cue, self.lexicon)
        return mention.entity if mention is not None and isinstance(mention.entity, str) else None

    def said(
        self,
        start: int,
        end: int,
        kind: str,
        speaker: Speaker,
        links: dict[str, Annotation | None],
        to: str | None,
        *,
        direct: bool = True,
    ) -> Annotation:
        attributes: dict[str, str | Entity | Annotation] = {}
        if speaker.who is not None:
            attributes["who"] = _pointer(speaker.who)
        if to is not None:
            attributes["toWhom"] = _pointer(to)
        attributes["direct"] = "true" if direct else "false"
        features = {"reason": speaker.reason} if speaker.reason else {}
        if kind == "mixed" and not direct:
            features["extent"] = "clause"
        kept = {role: target for role, target in links.items() if target is not None}
        return Annotation("quote", (start, end), kind, features, kept, markup=Markup("said", attributes))

    def unclaimed(self, pair: Pair, kind: str, reason: str) -> Annotation:
        return Annotation("quote", (pair.start, pair.end), kind, {"reason": reason} if reason else {})

    def cue(self, start: int, end: int) -> Annotation:
        return self.cues.setdefault((start, end), Annotation("quote", (start, end), "cue"))

    def inner(self) -> Iterator[Annotation]:
        """Quotations in quotations: right inside an outer pair, with whom it names; deeper ones get a verdict."""
        holders: list[tuple[Pair, list[Pair]]] = []
        for pair in self.pairs:
            if pair.depth == 0:
                holders.append((pair, []))
            elif pair.depth == 1:
                holders[-1][1].append(pair)
            else:
                yield self.deep(pair)
        starts = [block.start for block in self.document.blocks]
        regions = [Region(bisect_right(starts, h.start) - 1, *h.inner) for h, inner in holders if inner]
        pairs = [pair for _, inner in holders for pair in inner]
        for item in self.items(self.read(regions, pairs, self.mentions)):
            if item.attribution is not None:
                yield self.nested(item)

    def nested(self, item: _Item) -> Annotation:
        attribution = item.attribution
        assert attribution is not None
        kind = verdict(attribution, item.sentence.tokens, item.at, self.text, self.lexicon)
        if kind in _SPOKEN and attribution.cue is not None and attribution.speaker is not None:
            speaker = self.speakers.inside(attribution.speaker, item.sentence.block)
            links = self.links(attribution.cue, speaker, None, item.sentence)
            return self.said(attribution.pair.start, attribution.pair.end, kind, speaker, links, None)
        return self.deep(attribution.pair) if kind in _SPOKEN else self.unclaimed(attribution.pair, kind, "")

    def deep(self, pair: Pair) -> Annotation:
        start, end = pair.inner
        short = end - start <= _LONG
        kind = unattributed(self.text[start:end].strip(), [], [], self.lexicon) if short else "unattributed"
        return self.unclaimed(pair, kind, "inside another quotation" if kind == "unattributed" else "")

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


def _holds(sentence: Sentence, cue: Cue) -> bool:
    """False where the cue stands in the sentence before or behind."""
    return sentence.tokens[0].start <= cue.start < sentence.tokens[-1].end


def _pointer(who: Entity | str) -> Entity | str:
    return f"#{who}" if isinstance(who, str) else who
