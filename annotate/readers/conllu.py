"""CoNLL-U (https://universaldependencies.org/format.html): the text, put together from its tokens, and tags in MISC.

Every attribute of MISC whose values are tags (``entity=B-person``, ``NER=I-LOC``; IOB2 or BIOES) is a layer. Other
columns are not read. White space is as ``SpacesAfter`` and ``SpaceAfter=No`` say, or else as in the comment ``text``;
where nothing says it, there is a blank, and a line end between sentences unless ``TokenRange`` knows better. A file
may hold several documents (``# newdoc``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.document import Document
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

NAME = "conllu"
SUFFIXES = (".conllu", ".conll")
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?(?:#[^\n]*\n|\s*\n)*+(?:1(?:-\d+)?\t[^\t\n]+(?:\t[^\t\n]+){8}\r?(?:\n|\Z)|\Z)")


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read CoNLL-U, one document or several."""
    if source.format != NAME:
        if source.suffix not in SUFFIXES:
            raise Declined("It is not named .conllu.")
        if not _BEGINS.match(source.head):
            raise Declined("It is named .conllu, and does not begin with comments and ten columns.")
    from annotate.readers._conllu import documents

    return documents(source)
