"""The rule `public-access`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.audience import admits_all, is_anybody
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rule


@rule("public-access", since="0.1", cites="anonymous-principal", kinds=[Kind.RESOURCE, Kind.TRUST])
def public_access(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A resource is open to everybody.

    ## Why is this bad?
    `*` as principal is every AWS account, and where the service allows it, people without one. Conditions on how or
    when a request is made, such as `aws:SecureTransport`, keep nobody out. Name the principals, or test
    `aws:PrincipalOrgID`, `aws:SourceArn`, `aws:SourceVpce` or another key that tells who calls. Where the public is
    meant, as for a web site, switch the rule off for that statement.

    ## Example
    ```json kind=resource resource-type=AWS::S3::Bucket
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::faces/*"}}
    ```

    ## Use instead
    ```json kind=resource resource-type=AWS::S3::Bucket
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::faces/*",
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}}
    ```

    ## References
    - [AWS JSON policy elements: Principal, All principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous)
    - [AWS global condition context keys: aws:PrincipalOrgID](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid)
    """
    if not statement.allows:
        return
    anybody = [one for one in statement.principals if one.text.closed and is_anybody(one)]
    if not anybody or not admits_all(statement):
        return
    what = "assume the role" if ctx.kind is Kind.TRUST else "do this"
    for principal in anybody:
        yield Found(
            principal.text.span,
            f'"{principal.value}" lets everybody {what}; name the principals, or test who calls in "Condition"',
        )
