"""Plugins written for an older core work, those for a newer one are told apart, and old names go on working."""

from __future__ import annotations

import inspect
import itertools
import types
import warnings
from typing import Any

import pytest

import annotate
from annotate import Annotation, deprecation, hookimpl, hooks, hookspecs
from annotate.deprecation import Renamed, may_go, renamed
from annotate.errors import PluginError
from annotate.hooks import Hooks
from annotate.hookspecs import HOOKS
from annotate.plugins import checked_plugin
from annotate.testing import annotated

NEWER = annotate.API_VERSION + 1


class Finds:
    """Finds the first character."""

    provides = ("first",)

    @hookimpl
    def annotate_document(self, document: Any) -> Any:
        yield Annotation("first", (0, 1))


def declaring(api: Any) -> type:
    return type("Declaring", (Finds,), {"annotate_api": api})


def test_a_plugin_that_says_nothing_is_for_the_first_api() -> None:
    assert checked_plugin(Finds).api == 1


def test_a_plugin_for_this_api_is_taken() -> None:
    assert checked_plugin(declaring(annotate.API_VERSION)).api == annotate.API_VERSION


def test_the_module_speaks_for_the_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect.getmodule(Finds), "annotate_api", NEWER, raising=False)
    with pytest.raises(PluginError, match=f"written for plugin API {NEWER}"):
        checked_plugin(Finds)


def test_an_older_api_that_no_longer_works_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotate.admission.OLDEST_API", 2)
    with pytest.raises(PluginError, match=r"plugin API 1, and .* which needs 2; update the plugin"):
        checked_plugin(Finds)


@pytest.mark.parametrize("api", ["1", 1.0, True, 0, None])
def test_an_api_that_is_no_version_is_refused(api: Any) -> None:
    with pytest.raises(PluginError, match="annotate_api must be a whole number such as"):
        checked_plugin(declaring(api))


def test_a_plugin_for_a_newer_api_is_left_out_and_the_others_run(site, annotate_cli, tmp_path) -> None:
    source = "from annotate import Annotation, hookimpl\nprovides = {{'{0}'}}\n{1}\n@hookimpl\n"
    old = "def annotate_document(document):\n    yield Annotation('old', (0, 1))\n"
    new = "def annotate_not_yet_invented(document, more): ...\n"
    site.install("old", source.format("old", "") + old)
    site.install("new", source.format("new", f"annotate_api = {NEWER}") + new, distribution="third-party")
    (tmp_path / "a.txt").write_text("Bonjour.\n", "utf-8")
    done = annotate_cli("run", "a.txt", "-t", "jsonl", env=site.env)
    assert done.returncode == 0
    assert [a["layer"] for a in done.records[0]["annotations"]] == ["old"]
    assert done.said == [
        f"annotate: warning: plugin 'new' of third-party is left out: it was written for plugin API {NEWER}, "
        f"and annotate-tei {annotate.__version__} has plugin API {annotate.API_VERSION}; update annotate-tei"
    ]
    checked = annotate_cli("plugins", "check", env=site.env)
    assert checked.out.splitlines()[-1].endswith("; update annotate-tei (third-party)")


def fewer_arguments() -> list[Any]:
    """Each hook with each choice of its arguments but all of them: as if the others had been added since."""
    found = []
    for hook in HOOKS:
        names = list(inspect.signature(getattr(hookspecs, hook)).parameters)
        for number in range(len(names)):
            found += [(hook, taken) for taken in itertools.combinations(names, number)]
    return found


@pytest.mark.parametrize(("hook", "taken"), fewer_arguments())
def test_a_hook_implementation_with_fewer_arguments_is_taken_and_called(hook: str, taken: tuple[str, ...]) -> None:
    namespace: dict[str, Any] = {"hookimpl": hookimpl, "provides": {"x"}}
    exec(f"@hookimpl\ndef {hook}({', '.join(taken)}):\n    return [[{', '.join(taken)}]]\n", namespace)
    module = types.ModuleType("fewer")
    vars(module).update(namespace)
    assert checked_plugin(module).hooks == (hook,)

    manager = Hooks()
    manager.register(module)
    arguments = {name: f"<{name}>" for name in inspect.signature(getattr(hookspecs, hook)).parameters}
    assert getattr(manager.hook, hook)(**arguments) == [[[arguments[name] for name in taken]]]


def test_old_and_new_implementations_live_together_when_a_hook_gains_an_argument(monkeypatch) -> None:
    @hookspecs.hookspec
    def annotate_document(document, context):
        """The hook of a later version."""

    class New(Finds):
        provides = ("context",)

        @hookimpl
        def annotate_document(self, document, context):
            yield Annotation("context", (0, len(context)))

    with pytest.raises(PluginError, match="takes 'context'; the hook's arguments are: document"):
        checked_plugin(New)
    monkeypatch.setattr(hookspecs, "annotate_document", annotate_document)
    monkeypatch.setattr(hooks, "_hooks", Hooks)  # which looks at them again
    assert checked_plugin(Finds).annotates
    assert checked_plugin(New).annotates
    manager = Hooks()
    for plugin in (Finds(), New()):
        manager.register(plugin)
    results = manager.hook.annotate_document(document="text", context="abc")
    assert sorted((a.layer, *a.spans[0]) for result in results for a in result) == [("context", 0, 3), ("first", 0, 1)]


def test_a_plugin_whose_hooks_take_nothing_annotates() -> None:
    module = types.ModuleType("nothing")
    module.provides = {"x"}
    module.annotate_document = hookimpl(lambda: [Annotation("x", (0, 1))])
    assert len(annotated("Bonjour", module).layer("x")) == 1


@pytest.fixture
def module() -> types.ModuleType:
    """A module one of whose public names has moved."""
    made = types.ModuleType("made_up")
    table = {"Remark": Renamed("annotate.annotation:Annotation", instead="annotate.Annotation", since="0.4")}
    made.__getattr__ = renamed("made_up", table)
    return made


def test_a_deprecated_name_works_and_says_what_to_use_instead(module: types.ModuleType) -> None:
    with pytest.warns(DeprecationWarning) as caught:
        assert module.Remark is Annotation
    (warning,) = caught
    assert str(warning.message) == "made_up.Remark is deprecated since 0.4 and may go in 0.7; use annotate.Annotation"
    assert warning.filename == __file__


def test_a_deprecated_name_warns_once(module: types.ModuleType) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(3):
            assert module.Remark is Annotation
    assert len(caught) == 1


def test_a_name_that_never_was_is_an_attribute_error(module: types.ModuleType) -> None:
    with pytest.raises(AttributeError, match="module 'made_up' has no attribute 'Nothing'"):
        _ = module.Nothing
    assert not hasattr(annotate, "Nothing")


def test_the_package_serves_its_deprecated_names_to_an_import(annotate_python) -> None:
    done = annotate_python(
        """
        import warnings
        from annotate import deprecation
        moved = deprecation.Renamed("annotate.annotation:Annotation", "annotate.Annotation", "0.4")
        deprecation.RENAMED = {"Remark": moved}
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            import annotate
            import importlib
            importlib.reload(annotate)
            from annotate import Remark
            from annotate import Remark
        assert Remark is annotate.Annotation
        print(*[f"{w.category.__name__} {w.filename}" for w in caught], sep="\\n")
        """
    )
    assert done == "DeprecationWarning <string>\n"


@pytest.mark.parametrize(
    ("version", "expected"), [("0.4.0", []), ("0.6.9", []), ("0.7.0", ["Old"]), ("0.10.0", ["Old"]), ("1.0.0", ["Old"])]
)
def test_a_name_stays_through_two_more_minor_versions(version: str, expected: list[str]) -> None:
    assert may_go({"Old": Renamed("a:b", "c", "0.4")}, version) == expected


def test_no_deprecated_name_has_outstayed_its_time() -> None:
    assert may_go(deprecation.RENAMED, annotate.__version__) == []


def test_what_replaces_a_deprecated_name_is_there() -> None:
    for name, found in deprecation.RENAMED.items():
        assert name not in annotate.__all__
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            assert getattr(annotate, name) is not None, found
