"""Reasons in words, from ``data/reasons.tsv``."""

from __future__ import annotations

from functools import cache

from annotate_sanctions.datafile import table

LANGUAGES = ("fr", "en")


@cache
def _texts() -> dict[str, tuple[str, str]]:
    return {key: (french, english) for key, french, english in table("reasons.tsv", 3)}


def said(key: str, language: str = "fr", **values: str) -> str:
    """One reason in a language of `LANGUAGES`. Raises KeyError for a key that the data file does not have."""
    return _texts()[key][LANGUAGES.index(language)].format(**values)
