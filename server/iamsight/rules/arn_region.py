"""The rule on the Region field of ARNs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from iamsight.catalogue.arn import Field
from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.nearest import nearest
from iamsight.catalogue.partitions import partition_of, partitions, regions_of, service_in_partition
from iamsight.catalogue.patterns import has_wildcard, matches
from iamsight.catalogue.rekognition import PREFIX
from iamsight.policy.arns import REGION, Reading, citation, names_anything, place, read, readings
from iamsight.policy.editing import editable
from iamsight.policy.model import Kind, Statement
from iamsight.policy.parts import ENTRIES_KEPT
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
        wrong = _judge(entry.value, ctx.catalogue) if reading.certain >= REGION else None
        if wrong:
            field = wrong.field or reading.arn.region
            yield Found(
                place(entry, reading.arn.region),
                wrong.message,
                wrong.code,
                citation=citation(reading),
                fixes=rewrites(editable(entry.text, field.start, field.end), wrong.instead, wrong.title),
            )


class _Wrong(NamedTuple):
    """What is wrong, the check's id, and what may stand in the field (by default the Region) instead."""

    message: str
    code: str | None
    instead: tuple[str, ...] = ()
    title: str = 'Change the Region to "{}"'
    field: Field | None = None


@lru_cache(maxsize=ENTRIES_KEPT)
def _judge(value: str, catalogue: Catalogue) -> _Wrong | None:
    reading = read(value, catalogue)
    region, formats = reading.arn.region.text, reading.formats
    if not reading.partitions:
        return None
    if not region:
        if not formats or not all(form.region for form in formats) or names_anything(reading):
            return None
        return _Wrong('the Region is missing; write one, or "*" for all', "missing-arn-region", ("*",))
    known = [one for name in reading.partitions for one in partitions()[name].regions]
    if has_wildcard(region):
        wrong = _Wrong(f'no Region matches "{region}"', "invalid-arn-region")
        return None if any(matches(region, one) for one in known) else wrong
    if formats and not any(form.region for form in formats):
        message = f"the ARN of this resource type ({reading.types[0].name}) has no Region"
        return _Wrong(message, "arn-region-not-allowed", ("",), "Remove the Region")
    if region not in known:
        return _not_in_partition(reading, region, known)
    if not reading.services or any(_runs_in(one, reading, region) for one in reading.services):
        return None
    name = catalogue.service_name(reading.services[0]) or reading.services[0]
    # the list of Rekognition is exact; a list that lags behind must not become an error
    return _Wrong(f'{name} does not run in "{region}"', "invalid-arn-region" if PREFIX in reading.services else None)


def _not_in_partition(reading: Reading, region: str, known: list[str]) -> _Wrong:
    elsewhere = partition_of(region)
    if elsewhere is None:
        near = nearest(region, known)
        message = f'there is no Region "{region}"' + (f'; did you mean "{near[0]}"?' if near else "")
        return _Wrong(message, "invalid-arn-region", near)
    message = f'"{region}" is a Region of the partition "{elsewhere}"'
    runs = any(service_in_partition(one, elsewhere) for one in reading.services)
    title, field = 'Change the partition to "{}"', reading.arn.partition
    return _Wrong(message, "invalid-arn-region", (elsewhere,) if runs else (), title, field)


def _runs_in(service: str, reading: Reading, region: str) -> bool:
    listed = [regions_of(service, name) for name in reading.partitions]
    return any(one is None or not one or region in one for one in listed)
