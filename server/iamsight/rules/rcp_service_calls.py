"""The rule `rcp-service-calls`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from iamsight.catalogue.documentation import for_check
from iamsight.catalogue.rcp import describes_caller
from iamsight.policy.guards import SOURCE_KEYS, base_of, is_negated, requires, tests, with_test
from iamsight.policy.model import Condition, Kind, Statement
from iamsight.rule import Change, Context, Fix, Found, rule

_IS_SERVICE = "aws:PrincipalIsAWSService"
_CALLER = "rcp-missing-related-principal-condition-key"
_SOURCE = "rcp-missing-related-service-principal-condition-key"
_NULL = "rcp-missing-service-condition-key-null-check"


@rule("rcp-service-calls", since="0.1", cites="Condition", checks=[_CALLER, _SOURCE, _NULL], kinds=[Kind.RCP])
def rcp_service_calls(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A resource control policy does not tell the calls of AWS services from those of people and roles.

    ## Why is this bad?
    A service that calls with its own service principal has no organization, account or address, so that a `Deny` for
    all but your own hits it: logs are no longer delivered, say. Except it by `aws:PrincipalIsAWSService`. The other way
    round, `aws:SourceAccount` and its like exist only in calls of services, and not in all of those: limit such a
    `Deny` to services, and to calls in which the key is there.

    ## Example
    ```json kind=rcp
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "*",
        "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
      }
    }
    ```

    ## Use instead
    ```json kind=rcp
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "*",
        "Condition": {
          "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"},
          "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}
        }
      }
    }
    ```

    ## References
    - [IAM User Guide: aws:PrincipalIsAWSService](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice)
    - [IAM Access Analyzer: RCP missing related principal condition key](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-rcp-missing-related-principal-condition-key)
    """
    conditions = tests(statement) if statement.effect == "Deny" else None
    tested = [one for one in conditions or () if base_of(one) not in ("", "Null")]
    callers = [one for one in tested if describes_caller(one.key.value.lower())]
    sources = [one for one in tested if one.key.value.lower() in SOURCE_KEYS]
    if callers and not requires(tested, "Bool", _IS_SERVICE.lower(), "false"):
        advice = f'tells nothing of an AWS service; except services by "{_IS_SERVICE}": "false"'
        yield _found(statement, callers, advice, _CALLER, ("BoolIfExists", _IS_SERVICE, "false"))
    if sources and not requires(tested, "Bool", _IS_SERVICE.lower(), "true"):
        advice = f'is there only when an AWS service calls; add "{_IS_SERVICE}": "true"'
        yield _found(statement, sources, advice, _SOURCE, ("Bool", _IS_SERVICE, "true"))
    excluding = [one for one in sources if is_negated(one)]
    if excluding and not any(
        requires(conditions or (), "Null", key, "false") for key in ("aws:sourceaccount", "aws:sourcearn")
    ):
        advice = 'may be absent, and is then denied too; add "Null": {"aws:SourceAccount": "false"}'
        yield _found(statement, excluding, advice, _NULL, ("Null", "aws:SourceAccount", "false"))


def _found(
    statement: Statement, tested: list[Condition], advice: str, code: str, companion: tuple[str, str, str]
) -> Found:
    key = tested[0].key
    fixes = None if _is_tested(statement.conditions, companion) else _fixes(statement, companion)
    return Found(key.span, f'"{key.value}" {advice}', code, citation=for_check(code), fixes=fixes)


def _is_tested(conditions: Iterable[Condition], companion: tuple[str, str, str]) -> bool:
    """Whether the key is there already, with another value: what is meant is not clear then."""
    operator, name, _ = companion
    same = [one for one in conditions if one.key.value.lower() == name.lower()]
    return any((base_of(one) == "Null") == (operator == "Null") for one in same)


def _fixes(statement: Statement, companion: tuple[str, str, str]) -> Callable[[], list[Fix]] | None:
    edits = with_test(statement, *companion)
    operator, key, value = companion
    title = f'Add "{operator}": {{"{key}": "{value}"}}'
    return (lambda: [Fix(title, tuple(Change(*edit) for edit in edits))]) if edits else None
