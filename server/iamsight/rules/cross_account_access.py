"""The rule `cross-account-access`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.audience import account_in
from iamsight.policy.guards import tests
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, Severity, rule

_GUARDS = {"sts:externalid", "aws:principalorgid", "aws:principalorgpaths", "aws:principalarn"}


@rule(
    "cross-account-access",
    since="0.1",
    cites="account-principal",
    severity=Severity.HINT,
    kinds=[Kind.RESOURCE, Kind.TRUST],
)
def cross_account_access(statement: Statement, ctx: Context) -> Iterator[Found]:
    """Another account has access.

    ## Why is this bad?
    It need not be: accounts share resources on purpose. But whoever that account lets in has the access too, and you do
    not see who that is. Where the account is a third party's, test `sts:ExternalId` in the trust policy; where it is of
    your organization, test `aws:PrincipalOrgID`. Which account is yours is read from the resources that the statement
    names; without any, several accounts in one statement cannot all be yours.

    ## Example
    ```json kind=resource resource-type=AWS::SNS::Topic
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "sns:Publish",
      "Resource": "arn:aws:sns:us-east-1:123456789012:AmazonRekognition-done"}}
    ```

    ## Use instead
    ```json kind=resource resource-type=AWS::SNS::Topic
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "sns:Publish",
      "Resource": "arn:aws:sns:us-east-1:123456789012:AmazonRekognition-done",
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}}
    ```

    ## References
    - [AWS JSON policy elements: Principal, AWS account principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts)
    - [Access to AWS accounts owned by third parties](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html#id_roles_third-party_external-id)
    """
    admitted = [
        (one, account)
        for one in statement.principals
        if one.type == "AWS" and not one.negated and (account := account_in(one.value))
    ]
    if not admitted or not statement.allows:
        return
    conditions = tests(statement)
    if conditions is None or any(one.key.value.lower() in _GUARDS for one in conditions):
        return
    own = {account for one in statement.resources if (account := account_in(one.value))}
    guard = "sts:ExternalId" if ctx.kind is Kind.TRUST else "aws:PrincipalOrgID"
    if own:
        for principal, account in admitted:
            if account not in own:
                yield Found(
                    principal.text.span,
                    f'"{account}" is not the account of the resource; if it is one of yours, test "{guard}"',
                )
    elif len({account for _, account in admitted}) > 1:
        principal, account = admitted[-1]
        yield Found(
            principal.text.span,
            f'"{account}" is not the only account that is let in; test "{guard}" for those that are not yours',
        )
