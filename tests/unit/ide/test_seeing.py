"""What an editor shows beside a policy: hints, lenses, links, symbols, highlights, folds, selections, tokens."""

from __future__ import annotations

import pytest

from iamsight.analysis import Document, Settings
from iamsight.catalogue import default_catalogue
from iamsight.ide.folding import folding_ranges
from iamsight.ide.highlight import highlights
from iamsight.ide.hints import inlay_hints
from iamsight.ide.lenses import code_lenses, title_of
from iamsight.ide.links import document_links, target
from iamsight.ide.selection import selection_ranges
from iamsight.ide.symbols import Symbol, document_symbols, names
from iamsight.ide.tokens import TokenType, semantic_tokens
from iamsight.ide.walk import statements_in
from iamsight.policy.find import Given
from iamsight.policy.model import Kind
from iamsight.text import LineIndex, Span

POLICY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Look",
      "Effect": "Allow",
      "Action": ["rekognition:Describe*", "s3:GetObject"],
      "Resource": "arn:aws:s3:::photos/${aws:username}/*"
    },
    {
      "Effect": "Deny",
      "NotAction": "s3:GetObject",
      "Resource": "arn:aws:s3:::photos/${aws:username}/*",
      "Condition": {"StringLike": {"s3:prefix": "a*"}}
    }
  ]
}
"""


def document(text: str = POLICY, kind: Kind | None = None) -> Document:
    return Document(text, default_catalogue(), Settings(given=Given(kind, None, "it is given")))


def texts(spans: list[Span], text: str = POLICY) -> list[str]:
    return [text[slice(*span)] for span in spans]


def test_a_hint_stands_behind_each_wildcard() -> None:
    found = inlay_hints(document())
    assert [(POLICY[: one.offset].rpartition('"')[0][-9:], one.label) for one in found] == [("Describe*", "5 actions")]
    assert found[0].tooltip == "rekognition:Describe*: 5 Read"


@pytest.mark.parametrize(
    "action, label",
    [("s3:GetObject", None), ("*", None), ("s3:Nothing*", None), ("rekognition:Untag*", "1 action"), ("nope:*", None)],
)
def test_a_hint_needs_something_to_count(action: str, label: str | None) -> None:
    found = inlay_hints(document(POLICY.replace("rekognition:Describe*", action)))
    assert [one.label for one in found] == ([label] if label else [])


def test_only_the_hints_in_sight() -> None:
    second = POLICY.index('"Deny"')
    assert inlay_hints(document(), Span(second, len(POLICY))) == []
    assert len(inlay_hints(document(), Span(0, second))) == 1


@pytest.mark.parametrize(
    "span, found",
    [
        (Span(0, 3), []),
        (Span(60, 61), [0]),
        (Span(0, len(POLICY)), [0, 1]),
        (Span(POLICY.index('"Deny"'), len(POLICY)), [1]),
        (None, [0, 1]),
    ],
)
def test_statements_in_a_part(span: Span | None, found: list[int]) -> None:
    assert [placed.index for _, placed in statements_in(document(), span)] == found


def test_lenses_say_kind_size_and_what_each_statement_does() -> None:
    opened = document()
    found = code_lenses(opened)
    assert [one.about for one in found] == ["kind", "size", "statement", "statement"]
    assert found[0].title == "Identity policy: no statement has a Principal"
    counted = len("".join(POLICY.split()))
    assert found[1].title == f"{counted} of 6,144 characters for a managed policy ({100 * counted // 6144} %)"
    assert [title_of(opened, one.policy, one.statement) for one in found[2:]] == [
        "Allows 6 Read: Amazon Rekognition, Amazon S3",
        "Denies every action but s3:GetObject on arn:aws:s3:::photos/${aws:username}/*, under a condition on s3:prefix",
    ]
    assert [POLICY[one.span.start] for one in found] == ["{"] * 4
    assert title_of(opened, 0, 2) is None
    assert title_of(opened, 1, 0) is None


@pytest.mark.parametrize(
    "kind, resource_type, size",
    [
        (Kind.SCP, None, f"{len(POLICY) - 1:,} of 10,240 characters for a service control policy"),
        (Kind.RCP, None, f"{len(POLICY) - 1:,} of 5,120 characters for a resource control policy"),
        (Kind.RESOURCE, "AWS::SQS::Queue", f"{len(POLICY) - 1:,} of 8,192 bytes for AWS::SQS::Queue"),
        (Kind.RESOURCE, "AWS::EFS::FileSystem", f"{len(POLICY) - 1:,} bytes"),
        (Kind.TRUST, None, f"{len(''.join(POLICY.split()))} of 2,048 characters for a role's trust policy"),
    ],
)
def test_the_size_counts_as_aws_counts_it(kind: Kind, resource_type: str | None, size: str) -> None:
    opened = Document(POLICY, default_catalogue(), Settings(given=Given(kind, resource_type, "it is given")))
    assert str(code_lenses(opened)[1].title).startswith(size)


def test_actions_link_to_their_reference() -> None:
    found = document_links(document())
    assert texts([one.span for one in found]) == ["rekognition:Describe*", "s3:GetObject", "s3:GetObject"]
    assert [str(target(one.key, default_catalogue())).partition("#")[2] for one in found] == [
        "list_rekognition-actions-as-permissions",
        "list_s3-action-GetObject",
        "list_s3-action-GetObject",
    ]


@pytest.mark.parametrize("key", ["", "nope:Get", "s3x"])
def test_what_does_not_exist_has_no_link(key: str) -> None:
    assert target(key, default_catalogue()) is None


def test_symbols_are_policies_statements_and_elements() -> None:
    (policy,) = document_symbols(document())
    assert (policy.name, policy.detail) == ("Identity policy", "no statement has a Principal")
    assert [child.name for child in policy.children] == ["Version", "Look", "Statement 2"]
    assert outline(policy.children[1]) == [
        ("Sid", "Look"),
        ("Effect", "Allow"),
        ("Action", "rekognition:Describe* and 1 more"),
        ("Resource", "arn:aws:s3:::photos/${aws:username}/*"),
    ]
    assert outline(policy.children[2])[-1] == ("Condition", "StringLike")
    assert policy.children[1].detail == "Allows 6 Read: Amazon Rekognition, Amazon S3"


def outline(symbol: Symbol) -> list[tuple[str, str]]:
    return [(child.name, child.detail) for child in symbol.children]


def test_names_are_policies_and_sids() -> None:
    assert [(one.name, one.container) for one in names(document())] == [
        ("Identity policy", ""),
        ("Look", "Identity policy"),
    ]


def test_a_policy_in_a_template_is_named_by_its_resource() -> None:
    text = (
        '{"Resources": {"Reader": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": '
        '{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}}}}'
    )
    assert [one.name for one in names(document(text))] == ["Identity policy Reader"]
    computed = text.replace('"*"', '{"Fn::GetAtt": ["Photos", "Arn"]}')
    assert [one.about for one in code_lenses(document(text))] == ["kind", "size", "statement"]
    assert [one.about for one in code_lenses(document(computed))] == ["kind", "statement"]


@pytest.mark.parametrize(
    "part, found",
    [
        ("s3:Get", ['"s3:GetObject"'] * 2),
        ("aws:username", ['"arn:aws:s3:::photos/${aws:username}/*"'] * 2),
        ("Look", ['"Look"']),
        ("s3:prefix", ['"s3:prefix"']),
        ("Allow", []),
        ("Version", []),
    ],
)
def test_the_same_thing_is_highlighted_wherever_it_stands(part: str, found: list[str]) -> None:
    assert texts(highlights(document(), POLICY.index(part) + 2)) == found


def test_what_takes_several_lines_folds() -> None:
    assert folding_ranges(document(), LineIndex(POLICY)) == [(0, 15), (2, 14), (3, 7), (9, 13)]


def test_a_selection_grows_from_the_field_to_the_document() -> None:
    found = texts(selection_ranges(document(), POLICY.index("photos")))
    assert [one if len(one) < 60 else one[:12] for one in found] == [
        "photos/${aws:username}/*",
        "arn:aws:s3:::photos/${aws:username}/*",
        '"arn:aws:s3:::photos/${aws:username}/*"',
        '"Resource": "arn:aws:s3:::photos/${aws:username}/*"',
        '{\n      "Sid',
        "[\n    {\n    ",
        '"Statement":',
        '{\n  "Version',
        POLICY[:12],
    ]


def test_a_selection_outside_of_policies_is_the_document() -> None:
    assert selection_ranges(document('{"a": 1}'), 3) == [Span(0, 8)]


def test_tokens_are_the_parts_of_strings() -> None:
    found = [(POLICY[slice(*one.span)], one.type) for one in semantic_tokens(document())]
    action = found.index(("rekognition", TokenType.SERVICE))
    assert found[action : action + 5] == [
        ("rekognition", TokenType.SERVICE),
        ("Describe", TokenType.ACTION),
        ("*", TokenType.WILDCARD),
        ("s3", TokenType.SERVICE),
        ("GetObject", TokenType.ACTION),
    ]
    arn = found.index(("aws", TokenType.PARTITION))
    assert found[arn : arn + 6] == [
        ("aws", TokenType.PARTITION),
        ("s3", TokenType.SERVICE),
        ("photos/", TokenType.RESOURCE),
        ("${aws:username}", TokenType.VARIABLE),
        ("/", TokenType.RESOURCE),
        ("*", TokenType.WILDCARD),
    ]
    assert found[-5:] == [
        ("Condition", TokenType.ELEMENT),
        ("StringLike", TokenType.OPERATOR),
        ("s3", TokenType.SERVICE),
        ("prefix", TokenType.KEY),
        ("*", TokenType.WILDCARD),
    ]


def test_only_the_tokens_in_a_part() -> None:
    second = POLICY.index('"Deny"')
    found = texts([one.span for one in semantic_tokens(document(), Span(second, len(POLICY)))])
    assert "rekognition" not in found
    assert "NotAction" in found
