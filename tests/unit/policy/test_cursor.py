"""Each position of a policy, complete or half typed, has one name: `|` marks the cursor."""

from __future__ import annotations

import json

import pytest

from iamsight.policy.cursor import locate
from iamsight.policy.find import Given, find_policies
from iamsight.policy.places import EmptyDocument, Location, Nowhere, ResourceValue
from iamsight.syntax.tree import parse

FUNCTIONS = '{"Resources": {"R": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": {"Statement": [%s]}}}}}'


def at(marked: str, *, reading: bool = False, claimed: bool = True) -> Location:
    offset = marked.index("|")
    tree = parse(marked.replace("|", "", 1))
    return locate(tree, find_policies(tree, Given(is_policy=claimed)), offset, reading=reading)


def named(place: Location) -> str:
    """The name of a place and what else it says of itself, but for `here`: `ConditionKey Bool`."""
    own = [str(value) for field, value in zip(place._fields, place, strict=True) if field not in ("here", "span")]
    return " ".join([type(place).__name__, *own])


def statement(inner: str) -> str:
    return f'{{"Version": "2012-10-17", "Statement": [{{"Sid": "A"}}, {{{inner}}}]}}'


@pytest.mark.parametrize(
    "text, place",
    [
        ("{|}", "PolicyKey"),
        ('{"|"}', "PolicyKey"),
        ('{"Vers|', "PolicyKey"),
        ('{"Version": "2012-10-17", |}', "PolicyKey"),
        ('{"Version": |', "VersionValue"),
        ('{"Version": "20|12-10-17"}', "VersionValue"),
        ('{"Id": "|"}', "IdValue"),
        ('{"Statement": |}', "StatementStart"),
        ('{"Statement": [|', "StatementStart"),
        ('{"Statement": [{"Sid": "A"}, |]}', "StatementStart"),
        ('{"Statement": {|}}', "StatementKey"),
        ('{"Statement": [{"Eff|', "StatementKey"),
        ('{"Statement": {"Effect": "|"}}', "EffectValue"),
        ('{"Version": "2012-10-17"}|', "Nowhere"),
        ('|{"Version": "2012-10-17"}', "Nowhere"),
    ],
)
def test_places_of_a_policy(text: str, place: str) -> None:
    assert named(at(text)) == place


@pytest.mark.parametrize(
    "inner, place",
    [
        ('|"Sid": "B"', "StatementKey"),
        ('"Sid": "B"|', "Nowhere"),
        ('"Sid": "B",|', "StatementKey"),
        ('"Sid": "B", Act|', "StatementKey"),
        ('"Sid": "|B"', "SidValue"),
        ('"Effect": |', "EffectValue"),
        ('"Effect": Al|', "EffectValue"),
        ('"Action": |', "ActionValue False"),
        ('"Action": "|', "ActionValue False"),
        ('"Action": "s3:|', "ActionValue False"),
        ('"Action": s3:|', "ActionValue False"),
        ('"Action": ["s3:Get|Object", "s3:PutObject"]', "ActionValue False"),
        ('"Action": ["s3:GetObject", |', "ActionValue False"),
        ('"Action": ["s3:GetObject"|]', "Nowhere"),
        ('"NotAction": ["|"]', "ActionValue True"),
        ('"Resource": "arn:|"', "ResourceValue False"),
        ('"NotResource": ["*", "|"]', "ResourceValue True"),
        ('"Principal": |', "PrincipalStart False"),
        ('"Principal": "|*"', "PrincipalStart False"),
        ('"Principal": {|}', "PrincipalType False"),
        ('"NotPrincipal": {"A|WS": ""}', "PrincipalType True"),
        ('"Principal": {"AWS": "|"}', "PrincipalValue AWS False"),
        ('"Principal": {"Service": ["a", "|"]}', "PrincipalValue Service False"),
        ('"NotPrincipal": {"Federated": |}', "PrincipalValue Federated True"),
        ('"Principal": {"AWS": {"|"}}', "Nowhere"),
        ('"Condition": {|}', "ConditionOperator"),
        ('"Condition": {"Bo|', "ConditionOperator"),
        ('"Condition": {"Bool": {|}}', "ConditionKey Bool"),
        ('"Condition": {"Bool": {"aws:Sec|', "ConditionKey Bool"),
        ('"Condition": {"Bool": {aws:|', "ConditionKey Bool"),
        ('"Condition": {"Bool": {"aws:SecureTransport": |', "ConditionValue Bool aws:SecureTransport"),
        ('"Condition": {"StringLike": {"s3:prefix": ["a", "|"]}}', "ConditionValue StringLike s3:prefix"),
        ('"Condition": {"Bool": {"aws:SecureTransport": tr|ue}}', "ConditionValue Bool aws:SecureTransport"),
        ('"Condition": {"Bool": {"aws:SecureTransport": {"|"}}}', "Nowhere"),
        ('"Condition": {"Bool": {"aws:SecureTransport": "true"}, "Action": "|"', "ActionValue False"),
        ('"Action": ["s3:GetObject", "Resource": "|"', "ResourceValue False"),
        ('"Unknown": "|"', "Nowhere"),
    ],
)
@pytest.mark.parametrize("rest", ["", ', "Resource": "*"'], ids=["last", "with more behind it"])
def test_places_of_a_statement(inner: str, rest: str, place: str) -> None:
    found = at(statement(inner + rest))
    assert named(found) == place
    if not isinstance(found, (Nowhere, EmptyDocument)):
        assert found.here.placed is not None
        assert found.here.placed.item == 1


@pytest.mark.parametrize(
    "inner, value, before, siblings",
    [
        ('"Action": ["s3:Get|Object", "s3:PutObject"]', "s3:GetObject", "s3:Get", ("s3:PutObject",)),
        ('"Action": "s3:Get|Object', "s3:GetObject", "s3:Get", None),
        (r'"Action": "s3:\u0047et|Object"', "s3:GetObject", "s3:Get", None),
        ('"Action": s3:|, "Sid": "B"', "s3:", "s3:", None),
        ('"Action": [|"s3:GetObject"]', "", "", ("s3:GetObject",)),
        ('"Sid": "B", "Ef|": 1', "Ef", "Ef", ("Sid",)),
    ],
)
def test_what_is_typed_there(inner: str, value: str, before: str, siblings: tuple[str, ...] | None) -> None:
    marked = statement(inner)
    found = at(marked)
    assert not isinstance(found, (Nowhere, EmptyDocument))
    assert (found.here.value, found.here.before) == (value, before)
    if siblings is not None:
        assert found.here.siblings == frozenset(siblings)
    assert found.here.in_list is ("[" in inner)
    written = marked.replace("|", "")[slice(*found.here.span)]
    assert written.strip('"') == value or "\\u" in written


@pytest.mark.parametrize(
    "arn, field",
    [
        ("|", 0),
        ("ar|n", 0),
        ("arn:|", 1),
        ("arn:aws:reko|gnition:us-east-1", 2),
        ("arn:aws:rekognition:|:1:", 3),
        ("arn:aws:rekognition::1|", 4),
        ("arn:aws:rekognition:::collection/|x", 5),
        ("arn:aws:logs:::log-group:x:|*", 5),
    ],
)
def test_the_field_of_an_arn(arn: str, field: int) -> None:
    found = at(statement(f'"Resource": "{arn}"'))
    assert isinstance(found, ResourceValue)
    assert found.field == field


@pytest.mark.parametrize(
    "shift, reading, place", [(0, True, "SidValue"), (0, False, "Nowhere"), (1, False, "SidValue")]
)
def test_the_quotes_belong_to_a_string_for_who_reads(shift: int, reading: bool, place: str) -> None:
    text = statement('"Sid": "B"')
    start = text.index('"B"') + shift
    assert named(at(f"{text[:start]}|{text[start:]}", reading=reading)) == place


@pytest.mark.parametrize(
    "text, place",
    [
        ("|", "EmptyDocument "),
        (" \n|\n", "EmptyDocument "),
        ("poli|", "EmptyDocument poli"),
        ('"poli|', "EmptyDocument poli"),
        ("poli |", "Nowhere"),
        ("[|", "Nowhere"),
    ],
)
def test_documents_without_a_policy(text: str, place: str) -> None:
    assert named(at(text)) == place


def test_a_policy_inside_a_string_is_a_place_of_the_document() -> None:
    inner = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get|Object"}]}'
    marked = json.dumps({"AssumeRolePolicyDocument": inner, "Name": "x"})
    found = at(marked, claimed=False)
    assert named(found) == "ActionValue False"
    assert not isinstance(found, (Nowhere, EmptyDocument))
    assert (found.here.value, found.here.before) == ("s3:GetObject", "s3:Get")
    assert marked.replace("|", "")[slice(*found.here.span)] == '\\"s3:GetObject\\"'
    assert named(at(marked.replace("|", "").replace('"x"', '"|x"'), claimed=False)) == "Nowhere"


@pytest.mark.parametrize(
    "inner, place",
    [
        ('{"Resource": {"Fn::Sub": "arn:|"}}', "ResourceValue False"),
        ('{"Resource": ["*", {"Fn::Sub": ["|", {}]}]}', "ResourceValue False"),
        ('{"Action": {"Fn::If": ["C", "|s3:GetObject", "*"]}}', "ActionValue False"),
        ('{"Effect": "Allow", "Resource": {"Ref": "|"}}', "Nowhere"),
    ],
)
def test_the_functions_of_a_template_are_seen_through(inner: str, place: str) -> None:
    assert named(at(FUNCTIONS % inner)) == place


def test_every_prefix_of_a_policy_has_a_place_at_its_end() -> None:
    text = statement(
        '"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["s3:GetObject"], "Resource": "*", '
        '"Condition": {"StringEquals": {"aws:username": "x"}}'
    )
    places = {type(at(f"{text[:size]}|")).__name__ for size in range(len(text) + 1)}
    assert places == {
        *("EmptyDocument", "PolicyKey", "VersionValue", "StatementStart", "StatementKey", "SidValue", "EffectValue"),
        *("PrincipalStart", "PrincipalType", "PrincipalValue", "ActionValue", "ResourceValue"),
        *("ConditionOperator", "ConditionKey", "ConditionValue", "Nowhere"),
    }
