"""The rule `invalid-sid`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iamsight.policy.editing import editable
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rewrites, rule

_WORD = re.compile(r"[A-Za-z0-9]+")


@rule(
    "invalid-sid",
    since="0.1",
    needs=["Sid"],
    cites="Sid",
    checks=["unsupported-sid"],
    kinds=[Kind.IDENTITY, Kind.BOUNDARY, Kind.SCP, Kind.RCP],
)
def invalid_sid(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A Sid has characters other than letters and digits.

    ## Why is this bad?
    AWS refuses the policy. The Sid of a statement in an identity policy, a permissions boundary, or a policy of AWS
    Organizations consists of letters (A to Z, a to z) and digits. Some services allow more in the policies of their
    resources.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {
        "Sid": "Detect labels",
        "Effect": "Allow",
        "Action": "rekognition:DetectLabels",
        "Resource": "*"
      }
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {
        "Sid": "DetectLabels",
        "Effect": "Allow",
        "Action": "rekognition:DetectLabels",
        "Resource": "*"
      }
    }
    ```

    ## References
    - [IAM User Guide: Sid](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html)
    """
    sid = statement.sid
    if not sid or not sid.closed or not sid.value or "${" in sid.value or _WORD.fullmatch(sid.value):
        return
    wrong = next(char for char in sid.value if not _WORD.match(char))
    named = "a space" if wrong == " " else f'"{wrong}"' if wrong.isprintable() else "a character that is not visible"
    words = _WORD.findall(sid.value)
    joined = "".join([*words[:1], *(word[0].upper() + word[1:] for word in words[1:])])
    yield Found(
        sid.span,
        f'The Sid "{sid.value}" has {named}; use letters (A-Z, a-z) and digits only',
        "unsupported-sid",
        fixes=rewrites(editable(sid), [joined] if joined else [], safe=True),
    )
