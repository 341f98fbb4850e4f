"""The rule `rekognition-passed-to-service`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iamsight.catalogue.documentation import for_situation
from iamsight.catalogue.patterns import matches
from iamsight.catalogue.rekognition import PRINCIPAL
from iamsight.policy.grants import entries_for, grants
from iamsight.policy.guards import tests, with_test
from iamsight.policy.model import ActionPattern, Kind, Placed, Policy
from iamsight.policy.rekognition_uses import uses
from iamsight.rule import Change, Context, Fix, Found, Related, Severity, rule

_ACTION, _KEY = "iam:passrole", "iam:PassedToService"


@rule("rekognition-passed-to-service", since="0.1", cites="pass-role", severity=Severity.HINT, kinds=[Kind.IDENTITY])
def rekognition_passed_to_service(policy: Policy, ctx: Context) -> Iterator[Found]:
    """A role for Rekognition may be passed to other services too.

    ## Why is this bad?
    `iam:PassRole` alone lets its holder pass the role to any service that the role trusts. Rekognition's operations
    check the permission with `iam:PassedToService` set to `rekognition.amazonaws.com`; a test of that key limits the
    permission to what it is for.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "rekognition:StartFaceDetection", "Resource": "*"},
      {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/rekognition-video"}]}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "rekognition:StartFaceDetection", "Resource": "*"},
      {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/rekognition-video",
       "Condition": {"StringEquals": {"iam:PassedToService": "rekognition.amazonaws.com"}}}]}
    ```

    ## References
    - [IAM and AWS STS condition context keys: iam:PassedToService](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#available-keys-for-iam)
    - [Grant a user permissions to pass a role to an AWS service](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html)
    """
    use = next((one for one in uses(policy, "pass-role") if one.by_name), None)
    if use is None:
        return
    for placed in grants(policy).reaching(_ACTION):
        entry = next((one for one in entries_for(placed.statement, "iam") if matches(one.value.lower(), _ACTION)), None)
        conditions = tests(placed.statement) if entry else None
        if entry is None or conditions is None or any(one.key.value.lower() == _KEY.lower() for one in conditions):
            continue
        yield Found(
            entry.text.span,
            f'"{entry.value}" is for passing a role to Rekognition; test "{_KEY}" for "{PRINCIPAL}"',
            statement=placed.index,
            related=(Related(use.span, "this operation is handed the role", use.statement),),
            citation=for_situation("PassRole without iam:PassedToService"),
            fixes=_fixes(placed, entry),
        )


def _fixes(placed: Placed, entry: ActionPattern) -> Callable[[], list[Fix]] | None:
    """Test the key, where the statement is about nothing else."""
    if entry.value.lower() != _ACTION or len(placed.statement.actions) > 1:
        return None
    edits = with_test(placed.statement, "StringEquals", _KEY, PRINCIPAL)
    changes = tuple(Change(*edit, placed.index) for edit in edits)
    return (lambda: [Fix(f'Test "{_KEY}" for "{PRINCIPAL}"', changes)]) if changes else None
