"""The rule on the audience of identity providers' tokens."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.key_facts import is_built_in_provider
from iamsight.policy.condition_edits import under
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, mends, rule


@rule(
    "audience-claim",
    since="0.1",
    needs=["Condition"],
    cites="oidc-keys",
    checks=["foranyvalue-with-audience-claim-type", "confirm-audience-claim-type"],
    kinds=[Kind.TRUST],
)
def audience_claim(statement: Statement, ctx: Context) -> Iterator[Found]:
    """The audience of a token is tested, which may be one value or several.

    ## Why is this bad?
    With `ForAnyValue:` a token passes that is for other applications too. The tokens of most providers have one
    audience, for which the plain operator is right. Look at those of your provider; if they have several, test with
    `ForAllValues:` and ask with `Null` that the claim is there.

    ## Example
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
      "Principal": {"Federated": "cognito-identity.amazonaws.com"},
      "Condition": {"ForAnyValue:StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-1:11111111"}}}}
    ```

    ## Use instead
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
      "Principal": {"Federated": "cognito-identity.amazonaws.com"},
      "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-1:11111111"}}}}
    ```

    ## References
    - [IAM and AWS STS condition context keys: OIDC federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif)
    """
    for clause in clauses(statement, ctx.catalogue):
        host, _, claim = clause.name.rpartition(":")
        if claim == "aud" and clause.use and clause.base != "Null":
            found = _judge(clause, host)
            if found:
                yield found


def _judge(clause: Clause, host: str) -> Found | None:
    key, use = clause.condition.key, clause.use
    if use and clause.qualifier == "ForAnyValue":
        plain = use._replace(qualifier=None).text
        return Found(
            key.span,
            f'with "ForAnyValue" a token for another audience too passes; use "{plain}" if "{key.value}" has one value',
            "foranyvalue-with-audience-claim-type",
            fixes=mends(f'Use "{plain}"', under(clause, plain)),
        )
    if "." in host and not is_built_in_provider(host):
        return Found(
            key.span,
            f'make sure that "{key.value}" has one value in the tokens of "{host}", or test it with "ForAllValues"',
            "confirm-audience-claim-type",
        )
    return None
