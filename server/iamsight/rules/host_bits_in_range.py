"""The rule on IP ranges that do not start where their prefix says."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_operator
from iamsight.policy.conditions import clauses
from iamsight.policy.editing import editable
from iamsight.policy.model import Statement
from iamsight.policy.values import without_host_bits
from iamsight.rule import Context, Found, rewrites, rule


@rule("host-bits-in-range", since="0.1", needs=["Condition"], cites="condition-block", checks=["improve-ip-range"])
def host_bits_in_range(statement: Statement, ctx: Context) -> Iterator[Found]:
    """The address of an IP range has bits set that its prefix length cuts off.

    ## Why is this bad?
    `203.0.113.7/24` stands for all of `203.0.113.0/24`, though it looks like one address. Written as the network it is
    clear what is meant; one address alone has the prefix length 32.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.7/24"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}}
    ```

    ## References
    - [IP address condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.family != "IPAddress":
            continue
        for text in clause.known_values:
            masked = without_host_bits(text.value)
            if masked:
                yield Found(
                    text.span,
                    f'"{text.value}" stands for the network "{masked}"; write that',
                    "improve-ip-range",
                    citation=for_operator(clause.base),
                    fixes=rewrites(editable(text), (masked,), safe=True),
                )
