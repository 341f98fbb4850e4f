"""The rule on actions that can act on none of the resources of their statement."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from iamsight.catalogue.arn import ArnFormat
from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.documentation import for_element
from iamsight.catalogue.model import Action
from iamsight.catalogue.rekognition import PREFIX
from iamsight.policy.editing import added
from iamsight.policy.entries import named_actions
from iamsight.policy.meets import Certainty, Target, scope
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Change, Context, Fix, Found, Related, Severity, rule


@rule("action-never-meets-resource", since="0.1", cites="Resource", kinds=set(Kind) - {Kind.TRUST, Kind.RCP})
def action_never_meets_resource(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An action can act on none of the resources of its statement.

    ## Why is this bad?
    A statement grants an action on those of its resources that are of a type the action takes. Where there is none,
    it does not grant the action: faces are searched in a collection, not in a bucket. It is a hint where the reference
    is known to lack resource types of the action's service.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:SearchFaces", "Resource": "arn:aws:s3:::example-images"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:SearchFaces",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/staff"}}
    ```

    ## References
    - [Amazon Rekognition identity-based policies: Resources](https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_service-with-iam.html#security_iam_service-with-iam-id-based-policies-resources)
    - [IAM JSON policy elements: Resource](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
    """
    named = scope(statement, ctx.catalogue) if statement.allows else None
    if named is None:
        return
    for entry, action in named_actions(statement, ctx.catalogue):
        if action.takes_only_star or named.meets(action):
            continue
        certain = named.certainty(action)
        if certain is Certainty.OPEN:
            continue
        types = action.required_types or action.optional_types
        arns = tuple(_arns(action, types, named.targets, ctx.catalogue))
        yield Found(
            entry.text.span,
            f'"{action.full}" can act on no Resource of this statement; it takes resources of type {_listed(types)}',
            related=tuple(Related(target.entry.text.span, "this is of another type") for target in named.targets[:1]),
            citation=for_element("Resource", PREFIX) if action.service == PREFIX else None,
            severity=Severity.WARNING if certain is Certainty.SURE else Severity.HINT,
            fixes=partial(_fixes, statement, arns) if arns else None,
        )


def _listed(types: tuple[str, ...]) -> str:
    shown = [f"{one}" for one in types[:3]] + (["others"] if len(types) > 3 else [])
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _arns(action: Action, types: tuple[str, ...], named: tuple[Target, ...], catalogue: Catalogue) -> Iterator[str]:
    """ARNs of these types, the plainest first: what is inside of what the statement names, else with its fields."""
    values = {"Partition": named[0].reading.arn.partition.text}
    for target in named:
        arn = target.reading.arn
        for name, field in (("Region", arn.region), ("Account", arn.account)):
            if field.text:
                values.setdefault(name, field.text)
    kinds = [catalogue.resource_type(action.service, name) for name in types]
    forms = sorted((kind.formats[0] for kind in kinds if kind), key=lambda form: len(form.placeholders))
    for form in forms[:3]:
        yield next(_inside(form, named), form.filled(values))


def _inside(form: ArnFormat, named: tuple[Target, ...]) -> Iterator[str]:
    """What the format describes inside of the things named: the objects of a bucket."""
    for target in named:
        for outer in target.reading.formats:
            if form.text.startswith(f"{outer.text}/"):
                yield target.entry.value + form.pattern[len(outer.pattern) :]


def _fixes(statement: Statement, arns: tuple[str, ...]) -> Iterator[Fix]:
    for arn in arns:
        changes = tuple(Change(*edit) for edit in added(statement.elements["Resource"].value, f'"{arn}"'))
        yield Fix(f'Add "{arn}" to Resource', changes)
