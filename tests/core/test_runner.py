"""One document through the plan: whatever one plugin does, the others' layers are there."""

from __future__ import annotations

import pytest

from annotate import Annotation, Document, Entity, Metadata, Resource
from annotate.outcome import OK, PARTIAL
from annotate.plan import arrange
from annotate.runner import Fault, Runner


def finds_first(layer, **more):
    return lambda document: [Annotation(layer, (0, 2), **more)]


def fails(error):
    def finds(document):
        yield Annotation("bad", (0, 2))
        raise error

    return finds


@pytest.fixture
def run(make_step, document):
    """The passage of the document through a bad plugin between two good ones."""

    def run_(doc=document, **bad):
        good = [make_step("a", finds=finds_first("a")), make_step("z", finds=finds_first("z"))]
        return Runner(arrange([*good, make_step("bad", **bad)]), job="the job").run(doc)

    return run_


def outcomes(passage):
    return {run.plugin: run.outcome for run in passage.runs}


def test_what_all_plugins_find_is_in_the_document(run, document):
    passage = run(finds=finds_first("bad"))
    assert document.layers == ("a", "bad", "z")
    assert (passage.status, passage.reason) == (OK, "")
    assert document.runs == tuple(passage.runs)
    assert document.job == "the job"
    assert [r.plugin for r in document.runs] == ["a", "bad", "z"]
    assert passage.seconds.keys() == {"a", "bad", "z"}


@pytest.mark.parametrize(
    ("finds", "why"),
    [
        (fails(ValueError("no such thing")), "ValueError: no such thing"),
        (fails(SystemExit(3)), "SystemExit: 3"),
        (fails(RecursionError("deep")), "RecursionError: deep"),
        (fails(ValueError("two\n lines")), "ValueError: two lines"),
        (fails(LookupError(object())), "LookupError: <object object>"),
        (finds_first("a"), "yielded layer 'a', which it does not provide (it provides: bad)"),
        (lambda d: [Annotation("bad", (50, 60))], "span (50, 60) in layer 'bad' is outside the text of 54 code points"),
        (lambda d: [Annotation("bad", (0, 2), links={"to": "x.p1.0-1"})], "a link leads to 'x.p1.0-1'"),
        (lambda d: [Annotation("bad", (2, 0))], "ValueError: span (2, 0) is empty, reversed or negative"),
        (lambda d: ["text"], "yielded 'text', which is neither"),
        (lambda d: 5, "TypeError: 'int' object is not iterable"),
    ],
)
def test_a_plugin_that_fails_loses_its_own_layer_only(run, document, finds, why):
    passage = run(finds=finds)
    assert document.layers == ("a", "z")
    assert outcomes(passage) == {"a": "ok", "bad": "failed", "z": "ok"}
    assert passage.status == PARTIAL
    assert passage.reason.startswith(f"bad: {why}")
    assert document.runs[1].reason == passage.runs[1].reason
    assert "Traceback" in passage.tracebacks[0]


def test_a_reason_holds_no_address_in_memory(run):
    class Thing:
        pass

    assert "0x" not in run(finds=fails(ValueError(Thing()))).reason


def test_a_reason_has_a_limit(run):
    assert len(run(finds=fails(ValueError("x" * 10_000))).reason) < 600


def test_ctrl_c_is_nobodys_failure(run):
    with pytest.raises(KeyboardInterrupt):
        run(finds=fails(KeyboardInterrupt()))


def test_finding_nothing_is_ok(run, document):
    assert run(finds=lambda d: None).status == OK
    assert document.layers == ("a", "z")


def test_a_plugin_that_cannot_be_made_is_a_failure_on_every_document(make_step, document):
    def make(self):
        raise OSError("no model")

    runner = Runner(arrange([make_step("bad", __init__=make), make_step("a", finds=finds_first("a"))]))
    for doc in (document, Document("Un autre.", metadata=Metadata(language="fr"))):
        passage = runner.run(doc)
        assert outcomes(passage) == {"a": "ok", "bad": "failed"}
        assert passage.reason == "bad: OSError: no model"


def test_a_setup_that_fails_is_tried_once_and_told_on_every_document(make_step, document):
    tries = []

    def setup():
        tries.append(1)
        raise OSError("no model")

    runner = Runner(arrange([make_step("bad", setup=setup), make_step("a", finds=finds_first("a"))]))
    for doc in (document, Document("Un autre.")):
        assert runner.run(doc).reason == "bad: it could not be set up: OSError: no model"
    assert tries == [1]
    assert document.layers == ("a",)


def test_setup_runs_once_before_the_first_document(make_step, document):
    calls = []
    step = make_step("a", setup=lambda: calls.append("setup"), finds=lambda d: calls.append("document"))
    runner = Runner(arrange([step]))
    runner.prepare([document])
    runner.run(document)
    runner.run(Document("x"))
    assert calls == ["setup", "document", "document"]


def test_resources_are_in_the_record(make_step, document):
    model = Resource("fr_core", "3.8", type="model")
    passage = Runner(arrange([make_step("a", resources=lambda self: [model])])).run(document)
    assert passage.runs[0].resources == (model,)


def test_prepare_sees_the_documents_that_the_plugin_serves(make_step, document):
    seen = []
    step = make_step("a", languages={"fr"}, prepare=seen.extend)
    english = Document("x", metadata=Metadata(language="en"))
    Runner(arrange([step])).prepare([document, english])
    assert seen == [document]


def test_if_prepare_fails_on_a_window_each_document_is_asked_for_by_itself(make_step):
    def prepare(documents):
        if any("bad" in d.text for d in documents):
            raise ValueError("a bad one")

    def finds(document):
        return [Annotation("a", (0, 1))]

    documents = [Document(text, id=text) for text in ("good", "bad", "fine")]
    runner = Runner(arrange([make_step("a", prepare=prepare, finds=finds)]))
    runner.prepare(documents)
    assert [runner.run(d).status for d in documents] == [OK, PARTIAL, OK]
    assert documents[1].runs[0].reason == "ValueError: a bad one"
    runner.prepare([Document("good", id="bad")])
    assert runner.run(Document("good", id="bad")).status == OK


def test_a_plugin_leaves_documents_in_other_languages_alone(run, document):
    passage = run(languages={"en", "de"}, finds=finds_first("bad"))
    assert document.layers == ("a", "z")
    assert outcomes(passage)["bad"] == "skipped"
    assert passage.runs[1].reason == "it serves de, en; the document's language is fr"
    assert passage.status == OK


def test_what_depends_on_a_failed_plugin_is_skipped_all_the_way_and_says_why(make_step, document):
    steps = [
        make_step("one", finds=fails(ValueError("x"))),
        make_step("two", requires={"one"}, finds=finds_first("two")),
        make_step("three", requires={"two"}, finds=finds_first("three")),
        make_step("free", uses={"one"}, finds=finds_first("free")),
    ]
    passage = Runner(arrange(steps)).run(document)
    assert outcomes(passage) == {"one": "failed", "two": "skipped", "three": "skipped", "free": "ok"}
    reasons = {r.plugin: r.reason for r in passage.runs}
    assert reasons["two"] == "it requires the layer one, and one failed"
    assert reasons["three"] == "it requires the layer two, and two was skipped"
    assert document.layers == ("free",)
    assert passage.status == PARTIAL


def test_what_requires_a_layer_that_was_skipped_for_its_language_is_skipped_too(make_step, document):
    steps = [make_step("one", languages={"en"}), make_step("two", requires={"one"}, finds=finds_first("two"))]
    passage = Runner(arrange(steps)).run(document)
    assert outcomes(passage) == {"one": "skipped", "two": "skipped"}
    assert passage.runs[1].reason == "it requires the layer one, and one was skipped"
    assert passage.status == OK


def test_a_required_layer_is_there_if_one_of_its_providers_served(make_step, document):
    steps = [
        make_step("fr", provides={"x"}, languages={"fr"}, finds=lambda d: None),
        make_step("en", provides={"x"}, languages={"en"}),
        make_step("two", requires={"x"}, finds=finds_first("two")),
    ]
    assert outcomes(Runner(arrange(steps)).run(document))["two"] == "ok"


def test_a_plugin_that_hung_or_died_before_is_not_called_again(make_step, document):
    calls = []
    runner = Runner(arrange([make_step("a", finds=calls.append)]))
    passage = runner.run(document, {"a": Fault("timeout", "it took longer than 2 s")})
    assert outcomes(passage) == {"a": "timeout"}
    assert (passage.status, passage.reason, calls) == (PARTIAL, "a: it took longer than 2 s", [])


def test_annotating_again_replaces_a_plugins_own_layer_and_keeps_the_others(make_step, document):
    lyon = Entity("place", "Lyon")
    a = make_step("a", finds=finds_first("a", entity=lyon))
    b = make_step("b", uses={"a"}, finds=lambda d: [Annotation("b", (0, 2), links={"to": x}) for x in d.layer("a")])
    Runner(arrange([a, b])).run(document)
    assert document.layer("b")[0].links == {"to": ("a.p1.0-2",)}
    again = make_step("a", finds=lambda d: [Annotation("a", (3, 7))])
    passage = Runner(arrange([again])).run(document)
    assert [x.id for x in document.layer("a")] == ["a.p1.3-7"]
    assert [(x.id, x.links) for x in document.layer("b")] == [("b.p1.0-2", {})]
    assert document.entities == ()
    assert [r.plugin for r in document.runs] == ["b", "a"]
    assert [r.plugin for r in passage.runs] == ["a"]


def test_the_order_of_installation_does_not_change_what_is_found(make_step):
    def order(steps):
        document = Document("Le pont.")
        Runner(arrange(steps)).run(document)
        return [(a.id, a.source) for a in document.layer("x")]

    steps = [
        make_step("b", provides={"x"}, finds=finds_first("x")),
        make_step("a", provides={"x"}, finds=finds_first("x")),
    ]
    assert order(steps) == order(steps[::-1]) == [("x.p1.0-2", "a"), ("x.p1.0-2.2", "b")]


def test_settings_of_annotators_whose_layers_are_kept_stay_in_the_header() -> None:
    from annotate.job import merged

    before = "version: 1\nannotators:\n  entities: {model: a}\n  quotes: {indirect: true}\n"
    now = "version: 1\nannotators:\n  quotes: {indirect: false}\n"
    assert merged(before, now, {"entities"}) == (
        "version: 1\nannotators:\n  entities:\n    model: a\n  quotes:\n    indirect: false\n"
    )
    assert merged("{not yaml", now, {"entities"}) == now
