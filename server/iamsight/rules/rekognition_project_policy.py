"""The rule `rekognition-project-policy`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_element
from iamsight.catalogue.rekognition import PREFIX, project_policy
from iamsight.policy.editing import editable
from iamsight.policy.model import ActionPattern, Kind, Statement
from iamsight.policy.text import is_unknown
from iamsight.rule import Context, Found, rewrites, rule

_PROJECT = "AWS::Rekognition::Project"


@rule("rekognition-project-policy", since="0.1", cites="Action", kinds=[Kind.RESOURCE])
def rekognition_project_policy(statement: Statement, ctx: Context) -> Iterator[Found]:
    """The policy of a Rekognition project is about something else than copying models.

    ## Why is this bad?
    A project policy lets another account copy model versions of a Custom Labels project. Its one action is
    `rekognition:CopyProjectVersion`, and it takes neither `NotAction` nor `NotResource` nor `NotPrincipal`; the service
    refuses others. All else that can be done with a project belongs in identity policies.

    ## Example
    ```json kind=resource resource-type=AWS::Rekognition::Project
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "rekognition:DetectCustomLabels",
      "Resource": "arn:aws:rekognition:us-east-1:111122223333:project/parts/version/v1/1627045542080"}}
    ```

    ## Use instead
    ```json kind=resource resource-type=AWS::Rekognition::Project
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "rekognition:CopyProjectVersion",
      "Resource": "arn:aws:rekognition:us-east-1:111122223333:project/parts/version/v1/1627045542080"}}
    ```

    ## References
    - [Copying a model: Creating a project policy document](https://docs.aws.amazon.com/rekognition/latest/customlabels-dg/md-create-project-policy-document.html)
    - [Amazon Rekognition resource-based policies](https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_service-with-iam.html#security_iam_service-with-iam-resource-based-policies)
    """
    if ctx.resource_type != _PROJECT:
        return
    (allowed,) = project_policy().actions
    names = {entry.value.lower() for entry in statement.actions}
    for entry in statement.actions:
        if entry.negated or entry.value.lower() == allowed.lower() or not _is_judged(entry):
            continue
        place = None if allowed.lower() in names else editable(entry.text)
        yield Found(
            entry.text.span,
            f'"{entry.value}" cannot stand in a project policy; its one action is "{allowed}"',
            citation=for_element("Principal", PREFIX),
            fixes=rewrites(place, [allowed]) if len(names) == 1 else None,
        )
    for name in project_policy().elements_prohibited:
        member = statement.elements.get(name)
        if member:
            yield Found(
                member.key.span,
                f'a project policy takes no "{name}"; write "{name.removeprefix("Not")}"',
                citation=for_element("Principal", PREFIX),
            )


def _is_judged(entry: ActionPattern) -> bool:
    return entry.text.closed and bool(entry.value) and not is_unknown(entry.text)
