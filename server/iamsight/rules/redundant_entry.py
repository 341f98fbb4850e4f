"""The rule `redundant-entry`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from iamsight.policy.covering import covered
from iamsight.policy.editing import is_item, without
from iamsight.policy.model import ActionPattern, ResourcePattern, Statement
from iamsight.policy.text import literal_of
from iamsight.rule import Change, Context, Fix, Found, Related, rule
from iamsight.syntax.node import Array


@rule("redundant-entry", since="0.1", cites="Action", checks=["redundant-action", "redundant-resource"])
def redundant_entry(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An entry of a list is covered by another one.

    ## Why is this bad?
    It changes nothing, costs characters of which a policy may have only so many, and misleads: whoever removes it later
    will believe that the permission is gone. If the narrow entry is what was meant, the wide one is too much.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Action": ["rekognition:Detect*", "rekognition:DetectLabels"],
        "Resource": "*"
      }
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "rekognition:Detect*", "Resource": "*"}
    }
    ```

    ## References
    - [IAM User Guide: Action](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html)
    - [IAM User Guide: Using wildcards in resource ARNs](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards)
    """
    for entries, code in ((statement.actions, "redundant-action"), (statement.resources, "redundant-resource")):
        for negated in (False, True) if len(entries) > 1 else ():
            judged = [one for one in entries if one.negated is negated and one.text.closed]
            if len(judged) > 1:
                yield from _found(statement, judged, code)


def _found(statement: Statement, entries: Sequence[ActionPattern | ResourcePattern], code: str) -> Iterator[Found]:
    is_action = code == "redundant-action"
    values = [one.lower if isinstance(one, ActionPattern) else one.value for one in entries]
    for index, other in sorted(covered(values).items()):
        entry, cover = entries[index], entries[other]
        how = f'is covered by "{cover.value}"' if values[index] != values[other] else "is in the list already"
        yield Found(
            entry.text.span,
            f'"{entry.value}" {how}; remove it',
            code,
            related=(Related(cover.text.span, "this covers it"),),
            fixes=_removal(statement, entry, "Action" if is_action else "Resource"),
        )


def _removal(
    statement: Statement, entry: ActionPattern | ResourcePattern, element: str
) -> Callable[[], list[Fix]] | None:
    listed = statement.elements[f"Not{element}" if entry.negated else element].value
    item = literal_of(entry.text)
    if not isinstance(listed, Array) or not listed.closed or item is None or not is_item(listed, item):
        return None
    change = Change(*without(listed, item), "")
    return lambda: [Fix(f'Remove "{entry.value}"', (change,), safe=True)]
