"""The edits between two texts lead from one to the other, and touch only lines that differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamsight.ide.difference import edits_between
from iamsight.text import Edit, apply_edits

TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "d\r", "e\u2028f\n", "g"]), max_size=8).map("".join)


@given(TEXTS, TEXTS)
def test_the_edits_lead_there(before: str, after: str) -> None:
    assert apply_edits(before, list(edits_between(before, after))) == after


@pytest.mark.parametrize(
    "before, after, edits",
    [
        ("a\nb\nc\n", "a\nb\nc\n", ()),
        ("a\nb\nc\n", "a\nB\nc\n", (Edit(2, 4, "B\n"),)),
        ("a\nb\nc\nd\n", "A\nb\nc\nD\n", (Edit(0, 2, "A\n"), Edit(6, 8, "D\n"))),
        ("a\n", "a\nb\n", (Edit(2, 2, "b\n"),)),
        ("x\u2028y\nz\n", "x\u2028y\n", (Edit(4, 6, ""),)),
    ],
)
def test_lines_that_stay_are_not_touched(before: str, after: str, edits: tuple[Edit, ...]) -> None:
    assert edits_between(before, after) == edits


def test_very_different_long_texts_are_replaced_at_once() -> None:
    before, after = "same\n" + "a\n" * 5000, "same\n" + "b\n" * 5000
    assert edits_between(before, after) == (Edit(5, len(before), "b\n" * 5000),)
