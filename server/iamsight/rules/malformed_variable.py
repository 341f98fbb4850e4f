"""The rule on how policy variables are written."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.catalogue import Catalogue
from iamsight.policy.editing import editable
from iamsight.policy.model import Statement
from iamsight.policy.variables import Variable, is_policy_variable, texts_with_variables, variables
from iamsight.rule import Context, Found, rewrites, rule


@rule(
    "malformed-variable",
    since="0.1",
    cites="variables",
    checks=[
        "missing-brace-in-variable",
        "missing-quote-in-variable",
        "unsupported-space-in-variable",
        "empty-variable",
    ],
)
def malformed_variable(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A policy variable is not written as `${name}` or `${name, 'default'}`.

    ## Why is this bad?
    AWS refuses a policy with a `${` that nothing closes, with nothing between the braces, with blanks in the name, or
    with a default that has no single quotes.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:*",
      "Resource": "arn:aws:rekognition:*:123456789012:collection/${aws:PrincipalTag/team, shared}"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:*",
      "Resource": "arn:aws:rekognition:*:123456789012:collection/${aws:PrincipalTag/team, 'shared'}"}}
    ```

    ## References
    - [IAM policy elements: Variables and tags](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse)
    - [Specifying default values](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-default-values)
    """
    for text in texts_with_variables(statement):
        for one in variables(text.value):
            found = _judge(one, ctx.catalogue)
            if found:
                message, code, instead = found
                place = editable(text, one.start, one.end)
                yield Found(
                    text.slice(one.start, one.end),
                    message,
                    code,
                    fixes=rewrites(place, (instead,), safe=True) if instead else None,
                )


def _judge(one: Variable, catalogue: Catalogue) -> tuple[str, str, str | None] | None:
    """What is wrong with a variable, the check's id, and how it should be written.

    What is between braces is judged only if it is surely meant for AWS, not for a tool that fills in the file.
    """
    if not one.closed:
        return 'the variable has no closing brace "}"', "missing-brace-in-variable", _closed(one, catalogue)
    if not one.inner.strip():
        return 'the variable has no name; write one, such as "${aws:username}"', "empty-variable", None
    if one.is_escape or not is_policy_variable(one.name, catalogue):
        return None
    name, default = "".join(one.name.split()), one.default
    quoted = default is None or _is_quoted(default.removeprefix(" "))
    if default is not None and not quoted:
        instead = f"${{{name}, '{default.strip().strip(chr(39))}'}}"
        return f'put the default of "{name}" in single quotes', "missing-quote-in-variable", instead
    if name != one.name:
        rest = "" if default is None else f",{default}"
        return f'write "{name}" without blanks', "unsupported-space-in-variable", f"${{{name}{rest}}}"
    return None


def _is_quoted(default: str) -> bool:
    return len(default) > 1 and default.startswith("'") and default.endswith("'")


def _closed(one: Variable, catalogue: Catalogue) -> str | None:
    """The variable with its brace, if all that follows is its name."""
    return f"${{{one.inner}}}" if is_policy_variable(one.inner, catalogue) and "/" not in one.inner else None
