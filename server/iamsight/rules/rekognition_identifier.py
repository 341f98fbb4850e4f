"""The rule on identifiers in Rekognition ARNs that the service does not accept."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_element
from iamsight.catalogue.model import ResourceType
from iamsight.catalogue.patterns import matches
from iamsight.catalogue.rekognition import PREFIX, check_identifier, identifiers_in
from iamsight.policy.arns import Reading, formats_of, readings
from iamsight.policy.editing import editable
from iamsight.policy.model import Kind, ResourcePattern, Statement
from iamsight.policy.slips import meant_resources
from iamsight.rule import Context, Found, rewrites, rule
from iamsight.text import Span


@rule("rekognition-identifier", since="0.1", cites="Resource", kinds=set(Kind) - {Kind.TRUST})
def rekognition_identifier(statement: Statement, ctx: Context) -> Iterator[Found]:
    """The ARN of a Rekognition resource holds a name that the service does not accept.

    ## Why is this bad?
    Names of collections, projects, model versions and stream processors are letters, digits and `_.-`. The ARNs of
    projects, model versions and datasets end with the time of their creation, a number of milliseconds. An ARN with
    something else in it can name nothing that exists.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:ListFaces",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/My Collection!"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:ListFaces",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/My_Collection"}}
    ```

    ## References
    - [Amazon Rekognition identity-based policies: Resources](https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_service-with-iam.html#security_iam_service-with-iam-id-based-policies-resources)
    - [CreateCollection](https://docs.aws.amazon.com/rekognition/latest/APIReference/API_CreateCollection.html)
    """
    for entry, reading in readings(statement, ctx.catalogue):
        if PREFIX not in reading.services or not reading.types:
            continue
        types = [one for one in reading.types if _has_words_of(one, reading)]
        problems = min((_problems(entry, reading, one) for one in types), key=len, default=[])
        for span, message in problems:
            yield Found(span, message, citation=for_element("Resource", PREFIX))
        if not types and reading.fits and not ctx.catalogue.resource_types_for_arn(entry.value, PREFIX):
            yield _unlike_any(entry, reading, ctx)


def _has_words_of(kind: ResourceType, reading: Reading) -> bool:
    """Whether the resource part has the fixed words of the type, and as many parts."""
    form = kind.formats[0].resource.split("/")
    parts = reading.arn.resource.text.split("/")
    return len(form) == len(parts) and all(
        "$" in word or matches(part, word) for word, part in zip(form, parts, strict=True)
    )


def _problems(entry: ResourcePattern, reading: Reading, kind: ResourceType) -> list[tuple[Span, str]]:
    """What the service would not accept, if the ARN is meant to be of this type."""
    found = []
    for placeholder, field in identifiers_in(reading.arn, kind):
        wrong = check_identifier(kind.name, placeholder, field.text)
        if wrong:
            found.append((entry.text.slice(field.start, field.end) if field.text else entry.text.span, wrong))
    return found


def _unlike_any(entry: ResourcePattern, reading: Reading, ctx: Context) -> Found:
    field = reading.arn.resource
    meant = meant_resources(reading.arn, [form for _, form in formats_of(reading.arn, (PREFIX,), ctx.catalogue)])
    message = f'no resource of Amazon Rekognition is called "{field.text}"'
    return Found(
        entry.text.slice(field.start, field.end),
        message + (f'; did you mean "{meant[0]}"?' if meant else ""),
        citation=for_element("Resource", PREFIX),
        fixes=rewrites(editable(entry.text, field.start, field.end), meant),
    )
