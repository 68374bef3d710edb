"""Scoring quotations: which are found, who said them, by which cue; and what became of each pair of marks.

A unit of gold is one act of speech: a reported content with the quoted words inside it counts once, and either
span finds it. A prediction finds a unit if it covers three tenths of it (``cover30``), or if their intersection
over union is at least .5 (``iou50``) or .9 (``iou90``). The speaker is right if the mention overlaps one of gold's,
or if neither names one; the joint figure asks for the speaker and the cue as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotate import Annotation, Document
from annotate.scoring import (
    Figure,
    Measure,
    Share,
    Stretch,
    Tally,
    field_of,
    likeness,
    one_to_one,
    overlap,
    overlapping,
)

SPEECH = ("direct", "mixed", "indirect")
PARTS = ("cue", "source", "insertion")  # kinds of the layer that are no quotations
PREPOSITIONS = frozenset({"selon", "d'après", "pour", "selon laquelle"})  # any cue is as good as these
SHORT = 4  # quotations of fewer words are easily missed
NEARNESS: Mapping[str, Callable[[Stretch, Stretch], bool]] = {
    "cover30": lambda gold, found: overlap(gold, found) / (gold[1] - gold[0]) > 0.3,
    "iou50": lambda gold, found: likeness(gold, found) >= 0.5,
    "iou90": lambda gold, found: likeness(gold, found) >= 0.9,
}
_MARKS = re.compile(r"[«»“”„‟\"‹›‘’']")


@dataclass(frozen=True, slots=True)
class _Unit:
    """One act of speech that must be found, by any of its spans."""

    spans: tuple[Stretch, ...]
    quote: Mapping[str, Any]
    kind: str


@dataclass(frozen=True, slots=True)
class _Found:
    """One predicted quotation."""

    span: Stretch
    kind: str
    speaker: Stretch | None
    cue: Stretch | None
    who: tuple[str, ...]  # the names of the entity that is said to speak


class QuoteScorer:
    """Gold lines: ``quotes``, a list of objects as docs/layers/quote.md describes them."""

    def gold_of(self, document: Document) -> Mapping[str, Any]:
        """The quotations of an annotated document as gold: those in marks are its ``m…``, the others its ``i…``."""
        quotations = [a for a in document.layer("quote") if a.kind not in PARTS and a.spans]
        in_marks = [a for a in quotations if _MARKS.match(document.text, a.start)]
        quotes = []
        for number, a in enumerate(quotations):
            whole = a not in in_marks
            inner = [f"m{quotations.index(m)}" for m in in_marks if whole and a.start <= m.start and m.end <= a.end]
            entity = _who(a, document)
            quotes.append(
                {
                    "id": f"{'i' if whole else 'm'}{number}",
                    "start": a.start,
                    "end": a.end,
                    "type": "mixed_full" if whole and a.kind == "mixed" else a.kind,
                    "speech": a.kind in SPEECH,
                    "contains": inner,
                    "speaker": _linked(a, "speaker", document),
                    "cue": _linked(a, "cue", document),
                    "entity": entity[0] if entity else None,
                }
            )
        return {"quotes": quotes}

    def compare(self, gold: Mapping[str, Any], text: str, document: Document | None) -> Tally:
        """Units at three nearnesses, then the marks."""
        quotes: list[Mapping[str, Any]] = field_of(gold, "quotes")
        found = _predictions(document) if document is not None else []
        tally = Tally()
        _compare_units(_units(quotes), [f for f in found if f.kind in SPEECH], text, tally)
        _compare_marks([q for q in quotes if q["id"].startswith("m")], found, text, tally)
        return tally

    def figures(self, counts: Mapping[str, int]) -> Sequence[Figure]:
        """By kind, the marks, each nearness with its speakers, and the joint figure as the headline."""
        return [
            *(Share(f"quote.{kind}") for kind in SPEECH),
            Share("quote.marks_with_verdict"),
            Share("quote.marks_speech_found"),
            Share("quote.marks_other_reported_as_speech"),
            Share("quote.marks_wrong_speaker"),
            Share("quote.short_marks_found"),
            Share("quote.who_resolved"),
            *(figure for name in NEARNESS for figure in (Measure(f"quote.{name}"), Share(f"quote.{name}.speaker"))),
            Measure("quote.joint_iou90"),
        ]


def _units(quotes: Sequence[Mapping[str, Any]]) -> list[_Unit]:
    by_id = {q["id"]: q for q in quotes}
    wholes = [q for q in quotes if q["type"] in ("mixed_full", "indirect")]
    inside = {id for q in wholes for id in q.get("contains", ()) if id in by_id}
    units = []
    for q in wholes:
        spans = [_span(q), *(_span(by_id[id]) for id in q.get("contains", ()) if id in by_id)]
        units.append(_Unit(tuple(spans), q, "mixed" if q["type"] == "mixed_full" else "indirect"))
    rest = (q for q in quotes if q not in wholes and q["id"] not in inside and q.get("speech", True))
    units += [_Unit((_span(q),), q, q["type"]) for q in rest]
    return units


def _predictions(document: Document) -> list[_Found]:
    return [
        _Found(
            (a.start, a.end),
            a.kind or "",
            _linked(a, "speaker", document),
            _linked(a, "cue", document),
            _who(a, document),
        )
        for a in document.layer("quote")
        if a.kind not in PARTS and a.spans
    ]


def _compare_units(units: Sequence[_Unit], speech: Sequence[_Found], text: str, tally: Tally) -> None:
    flat = [(number, span) for number, unit in enumerate(units) for span in unit.spans]
    meeting = [
        (flat[i][0], j, flat[i][1])
        for i, j in overlapping([span for _, span in flat], [found.span for found in speech])
    ]
    for unit in units:
        tally.count(f"quote.{unit.kind}.whole")
    for name, near in NEARNESS.items():
        close = {(i, j) for i, j, span in meeting if near(span, speech[j].span)}
        pairs = one_to_one((max(likeness(s, speech[j].span) for s in units[i].spans), i, j) for i, j in close)
        # A second prediction for a unit, such as the quoted words of a content, is neither right nor wrong.
        spare = {j for _, j in close} - set(pairs.values())
        predicted = len(speech) - len(spare)
        tally.count(f"quote.{name}.gold", len(units))
        tally.count(f"quote.{name}.predicted", predicted)
        tally.count(f"quote.{name}.right", len(pairs))
        for i, j in pairs.items():
            _compare_pair(name, units[i], speech[j], text, tally)
        if name == "iou90":
            tally.count("quote.joint_iou90.gold", len(units))
            tally.count("quote.joint_iou90.predicted", predicted)
        if name == "iou50":
            _note_unpaired(units, speech, pairs, spare, tally)


def _compare_pair(name: str, unit: _Unit, found: _Found, text: str, tally: Tally) -> None:
    quote = unit.quote
    speakers, cues = _mentions(quote, "speaker"), _mentions(quote, "cue")
    speaker_right = _meets(found.speaker, speakers)
    if speakers:
        tally.count(f"quote.{name}.speaker.whole")
        tally.count(f"quote.{name}.speaker.part", speaker_right)
    cue = text[slice(*quote["cue"])].lower().replace("’", "'") if quote.get("cue") else ""
    cue_right = cue in PREPOSITIONS or _meets(found.cue, cues)
    if name == "iou90":
        tally.count("quote.joint_iou90.right", speaker_right and cue_right)
    if name != "iou50":
        return
    tally.count(f"quote.{unit.kind}.part")
    if not speaker_right:
        said = text[slice(*found.speaker)] if found.speaker else "nobody"
        wanted = text[slice(*speakers[0])] if speakers else "nobody"
        kind = "wrong speaker" if found.speaker else "no speaker"
        tally.mistake(kind, found.span, f"{wanted}; found {said}")
    elif not cue_right:
        tally.mistake("cue", found.span, f"{cue or 'none'}; found {text[slice(*found.cue)] if found.cue else 'none'}")
    if likeness(found.span, max(unit.spans, key=lambda span: likeness(span, found.span))) < 0.9:
        tally.mistake("boundary", unit.spans[0], f"found {found.span[0]}-{found.span[1]}")
    if quote.get("entity") and found.who:
        resolved = _same_name(quote["entity"], found.who)
        tally.count("quote.who_resolved.whole")
        tally.count("quote.who_resolved.part", resolved)
        if not resolved:
            tally.mistake("entity", found.span, f"{quote['entity']}; found {found.who[0]}")


def _note_unpaired(
    units: Sequence[_Unit], speech: Sequence[_Found], pairs: Mapping[int, int], spare: set[int], tally: Tally
) -> None:
    for i, unit in enumerate(units):
        if i not in pairs:
            tally.mistake("missed", unit.spans[0], unit.kind)
    used = spare | set(pairs.values())
    for j, found in enumerate(speech):
        if j not in used:
            tally.mistake("spurious", found.span, found.kind)


def _compare_marks(marks: Sequence[Mapping[str, Any]], found: Sequence[_Found], text: str, tally: Tally) -> None:
    for mark in marks:
        hits = [f for f in found if likeness(f.span, _span(mark)) >= 0.5]
        said = [f for f in hits if f.kind in SPEECH]
        tally.count("quote.marks_with_verdict.whole")
        tally.count("quote.marks_with_verdict.part", bool(hits))
        if not hits:
            tally.mistake("no verdict", _span(mark), mark["type"])
        if not mark.get("speech"):
            tally.count("quote.marks_other_reported_as_speech.whole")
            tally.count("quote.marks_other_reported_as_speech.part", bool(said))
            if said:
                tally.mistake("not speech", _span(mark), f"{mark['type']}; found {said[0].kind}")
            continue
        named = [f.speaker for f in said if f.speaker]
        right = any(_meets(speaker, _mentions(mark, "speaker")) for speaker in named)
        tally.count("quote.marks_speech_found.whole")
        tally.count("quote.marks_speech_found.part", bool(said))
        tally.count("quote.marks_wrong_speaker.whole", bool(said))
        tally.count("quote.marks_wrong_speaker.part", bool(named) and not right)
        if len(re.findall(r"\w+", text[slice(*_span(mark))])) < SHORT:
            tally.count("quote.short_marks_found.whole")
            tally.count("quote.short_marks_found.part", bool(said))


def _span(quote: Mapping[str, Any]) -> Stretch:
    return quote["start"], quote["end"]


def _mentions(quote: Mapping[str, Any], role: str) -> list[Stretch]:
    """The mention in a role and those that are as good."""
    return [(start, end) for start, end in filter(None, [quote.get(role), *quote.get(f"{role}_alt", ())])]


def _meets(found: Stretch | None, wanted: Sequence[Stretch]) -> bool:
    """Whether a mention overlaps a good one, or is rightly absent."""
    if not wanted or found is None:
        return not wanted and found is None
    return any(overlap(found, span) for span in wanted)


def _linked(annotation: Annotation, role: str, document: Document) -> Stretch | None:
    linked = [to for to in document.linked(annotation, role) if to.spans]
    return (linked[0].start, linked[0].end) if linked else None


def _who(annotation: Annotation, document: Document) -> tuple[str, ...]:
    if annotation.markup is None or annotation.markup.element != "said":
        return ()
    id = str(annotation.markup.attributes.get("who", "")).removeprefix("#")
    return tuple(name.text for e in document.entities if e.id == id for name in e.names)


def _same_name(wanted: str, names: Sequence[str]) -> bool:
    """Whether one of the names is the one wanted, or ends in the same word, as a rule the surname."""
    gold = _folded(wanted)
    return any(name == gold or (name and gold and name.split()[-1] == gold.split()[-1]) for name in map(_folded, names))


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"\W+", " ", plain).strip().lower()
