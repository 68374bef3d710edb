"""Which name of the document an organisation's other name stands for.

Names that are one organisation's wherever they stand (data/same_fr.tsv); acronyms that the text introduces, which count
more; and a head noun alone («la Commission») where one organisation's name begins with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from annotate_entities.lexicon import Lexicon


def wholes(names: Iterable[str], introduced: Iterable[tuple[str, str]], lexicon: Lexicon) -> Mapping[str, str]:
    """Name -> the name that its organisation goes by; all are folded.

    ``introduced``: long names with their acronyms.
    """
    names = set(names)
    found = {name: lexicon.same[name] for name in names if name in lexicon.same}
    longs: defaultdict[str, set[str]] = defaultdict(set)
    for long, short in introduced:
        longs[short].add(found.get(long, long))
    found |= {short: min(of) for short, of in longs.items() if len(of) == 1 and not of & longs.keys()}
    begin: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        head, _, rest = name.partition(" ")
        if rest and lexicon.heads.get(head) == "organisation":
            begin[head].add(found.get(name, name))
    found |= {head: min(of) for head, of in begin.items() if len(of) == 1 and head in names and head not in found}
    return {name: found.get(name, name) for name in names}
