"""Formatting: line breaks and indentation of policies, and of nothing else."""

from __future__ import annotations

import pytest

from iamsight.analysis import Document
from iamsight.ide.formatting import FormattingOptions, format_edits
from iamsight.text import Span, apply_edits
from tests.support.catalogue import small_catalogue

CASES = {
    "one line is broken up": (
        '{"Version":"2012-10-17"}',
        """{
  "Version": "2012-10-17"
}""",
    ),
    "the last line end stays": (
        '{"Statement":[]}\n\n',
        """{
  "Statement": []
}
""",
    ),
    "a short list stays on its line": (
        '{"Statement":[{"Action":["s3:GetObject","s3:PutObject"],"Resource":"*"}]}',
        """{
  "Statement": [
    {
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "*"
    }
  ]
}""",
    ),
    "a list on several lines stays so": (
        """{"Statement":[{"Action":["s3:GetObject",
"s3:PutObject"]}]}""",
        """{
  "Statement": [
    {
      "Action": [
        "s3:GetObject",
        "s3:PutObject"
      ]
    }
  ]
}""",
    ),
    "a long list is broken up": (
        '{"Statement":{"Resource":["LONG1","LONG2"]}}'.replace("LONG", "long" * 12),
        """{
  "Statement": {
    "Resource": [
      "LONG1",
      "LONG2"
    ]
  }
}""".replace("LONG", "long" * 12),
    ),
    "a policy in a larger document keeps its place": (
        """{"List": [
    {"Statement":{"Effect":"Allow"}}]}""",
        """{"List": [
    {
      "Statement": {
        "Effect": "Allow"
      }
    }]}""",
    ),
    "line ends stay what they are": ('{\r\n"Statement": [ ]}', '{\r\n  "Statement": []\r\n}'),
}
UNTOUCHED = {
    "no policy": '{"a": [1,2]}',
    "broken JSON": '{"Statement": [{"Effect" "Allow"}]}',
    "a comment": '{"Statement": [{"Effect":"Allow"}]} // why',
    "a policy inside a string": '{"PolicyDocument": "{\\"Statement\\":[{\\"Effect\\":\\"Allow\\"}]}"}',
}


@pytest.mark.parametrize("before, after", CASES.values(), ids=CASES)
def test_formatting(before: str, after: str) -> None:
    assert formatted(before) == after


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED)
def test_what_is_left_alone(text: str) -> None:
    assert formatted(text) == text


def test_formatting_with_tabs() -> None:
    assert formatted('{"Statement":[]}', spaces=False) == '{\n\t"Statement": []\n}'


def test_formatting_of_a_part_touches_nothing_else() -> None:
    before = '{ "Version":"2012-10-17",\n"Statement":[] }'
    span = Span(before.index("\n") + 1, len(before))
    assert formatted(before, span=span) == '{ "Version":"2012-10-17",\n"Statement": []\n}'


def test_what_is_too_deep_for_a_policy_stays_as_it_is() -> None:
    before = '{"Statement":' + "[" * 200 + "]" * 200 + "}"
    assert formatted(before).startswith('{\n  "Statement": [\n    [\n')


def test_what_is_too_deep_to_be_read_is_left_alone() -> None:
    before = '{"Statement":' + "[" * 100_000 + "]" * 100_000 + "}"
    assert formatted(before) == before


def formatted(text: str, *, spaces: bool = True, span: Span | None = None) -> str:
    options = FormattingOptions(insert_spaces=spaces)
    return apply_edits(text, format_edits(Document(text, small_catalogue()), options, span))
