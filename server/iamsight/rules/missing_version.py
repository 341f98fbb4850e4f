"""The rule `missing-version`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.nearest import nearest
from iamsight.policy.model import POLICY_ELEMENTS, VERSIONS, Policy
from iamsight.policy.shape import is_open
from iamsight.rule import Change, Context, Fix, Found, rule
from iamsight.text import Span


@rule("missing-version", since="0.1", cites="Version", checks=["missing-version"])
def missing_version(policy: Policy, ctx: Context) -> Iterator[Found]:
    """The policy has no Version.

    ## Why is this bad?
    Without `Version`, AWS reads the policy as written in the language of 2008, in which policy variables such as
    `${aws:username}` are mere text.

    ## Example
    ```json
    {"Statement": {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## References
    - [IAM User Guide: Version](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html)
    """
    if "Version" not in policy.elements and not is_open(policy.node, template=policy.template):
        message = f'This policy has no "Version", so AWS reads it as of 2008; add "Version": "{VERSIONS[0]}"'
        misspelt = any("Version" in nearest(member.key.value, POLICY_ELEMENTS) for member in policy.node.members)
        yield Found(policy.span, message, "missing-version", fixes=None if misspelt else lambda: [_fix(policy)])


def _fix(policy: Policy) -> Fix:
    r"""Version goes first, on a line of its own if the first element has one. Safe where no variable comes to life.

    An escape such as `\u0024` could stand for the dollar sign of one.
    """
    tree, node = policy.view.tree, policy.node
    written = tree.text[slice(*tree.absolute_span(policy.segment, node.span))]
    safe = "${" not in written and "\\u" not in written
    new = f'"Version": "{VERSIONS[0]}"'
    at = node.start + 1
    if node.members:
        at = node.members[0].key.start
        gap = tree.text[slice(*tree.absolute_span(policy.segment, Span(node.start + 1, at)))]
        new += f",{gap if gap.isspace() else ' '}"
    return Fix(f'Add "Version": "{VERSIONS[0]}"', (Change(at, at, new),), safe=safe)
