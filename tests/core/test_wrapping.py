"""Wrappers: around the plugin that they name, and around no other."""

from __future__ import annotations

from textwrap import dedent

import pytest

from annotate import Annotation, Document, Metadata, Resource, hookimpl
from annotate.errors import PlanError, PluginError
from annotate.outcome import OK
from annotate.plan import Step, all_that_can_run, arrange, select
from annotate.plugins import checked_plugin
from annotate.runner import Runner
from annotate.tei.read import read_tei
from annotate.tei.validate import validate_file
from annotate.tei.write import write_tei


def words(document):
    start = 0
    for word in document.text.split():
        start = document.text.index(word, start)
        yield Annotation("words", (start, start + len(word)))
        start += len(word)


class Short:
    """Keeps the words of at most three letters."""

    wraps = frozenset({"words"})

    @hookimpl(wrapper=True)
    def annotate_document(self, document):
        found = yield
        return [[a for a in result if a.end - a.start <= 3] for result in found]


def wrapper(name="short", base=Short, **changes):
    return Step(checked_plugin(type(name, (base,), changes), name))


@pytest.fixture
def french():
    return Document("Le pont est bleu", metadata=Metadata(language="fr"))


def found(document, layer="words"):
    return [document.text_of(a) for a in document.layer(layer)]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_wrapper_changes_what_its_plugin_yields_whatever_came_first(make_step, french, turn):
    steps = [make_step("words", finds=words), wrapper()]
    passage = Runner(arrange(steps[::turn])).run(french)
    assert found(french) == ["Le", "est"]
    assert passage.status == OK
    assert {a.source for a in french.layer("words")} == {"words"}


def test_a_wrapper_leaves_other_plugins_alone(make_step, french):
    others = make_step("others", finds=lambda d: [Annotation("others", (3, 7))])
    Runner(arrange([make_step("words", finds=words), others, wrapper()])).run(french)
    assert found(french, "others") == ["pont"]


def test_one_wrapper_can_stand_around_two_plugins_and_knows_no_third(make_step, french):
    steps = [make_step(name, provides={"words"}, finds=words) for name in ("one", "two", "three")]
    Runner(arrange([*steps, wrapper(wraps={"one", "two"})])).run(french)
    kept = [(a.source, french.text_of(a)) for a in french.layer("words") if a.end - a.start > 3]
    assert kept == [("three", "pont"), ("three", "bleu")]


def test_of_two_wrappers_the_later_name_is_outside(make_step, french):
    class LastOnly(Short):
        @hookimpl(wrapper=True)
        def annotate_document(self, document):
            found = yield
            return [list(result)[-1:] for result in found]

    outer = wrapper("zlast", LastOnly)
    Runner(arrange([make_step("words", finds=words), outer, wrapper()])).run(french)
    assert found(french) == ["est"]


def test_the_record_of_the_wrapped_plugin_names_the_wrapper_and_what_it_rests_on(make_step, french):
    steps = [make_step("words", finds=words), wrapper(resources=lambda self: [Resource("list", "2")])]
    passage = Runner(arrange(steps)).run(french)
    assert [run.plugin for run in passage.runs] == ["words"]
    assert passage.runs[0].resources == (Resource("short", "0", type="wrapper"), Resource("list", "2"))


def test_the_wrapper_is_in_the_file_and_read_back(make_step, french, tmp_path):
    Runner(arrange([make_step("words", finds=words), wrapper()])).run(french)
    path = tmp_path / "a.tei.xml"
    with path.open("wb") as out:
        write_tei(french, out)
    assert validate_file(path) == []
    with path.open("rb") as file:
        assert [(r.plugin, r.resources) for r in read_tei(file).runs] == [(r.plugin, r.resources) for r in french.runs]


def test_setup_of_a_wrapper_is_called_once(make_step, french):
    calls = []

    class SetsUp(Short):
        @hookimpl
        def annotate_setup(self):
            calls.append(1)

    steps = [make_step("words", finds=words, setup=lambda: calls.append(2)), wrapper(base=SetsUp)]
    Runner(arrange(steps)).run(french)
    assert sorted(calls) == [1, 2]


class Fails(Short):
    @hookimpl(wrapper=True)
    def annotate_document(self, document):
        yield
        raise ValueError("no list")


class Forgets(Short):
    @hookimpl(wrapper=True)
    def annotate_document(self, document):
        yield


class Flattens(Short):
    @hookimpl(wrapper=True)
    def annotate_document(self, document):
        found = yield
        return [a for result in found for a in result]


RETURNED = "TypeError: a wrapper returns the list that its yield gave, with its one item changed; short returned"


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        (Fails, "ValueError: no list (wrapped by short)"),
        (Forgets, RETURNED),
        (Flattens, RETURNED),
    ],
)
def test_a_wrapper_that_fails_loses_the_layer_that_it_wraps(make_step, french, base, reason):
    step = wrapper(base=base)
    others = make_step("others", finds=lambda d: [Annotation("others", (3, 7))])
    passage = Runner(arrange([make_step("words", finds=words), others, step])).run(french)
    assert french.layers == ("others",)
    assert passage.reason.startswith(f"words: {reason}")


def test_without_a_wrapper_that_cannot_be_set_up_nothing_goes_through_unfiltered(make_step, french):
    class NoList(Short):
        @hookimpl
        def annotate_setup(self):
            raise OSError("no list")

    passage = Runner(arrange([make_step("words", finds=words), wrapper(base=NoList)])).run(french)
    assert french.layers == ()
    assert passage.reason == ("words: its wrapper short cannot be used: it could not be set up: OSError: no list")


def test_layers_that_a_wrapper_requires_are_there_first(make_step, french):
    seen = []

    class Looks(Short):
        uses = frozenset({"zone", "words"})

        @hookimpl(wrapper=True)
        def annotate_document(self, document):
            seen.append(document.layers)
            return (yield)

    zone = make_step("zone", finds=lambda d: [Annotation("zone", (0, 2))])
    plan = arrange([make_step("words", finds=words), zone, wrapper(base=Looks)])
    assert plan.names == ("zone", "short", "words")
    assert plan.warnings == ()
    Runner(plan).run(french)
    assert seen == [("zone",)]


def test_the_wrapped_plugin_is_skipped_if_a_layer_that_its_wrapper_requires_is_lost(make_step, french):
    def breaks(document):
        raise ValueError("x")

    steps = [make_step("words", finds=words), make_step("zone", finds=breaks), wrapper(requires={"zone"})]
    passage = Runner(arrange(steps)).run(french)
    assert {r.plugin: r.outcome for r in passage.runs} == {"zone": "failed", "words": "skipped"}


def test_asking_for_a_wrapper_brings_what_it_wraps(make_plugin):
    installed = {"words": make_plugin("words"), "other": make_plugin("other"), "short": wrapper().plugin}
    assert set(select(["short"], installed)) == {"short", "words"}
    assert set(select(["words"], installed)) == {"words"}


def test_a_wrapper_of_nothing_is_an_error_or_a_warning(make_plugin, make_step):
    installed = {"other": make_plugin("other"), "short": wrapper().plugin}
    with pytest.raises(PlanError, match="short: it wraps words, and none of these is installed"):
        select(["short"], installed)
    chosen, warnings = all_that_can_run(installed)
    assert set(chosen) == {"other"}
    assert warnings == ["short: it wraps words, and none of these is installed; it does not run"]
    with pytest.raises(PlanError, match="none of these is in this job"):
        arrange([make_step("other"), wrapper()])


class Plain(Short):
    @hookimpl
    def annotate_document(self, document):
        return ()


class WrapsWriting(Short):
    @hookimpl(wrapper=True)
    def annotate_write(self):
        return (yield)


@pytest.mark.parametrize(
    ("base", "changes", "fault"),
    [
        (Short, {"wraps": ()}, 'its annotate_document is a wrapper; say around which plugins with wraps = {"PLUGIN"}'),
        (Short, {"provides": {"x"}}, "it wraps another plugin, whose provides count; take out its own"),
        (Short, {"languages": {"fr"}}, "it wraps another plugin, whose languages count; take out its own"),
        (Plain, {}, "it has wraps, but its annotate_document is no wrapper; decorate it with @hookimpl(wrapper=True)"),
        (WrapsWriting, {}, "its annotate_write is a wrapper; only annotate_document can be wrapped"),
    ],
)
def test_what_is_wrong_with_a_wrapper_is_said_in_a_sentence(base, changes, fault):
    with pytest.raises(PluginError) as caught:
        wrapper(base=base, **changes)
    assert str(caught.value) == fault


def test_a_wrapper_in_a_file_works_from_the_command_line_and_in_workers(plugin_file, annotate_cli, tmp_path):
    words_file = plugin_file(
        "words",
        r"""
        import re
        from annotate import Annotation, hookimpl
        provides = {"words"}
        @hookimpl
        def annotate_document(document):
            for m in re.finditer(r"\w+", document.text):
                yield Annotation("words", m.span())
        """,
    )
    short = plugin_file(
        "short",
        dedent(
            """
            from annotate import hookimpl
            wraps = {"words"}
            @hookimpl(wrapper=True)
            def annotate_document(document):
                found = yield
                return [[a for a in result if a.end - a.start <= 3] for result in found]
            """
        ),
    )
    (tmp_path / "a.txt").write_text("Le pont est bleu", encoding="utf-8")
    files = ["--plugin-file", words_file, "--plugin-file", short]
    for more in ([], ["-j", "2"]):
        done = annotate_cli("run", "a.txt", *files, "-t", "jsonl", *more)
        assert done.returncode == 0, done.err
        assert [a["text"] for a in done.records[0]["annotations"]] == ["Le", "est"]
    assert "wraps words" in annotate_cli("explain", *files).out
