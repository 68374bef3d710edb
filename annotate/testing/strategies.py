"""Hypothesis strategies: texts, annotations on them, and whole documents."""

from typing import Any

from hypothesis import strategies as st

from annotate.annotation import ENTITY_KINDS, Annotation, Entity
from annotate.document import Document
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
