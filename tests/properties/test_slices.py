"""An enormous text is cut into values that are what they are in the whole, wherever chunks and limits fall."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from iamsight.syntax.slices import Slice, Slicer

NEEDLE = b"Needle"
TEXTS = st.sampled_from(["", "a", 'Needle "quoted" \\ text', "x" * 40, "Needle" + "y" * 30, "é\U0001f600", ",[{}]:"])
VALUES = st.recursive(
    TEXTS | st.integers(0, 9) | st.none(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["Needle", "a", 'b"\\', "é"]), inner),
    max_leaves=30,
)
INDENTS = st.sampled_from([None, 2, "\t"])


def cut(text: bytes, limit: int, size: int) -> tuple[list[Slice], Slicer]:
    slicer = Slicer(limit, NEEDLE)
    return list(slicer.cut(text[at : at + size] for at in range(0, len(text), size))), slicer


def reach(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


@given(VALUES, INDENTS, st.booleans(), st.integers(8, 200), st.integers(1, 64), st.sampled_from(["\n", "\r\n", "\r"]))
def test_slices_are_the_values_at_their_paths(
    value: Any, indent: int | str | None, ascii_only: bool, limit: int, size: int, end: str
):
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only).replace("\n", end)
    lines = text.split(end)

    slices, slicer = cut(text.encode(), limit, size)

    assert not slicer.unclosed
    for one in slices:
        assert len(one.content) <= limit
        assert json.loads(one.content) == reach(value, one.path)
        assert lines[one.line][one.column :].startswith(one.content.decode().partition(end)[0])


@given(VALUES, st.integers(8, 200), st.integers(1, 64))
def test_every_value_that_fits_and_holds_the_needle_is_in_one_slice(value: Any, limit: int, size: int):
    text = json.dumps(value).encode()

    slices, _ = cut(text, limit, size)

    assert sum(one.content.count(NEEDLE) for one in slices) == sum(counts(value, limit))
    assert [one.path for one in slices] == list(dict.fromkeys(one.path for one in slices))


def counts(value: Any, limit: int, *, root: bool = True) -> list[int]:
    """How often the needle occurs in each of the largest values that fit; a text at the root is no container."""
    text = json.dumps(value).encode()
    if isinstance(value, (dict, list)):
        if len(text) <= limit:
            return [text.count(NEEDLE)]
        inner = value.values() if isinstance(value, dict) else value
        return [count for one in inner for count in counts(one, limit, root=False)]
    fits = isinstance(value, str) and not root and len(NEEDLE) + 2 < len(text) <= limit
    return [text.count(NEEDLE)] if fits else []


@given(VALUES, st.integers(8, 200), st.integers(1, 64))
def test_the_cut_does_not_depend_on_the_chunks(value: Any, limit: int, size: int):
    text = json.dumps(value, indent=1).encode()

    assert cut(text, limit, size)[0] == cut(text, limit, len(text))[0]


@given(st.binary(max_size=200) | st.text('[]{}",:\\N\n\r a', max_size=200).map(str.encode), st.integers(1, 64))
def test_no_text_breaks_it(text: bytes, size: int):
    slices, _ = cut(text, 20, size)

    assert all(one.content in text for one in slices)


@given(VALUES, st.integers(1, 64))
def test_a_truncated_text_is_cut_as_far_as_it_goes(value: Any, size: int):
    text = json.dumps([value, 1]).encode()[:-1]

    slices, slicer = cut(text, 1000, size)

    assert slicer.unclosed
    assert [json.loads(one.content) for one in slices] == [value] * (NEEDLE in text)
