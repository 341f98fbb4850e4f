"""What people and programs do to a text: pieces that they type and paste, and the places where they do it."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from iamsight.text import Span

_TOKEN = re.compile(r'"(?:[^"\\\r\n]|\\.)*"?|\r\n|[\r\n\[\]{},:]|[ \t]+|[^\s"\[\]{},:]+')
_STRING = re.compile(r'"(?:[^"\\\r\n]|\\.)*"')
_NAME = re.compile(_STRING.pattern + r"(?=\s*:)")
_LINE_END = re.compile(r"\r\n|\r|\n")

LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])
UNUSUAL = [
    *("\u2028", "\u0085", "\f", "\x00", "\x1b[31m", "\ufeff", "\u00a0", "\u200b", "\u200f", "\u202e", "\u2066"),
    *(
        "é",
        "e\u0301",
        "ß",
        "İ",
        "\u0430",
        "\uff21",
        "🙂",
        "\U0001d49cllow",
        "👩\u200d💻",
        "\ud83d",
        "\ude42",
        "\uffff",
        "\U0010ffff",
    ),
]
_PUNCTUATION = [*'{}[]:,"\\/*?$%', "\n", "\r\n", "\r", " ", "\t", "//", "/*", "*/", "#", "'", "{}", "[]", '""', "${"]
_ESCAPES = ["\\n", "\\u0041", "\\ud83d", "\\ude42", "\\u", "\\q", '\\"', "%22", "%7B", "%", "&#34;"]
_VALUES = [
    *("null", "true", "1", "-0.5e9", "2012-10-17", "2008-10-17", "Allow", "Deny", "allow", "*", "s3:*", "s3:Get*"),
    *("rekognition:DetectLabels", "rekognition:DeleteLabels", "rekognition:*", "iam:PassRole", "sts:AssumeRole"),
    *("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", "arn:aws:rekognition:eu-west-1:111122223333:collection/c"),
    *("arn:aws:iam::111122223333:root", "arn:*", "arn:aws:s3:", "${aws:username}", "${aws:username, 'x'}", "123"),
    *("aws:SourceIp", "10.0.0.1/8", "aws:SourceArn", "StringLike", "ForAllValues:StringEqualsIfExists", "Bool"),
    *("rekognition.amazonaws.com", "a" * 200, "*a" * 30, "ec2:*:*", "AWS::S3::Bucket", "Ref", "Fn::Sub"),
]
_MEMBERS = [
    *('"Sid": "A", ', '"Effect": "Deny", ', '"Action": ["s3:GetObject", "s3:PutObject"]', '"Resource": "*"'),
    *('"Principal": "*", ', '"Principal": {"AWS": "111122223333", "Service": ["ec2.amazonaws.com"]}, '),
    *('"NotAction": "iam:*", ', '"NotResource": [], ', '"Version": "2012-10-17", ', '"Statement": [', '"Id": ""'),
    '"Condition": {"StringEquals": {"aws:PrincipalTag/team": "vision"}}, ',
    '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}, ',
    '"Resources": {"A": {"Type": "AWS::S3::BucketPolicy", "Properties": {"PolicyDocument": ',
    '"Policy": "{\\"Statement\\": {\\"Effect\\": \\"Allow\\"}}", ',
    '"Policy": "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%7D%7D", ',
    '{"Ref": "A"}',
    '{"Fn::If": ["A", "s3:GetObject", {"Fn::Sub": "arn:${AWS::Partition}:s3:::b"}]}',
]
VALUES = st.sampled_from([one for one in (*_VALUES, *UNUSUAL, "") if '"' not in one])
"""What somebody writes between quotes."""

MEMBERS = st.sampled_from([one for one in _MEMBERS if one.endswith(("}, ", '", '))])
"""What somebody writes before another member, comma included."""

TYPED = st.sampled_from([*_PUNCTUATION, *_VALUES, *(f'"{value}"' for value in _VALUES), *_ESCAPES, *UNUSUAL])
"""What somebody types, or sees come out of the keyboard."""

PIECES = TYPED | st.sampled_from(_MEMBERS)
"""What somebody pastes: it fits, or it does not."""

PLACES = st.tuples(st.floats(0, 1), st.booleans())
"""Somewhere in a text, for `place_in`."""


def place_in(text: str, place: tuple[float, bool]) -> int:
    """The offset of a place: so far into the text; if it says so, at the start of the token there."""
    offset = round(place[0] * len(text))
    if not place[1]:
        return offset
    line_start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return max((token.start() for token in _TOKEN.finditer(text, line_start, offset)), default=offset)


def tokens_from(text: str, start: int, count: int) -> Span:
    """The stretch of so many tokens from an offset on, that of the first being cut where it lies in it."""
    end = start
    for _, token in zip(range(count), _TOKEN.finditer(text, start), strict=False):
        end = token.end()
    return Span(start, end)


def line_ends_of(text: str) -> list[Span]:
    """Where the lines of a text end."""
    return [Span(*found.span()) for found in _LINE_END.finditer(text)]


def with_line_ends(text: str, line_end: str) -> str:
    """The text with other line ends."""
    return _LINE_END.sub(line_end, text)


def strings_of(text: str) -> list[Span]:
    """What stands between the quotes of the strings of a text."""
    return [Span(one.start() + 1, one.end() - 1) for one in _STRING.finditer(text)]


def names_of(text: str) -> list[int]:
    """Where the names of members start in a text."""
    return [one.start() for one in _NAME.finditer(text)]
