"""The rule on the KMS keys that conditions name."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.arn import split_arn
from iamsight.catalogue.documentation import for_condition_key
from iamsight.catalogue.key_facts import holds_kms_key
from iamsight.policy.conditions import clauses
from iamsight.policy.model import Statement
from iamsight.policy.variables import wildcards
from iamsight.rule import Context, Found, rule


@rule("kms-key-value", since="0.1", needs=["Condition"], cites="condition-block", checks=["invalid-kms-key-value"])
def kms_key_value(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A KMS key is named otherwise than by its ARN.

    ## Why is this bad?
    The key that a request asks for is compared as the ARN of a KMS key, whatever the caller wrote. An alias or the ID
    of a key is never equal to that, and AWS refuses it.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::faces/*",
      "Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "alias/faces"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::faces/*",
      "Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id":
        "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"}}}}
    ```

    ## References
    - [Service Authorization Reference: condition keys for Amazon S3](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys)
    """
    for clause in clauses(statement, ctx.catalogue):
        if holds_kms_key(clause.name) and clause.family in ("String", "ARN"):
            for text in clause.known_values:
                if not wildcards(text.value) and not _is_key(text.value):
                    yield Found(
                        text.span,
                        f'"{text.value}" is not the ARN of a KMS key; '
                        'write "arn:aws:kms:", the Region, the account and "key/" with its ID',
                        "invalid-kms-key-value",
                        citation=for_condition_key(clause.name),
                    )


def _is_key(value: str) -> bool:
    arn = split_arn(value)
    fields = (arn.partition.text, arn.region.text, arn.account.text, arn.resource.text.removeprefix("key/"))
    return arn.complete and arn.service.text == "kms" and arn.resource.text.startswith("key/") and all(fields)
