"""The rule `json-syntax`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from iamsight.policy.model import Policy
from iamsight.rule import OWN, Change, Context, Fix, Found, Severity, rule
from iamsight.syntax.node import Problem
from iamsight.syntax.tree import Segment
from iamsight.text import Span

_Fix: TypeAlias = "tuple[int, int, str]"
_BRACKETS = frozenset("{}[]")
_QUOTES = ('"', "'")
_CLOSING = (*_QUOTES, "}", "]")


@rule(
    "json-syntax",
    since="0.1",
    cites="json",
    checks=["json-syntax-error", "json-syntax-error-2"],
    severity=Severity.ERROR,
)
def json_syntax(policy: Policy, ctx: Context) -> Iterator[Found]:
    """The text is not valid JSON.

    ## Why is this bad?
    AWS takes policies as strict JSON and refuses a text with so much as a comma too many. Comments, single quotes and
    trailing commas, which other dialects of JSON permit, are mistakes here.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "rekognition:DetectLabels"
          "Resource": "*",
        }
      ]
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "rekognition:DetectLabels",
          "Resource": "*"
        }
      ]
    }
    ```

    ## References
    - [IAM User Guide: the policy language and JSON](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-json)
    - [RFC 8259: the JSON data interchange format](https://www.rfc-editor.org/rfc/rfc8259#section-2)
    """
    tree = policy.view.tree
    if policy.leads:
        around = tree.problems if policy.segment is None else tree.sources[policy.segment].problems
        yield from _all(policy, around, policy.segment, OWN)
    for placed in policy.statements:
        if placed.source and placed.source.problems:
            yield from _all(policy, placed.source.problems, placed.segment, placed.index)


def _all(policy: Policy, problems: tuple[Problem, ...], segment: Segment, statement: int) -> Iterator[Found]:
    fixes: dict[int, set[_Fix]] = {}
    for problem in problems:
        if problem.fix:
            fixes.setdefault(problem.fix[0], set()).add(problem.fix)
    for problem in problems:
        yield _found(policy, problem, segment, statement, fixes)


def _found(policy: Policy, problem: Problem, segment: Segment, statement: int, others: dict[int, set[_Fix]]) -> Found:
    def fixes() -> Iterator[Fix]:
        if problem.fix:
            start, end, new = problem.fix
            old = policy.view.tree.text[slice(*policy.view.tree.absolute_span(segment, Span(start, end)))]
            yield Fix(_title(old, new), (Change(start, end, new, statement),), safe=_is_safe(old, new))

    is_sure = problem.fix is not None and not _waits(problem.fix, others)
    return Found(problem.span, problem.message, "json-syntax-error", statement, fixes=fixes if is_sure else None)


def _waits(fix: _Fix, others: dict[int, set[_Fix]]) -> bool:
    """Whether something would be put where a string or a bracket is to be closed first, and so become part of it.

    `others` are the fixes of all problems, by where they start.
    """
    start, _, new = fix
    first = {one[2] for one in others[start] if one != fix}
    if _BRACKETS.isdisjoint(new):
        return new == "," and not first.isdisjoint(_CLOSING)
    return not first.isdisjoint(_QUOTES)


def _title(old: str, new: str) -> str:
    if not new:
        return f"Remove {_shown(old)}"
    return f"Replace {_shown(old)} by {_shown(new)}" if old else f"Insert {_shown(new)}"


def _shown(text: str) -> str:
    text = text if text.isprintable() else repr(text)[1:-1]
    return text if len(text) <= 40 else f"{text[:40]}..."


def _is_safe(old: str, new: str) -> bool:
    """Whether the repair leaves every name and value as it is read already: commas, colons and quotes change, no words.

    Where a string was left open, its end is a guess.
    """
    return not (not old and new in _QUOTES) and _words(old) == _words(new)


def _words(text: str) -> str:
    return "".join(
        character for character in text if character not in ",:\"'\ufeff" and not character.isspace()
    ).lower()
