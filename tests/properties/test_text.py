"""Lines and positions hold for every text and every edit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from iamsight.text import Edit, Encoding, LineIndex

TEXTS = st.text(st.sampled_from("ab\r\n\u2028é😀"), max_size=20)


@given(TEXTS, st.sampled_from(Encoding))
def test_every_offset_comes_back_from_its_position(text: str, encoding: Encoding) -> None:
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        between_cr_and_lf = text[offset - 1 : offset + 1] == "\r\n" and offset > 0
        back = index.offset(index.position(offset, encoding), encoding)
        assert back == (offset - 1 if between_cr_and_lf else offset)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), TEXTS), max_size=6))
def test_an_index_that_followed_edits_is_that_of_the_text(text: str, edits: list[tuple[int, int, str]]) -> None:
    index = LineIndex(text)
    for start, length, new in edits:
        first = min(start, len(index.text))
        index.edit(Edit(first, min(first + length, len(index.text)), new))

    fresh = LineIndex(index.text)
    assert [index.start(line) for line in range(index.count)] == [fresh.start(line) for line in range(fresh.count)]
    everywhere = range(len(fresh.text) + 1)
    assert [index.position(offset) for offset in everywhere] == [fresh.position(offset) for offset in everywhere]
