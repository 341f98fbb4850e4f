"""The rule on patterns that leave too much open for the key they are compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.documentation import for_condition_key
from iamsight.catalogue.key_facts import is_guarded
from iamsight.catalogue.patterns import UNKNOWN
from iamsight.policy.condition_edits import under
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Statement
from iamsight.policy.text import Text
from iamsight.policy.variables import policy_variables, variables, wildcards
from iamsight.rule import Context, Found, mends, rule

_WILDCARD, _VARIABLE = "wildcard-usage-too-permissive", "variable-usage-too-permissive"
_USER_ID = "aws:userid"
_LITERALS = 6
_PATTERN = re.compile("(string|arn)(not)?like", re.IGNORECASE)


@rule(
    "permissive-condition-value",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=[_VARIABLE, _WILDCARD],
)
def permissive_condition_value(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A pattern leaves too much open for the key it is compared with.

    ## Why is this bad?
    Some keys say who may pass: an account, an organization, a VPC, the subject of an identity provider's token. A
    wildcard there lets strangers pass whose ID happens to match. AWS takes no wildcards and variables in patterns for
    accounts, organizations, VPCs and endpoints; in `aws:userid` only behind the colon or for all before it; in subjects
    of tokens only behind six literal characters.

    ## Example
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
      "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
      "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:*"}}}}
    ```

    ## Use instead
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
      "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
      "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:octo-org/faces:*"}}}}
    ```

    ## References
    - [IAM and AWS STS condition context keys: OIDC federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif)
    - [AWS global condition context keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
    """
    for clause in clauses(statement, ctx.catalogue):
        if not clause.base.endswith("Like"):
            continue
        exact = is_guarded(clause.name) and not any(wildcards(one.value) for one in clause.condition.values)
        for text in clause.condition.values:
            found = _judge(clause, text, ctx.catalogue) if text.closed else None
            if found:
                start, end, code, message = found
                whole = end - start == len(text.value)
                yield Found(
                    text.span if whole else text.slice(start, end),
                    message,
                    code,
                    citation=for_condition_key(clause.name),
                    fixes=mends(f'Use "{_exact(clause)}"', under(clause, _exact(clause))) if exact else None,
                )


def _judge(clause: Clause, text: Text, catalogue: Catalogue) -> tuple[int, int, str, str] | None:
    """The first wildcard or variable that leaves too much open: from where to where, the check's id, and why."""
    value, key = text.value, clause.condition.key.value
    is_subject = "." in clause.name and clause.name.endswith(":sub")
    done, behind_colon = 0, False
    for start, end, code in _open_places(value, catalogue):
        before, what = value[done:start], f'"{value[start:end]}"'
        behind_colon = behind_colon or ":" in before
        is_whole_id = start == 0 and value[end : end + 1] in ("", ":")
        if is_guarded(clause.name) and code == _VARIABLE:
            return start, end, code, f'patterns for "{key}" take no variables; compare {what} with "{_exact(clause)}"'
        if is_guarded(clause.name):
            return start, end, code, f'{what} in "{value}" stands for IDs that you do not know; write out every "{key}"'
        if clause.name == _USER_ID and not behind_colon and not is_whole_id:
            return start, end, code, f"{what} stands for a part of the ID before the colon; write out that ID"
        if is_subject and len(before) < _LITERALS and not _is_filled_in(before):
            return start, end, code, f'{what} follows fewer than {_LITERALS} literal characters of "{key}"; write more'
        done = end
    return None


def _is_filled_in(text: str) -> bool:
    """Whether something that is filled in later stands in a text, so that its length is not known."""
    return UNKNOWN in text or any(not one.is_escape for one in variables(text))


def _exact(clause: Clause) -> str:
    """The operator that compares whole values; qualifier and suffix are kept."""
    return _PATTERN.sub(lambda found: f"String{'Not' if found[2] else ''}Equals", clause.condition.operator.name)


def _open_places(value: str, catalogue: Catalogue) -> list[tuple[int, int, str]]:
    """The wildcards and policy variables of a value, in order, each with its check."""
    found = [(at, at + 1, _WILDCARD) for at in wildcards(value)]
    return sorted(found + [(one.start, one.end, _VARIABLE) for one in policy_variables(value, catalogue)])
