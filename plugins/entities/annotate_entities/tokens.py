"""The model's tokenizer: one regular expression, exact offsets, the same tokens for every way of typing an apostrophe.

Elided words end in their apostrophe (l’ + ONU), hyphenated words are whole (but anti- and pro- before a capital stand
alone), dotted acronyms are whole, a run of one punctuation mark is one token, a full stop ends a word even with no
blank behind it, and so do line ends, which are tokens themselves because no name goes across one.
Soft hyphens and zero-width characters are no part of a form.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LINE = "\n"
_TOKEN = re.compile(
    r"(?P<line>[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+)"
    r"|(?:[^\W\d_]\.){2,}"  # R.D.C.
    r"|\d+(?:[.,]\d+)*(?![^\W_])"
    r"|(?:[Aa]nti|[Pp]ro)-(?=[A-ZÀ-Þ])"
    r"|[^\W_]+(?:[-\u00ad\u200b\u200c\u200d\u2060]+[^\W_]+)*(?:'(?=\w))?"
    r"|([^\w\s\u00ad\u200b-\u200f\u2060\ufeff]|_)\2*+"
)
_TYPED = str.maketrans("’ʼ‘‑", "'''-")
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060"))


class Tokens(NamedTuple):
    """The tokens of a text: their forms (apostrophes and hyphens made plain) and spans, half-open."""

    forms: list[str]
    starts: list[int]
    ends: list[int]


def tokens(text: str) -> Tokens:
    """Cut a text into tokens."""
    matches = list(_TOKEN.finditer(text.translate(_TYPED)))
    forms = [LINE if match.lastgroup else match[0] for match in matches]
    if not text.isascii():
        forms = [form if form.isascii() else form.translate(_INVISIBLE) for form in forms]
    return Tokens(forms, [match.start() for match in matches], [match.end() for match in matches])
