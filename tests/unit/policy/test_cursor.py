"""Every position of a policy has one named place, finished or half typed."""

import pytest

from iamsight.policy import places
from iamsight.policy.cursor import locate
from iamsight.policy.find import Given, find_policies
from iamsight.syntax.tree import parse


def at(marked: str, *, reading: bool = False, claimed: bool = True) -> places.Location:
    """The place of the `|` in a text."""
    tree = parse(marked.replace("|", ""))
    policies = find_policies(tree, Given(is_policy=claimed))
    return locate(tree, policies, marked.index("|"), reading=reading)


def in_statement(inside: str) -> tuple[str, str]:
    """A statement with a cursor, in a finished policy and in one that ends there."""
    start = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", '
    return f"{start}{inside}}}]}}", f"{start}{inside}"


OF_POLICIES = [
    ("{|}", "PolicyKey"),
    ("{|", "PolicyKey"),
    ('{"|', "PolicyKey"),
    ('{"Stat|}', "PolicyKey"),
    ('{"Version": |', "VersionValue"),
    ('{"Version": "2012|', "VersionValue"),
    ('{"Id": "|"}', "IdValue"),
    ('{"Version": "2012-10-17",|"Statement": []}', "PolicyKey"),
    ('{"Version": "2012-10-17"\n |"Statement": []}', "PolicyKey"),
    ('{"Version": "2012-10-17" |}', "Nowhere"),
    ('{"Statement": |}', "StatementStart"),
    ('{"Statement": [|]}', "StatementStart"),
    ('{"Statement": [{}, "|"]}', "StatementStart"),
    ('{"Statement": [{"Effect": "Allow"}|]}', "Nowhere"),
    ('{"Statement": {|}}', "StatementKey"),
    ('{"Statement": [{"Effect": "Allow", |', "StatementKey"),
    ('{"Statement": [{"Effect": "Allow"}], |}', "PolicyKey"),
    ("{}|", "Nowhere"),
    ('{"X": {"|"}}', "Nowhere"),
]

OF_STATEMENTS = [
    ("|", "StatementKey"),
    ('"|', "StatementKey"),
    ("Reso|", "StatementKey"),
    ('"Sid": "|"', "SidValue"),
    ('"Effect": Al|', "EffectValue"),
    ('"Action": "|', "ActionValue"),
    ('"Action": s3:|', "ActionValue"),
    ('"Action": ["s3:GetObject", |', "ActionValue"),
    ('"Action": [s3:|', "ActionValue"),
    ('"Action": ["s3:GetObject"\n |', "ActionValue"),
    ('"NotAction": "s3:|', "ActionValue"),
    ('"Action": {"|', "Nowhere"),
    ('"Resource": "arn:aws:s3:::|', "ResourceValue"),
    ('"NotResource": ["|', "ResourceValue"),
    ('"Principal": |', "PrincipalStart"),
    ('"Principal": {|', "PrincipalType"),
    ('"NotPrincipal": {"AW|', "PrincipalType"),
    ('"Principal": {"AWS": "|', "PrincipalValue"),
    ('"Principal": {"AWS": ["a", |', "PrincipalValue"),
    ('"Principal": {"AWS": {"|', "Nowhere"),
    ('"Condition": |', "Nowhere"),
    ('"Condition": {"|', "ConditionOperator"),
    ('"Condition": {"Bool": {|', "ConditionKey"),
    ('"Condition": {"Bool": {"aws:|', "ConditionKey"),
    ('"Condition": {"Bool": {aws:|', "ConditionKey"),
    ('"Condition": {"Bool": {"aws:SecureTransport": |', "ConditionValue"),
    ('"Condition": {"Bool": {"aws:SecureTransport": [tr|', "ConditionValue"),
    ('"Principal": {"AWS": "*", "Action": "|', "ActionValue"),
    ('"Condition": {"Bool": {"aws:SecureTransport": "true", "Action": "|', "ActionValue"),
]


@pytest.mark.parametrize("marked, place", OF_POLICIES)
def test_the_places_of_a_policy(marked: str, place: str):
    assert type(at(marked)).__name__ == place


@pytest.mark.parametrize("inside, place", OF_STATEMENTS)
def test_the_places_of_a_statement(inside: str, place: str):
    assert [type(at(marked)).__name__ for marked in in_statement(inside)] == [place, place]


def test_the_names_on_the_way_are_told():
    value = at('{"Statement": [{"Condition": {"ForAnyValue:StringLike": {"aws:TagKeys": ["a", "b|"]}}}]}')

    assert isinstance(value, places.ConditionValue)
    assert (value.operator, value.key) == ("ForAnyValue:StringLike", "aws:TagKeys")
    assert (value.here.value, value.here.siblings, value.here.in_list) == ("b", ("a",), True)


def test_a_string_is_cut_at_the_cursor():
    text = '{"Statement": [{"Resource": "arn:aws:s3:::b\\u0061d|ger/*"}]}'
    resource = at(text)

    assert isinstance(resource, places.ResourceValue)
    assert (resource.here.before, resource.here.value) == ("arn:aws:s3:::bad", "arn:aws:s3:::badger/*")
    assert resource.field == 5
    assert text.replace("|", "")[slice(*resource.here.span)] == '"arn:aws:s3:::b\\u0061dger/*"'


@pytest.mark.parametrize("marked", ['|"Allow"', '"|Allow"', '"Allow|"', '"Allow"|'])
def test_for_a_reader_the_quotes_belong_to_the_string(marked: str):
    text = '{"Statement": [{"Effect": ' + marked + "}]}"

    assert isinstance(at(text, reading=True), places.EffectValue)
    assert isinstance(at(text), places.EffectValue) == (marked in ('"|Allow"', '"Allow|"'))


def test_missing_and_needed_commas_are_told():
    before = at('{"Statement": [{"Effect": "Allow"\n"|"}]}')
    behind = at('{"Statement": [{|"Effect": "Allow"}]}')

    assert isinstance(before, places.StatementKey)
    assert isinstance(behind, places.StatementKey)
    assert (before.here.spot.comma_before, before.here.spot.comma_after) == (33, False)
    assert (behind.here.spot.comma_before, behind.here.spot.comma_after) == (None, True)


def test_spans_are_those_of_the_document_inside_a_string():
    text = '{"R": {"Policy": "{\\"Statement\\": [{\\"Effect\\": \\"Al|lo\\"}]}"}}'
    effect = at(text, claimed=False)

    assert isinstance(effect, places.EffectValue)
    assert text.replace("|", "")[slice(*effect.here.span)] == '\\"Allo\\"'


@pytest.mark.parametrize("marked", ["|", " \n|", "al|low", "{|}"])
def test_an_empty_document_is_a_place_only_while_it_is_empty(marked: str):
    place = at(marked, claimed=False)

    assert isinstance(place, places.EmptyDocument) == (marked != "{|}")


def test_a_policy_that_is_only_begun_is_one_where_a_resource_has_it():
    begun = '{"R": {"Type": "AWS::IAM::Role", "AssumeRolePolicyDocument": {"Statement": [{|}]}}}'

    assert isinstance(at(begun, claimed=False), places.StatementKey)
    assert isinstance(at(begun.replace("AssumeRole", "Some"), claimed=False), places.StatementKey)
    assert isinstance(at(begun.replace("AssumeRolePolicyDocument", "Tags"), claimed=False), places.Nowhere)
