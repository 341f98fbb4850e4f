"""The rule `duplicate-sid`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from iamsight.policy.kept import kept
from iamsight.policy.model import Kind, Policy, Statement
from iamsight.rule import Change, Context, Fix, Found, Related, rule


@rule(
    "duplicate-sid",
    since="0.1",
    cites="Sid",
    checks=["unique-sids-required", "unique-sids-recommended"],
    kinds=[Kind.IDENTITY, Kind.BOUNDARY, Kind.RESOURCE],
)
def duplicate_sid(policy: Policy, ctx: Context) -> Iterator[Found]:
    """Two statements have the same Sid.

    ## Why is this bad?
    A Sid is the name of a statement. AWS refuses an identity policy in which two statements share one; in other
    policies a shared name leaves open which statement is meant.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "Vision", "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"},
        {"Sid": "Vision", "Effect": "Allow", "Action": "rekognition:DetectFaces", "Resource": "*"}
      ]
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "VisionLabels", "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"},
        {"Sid": "VisionFaces", "Effect": "Allow", "Action": "rekognition:DetectFaces", "Resource": "*"}
      ]
    }
    ```

    ## References
    - [IAM User Guide: Sid](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html)
    """
    sids = kept(policy, _sid)
    taken = set(sids)
    if len(taken) == len(sids):
        return
    first: dict[str, int] = {}
    following: dict[str, int] = {}
    code = "unique-sids-recommended" if ctx.kind is Kind.RESOURCE else "unique-sids-required"
    for index, sid in enumerate(sids):
        earlier = first.setdefault(sid, index) if sid else index
        here, there = policy.statements[index].statement.sid, policy.statements[earlier].statement.sid
        if earlier == index or not here or not there:
            continue
        number = next(one for one in count(following.get(sid, 2)) if f"{sid}{one}" not in taken)
        taken.add(f"{sid}{number}")
        following[sid] = number + 1
        yield Found(
            here.span,
            f'The Sid "{sid}" is taken; give this statement another one',
            code,
            index,
            related=(Related(there.span, "it stands here first", earlier),),
            fixes=_renamed(f"{sid}{number}", Change(here.inner.end, here.inner.end, str(number), index)),
        )


def _sid(statement: Statement) -> str:
    """The Sid; empty if there is none, or one that is being typed."""
    sid = statement.sid
    return sid.value if sid and sid.closed else ""


def _renamed(name: str, change: Change) -> Callable[[], list[Fix]]:
    return lambda: [Fix(f'Rename it to "{name}"', (change,), safe=True)]
