"""The rule on the resource part of ARNs."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.arns import RESOURCE, citation, formats_of, meets_as_text, readings, shown
from iamsight.policy.editing import editable
from iamsight.policy.model import Kind, Statement
from iamsight.policy.slips import meant_resources
from iamsight.rule import Context, Found, rewrites, rule


@rule("arn-resource", since="0.1", cites="Resource", checks=["invalid-arn-resource"], kinds=set(Kind) - {Kind.TRUST})
def arn_resource(statement: Statement, ctx: Context) -> Iterator[Found]:
    """The resource part of an ARN fits no resource type of its service.

    ## Why is this bad?
    What stands behind the account says of which type a resource is, and names it: `collection/staff`. With a word
    that no resource type has, or with a part missing, the ARN names nothing. AWS lets an account of `*` run over
    colons and accepts such an ARN nevertheless; then this is a warning, and only where it is clear what was meant.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:ListFaces",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collections/staff"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:ListFaces",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/staff"}}
    ```

    ## References
    - [Amazon Rekognition identity-based policies: Resources](https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_service-with-iam.html#security_iam_service-with-iam-id-based-policies-resources)
    - [IAM JSON policy elements: Resource](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
    """
    for entry, reading in readings(statement, ctx.catalogue):
        arn = reading.arn
        if arn.fields < RESOURCE or not reading.services or reading.types:
            continue
        formats = [form for _, form in formats_of(arn, reading.services, ctx.catalogue)]
        if not formats:
            continue
        meant = meant_resources(arn, formats)
        accepted = any(meets_as_text(arn, form) for form in formats)
        if accepted and (not meant or meant[0].replace(":", "/") == arn.resource.text.replace(":", "/")):
            continue  # nobody but AWS knows which separators it takes
        name = ctx.catalogue.service_name(reading.services[0]) or reading.services[0]
        message = f'no resource type of {name} has an ARN with "{shown(arn.resource.text)}"'
        message = message if arn.resource.text else "the resource is missing behind the account"
        message += f'; did you mean "{shown(meant[0])}"?' if meant else ""
        field = arn.resource
        yield Found(
            entry.text.slice(field.start, field.end) if field.text else entry.text.span,
            message,
            None if accepted else "invalid-arn-resource",
            citation=citation(reading),
            fixes=rewrites(editable(entry.text, field.start, field.end), meant),
        )
