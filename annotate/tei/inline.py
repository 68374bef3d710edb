"""A document as TEI with its annotations as elements in the text.

The text is that of our standoff files, block by block, character by character. Each annotation is the element that
its markup says, else a name where it denotes an entity, else a ``seg``. What crosses another annotation or the end of
a block is cut into fragments, which ``@next`` and ``@prev`` join.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from annotate.annotation import Annotation, Span
from annotate.document import Document
from annotate.tei.credits import ENTITIES, UNKNOWN, Credits
from annotate.tei.header import header
from annotate.tei.names import TEI, language_tag, token
from annotate.tei.nesting import Fragment, nested, pieces, shallow
from annotate.tei.standoff import ENTITY_ELEMENTS, decimal, entity_lists
from annotate.tei.tags import opening
from annotate.tei.tags import text as escaped
from annotate.tei.write import divisions

IDENT = "inline"  # of the application that wrote the file: a standoff file of ours says ``core`` there
NORMALIZATION = (
    "None: the text of the p and head elements, without tags, is the decoded source, character for character, save "
    "that U+FFFD stands for each character that XML cannot hold. The sha256 in sourceDesc is that of the source."
)
INTERPRETATION = (
    "Elements in the text are annotations; ana leads to the category and resp to who is responsible. An annotation "
    "that crosses another one or the end of a paragraph, or has gaps, is several elements, joined by next and prev."
)
_NO_CONTAINERS = frozenset({"gap", "bibl", "w", "pc"})  # they hold no text, or too little of what may overlap them
_SPEECH = frozenset({"said", "quote"})
_NAMES = frozenset(name for _, _, name in ENTITY_ELEMENTS.values()) | {"rs", "name"}
_TIMES = frozenset({"date", "time"})  # which hold no speech


class Inline:
    """A document's annotations as elements.

    ``annotations``: those that are written, in text order. ``too_deep``: how many are not, since too many others
    stand around them. ``fragments``: for each block its fragments, in the order in which they begin.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.credits = Credits(document, ())
        spoken = (a for layer in document.layers for a in document.layer(layer) if a.spans)
        ordered = sorted(spoken, key=lambda a: (a.start, -a.end))
        kept = shallow([Span(a.start, a.end) for a in ordered])
        self.annotations = [a for a, keep in zip(ordered, kept, strict=True) if keep]
        self.too_deep = len(ordered) - len(self.annotations)
        self._elements = [_element(a, document) for a in self.annotations]
        spans = sorted(((n, span) for n, a in enumerate(self.annotations) for span in a.spans), key=lambda s: s[1])
        self.fragments = [nested(each, self._cannot_hold) for each in pieces(spans, document.blocks)]
        self.parts = Counter(fragment.item for fragment in chain.from_iterable(self.fragments))

    def _cannot_hold(self, outer: int, inner: int) -> bool:
        return self._elements[outer][0] in _TIMES and self._elements[inner][0] in _SPEECH

    def xml(self) -> Iterator[str]:
        """The file, piece by piece. Raises TeiError if an annotation's markup cannot be XML."""
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{TEI}">\n '
        yield _plain(self._header())
        language = language_tag(self.document.language)
        yield "\n " + opening("text", {"xml:id": "text", "xml:lang": language, "xml:space": "preserve"}) + "<body>"
        written: Counter[int] = Counter()
        numbered = iter(enumerate(self.fragments, 1))
        for division in divisions(self.document):
            yield "<div>"
            for (start, end, heading), (number, fragments) in zip(division, numbered, strict=False):
                name = "head" if heading else "p"
                yield opening(name, {"xml:id": f"p{number}", "source": f"src:{start},{end}"})
                yield from self._block(start, end, fragments, written)
                yield f"</{name}>"
            yield "</div>"
        yield "</body></text>\n"
        if self.document.entities:
            lists = (f"\n  {_plain(list_)}" for list_ in entity_lists(self.document, self.credits))
            yield f' <standOff xml:id="{ENTITIES}" type="{ENTITIES}">{"".join(lists)}\n </standOff>\n'
        yield "</TEI>\n"

    def _header(self) -> etree._Element:
        """That of a standoff file, which says how the text is written."""
        root = header(self.document, self.credits)
        for path, said in (("normalization/p", NORMALIZATION), ("interpretation/p", INTERPRETATION)):
            root.find(f"encodingDesc/editorialDecl/{path}").text = said  # type: ignore[union-attr]
        root.find("encodingDesc/appInfo/application").set("ident", IDENT)  # type: ignore[union-attr]
        return root

    def _block(self, start: int, end: int, fragments: list[Fragment], written: Counter[int]) -> Iterator[str]:
        text, done = self.document.text, start
        open_: list[tuple[int, str]] = []
        for fragment in fragments:
            while open_ and open_[-1][0] <= fragment.start:
                yield escaped(text[done : open_[-1][0]])
                done, closing = open_.pop()
                yield closing
            yield escaped(text[done : fragment.start])
            done = fragment.start
            written[fragment.item] += 1
            yield self._tag(fragment.item, written[fragment.item])
            open_.append((fragment.end, f"</{self._elements[fragment.item][0]}>"))
        while open_:
            yield escaped(text[done : open_[-1][0]])
            done, closing = open_.pop()
            yield closing
        yield escaped(text[done:end])

    def _tag(self, item: int, part: int) -> str:
        """The start tag of an annotation's fragment."""
        annotation, (name, attributes), last = self.annotations[item], self._elements[item], self.parts[item]
        said = {"xml:id": _id(annotation, part), **attributes}
        said["ana"] = f"#{annotation.layer}.{annotation.kind}" if annotation.kind else f"#{annotation.layer}"
        said["resp"] = f"#{self.credits.resp(annotation.layer, annotation.source or UNKNOWN)}"
        if annotation.score is not None:
            said["cert"] = decimal(annotation.score)
        if last > 1:
            if part > 1:
                said["prev"] = f"#{_id(annotation, part - 1)}"
            if part < last:
                said["next"] = f"#{_id(annotation, part + 1)}"
            if name == "seg":  # of these elements, the only one that may say so
                said["part"] = "I" if part == 1 else "F" if part == last else "M"
        return opening(name, said)


def _id(annotation: Annotation, part: int) -> str:
    """No id of an annotation has two points in a row."""
    return annotation.id if part == 1 else f"{annotation.id}..{part}"


def _element(annotation: Annotation, document: Document) -> tuple[str, dict[str, str]]:
    """The name and the attributes of the element that stands for an annotation."""
    markup, entity = annotation.markup, document.entity_of(annotation)
    if markup is not None and markup.element not in _NO_CONTAINERS:
        attributes = {name: str(value) for name, value in markup.attributes.items()}
        if entity is not None:  # only names have @ref
            attributes.setdefault("ref" if markup.element in _NAMES else "corresp", f"#{entity.id}")
        return markup.element, attributes
    if entity is not None and entity.unnamed:
        return "rs", {"type": entity.kind, "ref": f"#{entity.id}"}
    if entity is not None:
        return ENTITY_ELEMENTS[entity.kind][2], {"ref": f"#{entity.id}"}
    subtype = {"subtype": token(annotation.kind)} if annotation.kind else {}
    return "seg", {"type": token(annotation.layer), **subtype}


def _plain(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)
