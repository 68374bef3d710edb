"""What the publication date says against a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from annotate_dates import value as values
from annotate_dates.calendar_doubts import as_written
from annotate_dates.doubt import Doubt
from annotate_dates.fold import fold
from annotate_dates.lexicon import Lexicon
from annotate_dates.signals import announced, told, told_close
from annotate_dates.symbol import Symbol
from annotate_dates.walk import Dated

_NEAR = 3  # days from the publication date within which «ce 20 février» is no surprise
_MONTH = 31  # the same of «ce vendredi 25 décembre»
_PAST = 3  # days ago: a future tense with such a date does not fit, nor a past one so far ahead
_SEASON = 100  # days ago: a day farther back is written with its year
_YEARS = 3  # a year mistaken by more than that is seldom
_ABOUT = 10  # days around the publication in which a mistaken year shows
_PARAGRAPH, _BEFORE = 4_000, 50  # code points and dates before a date in which its paragraph is looked at


class PublicationDoubts:
    """The doubts about the dates of one text that was published on a known day. ``head``: its dateline."""

    def __init__(
        self, dates: Sequence[Dated], text: str, lexicon: Lexicon, published: date, head: Symbol | None
    ) -> None:
        self._dates, self._text, self._lexicon = dates, text, lexicon
        self._published, self._head = published, head
        self._years = Counter(dated.symbol.year for dated in dates)

    def about(self, i: int) -> Iterator[Doubt]:
        """What speaks against the i-th date, where the calendar is content with it."""
        dated = self._dates[i]
        symbol = dated.symbol
        if symbol.meaning != "calendar":
            return
        if symbol.year is not None and not dated.value.day:
            yield from self._too_late(dated)
        if not symbol.month or not symbol.day or not dated.value.day:
            return
        written = as_written(symbol, dated.value.day)
        away = (written - self._published).days
        if symbol is self._head:
            if abs(away) > _NEAR:
                yield Doubt("dateline", "The dateline is not of the day of publication.", f"{self._published}", "high")
        elif dated.doubts or symbol.direction:
            return
        elif symbol.demonstrative and symbol.year is None:
            # A weekday that fits speaks for a date, but «ce vendredi 25 décembre» is no word for one of months ago.
            if abs(away) > (_MONTH if symbol.weekday else _NEAR):
                rival = f"{self._published}" if written.day == self._published.day else None
                sentence = "A demonstrative with a date far from the day of publication."
                yield Doubt("demonstrative", sentence, rival, "medium")
        else:
            yield from self._against_the_tense(dated, written)
            yield from self._far(i, written)

    def _against_the_tense(self, dated: Dated, written: date) -> Iterator[Doubt]:
        symbol, away = dated.symbol, (written - self._published).days
        assert symbol.month is not None and symbol.day is not None
        if away < -_PAST and announced(self._text, symbol, self._lexicon):
            later = values.day_in(self._published.year if symbol.year else written.year + 1, symbol.month, symbol.day)
            sentence = "A verb in the future with a date in the past."
            yield Doubt("tense", sentence, f"{later}" if later and later > written else None)
        elif away > _PAST and dated.tense <= (0 if symbol.year else -1) and told(self._text, symbol, self._lexicon):
            sentence = "A verb in the past with a date in the future."
            yield Doubt("tense", sentence, f"{self._latest(symbol)}", "low" if symbol.year else "medium")

    def _too_late(self, dated: Dated) -> Iterator[Doubt]:
        """«En 2027, il a été élu», in a text of 2024."""
        window = values.bounds(dated.value.attributes)
        before = fold(self._text[max(0, dated.symbol.start - 8) : dated.symbol.start]).split()
        adjunct = bool(before) and before[-1] in self._lexicon.words["adjunct"]
        if not window or window[0] <= self._published or dated.tense >= 0 or not adjunct:
            return
        if told_close(self._text, dated.symbol, self._lexicon):
            yield Doubt("tense", "A verb in the past with a date in the future.")

    def _far(self, i: int, written: date) -> Iterator[Doubt]:
        symbol, away = self._dates[i].symbol, (written - self._published).days
        assert symbol.month is not None and symbol.day is not None
        if self._dates[i].tense > 0 or self._other_year(i):
            return
        if symbol.year is None:
            if away < -_SEASON and not self._has_its_year(symbol, written):
                yield Doubt("distant", "A day of months ago without its year.", f"{self._latest(symbol)}", "medium")
        elif 0 < abs(symbol.year - self._published.year) <= _YEARS and not symbol.weekday:
            rival = values.day_in(self._published.year, symbol.month, symbol.day)
            if rival and abs((self._published - rival).days) <= _ABOUT and self._years[symbol.year] == 1:
                yield Doubt("year", "The same day of the year of publication lies beside it.", f"{rival}", "high")

    def _latest(self, symbol: Symbol) -> date:
        """The last day of that number up to the publication or, where the year is written, of that day and month."""
        assert symbol.month is not None and symbol.day is not None
        published = self._published
        months = [values.month_away(published.year, published.month, -n) for n in range(4)]
        if symbol.year is not None:
            months = [(published.year - n, symbol.month) for n in range(9)]
        days = (values.day_in(*month, symbol.day) for month in months if month)
        return next((day for day in days if day and day <= published), published)

    def _has_its_year(self, symbol: Symbol, written: date) -> bool:
        """True for «le 24 août de cette année», «le 28 mars précédent», for days known by their date («les attentats du
        11 septembre»), and in lists («Gold Coast – 8-9 avril»)."""
        if f"{written:%m-%d}" in self._lexicon.named_days:
            return True
        if self._text[max(0, symbol.start - 3) : symbol.start].rstrip().endswith(("-", "–", "—", "•", ":")):
            return True
        follows = fold(self._text[symbol.end : symbol.end + 24]).lstrip()
        return follows.startswith((*self._lexicon.words["this_year"], *self._lexicon.succession))

    def _other_year(self, i: int) -> bool:
        """True if the paragraph speaks of another year before a date: then the date is of that year."""
        last = self._dates[i].symbol.start
        start = max(self._text.rfind("\n", max(0, last - _PARAGRAPH), last), last - _PARAGRAPH)
        for j in range(i - 1, max(-1, i - _BEFORE), -1):
            symbol = self._dates[j].symbol
            if symbol.start < start:
                return False
            if symbol.meaning == "calendar" and symbol.year not in (None, self._published.year):
                return True
        return False
