"""The page: whole in itself, the same every time, and safe whatever the document says."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import Annotation, Document, Entity, Markup, Metadata, hookimpl
from annotate.testing import annotate_document, make_document
from annotate.views.lanes import lanes, stretches
from annotate.views.page import page

VOID = {"meta", "input", "br", "rect"}
HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    "]]>&lt;b&gt;&#x3c;script&#x3e;",
    "\u202egnp.exe\u202c",
    "\x1b[31m\x00\x07",
    "\u2028\u2029",
    "\"onmouseover='alert(1)'",
]


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag in VOID or self.open.pop() == tag

    def handle_data(self, data):
        if not {"script", "style"} & set(self.open):
            self.text.append(data)


class Everything:
    """Puts a text wherever a plugin can."""

    provides = ("any",)

    def __init__(self, text: str) -> None:
        self.hostile = text

    @hookimpl
    def annotate_document(self, document):
        shown = self.hostile if self.hostile.isprintable() else "x"
        entity = Entity("person", [shown], identifiers={"id": shown})
        yield Annotation("any", (0, 3), "kind", features={"reason": shown, "warning": shown}, entity=entity)
        yield Annotation("any", (1, 5), "said", markup=Markup("said", {"who": entity}))


def test_the_page_is_well_formed_and_needs_nothing_else(document):
    html = page(document)
    elements = Elements(html)
    assert elements.open == []
    assert not [tag for tag, _ in elements.found if tag in ("link", "img", "iframe", "object", "base")]
    assert not re.search(r"(?:src|href)=", html.partition("<body>")[2])
    assert not re.search(r"url\(|@import", html)


def test_the_same_document_gives_the_same_page(document):
    assert page(document) == page(document)


def test_the_text_is_all_there_in_order(document):
    article = re.search(r"<article.*?</article>", page(document), re.DOTALL)[0]
    shown = "".join(Elements(article).text)
    assert "".join(shown.split()) == "".join(document.text.split())


def test_offsets_of_the_pieces_are_those_of_the_text(document):
    pieces = re.findall(r'data-s="(\d+)"[^>]*>([^<]*)<', page(document))
    assert len(pieces) >= 6
    for start, words in pieces:
        assert document.text[int(start) :].startswith(words)


def test_panels_name_speakers_dates_and_entries(document):
    text = " ".join(Elements(page(document)).text)
    for expected in (
        "Anne Kervella",
        "insee 29019",
        "KERVELLA (A list, 2024-01-01: e1)",
        "2024-03-04",
        "The year is a guess.; or 2023-03-03",
        "reason: same name",
    ):
        assert expected in text


def test_only_the_pages_own_style_and_script_may_act(document):
    html = page(document)
    policy = re.search(r'content="(default-src[^"]*)"', html)[1]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    for element, directive in (("style", "style-src"), ("script", "script-src")):
        content = re.search(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert " style=" not in html.partition("<body>")[2]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile):
    metadata = Metadata(language="fr", title=hostile, url=f"javascript:{hostile}", authors=(hostile,), source=hostile)
    document = Document(f"abc {hostile} def", id=hostile, metadata=metadata)
    html = page(annotate_document(document, Everything(hostile)))
    elements = Elements(html)
    scripts = [attributes for tag, attributes in elements.found if tag == "script"]
    assert scripts == [{"type": "application/json", "id": "data"}, {}]
    handlers = [name for _, attributes in elements.found for name in attributes if name.startswith("on")]
    assert handlers == []
    assert "href" not in html.partition("<body>")[2].partition("<script")[0]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2028\u2029]", html)
    data = re.search(r'id="data">(.*?)</script>', html, re.DOTALL)[1]
    assert "<" not in data


def test_a_web_address_is_a_link_and_no_other(document):
    linked = Document("Un.", metadata=Metadata(url="https://example.org/a?b=1&c=%22"))
    assert '<a href="https://example.org/a?b=1&amp;c=%22" rel="noreferrer noopener">' in page(linked)
    for url in ("javascript:alert(1)", "data:text/html,x", "https://e.org/ onclick=x", "HTTPS:evil"):
        assert "<a " not in page(Document("Un.", metadata=Metadata(url=url)))


def test_a_layer_that_did_not_run_says_so():
    class Broken:
        provides = ("broken",)

        @hookimpl
        def annotate_document(self, document):
            raise ValueError("no model")

    from annotate.plan import arrange
    from annotate.runner import Runner
    from annotate.testing.running import step_of

    document = make_document("Un.")
    Runner(arrange([step_of(Broken)])).run(document)
    assert "did not run: broken: failed, ValueError: no model" in page(document)


def test_a_document_without_annotations_has_a_page():
    assert "Rien." in page(make_document("Rien."))
    assert Elements(page(make_document(""))).open == []


SPANS = st.lists(
    st.tuples(st.integers(0, 18), st.integers(1, 12)).map(lambda p: (p[0], min(20, p[0] + p[1]))), max_size=9
)


@given(SPANS)
def test_stretches_cover_the_text_once_and_know_what_covers_them(spans):
    class Spans:
        provides = ("span",)

        @hookimpl
        def annotate_document(self, document):
            return [Annotation("span", span) for span in spans]

    document = annotate_document(make_document("x" * 20), Spans)
    shown = lanes(document).shown
    found = list(stretches(shown, 0, 20))
    assert "".join("x" * (s.end - s.start) for s in found) == "x" * 20
    assert [s.start for s in found[1:]] == [s.end for s in found[:-1]]
    for stretch in found:
        covering = {one.number for one in shown if one.annotation.start <= stretch.start < one.annotation.end}
        assert {one.number for one in stretch.under} == covering


@given(SPANS)
def test_annotations_that_overlap_have_lanes_of_their_own_as_far_as_there_are_any(spans):
    class Spans:
        provides = ("span",)

        @hookimpl
        def annotate_document(self, document):
            return [Annotation("span", span) for span in spans]

    shown = lanes(annotate_document(make_document("x" * 20), Spans)).shown
    for one in shown:
        beside = [
            other.lane
            for other in shown
            if other.number != one.number
            and other.annotation.start < one.annotation.end
            and one.annotation.start < other.annotation.end
        ]
        assert one.lane not in beside or one.lane == 2
