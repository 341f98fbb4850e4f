"""The rule `invalid-service-principal`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iamsight.catalogue.nearest import nearest
from iamsight.catalogue.partitions import partitions, regions, service_principals
from iamsight.policy.editing import editable
from iamsight.policy.guards import base_of
from iamsight.policy.leftovers import leftover_in_arn
from iamsight.policy.model import Statement
from iamsight.policy.text import Text, parts_of
from iamsight.rule import Context, Found, rewrites, rule

_ONE_LABEL = r"[a-z0-9-]+"
_LABELS = rf"{_ONE_LABEL}(?:\.{_ONE_LABEL})*"
_BY_KEY = {
    "aws:calledvia": _ONE_LABEL,
    "aws:calledviafirst": _ONE_LABEL,
    "aws:calledvialast": _ONE_LABEL,
    "aws:principalservicename": _LABELS,
    "aws:principalservicenameslist": _LABELS,
}
_VIA_SERVICE = "kms:viaservice"
_OPERATORS = ("StringEquals", "StringNotEquals", "StringLike", "StringNotLike")
_OPEN = re.compile(r"[*?$<>{}\ufffc]")


@rule(
    "invalid-service-principal",
    since="0.1",
    needs=["Principal", "NotPrincipal", "Condition"],
    cites="service-principal",
    checks=["invalid-service-principal-format"],
)
def invalid_service_principal(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A value that should be a service principal is none.

    ## Why is this bad?
    Services are named as in `rekognition.amazonaws.com`, in lower case; for `kms:ViaService` with their Region, as in
    `s3.us-east-1.amazonaws.com`. AWS refuses other names as `Principal`, and in a condition they match nothing.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "rekognition"},
        "Action": "sts:AssumeRole"
      }
    }
    ```

    ## Use instead
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "rekognition.amazonaws.com"},
        "Action": "sts:AssumeRole"
      }
    }
    ```

    ## References
    - [IAM User Guide: AWS service principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services)
    """
    for principal in statement.principals:
        if principal.type == "Service" and _is_judged(principal.text):
            yield from _judged(principal.text, _LABELS, principal.value.lower())
    for condition in statement.conditions:
        key = condition.key.value.lower()
        if (key in _BY_KEY or key == _VIA_SERVICE) and base_of(condition) in _OPERATORS:
            for text in filter(_is_judged, condition.values):
                if key in _BY_KEY:
                    yield from _judged(text, _BY_KEY[key], text.value)
                elif not _is_regional(text.value):
                    yield _found(text, 'names no service of a Region; write it as "SERVICE.REGION.amazonaws.com"', ())


def _is_judged(text: Text) -> bool:
    """Whether a value is written in full: no wildcards, variables or placeholders."""
    return text.closed and not _OPEN.search(text.value) and leftover_in_arn(text.value) is None


def _is_service(value: str, labels: str) -> bool:
    return any(value.endswith(one) and re.fullmatch(labels, value[: -len(one)]) for one in _suffixes())


def _is_regional(value: str) -> bool:
    parts = value.split(".")
    return _is_service(value, _LABELS) and any(part in regions() for part in parts[1:])


def _suffixes() -> list[str]:
    return [f".{suffix}" for suffix in ("amazon.com", *dict.fromkeys(one.dns_suffix for one in partitions().values()))]


def _judged(text: Text, labels: str, value: str) -> Iterator[Found]:
    """What there is to say of a value without a Region; `labels` says what may stand before the domain."""
    if _is_service(value, labels):
        return
    if _is_service(value, _LABELS):
        yield _found(text, 'has too many names before the domain; here it is "SERVICE.amazonaws.com"', ())
        return
    full = f"{value.lower()}.amazonaws.com"
    meant = (full,) if full in service_principals() else nearest(value, sorted(service_principals()))[:1]
    advice = f'did you mean "{meant[0]}"?' if meant else 'write it as "SERVICE.amazonaws.com"'
    yield _found(text, f"is not how a service is named; {advice}", meant)


def _found(text: Text, what: str, meant: tuple[str, ...]) -> Found:
    return Found(
        text.span,
        f'"{text.value}" {what}',
        "invalid-service-principal-format",
        fixes=rewrites(editable(text) if parts_of(text) else None, meant),
    )
