"""Hypothesis strategies: texts, annotations on them, and whole documents."""

import io
from typing import Any

from hypothesis import strategies as st

from annotate.annotation import ENTITY_KINDS, Annotation, Authority, Entity, Markup, Name, Reference
from annotate.document import Document
from annotate.tei.read import read_tei
from annotate.tei.write import write_tei
from annotate.testing.documents import make_document
from annotate.testing.texts import NASTY

PIECES = (
    *("Le maire de Brest", "a dit :", "« Non ! »", "hier", "le 3 mars 2024", "12,50 €", "#pont", "O’Neill", "N.", "…"),
    *("é", "e\u0301", "ß", "İ", "ﬁ", "😀", "👩\u200d🚀", "𝒳", "שלום", "\u202eabc\u202c", "\u00a0", "\u200b"),
    *("\x00", "\x85", "\u2028", "\ufffe", "\ud800", "\udc80", "]]>", "<p>", "&amp;", "\t", " "),
)
LINE_ENDS = ("\n", "\r\n", "\r", "\n\n", "\n \n", "")


def texts(max_size: int = 12) -> st.SearchStrategy[str]:
    """Texts of some lines, in which letters, marks, and whatever is nasty about text are mixed."""
    words = st.one_of(st.sampled_from(PIECES), st.text(max_size=8))
    lines = st.builds(str.__add__, st.lists(words, max_size=max_size).map(" ".join), st.sampled_from(LINE_ENDS))
    return st.one_of(st.lists(lines, max_size=4).map("".join), st.sampled_from(sorted(NASTY.values())))


def spans(text: str) -> st.SearchStrategy[tuple[int, int]]:
    """Spans of a text that has at least one code point."""
    return st.integers(0, len(text) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text)))
    )


def entities() -> st.SearchStrategy[Entity]:
    """Entities with a name or two."""
    name = st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
    return st.builds(Entity, st.sampled_from(ENTITY_KINDS), st.lists(name, min_size=1, max_size=2))


@st.composite
def annotations(draw: st.DrawFn, text: str, layer: str = "mark") -> Annotation:
    """Annotations of a text that has at least one code point: one span, perhaps a kind, features, an entity."""
    values: st.SearchStrategy[Any] = st.one_of(st.text(max_size=10), st.integers(), st.booleans())
    return Annotation(
        layer,
        draw(spans(text)),
        kind=draw(st.sampled_from((None, "one", "two"))),
        features=draw(st.dictionaries(st.sampled_from(("value", "note")), values, max_size=2)),
        entity=draw(st.one_of(st.none(), entities())),
    )


@st.composite
def documents(
    draw: st.DrawFn,
    text: st.SearchStrategy[str] | None = None,
    *,
    layers: tuple[str, ...] = (),
    language: str = "fr",
    date: str | None = None,
) -> Document:
    """Documents, with annotations in ``layers`` that count as another plugin's."""
    drawn = draw(texts() if text is None else text)
    found: list[Annotation] = []
    if drawn and layers:
        one = st.sampled_from(layers).flatmap(lambda layer: annotations(drawn, layer))
        found = draw(st.lists(one, max_size=5))
    return make_document(drawn, language=language, date=date, annotations=found)


ODD = st.one_of(
    st.sampled_from(
        ("", "a_b", "by x {}", "a; b=1", "e\u0301", "𝒳 😀", "\u2028", "\x85", "\r\n", "\t", "#x", "-", "1", "true")
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=8),
)
"""Strings that formats made of lines, tags and cells trip over, all of which XML can hold."""
_VALUES = st.one_of(ODD, st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False))
_LISTS = (
    Authority("ofac", "A list", "2024-01-01", "0" * 64, "public domain", r"(\d+)", "https://list.example/$1"),
    Authority("ofac", "Another list of that name"),
    Authority("un list/2", "One with an odd name", description="many"),
)
_KINDS = (("mark", None), ("mark", "one"), ("mark", "x.y"), ("third_party", "a_b"), ("third_party", None), ("z-9", "k"))


@st.composite
def annotated_documents(draw: st.DrawFn, text: st.SearchStrategy[str] | None = None) -> Document:
    """Documents with everything that an annotation can say, as they come back from a TEI file.

    Annotations overlap, nest, coincide, have gaps, cross lines, are about entities as a whole, link to each other (in
    circles too), refer to entries of lists; entities have names of several types and identifiers; layers, kinds and
    features are named as third parties may name them. For round trips through a format.
    """
    drawn = draw(texts() if text is None else text)
    names = st.builds(Name, ODD.filter(lambda name: bool(name.strip())), st.sampled_from((None, "short", "acronym")))
    entity = st.builds(
        Entity,
        st.sampled_from(ENTITY_KINDS),
        st.lists(names, min_size=1, max_size=3),
        st.dictionaries(ODD, ODD, max_size=2),
        st.sampled_from((None, "city")),
    )
    known = draw(st.lists(entity, max_size=3))
    found: list[Annotation] = []
    for _ in range(draw(st.integers(0, 6))):
        one = _annotation(draw, drawn, known, found)
        found += [one] if one is not None else []
    for one in found:  # what is made last may be linked to by what is made first: links in a circle
        if draw(st.integers(0, 4)) == 0:
            one.links["next"] = (found[-1],)  # type: ignore[index]
    out = io.BytesIO()
    write_tei(make_document(drawn, date="2024-03-06", entities=known, annotations=found), out)
    return read_tei(out.getvalue())


def _annotation(draw: st.DrawFn, text: str, known: list[Entity], before: list[Annotation]) -> Annotation | None:
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    entity = draw(st.sampled_from([None, *known])) if spans else next(iter(known), None)
    if not spans and entity is None:
        return None
    layer, kind = draw(st.sampled_from(_KINDS))
    roles = st.sampled_from(("cue", "prev", "anchor", "a.b", "a_b"))
    links = draw(st.dictionaries(roles, st.lists(st.sampled_from(before), min_size=1, max_size=2))) if before else {}
    markups = [None, Markup("date", {"when": "2024"}), *(Markup("said", {"who": one}) for one in known[:2])]
    reference = st.builds(Reference, st.sampled_from(_LISTS), ODD, ODD, st.sampled_from(("entry", "name")))
    return Annotation(
        layer,
        spans,
        kind,
        draw(st.dictionaries(ODD, _VALUES, max_size=3)),
        links,
        entity,
        draw(st.one_of(st.none(), st.floats(0, 1))),
        draw(st.sampled_from(markups)),
        draw(st.one_of(st.none(), st.none(), reference)),
    )
