"""The rule on entries of Resource that are no ARN."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.arn import may_span
from iamsight.policy.arns import RESOURCE, citation, completed, is_shorthand, readings
from iamsight.policy.editing import editable
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, Severity, rewrites, rule

_SHAPE = "arn:partition:service:region:account:resource"


@rule(
    "invalid-arn",
    since="0.1",
    cites="arn",
    checks=["invalid-arn-prefix", "missing-arn-field"],
    severity=Severity.ERROR,
    kinds=set(Kind) - {Kind.TRUST},
)
def invalid_arn(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An entry of Resource is no ARN.

    ## Why is this bad?
    AWS refuses a policy whose resources are written in another way than as ARNs or `*`. An ARN starts with `arn:` and
    has six fields: arn:partition:service:region:account:resource. Some of the fields are empty for some services, as
    Region and account are in `arn:aws:s3:::my-bucket`, but their colons are always there.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": ["my-bucket", "arn:aws:s3:my-bucket"]}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::my-bucket"}}
    ```

    ## References
    - [IAM identifiers: IAM ARNs](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns)
    """
    for entry, reading in readings(statement, ctx.catalogue):
        arn = reading.arn
        if arn.prefix.text != "arn" or arn.fields == 1:
            if may_span(arn.prefix.text) or is_shorthand(entry.value, ctx.kind):
                continue
            span = entry.text.slice(arn.prefix.start, arn.prefix.end) if arn.fields > 1 else entry.text.span
            yield Found(
                span,
                f'"{entry.value}" is no ARN; it must start with "arn:" or be "*"',
                "invalid-arn-prefix",
                fixes=rewrites(editable(entry.text), _mended(entry.value)),
            )
        elif arn.fields < RESOURCE and not may_span(entry.value):
            yield Found(
                entry.text.span,
                f"an ARN has six fields, {_SHAPE}; this one has {arn.fields}",
                "missing-arn-field",
                citation=citation(reading),
                fixes=rewrites(editable(entry.text), completed(reading, ctx.catalogue)),
            )


def _mended(value: str) -> tuple[str, ...]:
    """The ARN that was meant, if white space, another case or the first field left out is all that is wrong."""
    stripped = value.strip()
    prefix, colon, rest = stripped.partition(":")
    if stripped != value or (prefix.lower() == "arn" and colon):
        return (f"arn:{rest}",) if prefix.lower() == "arn" else ()
    return (f"arn:{value}",) if value.startswith(("aws:", "aws-cn:", "aws-us-gov:")) and value.count(":") >= 4 else ()
