"""The rule `github-subject`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.identity_providers import github
from iamsight.policy.guards import is_negated, tests
from iamsight.policy.model import Condition, Kind, Statement
from iamsight.policy.text import is_unknown
from iamsight.rule import Context, Found, rule


@rule(
    "github-subject",
    since="0.1",
    cites="oidc-keys",
    checks=["specific-github-repo-and-branch-recommended"],
    kinds=[Kind.TRUST],
)
def github_subject(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A trust policy for GitHub Actions does not say which repository and branch may assume the role.

    ## Why is this bad?
    The subject of GitHub's token says which repository, and which branch of it, asks for the role. With a wildcard
    there, other repositories, or any branch that somebody opens, get the permissions of the role.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:example/*"}}
      }
    }
    ```

    ## Use instead
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "token.actions.githubusercontent.com:sub": "repo:example/vision:ref:refs/heads/main"
        }}
      }
    }
    ```

    ## References
    - [IAM User Guide: Available keys for AWS OIDC federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif)
    """
    conditions = tests(statement) if statement.allows else None
    if not conditions:
        return
    is_branch_fixed = any(_is_fixed_branch(one) for one in conditions)
    for condition in conditions:
        if condition.key.value.lower() != f"{github()}:sub" or is_negated(condition) or _asks_for_presence(condition):
            continue
        for text in condition.values:
            fixed = _is_repository(text.value) and is_branch_fixed
            if text.closed and not is_unknown(text) and not fixed and not _is_specific(text.value):
                is_open = "the branch open; name it" if _is_repository(text.value) else "the repository open; name it"
                message = f'"{text.value}" leaves {is_open}, as in "repo:owner/repository:ref:refs/heads/main"'
                yield Found(text.span, message, "specific-github-repo-and-branch-recommended")


def _is_specific(subject: str) -> bool:
    return _is_repository(subject) and ":ref:" in subject and not _has_wildcard(subject)


def _is_repository(subject: str) -> bool:
    """Whether a subject starts with one repository: `repo:owner/repository:`."""
    parts = subject.split(":")
    return len(parts) > 2 and parts[0] == "repo" and parts[1].count("/") == 1 and not _has_wildcard(parts[1])


def _is_fixed_branch(condition: Condition) -> bool:
    is_ref = condition.key.value.lower() == f"{github()}:ref"
    fixed = bool(condition.values) and not any(_has_wildcard(text.value) for text in condition.values)
    return is_ref and fixed and not is_negated(condition) and not _asks_for_presence(condition)


def _has_wildcard(text: str) -> bool:
    return "*" in text or "?" in text


def _asks_for_presence(condition: Condition) -> bool:
    return condition.operator.base.lower() == "null"
