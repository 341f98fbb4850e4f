"""The rule on the service field of ARNs."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.nearest import nearest
from iamsight.policy.arns import SERVICE, citation, place, readings
from iamsight.policy.editing import editable
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, Severity, rewrites, rule


@rule(
    "arn-service",
    since="0.1",
    cites="arn",
    checks=["invalid-service", "invalid-arn-service-case", "wildcard-in-service-name"],
    severity=Severity.ERROR,
    kinds=set(Kind) - {Kind.TRUST},
)
def arn_service(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An ARN has a service that does not exist, is spelt in upper case, or is a wildcard.

    ## Why is this bad?
    The third field of an ARN is the service, in lower case; it is compared as it is written, unlike the prefix of an
    action. AWS advises against wildcards there: they reach services that do not exist yet.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:ListFaces",
      "Resource": "arn:aws:Rekognition:us-east-1:123456789012:collection/staff"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:ListFaces",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/staff"}}
    ```

    ## References
    - [IAM JSON policy elements: Resource](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards)
    """
    for entry, reading in readings(statement, ctx.catalogue):
        field, lower = reading.arn.service, reading.arn.service.text.lower()
        if reading.certain < SERVICE or reading.services or ctx.catalogue.retired_service(lower):
            continue
        near: tuple[str, ...] = ()
        if "*" in lower or "?" in lower:
            code, message = "wildcard-in-service-name", "name the service of the ARN instead of a wildcard"
        elif "$" in lower:
            continue
        elif lower != field.text and ctx.catalogue.is_arn_service(lower):
            near = (lower,)
            code, message = "invalid-arn-service-case", f'the service of an ARN is in lower case: "{lower}"'
        else:
            near = _nearest(lower, ctx.catalogue)
            code, message = "invalid-service", f'there is no service "{field.text}"'
            message = message if field.text else "the service is missing"
            message += f'; did you mean "{near[0]}"?' if near else ""
        yield Found(
            place(entry, field),
            message,
            code,
            citation=citation(reading),
            fixes=rewrites(editable(entry.text, field.start, field.end), near),
        )


def _nearest(service: str, catalogue: Catalogue) -> tuple[str, ...]:
    """What ARNs have in that field and was probably meant."""
    found = [one for one in catalogue.nearest_services(service) if one in catalogue.arn_services]
    return tuple(dict.fromkeys((*found, *nearest(service, sorted(catalogue.arn_services)))))[:3]
