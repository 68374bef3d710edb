"""Resolved expressions as annotations: TIMEX3 features, the TEI date, doubts, links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotate import Annotation, Markup
from annotate_dates.doubt import Doubt
from annotate_dates.edtf import edtf
from annotate_dates.pipeline import dates_of
from annotate_dates.reference import Reference
from annotate_dates.symbol import NOTHING, PUBLICATION, TEXT
from annotate_dates.walk import Dated

if TYPE_CHECKING:
    from annotate_dates import Settings

_KINDS = {NOTHING: "absolute", PUBLICATION: "deictic", TEXT: "anaphoric"}


def annotations_of(text: str, language: str, date: str | None, settings: Settings) -> Iterator[Annotation]:
    """The annotations of a text. ``date``: its publication date, as far as it is stated; ``language``: BCP 47."""
    reference, found = dates_of(text, language.partition("-")[0], date)
    unwanted = {name for name, wanted in (("DURATION", settings.durations), ("SET", settings.sets)) if not wanted}
    made: dict[int, Annotation] = {}
    for dated in found:
        if dated.value.type in unwanted or (dated.symbol.meaning == "reference" and not settings.references):
            continue
        anchor = made.get(id(dated.anchor)) if dated.anchor else None
        made[id(dated)] = annotation = _annotation(dated, reference, anchor, settings)
        yield annotation


def _annotation(dated: Dated, reference: Reference | None, anchor: Annotation | None, settings: Settings) -> Annotation:
    symbol, value = dated.symbol, dated.value
    kind = _KINDS[symbol.anchor]
    if symbol.anchor == TEXT and anchor is None and symbol.event is None:
        kind = _KINDS[PUBLICATION]
    elif symbol.event and anchor is None:
        kind = _KINDS[NOTHING]
    features = {"type": value.type, "value": value.value, "mod": value.mod, "quant": value.quant}
    if settings.edtf:
        features["edtf"] = edtf(value.type, value.value, value.mod, value.attributes)
    features["symbol"] = symbol.describe()
    children = [_certainty(doubt) for doubt in dated.doubts]
    if dated.doubts:
        features["warning"] = " ".join(doubt.code for doubt in dated.doubts)
    if kind == "deictic" and reference and reference.certainty and value.attributes:
        features |= {"reference": str(reference), "reason": reference.reason}
        children.append(_inferred(reference))
    return Annotation(
        "date",
        (symbol.start, symbol.end),
        kind,
        {name: given for name, given in features.items() if given},
        {"anchor": anchor} if anchor else {},
        markup=Markup("date", dict(value.attributes), tuple(children)),
    )


def _certainty(doubt: Doubt) -> Markup:
    attributes = {"locus": "value", "match": "@when"}
    if doubt.rival:
        attributes |= {"assertedValue": doubt.rival, "cert": doubt.certainty}
    return Markup("certainty", attributes, (Markup("desc", text=doubt.sentence),))


def _inferred(reference: Reference) -> Markup:
    attributes = {"locus": "value", "cert": reference.certainty or "low"}
    sentence = f"The publication date is not stated; {reference} is inferred from {reference.reason}."
    return Markup("certainty", attributes, (Markup("desc", text=sentence),))
