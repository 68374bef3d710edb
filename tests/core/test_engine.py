"""Windows of documents, and the helpers that plugin authors test with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import AnnotateError, Annotation, Document, Unreadable, hookimpl
from annotate.engine import WINDOW_CODE_POINTS, WINDOW_DOCUMENTS, windows
from annotate.testing import annotated, step_of

records = st.lists(
    st.one_of(
        st.integers(0, WINDOW_CODE_POINTS // 3).map(lambda n: Document("x" * n)),
        st.just(Unreadable("u", "It is broken.")),
    ),
    max_size=60,
)


@given(records)
def test_windows_hold_every_record_in_order_and_stay_small(given_records):
    found = list(windows(given_records, single=False))
    assert [record for window in found for record in window] == given_records
    for window in found:
        assert 1 <= len(window) <= WINDOW_DOCUMENTS
        sizes = [len(r.text) for r in window if isinstance(r, Document)]
        assert sum(sizes[:-1]) < WINDOW_CODE_POINTS


def test_single_windows_wait_for_nobody():
    taken = []

    def stream():
        for n in range(3):
            taken.append(n)
            yield Document(str(n))

    first = next(windows(stream(), single=True))
    assert [d.text for d in first] == ["0"]
    assert taken == [0]


class Shouts:
    provides = ("shout",)

    @hookimpl
    def annotate_document(self, document):
        at = document.text.index("!")
        yield Annotation("shout", (0, at + 1))


def test_a_plugin_author_tests_with_one_line():
    document = annotated("Attention ! Il pleut.", Shouts)
    assert [document.text_of(a) for a in document.layer("shout")] == ["Attention !"]
    assert document.language == "fr"


def test_and_sees_the_traceback_of_a_failure():
    with pytest.raises(AnnotateError, match=r"(?s)shouts: ValueError: substring not found.*Traceback"):
        annotated("Calme.", Shouts())


def test_a_plugin_that_is_none_is_refused():
    with pytest.raises(AnnotateError, match="implements no hook"):
        step_of(object())
