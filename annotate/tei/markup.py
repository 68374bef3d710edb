"""Whether markup that a plugin yields may stand in a file, told before it is written."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from annotate.annotation import Markup
from annotate.tei.dates import date_faults
from annotate.tei.names import TEI, XML_ID
from annotate.tei.profile import schema

_POINTER = "#x"  # stands for every pointer: where it leads is not looked at here
Key = tuple[str, tuple[tuple[str, str], ...], tuple["Key", ...], str]


def markup_fault(markup: Markup) -> str:
    """What is wrong with an element, its attributes or its children, as a sentence; empty if nothing is."""
    return _fault(_key(markup))


def _key(markup: Markup) -> Key:
    attributes = tuple(
        (name, value if isinstance(value, str) else _POINTER) for name, value in markup.attributes.items()
    )
    return markup.element, attributes, tuple(_key(child) for child in markup.children), markup.text


@lru_cache(maxsize=4096)
def _fault(key: Key) -> str:
    try:
        element = _element(key)
    except ValueError as error:  # lxml's, for what is no XML name or no XML text
        return f"{key[0]!r} cannot be written: {error}"
    for name, value in date_faults(element):
        return f"{key[0]}/@{name} {value!r} is no date or duration as TEI has it"
    profile = schema("markup")
    if profile.validate(element):
        return ""
    shown = " ".join([key[0], *(f'{name}="{value}"' for name, value in key[1])])
    said = "".join(f": {entry.message}" for entry in list(profile.error_log)[:1])  # libxml2 may say nothing
    return f"<{shown}> is not as the profile has it{said}"


def _element(key: Key) -> etree._Element:
    name, attributes, children, text = key
    if XML_ID in dict(attributes) or "xml:id" in dict(attributes):
        raise ValueError("ids are the core's to give")
    element = etree.Element(f"{{{TEI}}}{name}", dict(attributes))
    element.text = text or None
    element.extend([_element(child) for child in children])
    return element
