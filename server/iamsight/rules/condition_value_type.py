"""The rule on condition values that are not what their operator compares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import NamedTuple

from iamsight.catalogue.documentation import for_operator
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Statement
from iamsight.policy.values import is_base64, is_boolean, is_date, is_epoch, is_number, network
from iamsight.rule import Context, Found, mends, rule

_EPOCH_KEY = "aws:epochtime"
_LAST_SECOND = "253402300799"  # of the year 9999, which is as far as ISO 8601 goes


class _Form(NamedTuple):
    fits: Callable[[str], object]
    what: str
    code: str | None


_FORMS = {
    "Bool": _Form(is_boolean, '"true" or "false"', "type-mismatch-boolean"),
    "Null": _Form(is_boolean, '"true" or "false"', None),
    "Numeric": _Form(is_number, "a number", "type-mismatch-number"),
    "Date": _Form(is_date, 'a date such as "2026-12-31T23:59:59Z"', "type-mismatch-date"),
    "Binary": _Form(is_base64, "base64", "type-mismatch-string"),
    "IPAddress": _Form(network, 'an IP address or a range such as "203.0.113.0/24"', "type-mismatch-ip-range"),
}


@rule(
    "condition-value-type",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=[*(one.code for one in _FORMS.values() if one.code), "invalid-date-value"],
)
def condition_value_type(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition value is not what its operator compares.

    ## Why is this bad?
    An operator compares values of one type: numbers, dates in ISO 8601, Booleans, ranges of IP addresses, bytes in
    base64. A value that is none never matches, and AWS refuses what is no range of addresses.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.256/24"}, "Bool": {"aws:SecureTransport": "yes"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "Bool": {"aws:SecureTransport": "true"}}}}
    ```

    ## References
    - [IAM JSON policy elements: Condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
    """
    for clause in clauses(statement, ctx.catalogue):
        form = _FORMS.get(clause.family)
        if form:
            yield from _judge(clause, form)


def _judge(clause: Clause, form: _Form) -> Iterator[Found]:
    cited = for_operator(clause.base)
    for text in clause.known_values:
        if form.fits(text.value):
            continue
        if clause.family == "Date" and is_epoch(text.value):
            date = _date(text.value)
            if clause.name != _EPOCH_KEY:
                yield Found(
                    text.span,
                    f'"{text.value}" is a number of seconds; write the date' + (f' "{date}"' if date else ""),
                    "invalid-date-value",
                    citation=cited,
                    fixes=mends(f'Change it to "{date}"', [(text.span, f'"{date}"')], safe=True) if date else None,
                )
            continue
        yield Found(
            text.span,
            f'"{text.value}" is not {form.what}, which "{clause.base}" compares',
            form.code,
            citation=cited,
        )


def _date(epoch: str) -> str | None:
    """Seconds since 1970 as a date; None for what is no whole number, or after the year 9999."""
    if not epoch.isdecimal() or len(epoch) > len(_LAST_SECOND) or int(epoch) > int(_LAST_SECOND):
        return None
    return datetime.fromtimestamp(int(epoch), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
