"""Finding plugins: installed ones, single files, and those of the core."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from annotate import Annotation, Layer, hookimpl, readers, writers
from annotate.errors import PluginError, UsageError
from annotate.plugins import checked_plugin, load_registry

HASHTAGS = """
    '''Finds hashtags.'''
    import re
    from annotate import Annotation, hookimpl
    provides = {"hashtag"}

    @hookimpl
    def annotate_document(document):
        for m in re.finditer(r"#\\w+", document.text):
            yield Annotation("hashtag", m.span(), kind="tag")
"""
OTHERS_WORK = HASHTAGS.replace("hashtag", "other")


@pytest.fixture
def load(site, monkeypatch):
    """The registry of a process that sees what is installed in ``site``."""

    def load_(**options):
        monkeypatch.syspath_prepend(str(site.folder))
        monkeypatch.setenv("ANNOTATE_PLUGINS", ",".join(site.plugins))
        before = set(sys.modules)
        try:
            return load_registry(**options)
        finally:
            for name in set(sys.modules) - before:
                if name.startswith(("annotate_test_", "annotate_plugin_file_")):
                    del sys.modules[name]

    return load_


def test_an_entry_point_is_found_with_its_distribution_and_version(site, load):
    site.install("hashtags", HASHTAGS, distribution="annotate-test-one")
    plugin = load().annotators["hashtags"]
    assert (plugin.distribution, plugin.version) == ("annotate-test-one", "1.0")
    assert plugin.provides == {"hashtag": Layer("hashtag")}
    assert plugin.summary == "Finds hashtags."
    assert plugin.languages is None


def test_a_broken_plugin_is_a_problem_and_the_others_are_there(site, load):
    site.install("aaa", "import nothing_of_this_name", distribution="annotate-test-broken")
    site.install("zzz", HASHTAGS, distribution="annotate-test-two")
    registry = load()
    assert list(registry.annotators) == ["zzz"]
    (problem,) = registry.problems
    assert str(problem).startswith("plugin 'aaa' of annotate-test-broken is left out: it cannot be imported")
    assert "nothing_of_this_name" in problem.traceback


def test_a_plugin_that_ends_the_interpreter_when_imported_is_a_problem_too(site, load):
    site.install("aaa", "raise SystemExit('bye')", distribution="annotate-test-exits")
    assert "SystemExit: bye" in load().problems[0].message


def test_of_two_plugins_of_one_name_the_first_distribution_has_it(site, load):
    site.install("tags", HASHTAGS, distribution="annotate-test-a")
    site.install("tags", OTHERS_WORK, distribution="annotate-test-b")
    registry = load()
    assert registry.annotators["tags"].distribution == "annotate-test-a"
    (problem,) = registry.problems
    assert (problem.distribution, problem.message) == (
        "annotate-test-b",
        "annotate-test-a has a plugin of the same name",
    )


def test_one_module_described_by_two_distributions_is_one_plugin(site, load):
    site.install("tags", HASHTAGS, distribution="annotate-test-own")
    info = site.folder / "all_in_one-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: all-in-one\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[annotate]\ntags = annotate_test_own\n")
    registry = load()
    assert registry.problems == []
    assert list(registry.annotators) == ["tags"]


def test_the_environment_limits_the_plugins(site, load, monkeypatch):
    site.install("one", HASHTAGS, distribution="annotate-test-one")
    site.install("two", OTHERS_WORK, distribution="annotate-test-two")
    site.plugins = ["two"]
    assert list(load().annotators) == ["two"]
    assert list(load(only=["one"]).annotators) == []


def test_strictness_makes_a_problem_an_error(site, load, monkeypatch):
    site.install("aaa", "import nothing_of_this_name", distribution="annotate-test-broken")
    monkeypatch.setenv("ANNOTATE_STRICT", "1")
    with pytest.raises(UsageError, match="annotate-test-broken is left out"):
        load()


def test_a_single_file_is_a_plugin_whose_version_is_its_content(load, plugin_file):
    path = plugin_file("my-tags", HASHTAGS)
    plugin = load(files=[path]).annotators["my_tags"]
    assert plugin.place == str(path)
    assert plugin.version.startswith("0+sha256.")
    path.write_text(path.read_text() + "# changed\n")
    assert load(files=[path]).annotators["my_tags"].version != plugin.version


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import nothing_of_this_name", "cannot be imported .ModuleNotFoundError"),
        ("def f(:", "cannot be imported .SyntaxError"),
        ("provides = {'x'}", "implements no hook"),
    ],
)
def test_a_single_file_that_is_no_plugin_is_refused(load, plugin_file, source, why):
    with pytest.raises(UsageError, match=why):
        load(files=[plugin_file("mine", source)])


def test_a_single_file_that_is_not_there_is_refused(load, tmp_path):
    with pytest.raises(UsageError, match="no such plugin file"):
        load(files=[tmp_path / "missing.py"])


def test_two_single_files_of_one_name_are_refused(load, plugin_file, tmp_path):
    (tmp_path / "sub").mkdir()
    first = plugin_file("mine", HASHTAGS)
    second = tmp_path / "sub" / "mine.py"
    second.write_text(first.read_text())
    with pytest.raises(UsageError, match="'mine' is there already"):
        load(files=[first, second])


class Good:
    """Finds nothing."""

    provides = ("x",)

    @hookimpl
    def annotate_document(self, document): ...


def variant(**attributes):
    return type("Variant", (Good,), attributes)


@hookimpl
def misspelt(self, document): ...


@hookimpl
def wrong_argument(self, doc): ...


def undecorated(self, documents): ...


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (
            variant(annotate_documents=misspelt),
            "there is no hook 'annotate_documents'; did you mean 'annotate_document'",
        ),
        (variant(annotate_document=wrong_argument), "takes 'doc'; the hook's arguments are: document"),
        (variant(annotate_prepare=undecorated), "annotate_prepare lacks the decorator @hookimpl"),
        (variant(provides=()), r'declares no layer; add provides = \{"NAME"\}'),
        (variant(provides="x"), "provides must be a set of layers, not 'x'"),
        (variant(provides={"text"}), "reserved by the core"),
        (variant(requires="entity"), "requires must be a set of names, not 'entity'"),
        (variant(languages="fr"), "languages must be a set of names"),
        (variant(uses={1}), "uses must be a set of names"),
        (type("Empty", (), {}), "implements no hook"),
    ],
)
def test_what_is_wrong_with_a_plugin_is_said_in_a_sentence(target, why):
    with pytest.raises(PluginError, match=why):
        checked_plugin(target)


def test_a_hook_may_leave_out_its_arguments():
    @hookimpl
    def annotate_document(): ...

    module = ModuleType("tiny")
    module.provides = {"x"}
    module.annotate_document = annotate_document
    assert checked_plugin(module).annotates


def test_a_plugin_serves_its_languages_and_their_variants(make_plugin):
    french = make_plugin("p", languages={"fr"})
    assert french.serves("fr")
    assert french.serves("fr-CA")
    assert not french.serves("und")
    assert make_plugin("q").serves("und")


def test_the_cores_readers_and_writers_are_plugins_that_are_imported_when_used(load):
    registry = load()
    assert [p.name for p in registry.implementing("annotate_read")] == [name for name, _ in readers.BUILTIN]
    assert registry.formats.keys() == writers.FORMATS.keys()
    assert registry.annotators == {}


def test_a_plugins_reader_is_asked_before_the_cores(site, load):
    source = """
        from annotate import Declined, hookimpl
        @hookimpl
        def annotate_read(source):
            raise Declined("not today")
    """
    site.install("zzz", source, distribution="annotate-test-reader")
    assert next(p.name for p in load().implementing("annotate_read")) == "zzz"


def test_a_plugin_class_is_made_with_its_settings_if_it_has_any():
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Options:
        n: int = 1

    class Counts(Good):
        Settings = Options

        def __init__(self, settings):
            self.n = settings.n

    plugin = checked_plugin(Counts)
    assert plugin.instance(plugin.settings_type(3)).n == 3
    assert checked_plugin(Good).settings_type is None


def test_what_a_module_imports_is_not_taken_for_a_hook():
    module = ModuleType("tiny")
    module.provides, module.Annotation = {"x"}, Annotation
    module.annotate_document = hookimpl(lambda document: None)
    assert checked_plugin(module).hooks == ("annotate_document",)


SIZED = """
from dataclasses import dataclass
from annotate import Annotation, hookimpl

@dataclass(frozen=True)
class Settings:
    size: int = 1

class Sized:
    provides = ("sized",)
    Settings = Settings
    def __init__(self, settings):
        self.size = settings.size
    @hookimpl
    def annotate_document(self, document):
        yield Annotation("sized", (0, self.size))
"""


def test_a_file_can_hold_one_class_and_its_settings_reach_the_workers(plugin_file, annotate_cli, tmp_path):
    path = plugin_file("sized", SIZED)
    (tmp_path / "a.txt").write_text("Brest", encoding="utf-8")
    for more in ([], ["-j", "2"]):
        arguments = ["a.txt", "--plugin-file", path, "--set", "sized.size=3", "-t", "jsonl", *more]
        done = annotate_cli("run", *arguments)
        assert done.returncode == 0, done.err
        assert done.records[0]["annotations"][0]["text"] == "Bre"


def test_a_file_with_two_plugin_classes_is_refused(plugin_file):
    path = plugin_file("sized", SIZED + SIZED.replace("class Sized", "class Other"))
    with pytest.raises(UsageError, match="several classes with hooks, Sized and Other; a file is one plugin"):
        load_registry(files=[path])


def test_a_file_that_only_reads_does_not_have_to_be_named(plugin_file, annotate_cli, tmp_path):
    reader = plugin_file(
        "shout",
        """
        from annotate import Declined, Document, hookimpl
        @hookimpl
        def annotate_read(source):
            if source.suffix != ".shout":
                raise Declined("It does not shout.")
            return [Document(source.read().decode().upper(), id=source.id)]
        """,
    )
    sized = plugin_file("sized", SIZED)
    (tmp_path / "a.shout").write_text("brest", encoding="utf-8")
    done = annotate_cli("run", "a.shout", "--plugin-file", reader, "--plugin-file", sized, "-p", "sized", "-t", "jsonl")
    assert done.returncode == 0, done.err
    assert done.records[0]["text"] == "BREST"


def test_layers_with_kinds_may_stand_in_a_set() -> None:
    from annotate import Kind, Layer

    assert len({Layer("a", "", {"x": Kind("x")}), Layer("a", "", {"x": Kind("x")}), Layer("b")}) == 2
