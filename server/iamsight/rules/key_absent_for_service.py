"""The rule on keys about IAM principals, tested for a service."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_condition_key
from iamsight.catalogue.key_facts import for_services, is_of_iam_principals
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, Related, rewrites, rule


@rule(
    "key-absent-for-service",
    since="0.1",
    needs=["Condition"],
    cites="global-keys",
    checks=["unsupported-condition-key-for-service-principal"],
    kinds=[Kind.RESOURCE],
)
def key_absent_for_service(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A statement for a service tests a key that only requests of IAM principals have.

    ## Why is this bad?
    When a service calls for itself there is no user, role or session, so that the request has no `aws:PrincipalOrgID`
    and no tags of a principal. `aws:SourceOrgID` is the organization of the resource for which the service calls.

    ## Example
    ```json kind=resource resource-type=AWS::S3::Bucket
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::faces/*",
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}}
    ```

    ## Use instead
    ```json kind=resource resource-type=AWS::S3::Bucket
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::faces/*",
      "Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}}}}
    ```

    ## References
    - [AWS global condition context keys: aws:PrincipalOrgID](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid)
    - [AWS global condition context keys: aws:SourceOrgID](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid)
    """
    found = [one for one in clauses(statement, ctx.catalogue) if _is_tested(one)]
    services = [one for one in statement.principals if one.type == "Service" and not one.negated]
    if not found or not services or len(services) < len(statement.principals):
        return
    listed = ", ".join(f'"{one.condition.key.value}"' for one in found)
    key = found[0].condition.key
    instead = for_services(key.value)
    yield Found(
        key.span,
        f'requests of "{services[0].value}" have no {listed}'
        + (f'; use "{instead}"' if instead else "; test a key about the source of the call"),
        "unsupported-condition-key-for-service-principal",
        related=(
            Related(services[0].text.span, "a service that calls for itself"),
            *(Related(one.condition.key.span, "not there either") for one in found[1:]),
        ),
        citation=for_condition_key(key.value),
        fixes=rewrites(key.inner, (instead,)) if instead and len(found) == 1 else None,
    )


def _is_tested(clause: Clause) -> bool:
    asks = clause.use is not None and clause.base != "Null" and not clause.if_exists
    return asks and is_of_iam_principals(clause.name)
