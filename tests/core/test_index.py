"""The table from names to numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate.index import Index

names = st.text(max_size=4)


@given(st.lists(st.tuples(names, st.integers(0, 2**64 - 1)), max_size=200))
def test_it_holds_what_a_dictionary_holds(steps):
    index, expected = Index(), {}
    for name, number in steps:
        assert index.put(name, number) == expected.get(name)
        expected[name] = number
    assert {name: index.get(name) for name in expected} == expected
    assert index.get("no such name") is None


def test_it_grows():
    index = Index()
    for number in range(10_000):
        index.put(str(number), number)
    assert [index.get(str(number)) for number in range(10_000)] == list(range(10_000))
    assert index.get("10000") is None
