"""The rule on policy variables in the first policy language, which has none."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.catalogue import Catalogue
from iamsight.policy.model import VERSIONS, Placed, Policy, Statement
from iamsight.policy.variables import is_policy_variable, texts_with_variables, variables
from iamsight.rule import POLICY, Change, Context, Fix, Found, Related, rule
from iamsight.syntax.node import String
from iamsight.text import Span

_FACT = "values with variables"


@rule("variable-without-version", since="0.1", cites="variables", checks=["variable-unsupported-in-version"])
def variable_without_version(policy: Policy, ctx: Context) -> Iterator[Found]:
    """A policy variable is used without the Version that knows variables.

    ## Why is this bad?
    Without `"Version": "2012-10-17"` a policy is in the language of 2008, to which `${aws:username}` is just that text.

    ## Example
    ```json
    {"Version": "2008-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:*",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/${aws:username}"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:*",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/${aws:username}"}}
    ```

    ## References
    - [IAM JSON policy elements: Version](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html)
    - [IAM policy elements: Variables and tags](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse)
    """
    member = policy.elements.get("Version")
    if policy.has_variables or (member and not (isinstance(member.value, String) and member.value.closed)):
        return
    change = _change(policy)
    place = member.value.span if member else policy.span
    for placed in policy.statements:
        for span, written in _used(placed, ctx.catalogue):
            yield Found(
                span,
                f'"{written}" is plain text without "Version": "{VERSIONS[0]}"',
                "variable-unsupported-in-version",
                placed.index,
                related=(Related(place, "the policy's language is chosen here", POLICY),),
                fixes=lambda: [Fix(f'Set the Version to "{VERSIONS[0]}"', (change,))],
            )


def _change(policy: Policy) -> Change:
    """The present Version in the place of another, or behind the policy's brace."""
    member = policy.elements.get("Version")
    if member:
        return Change(*member.value.span, f'"{VERSIONS[0]}"', POLICY)
    after = policy.node.start + 1
    return Change(after, after, f'"Version": "{VERSIONS[0]}"' + (", " if policy.node.members else ""), POLICY)


def _used(placed: Placed, catalogue: Catalogue) -> tuple[tuple[Span, str], ...]:
    """The variables of a statement, where and as they are written; kept with the statement."""
    if placed.source is None:
        return tuple(_variables(placed.statement, catalogue))
    fact = (_FACT, placed.template)
    found = placed.source.facts.get(fact)
    if not isinstance(found, tuple):
        found = placed.source.facts[fact] = tuple(_variables(placed.statement, catalogue))
    return found


def _variables(statement: Statement, catalogue: Catalogue) -> Iterator[tuple[Span, str]]:
    for text in texts_with_variables(statement):
        for one in variables(text.value):
            if one.closed and (one.is_escape or is_policy_variable(one.name, catalogue)):
                yield text.slice(one.start, one.end), text.value[one.start : one.end]
