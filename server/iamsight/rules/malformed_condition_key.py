"""The rule on the form of condition keys."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.conditions import global_keys
from iamsight.catalogue.documentation import for_condition_key
from iamsight.policy.conditions import clauses, lacks_tag
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, rewrites, rule


@rule(
    "malformed-condition-key",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["invalid-condition-key-format", "missing-tag-key-in-condition"],
)
def malformed_condition_key(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition key has no prefix, no name, or no tag behind its slash.

    ## Why is this bad?
    A condition key is a prefix, a colon and a name: `aws:SourceIp`, `s3:prefix`. Keys on tags end with the tag's key,
    `aws:ResourceTag/team`. AWS refuses a policy with a key of another form.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/": "vision"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "vision"}}}}
    ```

    ## References
    - [IAM JSON policy elements: Condition](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html#AccessPolicyLanguage_ConditionBlock)
    - [AWS global condition context keys: aws:ResourceTag](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag)
    """
    for clause in clauses(statement, ctx.catalogue):
        node = clause.condition.key
        prefix, _, name = node.value.partition(":")
        if not prefix or not name:
            meant = _meant(node.value.strip(":"))
            yield Found(
                node.span,
                f'the condition key "{node.value}" is no prefix, colon and name'
                + (f'; did you mean "{meant[0]}"?' if meant else ' such as "aws:SourceIp"'),
                "invalid-condition-key-format",
                fixes=rewrites(node.inner, meant),
            )
        elif lacks_tag(clause, ctx.catalogue):
            yield Found(
                node.span,
                f'write the key of a tag behind "{node.value}"',
                "missing-tag-key-in-condition",
                citation=for_condition_key(f"{node.value}x"),
            )


def _meant(name: str) -> tuple[str, ...]:
    """The global key of this name."""
    known = global_keys().get(f"aws:{name.lower()}")
    return (known.name,) if known else ()
