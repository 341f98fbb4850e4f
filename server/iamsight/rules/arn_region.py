"""The rule on the Region field of ARNs."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue import rekognition
from iamsight.catalogue.nearest import nearest
from iamsight.catalogue.partitions import partition_of, partitions, regions_of
from iamsight.catalogue.patterns import has_wildcard, matches
from iamsight.policy.arns import REGION, Reading, citation, place, readings
from iamsight.policy.editing import editable
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rewrites, rule


@rule(
    "arn-region",
    since="0.1",
    cites="arn",
    checks=["invalid-arn-region", "arn-region-not-allowed", "missing-arn-region"],
    kinds=set(Kind) - {Kind.TRUST},
)
def arn_region(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An ARN has a Region that does not exist, that it must not have, or none where it needs one.

    ## Why is this bad?
    Most resources lie in a Region, and their ARNs name it in the fourth field. Those of global services, and buckets
    of Amazon S3, leave the field empty. An ARN that is written in another way names nothing.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:ListFaces",
      "Resource": "arn:aws:rekognition:us-esat-1:123456789012:collection/staff"}}
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
        found = _judge(reading, ctx) if reading.certain >= REGION and reading.partitions else None
        if found:
            message, code, instead = found
            field = reading.arn.region
            yield Found(
                place(entry, field),
                message,
                code,
                citation=citation(reading),
                fixes=rewrites(
                    editable(entry.text, field.start, field.end),
                    instead,
                    'Change the Region to "{}"' if any(instead) else "Remove the Region",
                ),
            )


def _judge(reading: Reading, ctx: Context) -> tuple[str, str | None, tuple[str, ...]] | None:
    """What is wrong with the field, the check's id, and what may stand there instead."""
    region = reading.arn.region.text
    if not region:
        if not reading.formats or not all(form.region for form in reading.formats):
            return None
        return 'the Region is missing; write one, or "*" for all', "missing-arn-region", ("*",)
    known = [one for name in reading.partitions for one in partitions()[name].regions]
    if has_wildcard(region):
        if any(matches(region, one) for one in known):
            return None
        return f'no Region matches "{region}"', "invalid-arn-region", ()
    if reading.formats and not any(form.region for form in reading.formats):
        name = reading.types[0].name
        return f"the ARN of this resource type ({name}) has no Region", "arn-region-not-allowed", ("",)
    if region not in known:
        elsewhere = partition_of(region)
        if elsewhere:
            return f'"{region}" is a Region of the partition "{elsewhere}"', "invalid-arn-region", ()
        near = nearest(region, known)
        message = f'there is no Region "{region}"' + (f'; did you mean "{near[0]}"?' if near else "")
        return message, "invalid-arn-region", near
    if not reading.services or any(_runs_in(one, reading, region) for one in reading.services):
        return None
    name = ctx.catalogue.service_name(reading.services[0]) or reading.services[0]
    # the list of Rekognition is exact; a list that lags behind must not become an error
    code = "invalid-arn-region" if rekognition.PREFIX in reading.services else None
    return f'{name} does not run in "{region}"', code, ()


def _runs_in(service: str, reading: Reading, region: str) -> bool:
    listed = [regions_of(service, name) for name in reading.partitions]
    return any(one is None or not one or region in one for one in listed)
