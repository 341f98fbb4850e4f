"""The rule `rekognition-topic-name`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_situation
from iamsight.catalogue.patterns import intersects
from iamsight.catalogue.rekognition import service_role
from iamsight.policy.grants import grants
from iamsight.policy.model import Kind, Placed, Policy
from iamsight.rule import Context, Found, Related, Severity, rule
from iamsight.text import Span


@rule(
    "rekognition-topic-name",
    since="0.1",
    cites="Resource",
    severity=Severity.HINT,
    kinds=[Kind.IDENTITY, Kind.RESOURCE],
)
def rekognition_topic_name(policy: Policy, ctx: Context) -> Iterator[Found]:
    """A topic has a name to which Rekognition's managed service role cannot publish.

    ## Why is this bad?
    The managed policy `AmazonRekognitionServiceRole` lets Rekognition publish only to topics whose names start with
    `AmazonRekognition`. A role that relies on it cannot announce the end of a job in a topic of another name. Rename
    the topic, or give the role a policy of its own. Looked for where a role of that name is passed or let in.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "iam:PassRole",
       "Resource": "arn:aws:iam::123456789012:role/service-role/AmazonRekognitionServiceRole"},
      {"Effect": "Allow", "Action": "sns:Subscribe", "Resource": "arn:aws:sns:us-east-1:123456789012:video-done"}]}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "iam:PassRole",
       "Resource": "arn:aws:iam::123456789012:role/service-role/AmazonRekognitionServiceRole"},
      {"Effect": "Allow", "Action": "sns:Subscribe",
       "Resource": "arn:aws:sns:us-east-1:123456789012:AmazonRekognition-video-done"}]}
    ```

    ## References
    - [Giving access to multiple Amazon SNS topics](https://docs.aws.amazon.com/rekognition/latest/dg/api-video-roles.html#api-video-roles-all-topics)
    """
    granted = grants(policy)
    if not granted.mentions("sns"):
        return
    naming = granted.reaching("iam:PassRole") if policy.kind is Kind.IDENTITY else granted.allowing("sns")
    role = next((found for placed in naming if (found := _managed_role(placed))), None)
    if role is None:
        return
    prefix = service_role().topic_name_prefix
    for placed in granted.allowing("sns"):
        for entry in placed.statement.resources:
            field = entry.arn.resource
            if entry.negated or not entry.text.closed or entry.arn.service.text != "sns" or not field.text:
                continue
            if not intersects(field.text.partition(":")[0], f"{prefix}*"):
                yield Found(
                    entry.text.slice(field.start, field.end),
                    f'the service role cannot publish to "{field.text}"; start the topic\'s name with "{prefix}"',
                    statement=placed.index,
                    related=(Related(role[1], "the role that relies on the managed policy", role[0]),),
                    citation=for_situation("topic name without the prefix"),
                )


def _managed_role(placed: Placed) -> tuple[int, Span] | None:
    """Where a statement names the managed role, as a resource to pass or as principal."""
    name = service_role().managed_policy
    statement = placed.statement
    for text in [one.text for one in statement.resources] + [one.text for one in statement.principals]:
        if ":role/" in text.value and text.value.rpartition("/")[2].startswith(name):
            return placed.index, text.span
    return None
