"""The rule `redundant-statement`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

from iamsight.policy.editing import without
from iamsight.policy.kept import kept, kept_one
from iamsight.policy.meaning import Meaning, meaning
from iamsight.policy.model import Placed, Policy, Statement
from iamsight.rule import POLICY, Change, Context, Fix, Found, Related, rule
from iamsight.syntax.node import Array


@rule("redundant-statement", since="0.1", cites="Statement", checks=["redundant-statement"])
def redundant_statement(policy: Policy, ctx: Context) -> Iterator[Found]:
    """Two statements say the same.

    ## Why is this bad?
    The second changes nothing, and costs characters of which a policy may have only so many. Often it is a copy that
    was to be changed.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "Labels", "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"},
        {"Sid": "Faces", "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
      ]
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "Labels", "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"},
        {"Sid": "Faces", "Effect": "Allow", "Action": "rekognition:DetectFaces", "Resource": "*"}
      ]
    }
    ```

    ## References
    - [IAM User Guide: Statement](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html)
    """
    outlines = kept(policy, _outline)
    if len(set(outlines)) == len(outlines):
        return
    alike: dict[Hashable, list[Placed]] = {}
    for outline, placed in zip(outlines, policy.statements, strict=True):
        alike.setdefault(outline, []).append(placed)
    first: dict[Meaning, Placed] = {}
    for group in alike.values():
        for placed in group if len(group) > 1 else ():
            said = kept_one(placed, meaning)
            earlier = first.setdefault(said, placed) if said is not None else placed
            if earlier is not placed:
                yield Found(
                    placed.statement.span,
                    "This statement says the same as an earlier one; remove it",
                    "redundant-statement",
                    placed.index,
                    related=(Related(earlier.statement.span, "the same is said here", earlier.index),),
                    fixes=_removal(policy, placed),
                )


def _outline(statement: Statement) -> int:
    """A number that is the same for statements that say the same. It is cheap, and may be the same for others."""
    actions = frozenset([one.lower for one in statement.actions])
    resources = frozenset([one.value for one in statement.resources])
    return hash((statement.effect, actions, resources, frozenset([one.value for one in statement.principals])))


def _removal(policy: Policy, placed: Placed) -> Callable[[], list[Fix]] | None:
    listed = policy.node.get("Statement")
    if not isinstance(listed, Array) or not listed.closed or placed.item is None:
        return None
    item = listed.items[placed.item]
    return lambda: [Fix("Remove this statement", (Change(*without(listed, item), "", POLICY),), safe=True)]
