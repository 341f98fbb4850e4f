"""The rule `json-syntax`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import Policy
from iamsight.policy.written import Part, broken_parts, fixable
from iamsight.rule import DOCUMENT, OWN, Change, Context, Fix, Found, Severity, rule
from iamsight.syntax.node import Problem
from iamsight.text import Edit, Span

_QUOTES = ('"', "'")


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
    for part in broken_parts(policy):
        ready = fixable(part.problems)
        for problem in part.problems:
            yield _found(part, problem, is_sure=problem in ready)


def _found(part: Part, problem: Problem, *, is_sure: bool) -> Found:
    statement = part.statement if part.statement is not None else OWN if part.is_own else DOCUMENT

    def fixes() -> Iterator[Fix]:
        if problem.fix:
            start, end, new = problem.fix
            old = part.text(Span(start, end))
            change = Change(*part.edit(Edit(start, end, new)), statement)
            yield Fix(_title(old, new), (change,), safe=_is_safe(old, new))

    span = part.span(problem.span)
    return Found(span, problem.message, "json-syntax-error", statement, fixes=fixes if is_sure else None)


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
