"""Which plugins run, and in which order."""

from __future__ import annotations

import itertools

import pytest

from annotate.errors import PlanError
from annotate.plan import all_that_can_run, arrange, select


@pytest.fixture
def installed(make_plugin):
    """The usual shape: three depend on one."""
    plugins = [
        make_plugin("sanctions", requires={"entity"}, uses={"dates"}),
        make_plugin("quotes", uses={"entity"}),
        make_plugin("entities", provides={"entity"}),
        make_plugin("dates"),
    ]
    return {p.name: p for p in plugins}


def names(steps):
    return arrange(steps).names


def test_whatever_the_order_of_installation_the_plan_is_the_same(make_step):
    steps = [
        make_step("d", requires={"a"}),
        make_step("c", uses={"d"}),
        make_step("b"),
        make_step("a"),
    ]
    assert {names(order) for order in itertools.permutations(steps)} == {("a", "b", "d", "c")}


def test_a_plugin_comes_after_all_that_provide_what_it_uses(make_step):
    steps = [make_step("a", uses={"x"}), make_step("m", provides={"x"}), make_step("z", provides={"x"})]
    plan = arrange(steps)
    assert plan.names == ("m", "z", "a")
    assert plan.providers("x") == ("m", "z")
    assert plan.warnings == ()


def test_a_plugin_may_use_the_layer_that_it_adds_to(make_step):
    assert names([make_step("b", provides={"x"}, uses={"x"}), make_step("c", provides={"x"})]) == ("c", "b")


def test_naming_a_plugin_brings_what_it_requires_but_not_what_it_uses(installed):
    assert set(select(["sanctions"], installed)) == {"sanctions", "entities"}
    assert set(select(["quotes"], installed)) == {"quotes"}


def test_requirements_are_followed_all_the_way(make_plugin):
    plugins = [make_plugin("a", requires={"b"}), make_plugin("b", requires={"c"}), make_plugin("c"), make_plugin("d")]
    assert set(select(["a"], {p.name: p for p in plugins})) == {"a", "b", "c"}


def test_an_unknown_plugin_is_named_with_the_nearest(installed):
    with pytest.raises(PlanError, match="quote: unknown annotator; did you mean 'quotes'") as caught:
        select(["quote"], installed)
    assert caught.value.plugins == ("quote",)


def test_a_layer_that_nobody_provides_is_an_error_that_names_the_plugin(make_plugin, make_step):
    lonely = make_plugin("lonely", requires={"syntax"})
    with pytest.raises(PlanError, match="lonely: it requires the layer 'syntax', which no installed plugin provides"):
        select(["lonely"], {"lonely": lonely})
    with pytest.raises(PlanError, match="lonely: it requires the layer 'syntax'") as caught:
        arrange([make_step("lonely", requires={"syntax"})])
    assert caught.value.plugins == ("lonely",)


def test_a_plugin_cannot_meet_its_own_requirement(make_step):
    with pytest.raises(PlanError, match="no plugin of this job provides"):
        arrange([make_step("a", provides={"x"}, requires={"x"})])


def test_of_several_that_could_provide_a_layer_the_user_chooses(make_plugin):
    plugins = [make_plugin("a", requires={"x"}), make_plugin("m", provides={"x"}), make_plugin("n", provides={"x"})]
    installed = {p.name: p for p in plugins}
    with pytest.raises(PlanError, match="'x', which m and n provide; choose one with -p") as caught:
        select(["a"], installed)
    assert caught.value.plugins == ("a", "m", "n")
    assert set(select(["a", "n"], installed)) == {"a", "n"}


def test_without_names_all_run_that_can(make_plugin):
    plugins = [make_plugin("a"), make_plugin("b", requires={"nothing"}), make_plugin("c", requires={"b"})]
    chosen, warnings = all_that_can_run({p.name: p for p in plugins})
    assert set(chosen) == {"a"}
    assert [w.split(":")[0] for w in warnings] == ["b", "c"]
    assert all(w.endswith("it does not run") for w in warnings)


def test_a_circle_of_requirements_is_an_error_that_names_the_plugins(make_step):
    steps = [make_step("a", requires={"b"}), make_step("b", requires={"c"}), make_step("c", requires={"a"})]
    with pytest.raises(PlanError, match="in a circle") as caught:
        arrange([*steps, make_step("d")])
    assert sorted(caught.value.plugins) == ["a", "b", "c"]
    assert str(caught.value).count("->") == 3


def test_a_circle_of_mere_uses_is_loosened_with_a_warning(make_step):
    plan = arrange([make_step("a", uses={"b"}), make_step("b", requires={"c"}, uses={"a"}), make_step("c")])
    assert plan.names == ("a", "c", "b")
    assert len(plan.warnings) == 1
    assert "circle" in plan.warnings[0]
