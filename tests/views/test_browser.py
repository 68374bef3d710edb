"""The page in a real browser: toggles, the box, offsets, hostile text, a long article."""

from __future__ import annotations

import pytest

from annotate import Annotation, Document, Metadata, hookimpl
from annotate.testing import annotate_document, make_document
from annotate.views.page import page

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser, tmp_path):
    """A document's page in the browser; what the browser complains of is the test's failure."""

    def open_page(document):
        path = tmp_path / "page.html"
        path.write_bytes(page(document).encode())
        browser.get(path.as_uri())
        return browser

    yield open_page
    assert [entry["message"] for entry in browser.get_log("browser")] == []


def run(window, script, *arguments):
    return window.execute_script(script, *arguments)


def test_a_layer_is_toggled(opened, document):
    window = opened(document)
    image = "return getComputedStyle(document.querySelectorAll('.s')[0]).backgroundImage"
    shown = run(window, image)
    assert "linear-gradient" in shown
    for toggle in window.find_elements("css selector", "input.toggle"):
        toggle.click()
    assert "linear-gradient" not in run(window, image)
    for toggle in window.find_elements("css selector", "input.toggle"):
        toggle.click()
    assert run(window, image) == shown


def test_focus_shows_what_there_is_to_say_and_escape_hides_it(opened, document):
    window = opened(document)
    piece = window.find_element("xpath", "//span[@data-s and text()='Anne Kervella']")
    run(window, "arguments[0].focus()", piece)
    box = window.find_element("id", "box")
    assert box.is_displayed()
    assert "Kervella" in box.text
    assert "finder" in box.text
    assert piece.get_attribute("aria-describedby") == "box"
    piece.send_keys("\ue00c")  # Escape
    assert not box.is_displayed()


def test_every_annotation_can_be_reached_with_the_keyboard(opened, document):
    window = opened(document)
    reached = set()
    for stop in window.find_elements("css selector", "#text [tabindex='0']"):
        reached.update(stop.get_attribute("data-a").split())
    spans = [a for name in document.layers for a in document.layer(name) if a.spans]
    assert len(reached) == len(spans)


def test_a_panel_leads_to_the_text(opened, document):
    window = opened(document)
    button = window.find_element("xpath", "//aside//button[starts-with(., 'Brest')]")
    button.click()
    lit = window.find_elements("css selector", ".s.on")
    assert [piece.text for piece in lit] == ["Brest"]
    assert "probability" in window.find_element("id", "box").text


def test_offsets_map_to_the_text(opened):
    text = "Ça 🙂 coûte — 𝄞 très — cher."

    class Words:
        provides = ("word",)

        @hookimpl
        def annotate_document(self, document):
            return [Annotation("word", (3, 4)), Annotation("word", (13, 19)), Annotation("word", (22, 26))]

    window = opened(annotate_document(make_document(text), Words))
    pieces = run(window, "return [...document.querySelectorAll('.s')].map(p => [+p.dataset.s, p.textContent])")
    assert pieces == [[3, "🙂"], [13, text[13:19]], [22, "cher"]]


def test_nothing_from_a_document_is_ever_run(opened):
    hostile = "<script>window.bad=1</script></script><img src=x onerror=window.bad=1><svg onload=window.bad=1>"

    class Hostile:
        provides = ("bad",)

        @hookimpl
        def annotate_document(self, document):
            yield Annotation("bad", (0, 9), features={"reason": hostile, "value": "</script>"})

    metadata = Metadata(title=hostile, url="javascript:window.bad=1", language="fr", source=hostile)
    window = opened(annotate_document(Document(hostile, id=hostile, metadata=metadata), Hostile))
    assert run(window, "return document.getElementById('text').textContent.trim()") == hostile
    run(window, "document.querySelector('.s').focus()")
    assert hostile in window.find_element("id", "box").text
    assert run(window, "return window.bad") is None
    assert run(window, "return document.images.length + document.querySelectorAll('#text script').length") == 0


def test_it_fits_a_narrow_window(opened, document):
    window = opened(document)
    window.set_window_size(500, 900)
    assert run(window, "return document.documentElement.scrollWidth <= innerWidth")
    window.set_window_size(1400, 900)


def test_an_article_of_200_kb_still_answers(opened):
    class Words:
        provides = ("word",)

        @hookimpl
        def annotate_document(self, document):
            return [Annotation("word", (at, at + 5)) for at in range(0, len(document.text) - 10, 20)]

    text = "Le pont de Brest ferme lundi à midi, dit-on au port.\n\n" * 3_800
    window = opened(annotate_document(make_document(text), Words))
    run(window, "document.querySelectorAll('.s')[9000].focus()")
    assert "word" in window.find_element("id", "box").text
    run(window, "document.querySelector('input.toggle').click()")
    assert not window.find_element("id", "box").is_displayed()
