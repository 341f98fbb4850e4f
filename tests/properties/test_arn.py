"""ARNs: splitting any text, and comparing patterns with formats against brute force."""

import re
from functools import cache
from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamsight.catalogue import formats, split_arn
from iamsight.catalogue.arn import arn_format, arn_meets, key_matches

FORMAT = "arn:${Partition}:rekognition:${Region}:${Account}:collection/${CollectionId}"
FIELDS = ("prefix", "partition", "service", "region", "account", "resource")


@given(st.text("arn:*${}x/", max_size=30))
def test_fields_lie_where_they_say(text):
    arn = split_arn(text)
    assert 1 <= arn.fields <= 6
    for name in FIELDS:
        field = getattr(arn, name)
        assert text[field.start : field.end] == field.text
    present = [getattr(arn, name).text for name in FIELDS[: arn.fields]]
    assert ":".join(present) == text
    assert all(getattr(arn, name).text == "" for name in FIELDS[arn.fields :])


@given(st.lists(st.text("ab*/", max_size=3), min_size=6, max_size=9))
def test_colons_split_into_six(fields):
    arn = split_arn(":".join(fields))
    assert arn.fields == 6
    assert arn.resource.text == ":".join(fields[5:])


@pytest.mark.parametrize(
    "text,fields,resource",
    [
        ("arn:aws:s3:::${aws:username}/x", 6, "${aws:username}/x"),
        ("arn:aws:iam::${aws:PrincipalAccount}:role/x", 6, "role/x"),
        ("arn:${AWS::Partition}:s3:::x", 6, "x"),
        ("arn:aws:${aws:x", 3, ""),
        ("*", 1, ""),
        ("", 1, ""),
    ],
)
def test_colons_in_variables_do_not_split(text, fields, resource):
    arn = split_arn(text)
    assert (arn.fields, arn.resource.text) == (fields, resource)


# A small world: a format of literals and placeholders, a pattern of literals and wildcards, all texts of two letters.
LETTERS = "ab"
PIECES = ["".join(letters) for length in range(4) for letters in product(LETTERS, repeat=length)]
format_fields = st.lists(st.sampled_from(["a", "b", "${P}"]), max_size=2).map("".join)
pattern_fields = st.text("ab*?", max_size=3)


@cache
def texts_of(field):
    expression = field.replace("${P}", ".+").replace("*", ".*").replace("?", ".")
    return frozenset(piece for piece in PIECES if re.fullmatch(expression, piece))


@given(st.lists(st.tuples(pattern_fields, format_fields), min_size=5, max_size=5))
def test_meeting(fields):
    pattern = "arn:" + ":".join(mine for mine, _ in fields)
    form = arn_format("arn:" + ":".join(theirs for _, theirs in fields))
    expected = all(texts_of(mine) & texts_of(theirs) for mine, theirs in fields)
    if expected:
        assert arn_meets(pattern, form)
    elif all(len(mine.replace("*", "")) + len(theirs.replace("${P}", "x")) <= 3 for mine, theirs in fields):
        assert not arn_meets(pattern, form)


@pytest.mark.parametrize(
    "arn,expected",
    [
        ("*", True),
        ("arn:aws:rekognition:us-east-1:111122223333:collection/x", True),
        ("arn:aws:rekognition:us-east-1:111122223333:collection/${aws:username}", True),
        ("arn:aws:rekognition:us-east-1:${aws:PrincipalAccount}:collections/x", False),
        ("arn:aws:rekognition:us-east-1:111122223333:collection/", False),
        ("arn:aws:rekognition:::collection/x", False),
        ("arn:aws:rekognition:*:*:collections/x", False),
        ("arn:aws:rekognition:*", True),
        ("arn:aws:rekognition", False),
        ("arn:aws:s3:*", False),
        ("\ufffc/x", True),
        ("\ufffc", True),
        ("arn:aws:\ufffc:*:*:collection/x", True),
        ("${Template}", True),
        ("ARN:aws:rekognition:*:*:collection/x", False),
        ("arn:aws:Rekognition:*:*:collection/x", False),
    ],
)
def test_a_collection_is_met(arn, expected):
    assert arn_meets(arn, arn_format(FORMAT)) is expected


def test_alphabets_keep_identifiers_within_a_segment():
    form = arn_format(FORMAT)
    within = (("CollectionId", frozenset("abc")),)
    assert arn_meets("arn:aws:rekognition:*:*:collection/a/b", form)
    assert not arn_meets("arn:aws:rekognition:*:*:collection/a/b", form, within)
    assert arn_meets("arn:aws:rekognition:*:*:collection/a*b", form, within)
    assert arn_meets("arn:aws:rekognition:*:*:*", form, within)


def test_formats():
    form = arn_format(FORMAT)
    assert form.pattern == "arn:*:rekognition:*:*:collection/*"
    assert form.placeholders == ("Partition", "Region", "Account", "CollectionId")
    assert form.example() == "arn:aws:rekognition:us-east-1:111122223333:collection/my-collection-id"
    assert form.snippet({"Partition": "aws"}) == (
        "arn:aws:rekognition:${1:Region}:${2:Account}:collection/${3:CollectionId}"
    )
    assert arn_meets(form.example(), form)
    assert arn_format("arn:aws:x") is None


@pytest.mark.parametrize(
    "template,name,expected",
    [
        ("aws:ResourceTag/${TagKey}", "AWS:resourcetag/Team", True),
        ("aws:ResourceTag/${TagKey}", "aws:ResourceTag/", False),
        ("a:${x}.value", "a:b.value", True),
        ("a:${x}.value", "a:b.other", False),
        ("s3:ExistingObjectTag/<key>", "s3:ExistingObjectTag/x", True),
        ("aws:TagKeys", "aws:tagkeys", True),
    ],
)
def test_keys_with_placeholders(template, name, expected):
    assert key_matches(template, name) is expected


@given(
    st.text("ab/*?", max_size=6),
    st.lists(st.sampled_from(["a", "b", "/", "${P}", "${Q}", "*"]), max_size=5).map("".join),
    st.sampled_from([(), (("P", frozenset("ab")),), (("P", frozenset("a")), ("Q", frozenset("a/")))]),
)
def test_the_quick_ways_say_what_the_tokens_say(text, form, alphabets):
    with patch.object(formats, "_pieces", new=lambda *_: None):
        expected = formats.meets_format(text, form, alphabets), formats.fits_format(text, form)
    assert (formats.meets_format(text, form, alphabets), formats.fits_format(text, form)) == expected
    assert formats.which_meet(text, ("a", form), alphabets)[-1:] == ([1] if expected[0] else which_is_a(text))


def which_is_a(text):
    return [0] if formats.meets_format(text, "a") else []
