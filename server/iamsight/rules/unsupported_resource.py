"""The rule `unsupported-resource`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.arn import Arn, may_span, resource_part_meets, split_arn
from iamsight.catalogue.attached_policies import Attached, attached_to
from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.patterns import has_wildcard
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rule


@rule(
    "unsupported-resource",
    since="0.1",
    cites="Resource",
    checks=["unsupported-resource-arn-in-policy"],
    kinds=[Kind.RESOURCE],
)
def unsupported_resource(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A resource policy names a resource other than the one it is attached to.

    ## Why is this bad?
    AWS refuses the policy. The policy of a bucket is about that bucket (`arn:aws:s3:::BUCKET`) and its objects
    (`arn:aws:s3:::BUCKET/*`), and says so in full: even `*` is refused there.

    ## Example
    ```json kind=resource resource-type=AWS::S3::Bucket
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:role/vision"},
        "Action": "s3:GetObject",
        "Resource": "*"
      }
    }
    ```

    ## Use instead
    ```json kind=resource resource-type=AWS::S3::Bucket
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:role/vision"},
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::example-photos/*"
      }
    }
    ```

    ## References
    - [IAM User Guide: Resource](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
    """
    attached = attached_to(ctx.resource_type) if ctx.resource_type else None
    if attached is None:
        return
    for entry in statement.resources:
        if entry.text.closed and not _may_name(entry.value, attached, ctx.catalogue):
            yield Found(
                entry.text.span,
                f'"{entry.value}" does not name {attached.named}; write it as in "{attached.example}"',
                "unsupported-resource-arn-in-policy",
            )


def _may_name(value: str, attached: Attached, catalogue: Catalogue) -> bool:
    """Whether an entry of Resource names what the policy is attached to, or is wrong in another way."""
    arn = split_arn(value)
    if value and not value.strip("*"):
        return attached.star
    if not arn.complete or has_wildcard(arn.service.text) or any(map(may_span, (arn.region.text, arn.account.text))):
        return True
    if arn.service.text not in attached.services:
        return not catalogue.is_arn_service(arn.service.text)
    types = {one.name for prefix in attached.services for one in catalogue.resource_types_for_arn(value, prefix)}
    return bool(types & attached.resources) or (not types and _is_named_so(arn, attached, catalogue))


def _is_named_so(arn: Arn, attached: Attached, catalogue: Catalogue) -> bool:
    """Whether the resource part alone would do: then Region or account are wrong, which is said elsewhere."""
    kinds = [catalogue.resource_type(prefix, name) for prefix in attached.services for name in attached.resources]
    return any(resource_part_meets(arn, form) for kind in kinds if kind for form in kind.formats)
