"""The rule on the account field of ARNs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.facts import facts
from iamsight.catalogue.patterns import has_wildcard
from iamsight.policy.arns import ACCOUNT, REGION, Reading, citation, names_anything, place, read, readings
from iamsight.policy.editing import editable
from iamsight.policy.model import Kind, Statement
from iamsight.policy.parts import ENTRIES_KEPT
from iamsight.rule import Context, Found, Severity, rewrites, rule

_DIGITS = 12


@rule(
    "arn-account",
    since="0.1",
    cites="arn",
    checks=["invalid-arn-account", "arn-account-not-allowed", "missing-arn-account"],
    severity=Severity.ERROR,
    kinds=set(Kind) - {Kind.TRUST},
)
def arn_account(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An ARN has an account that cannot be one, that it must not have, or none where it needs one.

    ## Why is this bad?
    The fifth field of an ARN is the ID of the account that owns the resource: twelve digits without hyphens. Some
    types, such as buckets of Amazon S3, leave it empty. An ARN that is written in another way names nothing.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:ListFaces",
      "Resource": "arn:aws:rekognition:us-east-1:1234-5678-9012:collection/staff"}}
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
        field = reading.arn.account
        # behind a computed Region only digits are surely the account
        certain = reading.certain >= ACCOUNT or (reading.certain == REGION - 1 and field.text.isdigit())
        found = _judge(entry.value, ctx.catalogue) if certain else None
        if found:
            message, code, instead = found
            yield Found(
                place(entry, field),
                message,
                code,
                citation=citation(reading),
                fixes=rewrites(
                    editable(entry.text, field.start, field.end),
                    instead,
                    'Change the account to "{}"' if any(instead) else "Remove the account",
                ),
            )


@lru_cache(maxsize=ENTRIES_KEPT)
def _judge(value: str, catalogue: Catalogue) -> tuple[str, str, tuple[str, ...]] | None:
    """What is wrong with the field, the check's id, and what may stand there instead."""
    reading = read(value, catalogue)
    account, formats = reading.arn.account.text, reading.formats
    if not account:
        if not formats or not all(form.account for form in formats) or _may_be_owned_by_aws(reading):
            return None
        return 'the account is missing; write its ID, or "*" for any', "missing-arn-account", ("*",)
    if has_wildcard(account) or account == "aws" or any(form.account == account for form in formats):
        return None
    bare = account.replace("-", "").replace(" ", "")
    plain = account.isdecimal() and account.isascii()
    if not (plain and len(account) == _DIGITS):
        has = f"has {len(account)}" if plain else "is none"
        message = f'the ID of an account has {_DIGITS} digits; "{account}" {has}'
        # other alphabets have digits too
        meant = ("".join(str(int(digit)) for digit in bare),) if bare.isdecimal() and len(bare) == _DIGITS else ()
        return message, "invalid-arn-account", meant
    if formats and not any(form.account for form in formats):
        name = reading.types[0].name
        return f"the ARN of this resource type ({name}) has no account", "arn-account-not-allowed", ("",)
    return None


def _may_be_owned_by_aws(reading: Reading) -> bool:
    """Whether the ARN may name a resource of AWS's own, which has no account, or anything at all."""
    owned = facts("arns")["owned_by_aws"].get(reading.arn.service.text, ())
    return names_anything(reading) or any(kind.name in owned for kind in reading.types)
