"""Values in the Extended Date/Time Format (Library of Congress, 2019; ISO 8601-2), for those who read nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_QUARTERS = {"Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36", "H1": "40", "H2": "41"}
_CALENDAR = re.compile(r"[\dX]{4}(?:-[\dX]{2}){0,2}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?:Z|[+-]\d\d:00)?")


def edtf(type: str, value: str, mod: str | None, attributes: Mapping[str, str]) -> str | None:
    """The EDTF string of a TIMEX3 value, or None where EDTF has none: lengths, recurrences, weeks, parts of the day.

    ``attributes``: of the TEI date, for the bounds of a stretch.
    """
    if type not in ("DATE", "TIME"):
        return None
    if _TIME.fullmatch(value):
        return value[:16] + ":00" + value[16:]
    for first, last in (("notBefore", "notAfter"), ("from", "to")):
        begin, end = attributes.get(first, ""), attributes.get(last, "")
        if mod and (begin or end) and "-" not in (begin[:1], end[:1]):
            return f"{begin or '..'}/{end or '..'}"
    mark = "~" if mod == "APPROX" else ""
    if _CALENDAR.fullmatch(value):
        return value + mark
    if re.fullmatch(r"\d{2,3}", value):
        return value + "X" * (4 - len(value)) + mark
    year, _, part = value.partition("-")
    if part in _SEASONS | _QUARTERS and re.fullmatch(r"\d{4}", year):
        return f"{year}-{(_SEASONS | _QUARTERS)[part]}{mark}"
    return None
