"""The rule on private addresses as the source of requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iamsight.catalogue.documentation import for_condition_key
from iamsight.policy.condition_edits import kept_only
from iamsight.policy.conditions import Clause, clauses, is_list
from iamsight.policy.model import Statement
from iamsight.policy.values import is_private, network
from iamsight.rule import Context, Fix, Found, mends, rule

_KEY = "aws:sourceip"
_CODES = {
    ("IpAddress", True): "private-ip-address",
    ("IpAddress", False): "private-ip-address-subset",
    ("NotIpAddress", True): "private-not-ip-address",
    ("NotIpAddress", False): "private-not-ip-address-subset",
}


@rule("private-source-ip", since="0.1", needs=["Condition"], cites="condition-block", checks=_CODES.values())
def private_source_ip(statement: Statement, ctx: Context) -> Iterator[Found]:
    """The source of requests is compared with private addresses.

    ## Why is this bad?
    `aws:SourceIp` is the public address from which a request comes. A private one is never equal to it, so that
    `IpAddress` with private ranges never holds and `NotIpAddress` always does. Requests through a VPC endpoint have
    `aws:VpcSourceIp` instead, which goes with `aws:SourceVpc`.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {
        "IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"},
        "StringEquals": {"aws:SourceVpc": "vpc-12345678"}}}}
    ```

    ## References
    - [AWS global condition context keys: aws:SourceIp](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip)
    - [AWS global condition context keys: aws:VpcSourceIp](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpcsourceip)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.name == _KEY and clause.family == "IPAddress" and clause.plain and clause.all_known:
            private = [text for text in clause.known_values if is_private(text.value)]
            everything = len(private) == len(clause.condition.values)
            if private and (everything or all(network(text.value) for text in clause.known_values)):
                code = _CODES[clause.base, everything]
                yield Found(
                    clause.condition.key.span,
                    _message(clause, private[0].value, everything=everything),
                    code,
                    citation=for_condition_key(_KEY),
                    fixes=None if everything else _without_private(clause),
                )


def _message(clause: Clause, private: str, *, everything: bool) -> str:
    if not everything:
        return f'"{private}" is private, and "aws:SourceIp" is always public; remove it'
    holds = "never" if clause.base == "IpAddress" else "always"
    return f'"aws:SourceIp" is always public, so that this {holds} holds; private addresses are in "aws:VpcSourceIp"'


def _without_private(clause: Clause) -> Callable[[], list[Fix]] | None:
    items = is_list(clause)
    kept = {text.span for text in clause.known_values if not is_private(text.value)}
    return mends("Remove the private addresses", kept_only(items, kept), safe=True) if items else None
