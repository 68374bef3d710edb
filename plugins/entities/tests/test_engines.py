"""Other engines than the plugin's own: each on a tiny model that the test makes."""

import dataclasses
import importlib.metadata
import sys

import pytest
from annotate_entities import Entities, Settings
from annotate_entities.engine import Found
from annotate_entities.engines import engine
from annotate_entities.gliner_engine import _windows
from annotate_entities.labels import kinds

from annotate import AnnotateError
from annotate.testing import annotated

TEXT = "Zorg parle à Brume.\nL'Étoile d’Oslo"


def installed(*packages):
    """What skips a test where an extra is not installed, without importing it."""
    missing = [p for p in packages if not any(importlib.metadata.Distribution.discover(name=p))]
    return pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)}")


def spoken(document):
    return [(document.text_of(a), a.kind) for a in document.layer("entity")]


def test_labels_are_known_or_given_and_others_are_left_out():
    given = {"Personne": "person", "ORG": "place"}
    assert kinds(["PER", "Personne", "ORG", "DATE", "MISC"], given) == {
        "PER": "person",
        "Personne": "person",
        "ORG": "place",
        "MISC": "",
    }


def test_a_label_must_mean_a_kind():
    with pytest.raises(ValueError, match=r"entities\.labels: PER is 'human', which is none of person, organisation"):
        Entities(Settings(labels={"PER": "human"}))


@pytest.mark.parametrize(
    ("package", "file", "extra"),
    [
        ("transformers", "model/config.json", "hf"),
        ("gliner", "model/gliner_config.json", "gliner"),
        ("onnxruntime", "model.onnx", "onnx"),
        ("spacy", "", "spacy"),
    ],
)
def test_an_extra_that_is_missing_is_named(monkeypatch, tmp_path, package, file, extra):
    monkeypatch.setitem(sys.modules, package, None)
    if package == "transformers":
        monkeypatch.setitem(sys.modules, "torch", None)
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    model = "fr_some_model"
    if file:
        path.write_text("{}", encoding="utf-8")
        model = str(path if file.endswith(".onnx") else path.parent)
    with pytest.raises(AnnotateError, match=rf"install annotate-entities\[{extra}\]$"):
        engine(model)


def test_a_folder_that_is_missing_or_holds_no_model_is_named(tmp_path):
    with pytest.raises(AnnotateError, match=r"there is no model folder '.*none'"):
        engine(str(tmp_path / "none"))
    with pytest.raises(AnnotateError, match=r"holds no model: neither config\.json"):
        engine(str(tmp_path))


# spaCy


@pytest.fixture(scope="module", params=["own", "shared"])
def spacy_folder(request, tmp_path_factory):
    """A blank French pipeline that was trained on one text; its ner has vectors of its own or listens to others'."""
    spacy = pytest.importorskip("spacy", reason="needs the extra spacy")
    from spacy.training import Example

    nlp = spacy.blank("fr")
    if request.param == "shared":
        tok2vec = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
        nlp.add_pipe("tok2vec")
        nlp.add_pipe("ner", config={"model": {"@architectures": "spacy.TransitionBasedParser.v2", "tok2vec": tok2vec,
            "state_type": "ner", "extra_state_tokens": False, "hidden_width": 32, "maxout_pieces": 2, "use_upper": True,
            "nO": None}})  # fmt: skip
    else:
        nlp.add_pipe("ner")
    nlp.add_pipe("sentencizer")
    names = {"entities": [(0, 4, "PER"), (13, 18, "VILLE"), (22, 28, "DATE")]}
    example = Example.from_dict(nlp.make_doc(TEXT), names)
    nlp.initialize(lambda: [example])
    for _ in range(40):
        nlp.update([example])
    folder = tmp_path_factory.mktemp("spacy") / "tiny"
    nlp.to_disk(folder)
    return folder


@pytest.mark.model
@installed("spacy")
def test_a_spacy_pipeline_in_a_folder_is_an_engine(spacy_folder):
    made = engine(str(spacy_folder), {"VILLE": "place"})
    assert list(made.find([TEXT, ""])) == [[Found(0, 4, "PER"), Found(13, 18, "VILLE")], []]
    (resource,) = made.resources()
    assert (resource.name, resource.type, len(resource.sha256)) == ("tiny", "model", 64)


@pytest.mark.model
@installed("spacy")
def test_only_what_names_need_is_loaded(spacy_folder):
    assert set(engine(str(spacy_folder))._nlp.component_names) <= {"tok2vec", "ner"}


# Hugging Face

WORDS = ["[UNK]", "[CLS]", "[SEP]", "[PAD]", "zor", "##g", "brume", "parle", "a", ".", "l", "'", "etoile", "oslo"]
TAGS = ["O", "B-PERS", "I-PERS", "B-LIEU", "I-LIEU", "B-DATE"]


def tiny_bert(folder, architecture="BertForTokenClassification", tags=TAGS):
    """A BERT of one layer whose head gives each word piece the tag that its embedding says, and nothing else."""
    import tokenizers
    import torch
    import transformers
    from tokenizers import models, normalizers, pre_tokenizers, processors

    pieces = tokenizers.Tokenizer(models.WordPiece({w: n for n, w in enumerate(WORDS)}, unk_token="[UNK]"))
    pieces.normalizer = normalizers.BertNormalizer(lowercase=True)
    pieces.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = [("[CLS]", 1), ("[SEP]", 2)]
    pieces.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=special)
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=pieces, unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]"
    ).save_pretrained(folder)
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=1, intermediate_size=4,
        max_position_embeddings=34, id2label=dict(enumerate(tags)), label2id={t: n for n, t in enumerate(tags)},
    )  # fmt: skip
    model = getattr(transformers, architecture)(config)
    if architecture.endswith("TokenClassification"):
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.zero_()
            for layer in (module for module in model.modules() if isinstance(module, torch.nn.LayerNorm)):
                layer.weight.fill_(1)
            for word, tag in {"zor": 1, "##g": 2, "brume": 3, "oslo": 4, "etoile": 5}.items():
                row = WORDS.index(word)
                model.bert.embeddings.word_embeddings.weight[row, tag] = 1
                model.classifier.weight[tag, tag] = 1
            model.classifier.bias[0] = 0.5
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def bert(tmp_path_factory):
    pytest.importorskip("transformers", reason="needs the extra hf")
    return tiny_bert(tmp_path_factory.mktemp("hf") / "tiny")


LABELS = {"PERS": "person", "LIEU": "place"}


@pytest.mark.model
@installed("torch", "transformers")
def test_a_hugging_face_folder_is_an_engine_with_exact_offsets(bert):
    made = engine(str(bert), LABELS)
    assert made.kinds == LABELS
    ((zorg, brume, oslo),) = made.find([TEXT])
    assert [TEXT[f.start : f.end] for f in (zorg, brume, oslo)] == ["Zorg", "Brume", "Oslo"]
    assert [f.label for f in (zorg, brume, oslo)] == ["PERS", "LIEU", "LIEU"]
    assert list(made.find([""])) == [[]]


@pytest.mark.model
@installed("torch", "transformers")
def test_a_long_text_is_seen_whole_and_as_its_parts_are(bert):
    text = "Zorg parle. " * 50
    (found,) = engine(str(bert), LABELS).find([text])
    assert [f.start for f in found] == list(range(0, len(text), len("Zorg parle. ")))


@pytest.mark.model
@installed("torch", "transformers")
def test_a_hugging_face_model_runs_in_the_plugin(bert):
    plugin = Entities(Settings(model=str(bert), labels=LABELS))
    assert spoken(annotated("Zorg parle à Brume.", plugin)) == [("Zorg", "person"), ("Brume", "place")]
    (resource,) = plugin.resources()
    assert (resource.name, resource.type) == ("tiny", "model") and len(resource.sha256) == 64


@pytest.mark.model
@installed("torch", "transformers")
def test_a_hugging_face_model_that_does_not_fit_is_named(bert, tmp_path):
    with pytest.raises(AnnotateError, match=r"none of the labels of .* is known; .*: DATE, LIEU, PERS"):
        engine(str(bert))
    other = tiny_bert(tmp_path / "masked", "BertForMaskedLM")
    with pytest.raises(AnnotateError, match="no model for token classification, but BertForMaskedLM"):
        engine(str(other), LABELS)
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(AnnotateError, match="cannot be loaded"):
        engine(str(tmp_path), LABELS)


# GLiNER


@pytest.fixture(scope="module")
def gliner_folder(tmp_path_factory):
    """A GLiNER on a BERT of one layer, with random weights."""
    pytest.importorskip("gliner", reason="needs the extra gliner")
    import gliner.model
    import torch
    import transformers

    folder = tmp_path_factory.mktemp("gliner")
    tiny_bert(folder / "encoder")
    torch.manual_seed(0)
    bert = transformers.BertConfig(
        vocab_size=len(WORDS) + 3, hidden_size=16, num_hidden_layers=1, num_attention_heads=1, intermediate_size=4,
        max_position_embeddings=64,
    )  # fmt: skip
    transformers.BertModel(bert).save_pretrained(folder / "encoder")
    config = gliner.GLiNERConfig(
        model_name=str(folder / "encoder"), hidden_size=16, max_width=2, max_len=16, span_mode="markerV0", dropout=0.0
    )
    gliner.model.UniEncoderSpanGLiNER(config).save_pretrained(folder / "tiny")
    return folder / "tiny"


@pytest.mark.model
@installed("gliner")
def test_a_gliner_folder_is_an_engine_that_is_asked_in_words(gliner_folder, monkeypatch):
    monkeypatch.setattr("annotate_entities.gliner_engine.THRESHOLD", 0.0)
    made = engine(str(gliner_folder), {"femme politique": "person"})
    text = "Zorg parle.\n" + "brume " * 60
    assert list(made.find([""])) == [[]]
    (found,) = made.find([text])
    assert {f.label for f in found} == {"femme politique"}
    words = {f for f in found if text[f.start : f.end].strip() == text[f.start : f.end] != ""}
    assert words == set(found)
    assert max(f.end for f in found) == len(text.rstrip())  # nothing was cut off
    assert engine(str(gliner_folder)).kinds["organization"] == "organisation"
    (resource,) = made.resources()
    assert (resource.name, resource.type) == ("tiny", "model") and len(resource.sha256) == 64


@pytest.mark.model
@installed("gliner")
def test_a_broken_gliner_folder_is_named(tmp_path):
    (tmp_path / "gliner_config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(AnnotateError, match="cannot be loaded"):
        engine(str(tmp_path))


def test_a_text_for_gliner_is_cut_behind_full_stops_and_nothing_is_lost():
    text = "Un a. Un b c\nUn d e f g h. Un"
    cut = [text[s:e] for s, e in _windows(text, 6)]
    assert cut == ["Un a.", "Un b c\n", "Un d e f g h", ". Un"]


# ONNX Runtime


@pytest.fixture(scope="module")
def onnx_file(tmp_path_factory):
    pytest.importorskip("onnx", reason="needs the extra onnx")
    pytest.importorskip("onnxruntime", reason="needs the extra onnx")
    from annotate_entities import export_onnx

    path = tmp_path_factory.mktemp("onnx") / "fr_news.onnx"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["export_onnx", str(path)])
        export_onnx.main()
    return path


@pytest.mark.model
@installed("onnx", "onnxruntime")
def test_our_model_finds_the_same_through_onnx_runtime(onnx_file):
    texts = [
        "",
        "Oslo",
        "Claire Lenoir, maire de Brest, a reçu l'Union des pêcheurs bretons.\nBrest attend. " * 5,
        "LE KREMLIN ACCUSE WASHINGTON\n\nSelon l’agence Tass, Moscou-Pyongyang…",
    ]
    through = engine(str(onnx_file))
    assert list(through.find(texts)) == list(engine("fr_news").find(texts))
    assert [r.name for r in through.resources()] == ["fr_news", "fr_news.onnx"]


@pytest.mark.model
@installed("onnx", "onnxruntime")
def test_an_onnx_file_that_is_missing_broken_or_of_other_weights_is_named(onnx_file, tmp_path):
    import onnx

    with pytest.raises(AnnotateError, match=r"there is no model .*; write it with: python -m annotate_entities"):
        engine(str(tmp_path / "none.onnx"))
    (tmp_path / "broken.onnx").write_bytes(b"no protobuf")
    with pytest.raises(AnnotateError, match="cannot be loaded"):
        engine(str(tmp_path / "broken.onnx"))
    model = onnx.load(onnx_file)
    onnx.helper.set_model_props(model, {"weights_sha256": "0" * 64})
    onnx.save(model, tmp_path / "other.onnx")
    with pytest.raises(AnnotateError, match="not of this version's weights"):
        engine(str(tmp_path / "other.onnx"))


def test_models_and_files_are_looked_for_beside_the_job():
    assert {field.name for field in dataclasses.fields(Settings) if field.metadata.get("path")} == {
        "model",
        "gazetteer",
    }
