"""Documents to look at."""

from __future__ import annotations

import shutil

import pytest

from annotate import Annotation, Authority, Document, Entity, Markup, Reference, hookimpl
from annotate.testing import annotate_document, make_document

TEXT = "« Le pont ferme lundi », a dit Anne Kervella à Brest.\n\nElle « regrette » ce 3 mars."
LIST = Authority("demo", "A list", date="2024-01-01")


class Finder:
    """A speaker, a place, nested quotations, dates with and without doubt, an entry of a list."""

    provides = ("quote", "name", "date", "listed")

    @hookimpl
    def annotate_document(self, document):
        at = document.text.index
        anne = Entity("person", ["Anne Kervella", "Kervella"])
        brest = Entity("place", ["Brest"], identifiers={"insee": "29019"})
        mention = Annotation("name", (at("Anne"), at(" à Brest")), "person", entity=anne)
        yield mention
        yield Annotation("name", (at("Brest"), at("Brest") + 5), "place", entity=brest, score=0.4)
        said = Markup("said", {"who": anne})
        yield Annotation("quote", (0, at(", a dit")), "direct", links={"speaker": mention}, markup=said)
        yield Annotation("quote", (at("pont"), at("lundi") + 5), "mixed", links={"speaker": mention}, markup=said)
        yield Annotation("quote", (at("« regrette"), at(" ce 3")), "scare")
        yield Annotation(
            "date", (at("lundi"), at("lundi") + 5), "deictic", markup=Markup("date", {"when": "2024-03-04"})
        )
        rival = {"locus": "value", "match": "@when", "assertedValue": "2023-03-03"}
        doubt = Markup("certainty", rival, (Markup("desc", text="The year is a guess."),))
        yield Annotation("date", (at("ce 3"), at("mars") + 4), markup=Markup("date", {"when": "2024-03"}, (doubt,)))
        features = {"grade": "A", "reason": "same name"}
        yield Annotation(
            "listed", kind="hit", entity=anne, features=features, reference=Reference(LIST, "e1", "KERVELLA")
        )


@pytest.fixture
def document() -> Document:
    return annotate_document(make_document(TEXT, date="2024-03-01"), Finder)


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium. It waits for nothing: pages are files and scripts run at once."""
    selenium = pytest.importorskip("selenium.webdriver", reason="needs the extra browser")
    chromium, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs Chromium and its driver (Debian: chromium, chromium-driver)")
    options = selenium.ChromeOptions()
    options.binary_location = chromium
    for option in ("headless=new", "no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking"):
        options.add_argument(f"--{option}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    window = selenium.Chrome(options, selenium.ChromeService(driver))
    yield window
    window.quit()
