import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import Span
from annotate.offsets import Block, split_blocks
from annotate.tei.pointers import PointerError, Pointers

BLOCKS = (Block(0, 10), Block(10, 12), Block(12, 30))


@pytest.mark.parametrize(
    ("spans", "target"),
    [
        ([(3, 7)], "#string-range(p1,3,4)"),
        ([(0, 2), (5, 6)], "#string-range(p1,0,2,5,1)"),
        ([(10, 12)], "#string-range(p2,0,2)"),
        ([(8, 15)], "#string-range(p1,8,2) #string-range(p2,0,2) #string-range(p3,0,3)"),
        ([(1, 2), (9, 11), (20, 30)], "#string-range(p1,1,1,9,1) #string-range(p2,0,1) #string-range(p3,8,10)"),
    ],
)
def test_spans_become_offset_and_length_in_their_blocks_and_back(spans, target):
    pointers = Pointers(BLOCKS)
    spans = tuple(Span(*span) for span in spans)
    assert pointers.format(spans) == target
    assert pointers.parse(target) == spans


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("", "syntax"),
        ("#p1", "syntax"),
        ("#string-range(p1,0)", "syntax"),
        ("#string-range(p1,0,1,2)", "syntax"),
        ("#string-range(p1,-1,2)", "syntax"),
        ("#string-range(p1, 0, 2)", "syntax"),
        ("other.xml#string-range(p1,0,2)", "syntax"),
        ("#string-range(//p[1],0,2)", "syntax"),
        ("#string-range(xpath(id('p1')),0,2)", "syntax"),
        ("#string-range(p01,0,2)", "block"),
        ("#string-range(p4,0,2)", "block"),
        ("#string-range(text,0,2)", "block"),
        ("#string-range(p1,0,11)", "bounds"),
        ("#string-range(p1,10,1)", "bounds"),
        ("#string-range(p1,3,0)", "empty"),
        ("#string-range(p1,3,2,4,2)", "order"),
        ("#string-range(p2,0,1) #string-range(p1,0,1)", "order"),
        ("#string-range(p1,0," + "9" * 5000 + ")", "bounds"),
    ],
)
def test_a_pointer_that_leads_nowhere_is_refused(target, code):
    with pytest.raises(PointerError) as caught:
        Pointers(BLOCKS).parse(target)
    assert caught.value.code == code


@given(st.text(alphabet="ab \r\n", min_size=1, max_size=60), st.data())
def test_any_spans_come_back(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)))
    spans = tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    pointers = Pointers(split_blocks(text))
    assert pointers.parse(pointers.format(spans)) == spans


def test_a_span_beyond_the_text_is_refused_at_once() -> None:
    from annotate.annotation import Span
    from annotate.offsets import split_blocks
    from annotate.tei.pointers import Pointers

    with pytest.raises(ValueError, match="beyond the text of 3"):
        Pointers(split_blocks("abc")).format([Span(1, 4)])
