"""Offsets, positions and edits."""

from __future__ import annotations

import pytest

from iamsight.text import Edit, Encoding, LineIndex, Position, apply_edits

TEXT = "a\r\né😀b\rc\u2028d\n"


@pytest.mark.parametrize(
    "offset, encoding, line, column",
    [
        (0, Encoding.UTF16, 0, 0),
        (1, Encoding.UTF16, 0, 1),
        (3, Encoding.UTF16, 1, 0),
        (5, Encoding.UTF8, 1, 6),
        (5, Encoding.UTF16, 1, 3),
        (5, Encoding.UTF32, 1, 2),
        (7, Encoding.UTF16, 2, 0),
        (9, Encoding.UTF8, 2, 4),
        (9, Encoding.UTF16, 2, 2),
        (11, Encoding.UTF16, 3, 0),
    ],
)
def test_offset_and_position_are_each_other_s_inverse(offset: int, encoding: Encoding, line: int, column: int) -> None:
    index = LineIndex(TEXT)

    assert index.position(offset, encoding) == (line, column)
    assert index.offset(Position(line, column), encoding) == offset


@pytest.mark.parametrize(
    "position, encoding, offset",
    [
        (Position(0, 99), Encoding.UTF16, 1),
        (Position(1, 99), Encoding.UTF16, 6),
        (Position(1, 2), Encoding.UTF16, 4),
        (Position(1, 3), Encoding.UTF8, 4),
        (Position(3, 5), Encoding.UTF16, 11),
        (Position(99, 0), Encoding.UTF16, 11),
    ],
    ids=["past a CR LF", "past a CR", "inside a pair", "inside a sequence", "past the end", "no such line"],
)
def test_positions_that_do_not_exist_mean_the_nearest_before(
    position: Position, encoding: Encoding, offset: int
) -> None:
    assert LineIndex(TEXT).offset(position, encoding) == offset


def test_only_cr_lf_and_cr_lf_together_end_lines() -> None:
    index = LineIndex("a\x0bb\x0cc\x85d\u2028e\u2029f\x1cg\r\nh")

    assert [index.line(line) for line in range(index.count)] == ["a\x0bb\x0cc\x85d\u2028e\u2029f\x1cg", "h"]


def test_edits_apply_to_the_text_as_given() -> None:
    assert apply_edits("abcdef", [Edit(4, 5, "X"), Edit(0, 1, ""), Edit(3, 3, "1"), Edit(3, 3, "2")]) == "bc12dXf"


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="offset 2"):
        apply_edits("abcdef", [Edit(0, 3, ""), Edit(2, 4, "")])
