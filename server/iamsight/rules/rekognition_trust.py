"""The rule `rekognition-trust`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from iamsight.catalogue.documentation import for_situation
from iamsight.catalogue.rekognition import PRINCIPAL
from iamsight.policy.audience import account_in
from iamsight.policy.guards import SOURCE_KEYS, tests, with_test
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Change, Context, Fix, Found, Severity, rule

_KEY = "aws:SourceAccount"
_PLACEHOLDER = "<account-id>"


@rule("rekognition-trust", since="0.1", cites="confused-deputy", severity=Severity.HINT, kinds=[Kind.TRUST])
def rekognition_trust(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A role trusts Amazon Rekognition, whomever it acts for.

    ## Why is this bad?
    Rekognition assumes the role to announce the end of a video job, or to read and write streams. Without a condition
    it would do so for a job of another account as well, if that account knows the role: the service becomes a confused
    deputy. Say by `aws:SourceAccount` or `aws:SourceArn` for whom it may act. The fix tests the account of the
    template, or the one that the statement names; else fill it in.

    ## Example
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"Service": "rekognition.amazonaws.com"}, "Action": "sts:AssumeRole"}}
    ```

    ## Use instead
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"Service": "rekognition.amazonaws.com"}, "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}}}
    ```

    ## References
    - [Cross-service confused deputy prevention](https://docs.aws.amazon.com/rekognition/latest/dg/cross-service-confused-deputy-prevention.html)
    - [The confused deputy problem: Cross-service confused deputy prevention](https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention)
    """
    service = next((one for one in statement.principals if one.type == "Service" and one.value == PRINCIPAL), None)
    if service is None or service.negated or not statement.allows:
        return
    conditions = tests(statement)
    if conditions is None or any(one.key.value.lower() in SOURCE_KEYS for one in conditions):
        return
    yield Found(
        service.text.span,
        f'"{PRINCIPAL}" may assume this role for any account; test "{_KEY}" or "aws:SourceArn" in Condition',
        citation=for_situation("confused deputy"),
        fixes=partial(_fixes, statement, template=ctx.template),
    )


def _fixes(statement: Statement, *, template: bool) -> Iterator[Fix]:
    """Test the account, where it is known; else leave a placeholder, which is reported until it is filled in."""
    accounts = {account for one in statement.principals if (account := account_in(one.value))}
    account = next(iter(accounts)) if len(accounts) == 1 else _PLACEHOLDER
    title = f'Test "{_KEY}"' + (f" for account {account}" if account != _PLACEHOLDER else ", and fill in the account")
    if template and account == _PLACEHOLDER:
        account, title = '{"Ref": "AWS::AccountId"}', f'Test "{_KEY}" for the account of the stack'
    edits = with_test(statement, "StringEquals", _KEY, account)
    if edits:
        yield Fix(title, tuple(Change(*edit) for edit in edits))
