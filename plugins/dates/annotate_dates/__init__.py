"""Dates of a text as TIMEX3 values and TEI dates."""

from annotate_dates.plugin import Dates, Settings

__all__ = ["Dates", "Settings"]
