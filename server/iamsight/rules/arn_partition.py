"""The rule on the partition field of ARNs."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.nearest import nearest
from iamsight.catalogue.partitions import partitions, service_in_partition
from iamsight.policy.arns import PARTITION, Reading, citation, place, readings
from iamsight.policy.editing import editable
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, Severity, rewrites, rule


@rule(
    "arn-partition",
    since="0.1",
    cites="arn",
    checks=["invalid-partition"],
    severity=Severity.ERROR,
    kinds=set(Kind) - {Kind.TRUST},
)
def arn_partition(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An ARN has a partition that does not exist, or where its service does not run.

    ## Why is this bad?
    The second field of an ARN is the partition: `aws`, `aws-cn` for the Regions in China, `aws-us-gov` for those of
    GovCloud, and a few more. In a partition that does not exist, or that does not have the service, there is nothing
    that the ARN could name.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:ListFaces",
      "Resource": "arn:aws-cn:rekognition:cn-north-1:123456789012:collection/staff"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:ListFaces",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/staff"}}
    ```

    ## References
    - [IAM identifiers: IAM ARNs](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns)
    """
    for entry, reading in readings(statement, ctx.catalogue):
        field = reading.arn.partition
        if reading.certain < PARTITION:
            continue
        near: tuple[str, ...] = ()
        if not reading.partitions:
            near = nearest(field.text, partitions()) if field.text else ("aws",)
            message = f'there is no partition "{field.text}"' if field.text else "the partition is missing"
            message += f'; did you mean "{near[0]}"?' if near else ""
        elif field.text in partitions() and not _has_service(reading, field.text):
            name = ctx.catalogue.service_name(reading.services[0])
            message = f'{name} does not run in the partition "{field.text}"'
        else:
            continue
        yield Found(
            place(entry, field),
            message,
            "invalid-partition",
            citation=citation(reading),
            fixes=rewrites(editable(entry.text, field.start, field.end), near),
        )


def _has_service(reading: Reading, partition: str) -> bool:
    """Whether one of the services that the ARN may be of runs in the partition, as far as the data can tell."""
    return not reading.services or any(service_in_partition(one, partition) for one in reading.services)
