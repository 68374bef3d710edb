"""What does not fit: each date stays as it is written, and its doubts carry the rival."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_dates.calendar_doubts import calendar_doubts
from annotate_dates.event_doubts import event_doubts
from annotate_dates.lexicon import Lexicon
from annotate_dates.publication_doubts import PublicationDoubts
from annotate_dates.reference import Reference
from annotate_dates.symbol import Symbol
from annotate_dates.text_doubts import text_doubts
from annotate_dates.walk import Dated


def doubt(
    dates: Sequence[Dated],
    text: str,
    language: str,
    lexicon: Lexicon,
    reference: Reference | None,
    head: Symbol | None,
) -> None:
    """Give each date of a text its doubts. ``head``: the dateline of a text whose publication date is stated.

    What the calendar says weighs most; the publication date is asked where the calendar is content, what is known of
    the world and the other dates of the text where both are.
    """
    published = reference.day if reference else None
    for dated in dates:
        dated.doubts = tuple(calendar_doubts(dated.symbol, dated.value, published))
    if published:
        publication = PublicationDoubts(dates, text, lexicon, published, head)
        for i, dated in enumerate(dates):
            dated.doubts += tuple(publication.about(i))
    for dated, found in event_doubts(dates, text, language):
        dated.doubts = (found,)
    for dated, found in text_doubts(dates, text, lexicon, published, head):
        if not dated.doubts:
            dated.doubts = (found,)
