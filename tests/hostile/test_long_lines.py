"""A line of a megabyte is not counted from its start for every place in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamsight import text as lines
from iamsight.text import Encoding, LineIndex, Position

TEXTS = st.text(st.sampled_from("ab\r\né😀\ud800"), max_size=30)


@given(TEXTS, st.sampled_from(Encoding), st.integers(1, 4), st.integers(0, 40))
def test_counting_by_strides_comes_to_the_same(text: str, encoding: Encoding, stride: int, column: int) -> None:
    whole = LineIndex(text)
    offsets = [whole.position(offset, encoding) for offset in range(len(text) + 1)]
    there = [whole.offset(Position(line, column), encoding) for line in range(whole.count)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_STRIDE", stride)
        index = LineIndex(text)
        assert [index.position(offset, encoding) for offset in range(len(text) + 1)] == offsets
        assert [index.offset(Position(line, column), encoding) for line in range(index.count)] == there


@pytest.mark.parametrize("encoding", [Encoding.UTF8, Encoding.UTF16])
def test_many_places_in_a_long_line_cost_no_more_than_the_line(
    encoding: Encoding, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = []
    counted = lines.width
    monkeypatch.setattr(lines, "width", lambda text, by: looked_at.append(len(text)) or counted(text, by))
    index = LineIndex("é😀" * 200_000)
    for offset in range(0, 400_000, 400):
        assert index.offset(index.position(offset, encoding), encoding) == offset
    assert sum(looked_at) < 400_000 + 1000 * 1024 * 3
