"""brat standoff (https://brat.nlplab.org/standoff.html): annotations in an ``.ann`` file, beside their ``.txt``.

T lines are annotations, of which the other lines tell more: A and M are features, R, * and the arguments of E links,
N entities and entries of lists, # features, or what `annotate.writers.brat` notes. A type is a layer and a kind
(``date_absolute``), or a kind of the layer ``brat``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.document import Document
from annotate.errors import Declined
from annotate.hookspecs import hookimpl
from annotate.source import Source, Unreadable

NAME = "brat"
SUFFIX = ".ann"
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[TRAMNE#]\S*\t|\*\t|\Z)")


@hookimpl
def annotate_read(source: Source) -> Iterator[Document | Unreadable]:
    """Read an ``.ann`` file with the ``.txt`` beside it, or, asked for by name, a ``.txt`` with its ``.ann``."""
    if source.format != NAME:
        if source.suffix != SUFFIX:
            raise Declined("It is not named .ann.")
        if not _BEGINS.match(source.head):
            raise Declined("It is named .ann, and does not begin as brat standoff does.")
    from annotate.readers._brat import read

    return read(source)
