"""The rule `allow-by-exception`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_element
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, Severity, rule

_MEANING = {
    "NotAction": ("every action that it does not name, also those that AWS adds later", "Action"),
    "NotResource": ("every resource that it does not name, also those that are made later", "Resource"),
}


@rule(
    "allow-by-exception",
    since="0.1",
    needs=["NotAction", "NotResource"],
    cites="NotAction",
    severity=Severity.HINT,
    kinds=[Kind.IDENTITY, Kind.RESOURCE, Kind.TRUST],
)
def allow_by_exception(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A statement allows all but what it names.

    ## Why is this bad?
    `NotAction` with `Allow` is not a list of what is forbidden: it allows everything else, of all services, and so does
    `NotResource` with all other resources. What is excepted may still be allowed by another statement. Name what is
    needed, or deny what must not be done in a statement of its own.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": ["rekognition:Detect*", "s3:GetObject"], "Resource": "*"},
      {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}]}
    ```

    ## References
    - [IAM JSON policy elements: NotAction](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html)
    - [IAM JSON policy elements: NotResource](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html)
    """
    for element, (allowed, instead) in _MEANING.items():
        member = statement.elements.get(element)
        if member and statement.allows and statement.texts(element):
            yield Found(
                member.key.span,
                f'"{element}" with "Allow" allows {allowed}; name what is needed in "{instead}"',
                citation=for_element(element),
            )
