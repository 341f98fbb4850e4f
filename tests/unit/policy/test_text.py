"""Where the parts of a computed value are written."""

from __future__ import annotations

import pytest

from iamsight.catalogue import UNKNOWN
from iamsight.policy.editing import added, editable, without
from iamsight.policy.text import texts
from iamsight.syntax.node import Array
from iamsight.syntax.tree import parse
from iamsight.text import Edit, apply_edits


def _value(source):
    return next(iter(texts(parse(source).root, template=True)))


@pytest.mark.parametrize(
    "source, wanted, written",
    [
        ('"arn:aws"', "aws", "aws"),
        (r'"a\u0072n:aws"', "rn", r"\u0072n"),
        ('{"Fn::Sub": "arn:${P}:s3"}', "arn", "arn"),
        ('{"Fn::Sub": "arn:${P}:s3"}', "s3", "s3"),
        ('{"Fn::Sub": "a${!b}c"}', "${b}", "${!b}"),
        ('{"Fn::Join": ["-", ["ab", "cd"]]}', "cd", "cd"),
        ('{"Fn::Join": ["-", ["ab", "cd"]]}', "ab-cd", None),
        ('{"Fn::Join": ["-", ["ab", "cd"]]}', "-", None),
        ('{"Fn::Sub": "arn:${P}:s3"}', f"arn:{UNKNOWN}", None),
        ('{"Fn::Sub": "arn:${P}:s3"}', UNKNOWN, None),
        ('{"Ref": "Name"}', UNKNOWN, None),
    ],
)
def test_a_part_is_found_where_it_is_written(source, wanted, written):
    text = _value(source)
    start = text.value.index(wanted)
    span = text.slice(start, start + len(wanted))
    place = editable(text, start, start + len(wanted))
    if written is None:
        assert (span, place) == (text.span, None)
    else:
        assert source[span.start : span.end] == written
        assert place == span


def test_an_empty_part_has_its_place():
    source = '{"Fn::Sub": "arn:aws:s3:::${B}"}'
    assert source[: _value(source).slice(11, 11).start].endswith("s3:")


@pytest.mark.parametrize(
    "source, item, rest",
    [('["a", "b", "c"]', 0, '["b", "c"]'), ('["a", "b", "c"]', 1, '["a", "c"]'), ('["a", "b"]', 1, '["a"]')],
)
def test_an_item_goes_with_one_comma(source, item, rest):
    array = parse(source).root
    assert isinstance(array, Array)
    start, end = without(array, array.items[item])
    assert source[:start] + source[end:] == rest


@pytest.mark.parametrize(
    "source, after",
    [('"a"', '["a", "b"]'), ('["a"]', '["a", "b"]'), ("[]", '["b"]'), ('{"Ref": "A"}', '[{"Ref": "A"}, "b"]')],
)
def test_an_item_is_added_behind_the_others(source, after):
    edits = [Edit(*edit) for edit in added(parse(source).root, '"b"')]
    assert apply_edits(source, edits) == after
