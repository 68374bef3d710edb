"""The project's own profile of TEI, as a schema."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

PROFILE = Path(__file__).with_name("profile.rng")


def load_profile() -> etree.RelaxNG:
    """Load the schema from its file."""
    return etree.RelaxNG(etree.parse(PROFILE))


@cache
def profile() -> etree.RelaxNG:
    """The schema, loaded when first asked for."""
    return load_profile()
