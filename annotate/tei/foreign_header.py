"""What the header of a TEI file of other origin says of its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from annotate.dates import check_date
from annotate.document import UNKNOWN_LANGUAGE, Metadata
from annotate.language import is_tag
from annotate.tei.flow import WHITE
from annotate.tei.names import TEI, XML_LANG

_TEI = {"t": TEI}
_FILE = "t:teiHeader/t:fileDesc"
_SOURCE = f"{_FILE}/t:sourceDesc"
# A date of the text, then one of the digital edition, which may be centuries later: so the latter counts for little.
_DATES = (
    (f"{_SOURCE}//t:date[@type='publication']", None),
    (f"{_SOURCE}//t:imprint//t:date", None),
    (f"{_SOURCE}//t:date", "medium"),
    (f"{_FILE}/t:publicationStmt//t:date", "low"),
)
_CERTAIN = ("low", "medium", "high")


def metadata_of(root: etree._Element, source: str, size: int, notes: tuple[str, ...]) -> Metadata:
    """What is stated. ``size``: bytes of the text in UTF-8."""
    title = next(_texts(root, f"{_FILE}/t:titleStmt/t:title[@type='main']", f"{_FILE}/t:titleStmt/t:title"), None)
    authors = dict.fromkeys(_texts(root, f"{_FILE}/t:titleStmt/t:author", f"{_SOURCE}//t:author"))
    publisher = next(_texts(root, f"{_SOURCE}//t:publisher", f"{_FILE}/t:publicationStmt/t:publisher"), None)
    language = next(_languages(root), None)
    known = Metadata(
        source=source,
        media_type="application/tei+xml",
        size=size,
        language=language or UNKNOWN_LANGUAGE,
        language_from="metadata" if language else "",
        title=title,
        authors=tuple(authors),
        publisher=publisher,
        url=next(_addresses(root), None),
        notes=notes,
    )
    date, cert = next(_dates(root), (None, None))
    return replace(known, date=date, date_from="metadata", date_cert=cert) if date else known


def words(element: etree._Element) -> str:
    """The text in an element, white space as blanks."""
    return WHITE.sub(" ", "".join(element.itertext())).strip(" ")


def _texts(root: etree._Element, *paths: str) -> Iterator[str]:
    """What stands at the first of some paths where anything does."""
    for path in paths:
        found = [text for element in root.iterfind(path, _TEI) if (text := words(element))]
        if found:
            yield from found
            return


def _languages(root: etree._Element) -> Iterator[str]:
    """The text's language, the file's, and what the header calls the only one."""
    text = root.find("t:text", _TEI)
    used = root.findall("t:teiHeader/t:profileDesc/t:langUsage/t:language", _TEI)
    stated = [None if text is None else text.get(XML_LANG), root.get(XML_LANG)]
    stated += [used[0].get("ident")] if len(used) == 1 else []
    tags = (tag.strip() for tag in stated if tag)
    return (tag for tag in tags if is_tag(tag) and tag.lower() != UNKNOWN_LANGUAGE)


def _dates(root: etree._Element) -> Iterator[tuple[str, str | None]]:
    for path, cert in _DATES:
        for element in root.iterfind(path, _TEI):
            for said in (element.get("when"), element.get("when-iso"), words(element)):
                try:
                    yield check_date(said or ""), element.get("cert") if element.get("cert") in _CERTAIN else cert
                except ValueError:  # a range, a year alone in words: it says no day of publication
                    continue


def _addresses(root: etree._Element) -> Iterator[str]:
    found = [element.get("target", "") for element in root.iterfind(f"{_SOURCE}//t:ptr", _TEI)]
    found += [words(element) for element in root.iterfind(f"{_FILE}//t:idno", _TEI)]
    return (address for address in found if address.startswith(("http://", "https://")) and " " not in address)
