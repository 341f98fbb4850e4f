"""One mistake at any token of a policy, however it is laid out: one problem, and at most one member is not as it was.

`tests/unit/syntax/test_recovery.py` says what each mistake is called; this says that its place does not matter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from iamsight.syntax.tree import parse
from tests.support.trees import problems_of, value_of

FIRST: dict[str, Any] = {"Sid": "First", "Effect": "Deny", "NotAction": "s3:PutObject", "NotResource": "*"}
SECOND: dict[str, Any] = {
    "Sid": "Second",
    "Effect": "Allow",
    "Principal": {"AWS": ["111122223333", "arn:aws:iam::111122223333:root"], "Service": "ec2.amazonaws.com"},
    "Action": ["rekognition:DetectFaces", "rekognition:DetectLabels"],
    "Resource": ["arn:aws:s3:::b/${aws:username}/*"],
    "Condition": {
        "StringEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-west-2"], "aws:username": "b"},
        "ForAnyValue:StringLike": {"rekognition:x": "yes"},
    },
}
THIRD: dict[str, Any] = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
POLICIES: dict[str, dict[str, Any]] = {
    "a list": {"Version": "2012-10-17", "Id": "x", "Statement": [FIRST, SECOND, THIRD]},
    "a list, then the version": {"Statement": [FIRST, SECOND, THIRD], "Version": "2012-10-17"},
    "one statement": {"Version": "2012-10-17", "Statement": SECOND},
    "one statement, then the version": {"Statement": {**SECOND, "Condition": {}}, "Version": "2012-10-17"},
}


def _short_lists(policy: object) -> str:
    """Indented, but for lists of strings, which stand on one line."""
    return re.sub(
        r"\[\s*(\"[^\[\]{}]*?\")\s*\]", lambda found: " ".join(found[0].split()), json.dumps(policy, indent=2)
    )


LAYOUTS: dict[str, Callable[[object], str]] = {
    "one line": json.dumps,
    "no spaces": lambda policy: json.dumps(policy, separators=(",", ":")),
    "indented": lambda policy: json.dumps(policy, indent=4),
    "lists on one line": _short_lists,
    "not indented": lambda policy: re.sub("\n +", "\r\n", json.dumps(policy, indent=1)),
    "comma first": lambda policy: re.sub(r",\n( *)", r"\n\1, ", json.dumps(policy, indent=2)),
}
TOKEN = re.compile(r'"[^"]*"|[\[\]{},:]')


class Mistake(NamedTuple):
    name: str
    text: str
    start: int
    touched: int  # how many members of one object it may change


def _mistakes(text: str) -> Iterator[Mistake]:
    tokens = list(TOKEN.finditer(text))
    for number, token in enumerate(tokens[:-1]):
        written, following = token[0], tokens[number + 1][0]
        if written[0] == '"':
            changed = _of_name(written) if following == ":" else _of_value(written, tokens[number - 1][0])
        else:
            changed = _of_punctuation(written)
        for name, new, touched in changed:
            where = text[: token.start()] + new + text[token.end() :]
            yield Mistake(name, where, token.start(), touched)


def _of_name(written: str) -> Iterator[tuple[str, str, int]]:
    name = written[1:-1]
    yield from [("unclosed name", f'"{name}', 0), ("unopened name", f'{name}"', 0)]
    yield from [("single quotes", f"'{name}'", 0), ("no quotes", name, 0)]
    if name != "Statement":  # what is not called so holds no statements
        yield from [("bad escape", f'"{name}\\q"', 2), ("lone surrogate", f'"{name}\\ud83d"', 2)]


def _of_value(written: str, before: str) -> Iterator[tuple[str, str, int]]:
    value = written[1:-1]
    yield from [("unclosed string", f'"{value}', 0), ("unopened string", f'{value}"', 0)]
    yield from [("single quotes", f"'{value}'", 0), ("comment", f"{written} // why\n", 0)]
    yield from [("bad escape", f'"{value}\\q"', 1), ("lone surrogate", f'"{value}\\ud83d"', 1)]
    if value.isalpha():
        yield "bare word", value, 0
    if before == ":":
        yield "no value", "", 1


def _of_punctuation(written: str) -> Iterator[tuple[str, str, int]]:
    if written not in "[{":
        yield f"no {written}", "", 2 if written == "}" else 1  # a version behind it may be taken for a member
    if written in "]}":
        yield "trailing comma", f",{written}", 0
    if written == ",":
        yield "a comma too many", ",,", 0
    yield "block comment", f"/* why */{written}", 0


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("which", POLICIES)
def test_a_mistake_is_one_problem_wherever_it_is_made(which: str, layout: str) -> None:
    policy = POLICIES[which]
    text = LAYOUTS[layout](policy)
    seen = 0
    for mistake in _mistakes(text):
        tree = parse(mistake.text)
        problems = problems_of(tree)
        assert len(problems) == 1, (mistake.name, mistake.text[mistake.start - 20 : mistake.start + 30], problems)
        changed = _changes(policy, value_of(tree))
        assert changed <= mistake.touched, (mistake.name, mistake.text[mistake.start - 20 : mistake.start + 30])
        seen += 1
    assert seen > len(text) // 8


def _changes(before: Any, after: Any) -> int:
    """How many elements of the policy, or of the one statement that differs, are not as they were."""
    if not isinstance(after, dict):
        return 100
    own = _differing({**before, "Statement": 0}, {**after, "Statement": 0})
    old, new = _statements(before), _statements(after)
    if len(old) != len(new) or not all(isinstance(one, dict) for one in new):
        return 100
    differing = [_differing(one, other) for one, other in zip(old, new, strict=True) if one != other]
    return own + (100 if len(differing) > 1 else sum(differing))


def _statements(policy: dict[str, Any]) -> list[Any]:
    found = policy.get("Statement")
    return found if isinstance(found, list) else [found]


def _differing(before: dict[str, Any], after: dict[str, Any]) -> int:
    return sum(before.get(name) != after.get(name) for name in {*before, *after})
