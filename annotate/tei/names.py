"""Names as XML and TEI want them: namespaces, and any string as a name, a token or a URI and back.

Names of plugins, features and schemes are free text to us, but XML names or TEI tokens in a file. What
such a name cannot hold is written ``_xHHHH_``, the mapping of SQL/XML (ISO/IEC 9075-14).
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes

from annotate.tei.characters import utf8

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"
XML_SPACE = f"{{{XML}}}space"
OPEN_ANNOTATION = "http://www.w3.org/ns/oa#"  # where the W3C defines the motivations
# TEI's closed list for annotation/@motivation, which is the W3C's
MOTIVATIONS = frozenset(
    {
        *(
            "assessing",
            "bookmarking",
            "classifying",
            "commenting",
            "describing",
            "editing",
            "highlighting",
            "identifying",
        ),
        *("linking", "moderating", "questioning", "replying", "tagging"),
    }
)

_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
_NAME = re.compile(rf"[{_LETTERS}_][{_LETTERS}0-9_.-]*")
_NOT_IN_NAME = re.compile(rf"[^{_LETTERS}0-9_.-]|_(?=x)")
_NOT_FIRST_IN_NAME = re.compile(r"[0-9.-]")
_NOT_IN_TOKEN = re.compile(rf"[^!-~{_LETTERS}]|_(?=x)")
_ESCAPE = re.compile(r"_x([0-9A-F]{4,6})_")
_EMPTY = "_x_"
_PREFIX = re.compile(r"(?!src$|x-)[a-z][a-z0-9+-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_NOT_IN_URI = re.compile(
    r"[\x00-\x20\x7f-\xa0\"$<>\\^`{|}\u2000-\u200f\u2028-\u202f\u3000\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_RELEASE = re.compile(r"\s*v?(?:[0-9]+!)?([0-9]+(?:\.[0-9]+){0,3})")


def _escaped(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"


def xml_name(text: str) -> str:
    """Any string as an XML name without colon. `plain` gives it back."""
    if _NAME.fullmatch(text) and "_x" not in text:
        return text
    name = _NOT_IN_NAME.sub(_escaped, text) or _EMPTY
    return _NOT_FIRST_IN_NAME.sub(_escaped, name[0]) + name[1:]


def token(text: str) -> str:
    """Any string as a TEI token, which holds no blanks or controls. `plain` gives it back."""
    return _NOT_IN_TOKEN.sub(_escaped, text) or _EMPTY


def plain(name: str) -> str:
    """The string that `xml_name` or `token` made a name of."""
    if "_x" not in name:
        return name
    return "" if name == _EMPTY else _ESCAPE.sub(_unescaped, name)


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def prefix(id: str) -> str:
    """An Authority's id as the prefix of a private URI scheme; itself if it can be one."""
    return id if _PREFIX.fullmatch(id) else "x-" + utf8(id).hex()


def language_tag(language: str) -> str:
    """The language if it has the form of a BCP 47 tag, else ``und``."""
    return language if _LANGUAGE.fullmatch(language) else "und"


def tei_version(version: str) -> str:
    """The release digits of a PEP 440 version, since TEI's ``@version`` holds no more: ``1.2.dev3`` -> ``1.2``."""
    match = _RELEASE.match(version)
    return match[1] if match else "0"


def uri(source: str) -> str:
    """A file name as a relative URI reference; a URL stays what it is, save what no URI may hold."""
    if _URI.match(source):
        return _NOT_IN_URI.sub(lambda m: quote(utf8(m[0])), source)
    return quote(utf8(source))


def source_name(target: str) -> str:
    """What `uri` made a URI reference of."""
    return target if _URI.match(target) else unquote_to_bytes(target).decode("utf-8", "surrogateescape")
