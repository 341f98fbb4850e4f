"""The rule `privilege-escalation`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_action, for_topic
from iamsight.policy.escalation import Reached, Way, open_ways
from iamsight.policy.model import Kind, Policy
from iamsight.rule import Context, Found, Related, Severity, rule
from iamsight.text import Span


@rule("privilege-escalation", since="0.1", cites="least-privilege", severity=Severity.HINT, kinds=[Kind.IDENTITY])
def privilege_escalation(policy: Policy, ctx: Context) -> Iterator[Found]:
    """Actions together let their holder get more permissions.

    ## Why is this bad?
    Some permissions are worth all others. Who may attach policies to any user can make themselves administrator; who
    may pass any role to a function and call that function has the permissions of every role that functions can have.
    Name the roles, users or policies in `Resource`, or take one of the actions away. The rule knows some forty
    published combinations, also across statements. It looks at statements without conditions, and is silent where the
    telling action is limited to some resources, or denied.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/*"},
      {"Effect": "Allow", "Action": ["lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "*"}]}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/thumbnails"},
      {"Effect": "Allow", "Action": ["lambda:CreateFunction", "lambda:InvokeFunction"], "Resource": "*"}]}
    ```

    ## References
    - [Security best practices in IAM: Apply least-privilege permissions](https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege)
    - [Grant a user permissions to pass a role to an AWS service](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html)
    """
    by_entry: dict[tuple[int, Span], list[tuple[Way, list[Reached]]]] = {}
    for way, reached in open_ways(policy):
        if reached[0].entry.strip("*:"):  # a `*` is full access, which is said elsewhere
            by_entry.setdefault((reached[0].statement, reached[0].span), []).append((way, reached))
    for (index, span), found in by_entry.items():
        way, reached = found[0]
        yield Found(
            span,
            _message(way, reached[0].entry, len(found) - 1),
            statement=index,
            related=tuple(
                Related(one.span, f'"{action}" is allowed here', one.statement)
                for action, one in zip(way.actions[1:], reached[1:], strict=True)
                if one.entry.strip("*:")
            ),
            citation=for_topic("pass-role") if way.actions[0] == "iam:PassRole" else for_action(way.actions[0]),
        )


def _message(way: Way, entry: str, others: int) -> str:
    first, *more = way.actions
    subject = f'"{first}"' if entry.lower() == first.lower() else f'"{first}", which "{entry}" includes,'
    if more:
        subject += " with " + " and ".join(f'"{one}"' for one in more)
    also = f", among {others + 1} ways to more permissions" if others else ""
    return f'{subject} lets its holder {way.lets}{also}; name what is meant in "Resource"'
