"""The parser holds for every text, and a tree that followed edits is that of the text."""

from __future__ import annotations

import json
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import iamsight.syntax.json
from iamsight.syntax.embedded import read_embedded
from iamsight.syntax.json import end_of_valid_object, parse_island, parse_statement
from iamsight.syntax.node import Object, String
from iamsight.syntax.strict import read_object
from iamsight.syntax.tree import Tree, parse
from iamsight.text import Edit
from tests.support.trees import everything, problems_of, spans_of, value_of

NAMES = st.sampled_from(["Statement", "Effect", "Action", "Version", "", "é😀"]) | st.text(max_size=3)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)
PIECES = st.sampled_from(
    [*"{}[]:,\"'\\ \n\rab1#", "\r\n", '"Statement"', '"Sid"', '"Effect": "Allow"', "//", "/*", "*/", "${", "null",
     "\\ud83d", "\\ude00", "\ufeff", "\u2028", "{}", "[{", "}]"]
)  # fmt: skip
RAGGED = st.lists(PIECES, max_size=25).map("".join)
POLICIES = st.sampled_from(
    [
        '{"Version": "2012-10-17", "Statement": [{"Sid": "A", "Action": ["a:b", "c:d"]}, {"Sid": "B"}, {"Sid": "C"}]}',
        '{\r\n "Statement": [\r\n  {"Sid": "A",\r\n"Condition": {"Bool": {"a:b": true}}},\r\n  {"Sid": "B"}\r\n ]\r\n}',
        '{"Statement": {"Sid": "A"}, "x": [{"Statement": [{"Sid": "B\\u00e9"}, {"Sid": "${c}"}]}]}',
        '{"Statement": [{"Sid": "A"}, {"Sid": "B}, {"Sid": "C"\n}, {"Sid": "D"}]}',
    ]
)


@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_valid_json_means_what_the_standard_library_says(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assume("\\ud" not in text.lower() or ascii_only)
    tree = parse(text)

    assert value_of(tree) == json.loads(text)
    assert problems_of(tree) == []


@given(RAGGED | st.text())
def test_any_text_parses_and_every_problem_lies_within_it(text: str) -> None:
    tree = parse(text)

    assert all(0 <= start <= end <= len(text) for start, end in spans_of(tree))
    assert bool(problems_of(tree)) == (not _is_valid(text))


EDITS = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 3), PIECES), min_size=1, max_size=8)


@given(POLICIES | RAGGED, EDITS, st.sampled_from([0, 50_000]))
def test_a_tree_that_followed_edits_is_that_of_the_text(
    text: str, edits: list[tuple[int, int, str]], long: int
) -> None:
    with patch.object(iamsight.syntax.json, "_LONG", long):  # with and without the quick way past valid statements
        tree = parse(text)
        for start, length, new in edits:
            first = min(start, len(tree.text))
            tree = tree.edited(Edit(first, min(first + length, len(tree.text)), new))
            assert everything(tree) == everything(parse(tree.text))


@given(st.dictionaries(NAMES, VALUES, max_size=3))
def test_the_quick_way_past_a_statement_knows_valid_ones(value: dict[str, Any]) -> None:
    text = json.dumps(value)
    node = parse_statement(text)

    assert end_of_valid_object(text + "}, ") in (-1, len(text))
    assert end_of_valid_object(text[:-1]) == -1
    assert node == parse_island(text, 0, "s").node


@given(st.dictionaries(NAMES, VALUES, max_size=3), st.sampled_from([None, 1]))
def test_the_quick_reader_and_the_tolerant_parser_agree(value: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    quick = read_object(text, 0)
    with patch.object(iamsight.syntax.json, "read_object", return_value=None):
        slow = parse_island(text, 0, "s")

    assert quick is None or (quick, ()) == (slow.node, slow.problems)
    assert all(read_object(text[:end], 0) is None for end in range(len(text)))


@given(POLICIES | RAGGED)
def test_every_offset_of_the_text_is_that_of_its_segment(text: str) -> None:
    tree = parse(text)
    for offset in range(len(text) + 1):
        assert tree.absolute(*tree.locate(offset)) == offset


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        '{"a":' * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"Statement":[{"a":' + "[" * 100_000,
    ],
    ids=["arrays", "braces", "objects", "closed arrays", "in a statement"],
)
def test_depth_is_no_limit(text: str) -> None:
    tree = parse(text)

    assert len(tree.problems) + sum(len(source.problems) for source in tree.sources) <= 100_001
    assert tree.root is not None


@given(st.text())
def test_a_string_knows_where_each_of_its_characters_is_written(value: str) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
        node = _only_string(parse(f'{{"a": {text}}}'))
        assert node.value == value
        written = ['{"a": ' + text][0][node.start :]
        for index, character in enumerate(value):
            span = node.slice(index, index + 1)
            piece = written[span.start - node.start : span.end - node.start]
            assert json.loads(f'"{piece}"') == character
            assert node.index_at(span.start) == index


@given(st.sampled_from(["Allow", "Sié😀 %", 'a"b\\c']), st.booleans())
def test_a_policy_in_a_string_is_found_where_it_is_written(sid: str, percent: bool) -> None:
    from urllib.parse import quote

    inner = json.dumps({"Statement": [{"Sid": sid}]}, ensure_ascii=False)
    text = json.dumps({"a": quote(inner) if percent else inner}, ensure_ascii=False)
    node = _only_string(parse(text))
    embedded = read_embedded(node, "Statement")

    assert embedded is not None
    source = embedded.tree.sources[0]
    found = source.node.get("Sid")
    assert isinstance(found, String)
    assert found.value == sid
    span = embedded.span(embedded.tree.absolute_span(0, found.inner))
    assert text[slice(*span)] == embedded.encode(json.dumps(sid, ensure_ascii=False)[1:-1])
    assert embedded.locate(span.start) == embedded.tree.absolute(0, found.inner.start)


def _only_string(tree: Tree) -> String:
    assert isinstance(tree.root, Object)
    node = tree.root.get("a")
    assert isinstance(node, String)
    return node


def _is_valid(text: str) -> bool:
    """Whether the standard library accepts it, and it has none of the things that AWS does not."""
    try:
        json.loads(text)
    except ValueError:
        return False
    lowered = text.lower()
    return not any(mark in lowered for mark in ("nan", "infinity")) and not _has_lone_surrogate(text)


def _has_lone_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in json.dumps(json.loads(text), ensure_ascii=False))
