"""The plugin as the core runs it, with its own model; those with spaCy's are marked."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from annotate_entities import Entities, Settings
from annotate_entities.engine import Found

from annotate import AnnotateError, Document, Metadata
from annotate.testing import annotated

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "entity" / "seed.jsonl"


class Capitals:
    """An engine of another kind: every word with a capital is a person's name."""

    piece = 40
    kinds = {"NAME": "person"}  # noqa: RUF012

    def find(self, texts):
        for text in texts:
            yield [Found(text.index(w), text.index(w) + len(w), "NAME") for w in text.split() if w[0].isupper()]

    def resources(self):
        return ()


@pytest.fixture
def capitals(monkeypatch):
    monkeypatch.setattr("annotate_entities.engines.engine", lambda model, labels: Capitals())
    return Entities(Settings())


@pytest.fixture(scope="module")
def model():
    plugin = Entities(Settings())
    plugin.annotate_setup()
    return plugin


def spoken(document):
    return [(document.text_of(a), a.kind) for a in document.layer("entity")]


def test_another_engine_plugs_in(capitals):
    document = annotated("hier soir,\nLenoir dormait déjà depuis très longtemps\nquand Claire vint", capitals)
    assert spoken(document) == [("Lenoir", "person"), ("Claire", "person")]
    assert [e.name for e in document.entities] == ["Lenoir", "Claire"]
    assert all(a.entity and a.score is None for a in document.layer("entity"))


def test_a_window_changes_nothing(capitals):
    capitals.annotate_setup()
    texts = ["vu par Lenoir", "", "rien", "chez Claire\net chez Paul"]
    window = [Document(text, metadata=Metadata(language="fr")) for text in texts]
    capitals.annotate_prepare(window)
    for document, text in zip(window, texts, strict=True):
        alone = Document(text, metadata=Metadata(language="fr"))
        assert list(capitals.annotate_document(document)) == list(capitals.annotate_document(alone))


def test_importing_the_plugin_imports_neither_spacy_nor_pydantic():
    heavy = ("spacy", "pydantic", "lxml", "yaml", "numpy")
    code = f"import sys, annotate_entities; print([m for m in {heavy} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_names_are_found_with_their_entities(model):
    document = annotated(
        "Angela Merkel est arrivée à Oslo lundi. Selon le Kremlin, Mme Merkel a quitté la Norvège.", model
    )
    assert spoken(document) == [
        ("Angela Merkel", "person"),
        ("Oslo", "place"),
        ("Kremlin", "organisation"),
        ("Merkel", "person"),
        ("Norvège", "place"),
    ]
    assert len(document.entities) == 4
    assert {e.name: dict(e.identifiers) for e in document.entities}["Norvège"] == {"iso3166-1": "NO"}


@pytest.mark.parametrize(
    "text", ["", " ", "\n\r\n", "x", "É", "😀", "👩‍👩‍👧", "\ud800", "\x00", "l’", "«", "9" * 500, "Ana\u0301\u0301"]
)
def test_no_text_is_too_odd(model, text):
    annotated(text, model)


def test_the_model_is_on_record(model):
    (resource,) = model.resources()
    assert (resource.name, resource.type) == ("fr_news", "model")
    assert resource.version and resource.sha256 and len(resource.sha256) == 64


@pytest.mark.slow
def test_a_long_text_keeps_its_offsets(model):
    sentence = "Le ministre Paul Lenoir est arrivé à Oslo. "
    document = annotated(sentence * 24_000, model)
    assert len(document.text) > 1_000_000
    last = document.layer("entity")[-1]
    assert (document.text_of(last), last.start) == ("Oslo", len(document.text) - len("Oslo. "))


def test_a_setting_names_the_model():
    assert {r.name for r in annotated_by(Settings("fr_news")).resources()} == {"fr_news"}


def test_a_model_is_not_loaded_before_setup():
    code = (
        "import sys; from annotate_entities import Entities, Settings; plugin = Entities(Settings()); "
        "assert 'numpy' not in sys.modules; plugin.annotate_setup(); "
        "print([m for m in ('spacy', 'torch', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_spacy_its_models_are_refused_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(AnnotateError, match=r"'fr_core_news_md' needs spaCy; install annotate-entities\[spacy\]"):
        annotated_by(Settings("fr_core_news_md"))


@pytest.mark.model
def test_a_model_that_is_not_installed_is_named():
    pytest.importorskip("spacy", reason="needs the extra spacy")
    with pytest.raises(
        AnnotateError, match="'fr_no_such_model' is not installed; install the package 'fr-no-such-model'"
    ):
        Entities(Settings("fr_no_such_model")).annotate_setup()


@pytest.mark.model
def test_an_installed_spacy_pipeline_is_an_engine_too():
    pytest.importorskip("spacy", reason="needs the extra spacy")
    plugin = annotated_by(Settings("fr_core_news_md"))
    document = annotated("Angela Merkel est arrivée à Oslo lundi.", plugin)
    assert spoken(document) == [("Angela Merkel", "person"), ("Oslo", "place")]
    (resource,) = plugin.resources()
    assert resource.name == "fr_core_news_md" and resource.version and len(resource.sha256) == 64


def annotated_by(settings):
    plugin = Entities(settings)
    plugin.annotate_setup()
    return plugin


@pytest.mark.skipif(not GOLD.exists(), reason="needs the gold files beside the repository")
def test_most_of_the_sample_article_is_read_as_annotated_by_hand(model):
    gold = json.loads(GOLD.read_text(encoding="utf-8").splitlines()[0])
    kinds = {"person": "PER", "place": "LOC", "organisation": "ORG"}
    have = {(a.start, a.end, kinds.get(a.kind)) for a in annotated(gold["text"], model).layer("entity")}
    want = {tuple(entity) for entity in gold["ents"]}
    right = len(have & want)
    assert 200 * right / (len(have) + len(want)) >= 85
