"""The plan as a graph: who needs whose layer."""

from __future__ import annotations

import pytest

from annotate import hookimpl
from annotate.cli.graph import Arrow, arrows, dot, mermaid
from annotate.plan import Plan, Step, arrange
from annotate.plugins import checked_plugin


class Nothing:
    @hookimpl
    def annotate_document(self, document): ...


def step(name: str, provides: str, requires: str = "", uses: str = "") -> Step:
    body = {"provides": provides.split(), "requires": requires.split(), "uses": uses.split()}
    return Step(checked_plugin(type("Plugin", (Nothing,), body), name))


@pytest.fixture
def plan() -> Plan:
    return arrange(
        [step("tides", "tide", "port", "moon"), step("ports", "port quay"), step("moons", "moon", uses="sun")]
    )


def test_arrows_lead_from_who_provides_a_layer_to_who_needs_it(plan: Plan) -> None:
    assert plan.names == ("moons", "ports", "tides")
    assert list(arrows(plan)) == [Arrow(1, 3, "moon", False), Arrow(2, 3, "port", True)]


def test_mermaid_shows_each_plugin_with_its_layers(plan: Plan) -> None:
    assert mermaid(plan).splitlines() == [
        "flowchart LR",
        '    p1["1. moons<br/>moon"]',
        '    p2["2. ports<br/>port, quay"]',
        '    p3["3. tides<br/>tide"]',
        '    p1 -.->|"moon"| p3',
        '    p2 -->|"port"| p3',
    ]


def test_dot_shows_the_same(plan: Plan) -> None:
    assert dot(plan).splitlines() == [
        "digraph plan {",
        "    rankdir=LR; node [shape=box];",
        '    p1 [label="1. moons\\nmoon"];',
        '    p2 [label="2. ports\\nport, quay"];',
        '    p3 [label="3. tides\\ntide"];',
        '    p1 -> p3 [label="moon", style=dashed];',
        '    p2 -> p3 [label="port", style=solid];',
        "}",
    ]


def test_a_wrapper_points_to_what_it_wraps() -> None:
    class Filter:
        wraps = frozenset({"ports"})

        @hookimpl(wrapper=True)
        def annotate_document(self, document):
            return (yield)

    plan = arrange([step("ports", "port"), Step(checked_plugin(Filter, "filter"))])
    numbers = {name: number for number, name in enumerate(plan.names, 1)}
    assert mermaid(plan).splitlines()[-1] == f"    p{numbers['filter']} ==>|wraps| p{numbers['ports']}"
    assert f'p{numbers["filter"]} -> p{numbers["ports"]} [label="wraps", style=bold];' in dot(plan)


def test_a_name_cannot_break_out_of_its_label() -> None:
    plan = arrange([step('a"]<b>\\', "x")])
    assert '["1. a&quot;]&lt;b>\\<br/>x"]' in mermaid(plan)
    assert '[label="1. a\\"]<b>\\\\\\nx"]' in dot(plan)


def test_the_command_draws_a_job_and_what_is_installed(annotate_cli, plugin_file) -> None:
    source = "from annotate import hookimpl\nprovides = {'tide'}\n@hookimpl\ndef annotate_document(document): ...\n"
    path = plugin_file("tides", source)
    assert annotate_cli("explain", "--plugin-file", path, "--graph").out.startswith("flowchart LR\n")
    assert annotate_cli("explain", "--plugin-file", path, "--graph", "dot").out.startswith("digraph plan {\n")
    wrong = annotate_cli("explain", "--plugin-file", path, "--graph", "dot", "--json")
    assert (wrong.returncode, wrong.said) == (2, ["annotate: --json and --graph exclude each other"])
