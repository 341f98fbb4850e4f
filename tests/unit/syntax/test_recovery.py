"""One mistake typed into a complete policy: one problem at the right place, and nothing else is lost."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

import pytest

from iamsight.syntax.tree import parse
from iamsight.text import Edit
from tests.support.trees import MISSING, located, problems_of, value_of

STATEMENTS: list[dict[str, Any]] = [
    {"Sid": "First", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},
    {
        "Sid": "Second",
        "Effect": "Allow",
        "Action": ["rekognition:DetectFaces", "rekognition:DetectLabels"],
        "Resource": ["*"],
        "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}, "Bool": {"aws:SecureTransport": "true"}},
    },
    {"Sid": "Third", "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"},
]
POLICY = {"Version": "2012-10-17", "Statement": STATEMENTS}
LAYOUTS = {"on one line": json.dumps(POLICY), "indented": json.dumps(POLICY, indent=2)}


class Mistake(NamedTuple):
    """What is typed, as an expression and its replacement; what is marked and said; what it does to the statement."""

    name: str
    old: str
    new: str
    marked: str
    message: str
    statement: dict[str, object] = {}  # noqa: RUF012 - a value of the table, never changed


_CONDITION = STATEMENTS[1]["Condition"]
_OTHER_WORD = {"Condition": {**_CONDITION, "Bool": {"aws:SecureTransport": "True"}}}
MISTAKES = [
    Mistake("unclosed string", '"Second"', '"Second', '"Second', "no closing quote"),
    Mistake("unclosed string of items", 'Faces"', "Faces", '"rekognition:DetectFaces', "no closing quote"),
    Mistake("unclosed string, last item", 'Labels"', "Labels", '"rekognition:DetectLabels', "no closing quote"),
    Mistake("unclosed string, line ends", 'Faces", *', "Faces,\n", '"rekognition:DetectFaces', "no closing quote"),
    Mistake("unclosed name", '"Condition":', '"Condition:', '"Condition', "no closing quote"),
    Mistake("unopened string", '"Second"', 'Second"', 'Second"', "lacks its opening quote"),
    Mistake("single quotes", '"Second"', "'Second'", "'Second'", "double quotes"),
    Mistake("bare word", '"Second"', "Second", "Second", "needs double quotes"),
    Mistake("bare word of a Boolean", '"true"', "True", "True", "lower case: true", _OTHER_WORD),
    Mistake("name without quotes", '"Condition":', "Condition:", "Condition", "needs double quotes"),
    Mistake("name in single quotes", '"Condition":', "'Condition':", "'Condition'", "double quotes"),
    Mistake("missing colon", '"Condition":', '"Condition"', '"Condition"', "a colon is missing"),
    Mistake("missing value", '"Second"', "", '"Sid":', "the value of this member is missing", {"Sid": MISSING}),
    Mistake("missing value and comma", '"Second",', "", '"Sid":', "the value of this member", {"Sid": MISSING}),
    Mistake("missing colon and value", ': "Second"', "", '"Sid"', "a colon and a value", {"Sid": MISSING}),
    Mistake("missing comma of members", '"Second",', '"Second"', '"Second"', "a comma is missing after"),
    Mistake("missing comma of items", 'Faces",', 'Faces"', '"rekognition:DetectFaces"', "a comma is missing after"),
    Mistake("missing comma of statements", r'\},(\s*\{\s*"Sid": "Third")', r"}\1", "}", "a comma is missing after"),
    Mistake("a comma too many", '"Second",', '"Second",,', ",", "a comma too many"),
    Mistake("trailing comma in an array", r'(Labels")(\s*\])', r"\1,\2", ",", "no comma before a closing bracket"),
    Mistake("trailing comma in an object", r'("true")(\s*\})', r"\1,\2", ",", "no comma before a closing bracket"),
    Mistake("unclosed array", r'(Labels")\s*\]', r"\1", "[", 'this "[" is never closed'),
    Mistake("unclosed object, a member follows", r'("eu-west-1")\s*\}', r"\1", "{", 'this "{" is never closed',
            {"Condition": {"StringEquals": {**_CONDITION["StringEquals"], "Bool": _CONDITION["Bool"]}}}),
    Mistake("unclosed statement", r'\}(,\s*\{\s*"Sid": "Third")', r"\1", "{", 'this "{" is never closed'),
    Mistake("unclosed last object of a statement", r'("true"\s*\}\s*)\}', r"\1", "{", 'this "{" is never closed'),
    Mistake("line comment", '"Second",', '"Second", // why\n', "// why", "no comments"),
    Mistake("hash comment", '"Second",', '"Second", # why\n', "# why", "no comments"),
    Mistake("block comment", '"Second",', '"Second", /* why\nnot */', "/* why\nnot */", "no comments"),
    Mistake("bad escape", '"Second"', r'"Second\\q"', r"\q", "no escape", {"Sid": "Secondq"}),
    Mistake("short escape", '"Second"', r'"Second\\u12"', r"\u", "four hexadecimal digits", {"Sid": "Secondu12"}),
    Mistake("lone surrogate", '"Second"', r'"Second\\ud83d"', r"\ud83d", "surrogate", {"Sid": "Second\ud83d"}),
    Mistake("tab in a string", '"Second"', '"Second\t"', "\t", "control character", {"Sid": "Second\t"}),
    Mistake("strange space", '"Second",', '"Second",\u00a0', "\u00a0", "white space"),
    Mistake("stray bracket", '"Second"', '"Second")', ")", "no place here"),
    Mistake("second value", '"Second",', '"Second" "2nd",', '"2nd"', "several go into a list"),
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_a_mistake_is_one_problem_and_costs_no_neighbour_its_node(mistake: Mistake, layout: str) -> None:
    text, count = re.subn(mistake.old, mistake.new, LAYOUTS[layout], count=1)
    assert count == 1

    tree = parse(text)

    assert [(marked, mistake.message in message) for marked, message in problems_of(tree)] == [(mistake.marked, True)]
    first, second, third = value_of(tree)["Statement"]
    assert (first, third) == (STATEMENTS[0], STATEMENTS[2])
    assert second == {**STATEMENTS[1], **mistake.statement}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "before, after, marked, message",
    [
        ("", " and more", "and more", "the document ends before this"),
        ("", "}", "}", "the document ends before this"),
        ("\ufeff", "", "\ufeff", "byte order mark"),
        ("// why\n", "", "// why", "no comments"),
    ],
    ids=["text behind", "brace behind", "byte order mark", "comment before"],
)
def test_what_stands_around_the_document(layout: str, before: str, after: str, marked: str, message: str) -> None:
    tree = parse(before + LAYOUTS[layout] + after)

    assert [(where, message in said) for where, said in problems_of(tree)] == [(marked, True)]
    assert value_of(tree) == POLICY


@pytest.mark.parametrize(
    "text, marked, message",
    [
        ("", "", "the text is empty"),
        (" \n", " \n", "the text is empty"),
        ('{"Statement": [{"Effect": "Allow"}', "[", 'this "[" is never closed, nor is the one around it'),
        ('{"Statement": [{"Effect": "Allow"', "{", "nor are the 2 around it; the text ends without }]}"),
        ('{"Statement": {"Effect": "Allow"}', "{", 'this "{" is never closed; the text ends without }'),
        ('{"Statement": ["Effect": "Allow"}]}', "", 'lacks its "{"'),
        ('{"Statement": [], "Id": }', '"Id":', "the value of this member is missing"),
        ('{"Statement": [{}, "Id": "x"}', "[", 'this "[" is never closed'),
        ('{"a": 01}', "01", "needs double quotes"),
        ('{"a": NaN}', "NaN", "needs double quotes"),
        ('{"a": None}', "None", "its word is null"),
        ("{: 1}", ":", "name is missing"),
    ],
)
def test_short_texts(text: str, marked: str, message: str) -> None:
    assert [(where, message in said) for where, said in problems_of(parse(text))] == [(marked, True)]


def test_a_brace_of_a_policy_variable_does_not_end_an_unclosed_string() -> None:
    tree = parse('{"Statement": [{"Resource": "arn:aws:s3:::b/${aws:username}\n, "Sid": "A"}]}')

    assert value_of(tree) == {"Statement": [{"Resource": "arn:aws:s3:::b/${aws:username}", "Sid": "A"}]}


def test_the_fix_of_every_mistake_leaves_valid_json() -> None:
    for mistake in MISTAKES:
        text = re.sub(mistake.old, mistake.new, LAYOUTS["indented"], count=1)
        tree = parse(text)
        (segment, problem) = located(tree)[0]
        if problem.fix:
            start, end, new = problem.fix
            fixed = Edit(tree.absolute(segment, start), tree.absolute(segment, end), new).apply(text)
            assert problems_of(parse(fixed)) == [], mistake.name
