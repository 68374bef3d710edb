"""What is written without PyYAML is what PyYAML writes."""

from __future__ import annotations

import subprocess
import sys

import yaml
from hypothesis import given
from hypothesis import strategies as st

from annotate.yamltext import to_yaml

STRINGS = st.text() | st.from_regex(r"[A-Za-z0-9./_-]*", fullmatch=True)
TRICKY = [
    "",
    "yes",
    "No",
    "ON",
    "null",
    "~",
    "y",
    "2024-02-20",
    "2024-2-2",
    "1e3",
    "0x1F",
    "1_000",
    ".5",
    "-",
    "é",
    "=",
]
SCALARS = STRINGS | st.sampled_from(TRICKY) | st.booleans() | st.integers() | st.floats() | st.none()
DATA = st.recursive(SCALARS, lambda part: st.lists(part) | st.dictionaries(STRINGS, part), max_leaves=8)


def as_pyyaml(data):
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


@given(st.dictionaries(STRINGS | st.sampled_from(TRICKY), DATA, min_size=1))
def test_every_mapping_is_written_as_pyyaml_writes_it(data):
    assert to_yaml(data) == as_pyyaml(data)


def test_settings_as_they_usually_are_need_no_pyyaml():
    code = """if True:
        import sys
        from annotate.yamltext import to_yaml
        entities = {"labels": {}, "gazetteer": [], "min_score": 0.5, "nested": False}
        sanctions = {"lists": ["demo", "un"], "as_of": "", "stale_after": 30}
        annotators = {"entities": entities, "quotes": {}, "sanctions": sanctions}
        print(to_yaml({"version": 1, "input": {"language": "fr"}, "annotators": annotators}), end="")
        assert "yaml" not in sys.modules
    """
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == as_pyyaml(yaml.safe_load(said))
