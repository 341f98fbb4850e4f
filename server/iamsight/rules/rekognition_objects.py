"""The rule `rekognition-objects`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from iamsight.catalogue.documentation import for_situation
from iamsight.catalogue.patterns import matches
from iamsight.policy.editing import added
from iamsight.policy.grants import entries_for, grants
from iamsight.policy.model import ActionPattern, Kind, Placed, Policy
from iamsight.policy.rekognition_uses import uses
from iamsight.rule import Change, Context, Fix, Found, Related, Severity, rule

_READ, _VERSION = "s3:GetObject", "s3:GetObjectVersion"


@rule("rekognition-objects", since="0.1", cites="Action", severity=Severity.HINT, kinds=[Kind.IDENTITY])
def rekognition_objects(policy: Policy, ctx: Context) -> Iterator[Found]:
    """Images and videos in S3 are to be analysed, and cannot be read.

    ## Why is this bad?
    Rekognition reads an image or a video that lies in S3 with the permissions of who calls the operation. They need
    `s3:GetObject` on it, and `s3:GetObjectVersion` where the bucket keeps versions. Looked for only in policies that
    allow something in S3, since others may be for images that are sent with the request, and told once.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"},
      {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::photos"}]}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"},
      {"Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion"], "Resource": "arn:aws:s3:::photos/*"}]}
    ```

    ## References
    - [How Amazon Rekognition works with IAM: resource-based policies](https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_service-with-iam.html#security_iam_service-with-iam-resource-based-policies)
    """
    use = next(uses(policy, "s3-input"), None)
    granted = grants(policy)
    if use is None or not granted.mentions("s3"):
        return
    citation = for_situation("policy for images in S3")
    if not granted.allows(_READ):
        mention = next(_entries(policy, "s3:*"), None)
        if mention is None:
            return  # what mentions S3 is still being typed
        placed, entry = mention
        yield Found(
            use.span,
            f'"{use.entry}" reads from S3 with the caller\'s permissions; allow "{_READ}" on the objects too',
            statement=use.statement,
            related=(Related(entry.text.span, "what is allowed in S3", placed.index),),
            citation=citation,
            fixes=_adding(placed, _READ) if _is_about_objects(placed) else None,
        )
    elif not granted.allows(_VERSION):
        for placed, entry in islice(_entries(policy, _READ.lower()), 1):
            yield Found(
                entry.text.span,
                f'Rekognition also takes "{_VERSION}" where the bucket keeps versions; allow it if it does',
                statement=placed.index,
                citation=citation,
                fixes=_adding(placed, _VERSION),
            )


def _entries(policy: Policy, pattern: str) -> Iterator[tuple[Placed, ActionPattern]]:
    """The entries for S3 that a pattern in lower case matches, in statements with Allow."""
    for placed in grants(policy).allowing("s3"):
        for entry in entries_for(placed.statement, "s3"):
            if matches(pattern, entry.value.lower()):
                yield placed, entry


def _is_about_objects(placed: Placed) -> bool:
    """Whether a statement names objects, or everything."""
    return any(one.value == "*" or "/" in one.value for one in placed.statement.resources if not one.negated)


def _adding(placed: Placed, action: str) -> Callable[[], list[Fix]] | None:
    member = placed.statement.elements.get("Action")
    if member is None:
        return None
    changes = tuple(Change(*edit, placed.index) for edit in added(member.value, f'"{action}"'))
    return lambda: [Fix(f'Add "{action}"', changes)]
