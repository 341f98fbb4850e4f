"""The rule on actions that a service does not define."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.documentation import Citation, for_action, for_element
from iamsight.catalogue.nearest import nearest
from iamsight.catalogue.patterns import UNKNOWN
from iamsight.catalogue.rekognition import PREFIX
from iamsight.policy.editing import editable
from iamsight.policy.entries import unusual
from iamsight.policy.model import ActionPattern, Statement
from iamsight.policy.parts import ENTRIES_KEPT
from iamsight.rule import Context, Found, Severity, rewrites, rule

_WORDS_OF_CHANCE = 2


@rule("unknown-action", since="0.1", cites="Action", checks=["invalid-action"], severity=Severity.ERROR)
def unknown_action(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A service has no action of this name.

    ## Why is this bad?
    An action that AWS does not define grants and denies nothing, nor does a wildcard that matches no action. Often
    the name is mistyped, or it is that of an API operation which another action authorizes: `s3:ListObjectsV2` is
    allowed by `s3:ListBucket`. Names are compared whatever their case.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": ["rekognition:DeleteLabels", "s3:ListObjectsV2"], "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": ["rekognition:DetectLabels", "s3:ListBucket"], "Resource": "*"}}
    ```

    ## References
    - [Amazon Rekognition identity-based policies: Actions](https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_service-with-iam.html#security_iam_service-with-iam-id-based-policies-actions)
    - [Service Authorization Reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
    """
    for action in unusual(statement, ctx.catalogue):
        if _is_known(action.value, ctx.catalogue) or not _is_judged(action):
            continue
        service = ctx.catalogue.service_name(action.service)
        if service is None or ctx.catalogue.retired_action(action.value):
            continue
        meant = _meant(action, ctx)
        place = editable(action.text)
        yield Found(
            action.text.slice(len(action.service) + 1, len(action.value)) if action.name else action.text.span,
            _message(action, service, meant, ctx),
            "invalid-action",
            citation=_citation(action, meant),
            fixes=rewrites(place, meant),
        )


@lru_cache(maxsize=ENTRIES_KEPT)
def _is_known(value: str, catalogue: Catalogue) -> bool:
    return catalogue.matches_any(value)


def _is_telling(name: str) -> bool:
    return sum(char.isupper() for char in name) > _WORDS_OF_CHANCE


def _citation(action: ActionPattern, meant: tuple[str, ...]) -> Citation:
    """For Rekognition the section on actions, for other services the list that has the action which was meant."""
    if action.service == PREFIX:
        return for_element("Action", PREFIX)
    return for_action(meant[0] if meant and action.by_name else f"{action.service}:")


def _is_judged(action: ActionPattern) -> bool:
    value = action.value
    return action.text.closed and ":" in value and not any(one in value for one in ("$", UNKNOWN, " "))


def _message(action: ActionPattern, service: str, meant: tuple[str, ...], ctx: Context) -> str:
    if not action.name:
        return f'"{action.value}" names no action of {service}'
    if not action.by_name:
        return f'"{action.value}" matches no action of {service}'
    if ctx.catalogue.authorizing(action.value):
        return f'"{action.value}" is an API operation and no action; "{meant[0]}" authorizes it'
    return f'{service} has no action "{action.name}"' + (f'; did you mean "{meant[0]}"?' if meant else "")


def _meant(action: ActionPattern, ctx: Context) -> tuple[str, ...]:
    """The actions or patterns that were probably meant, the likeliest first."""
    if action.by_name:
        found = ctx.catalogue.nearest_actions(action.value)
        if _is_telling(action.name) or ctx.catalogue.authorizing(action.value):
            return found
        # a word in common with a far-off service is chance: `GetConfig` is not groundstation's
        return tuple(one for one in found if one.startswith(f"{action.service}:"))
    stem, star, rest = action.name.partition("*")
    service = ctx.catalogue.service(action.service)
    if not star or rest or not stem or service is None:
        return ()
    # `Descibe*`: the beginnings of all names, up to the end of a word
    beginnings = {
        one.name[:at]
        for one in service.actions.values()
        for at in range(2, len(one.name))
        if one.name[at].isupper() and not one.name[at - 1].isupper()
    }
    return tuple(f"{action.service}:{one}*" for one in nearest(stem, sorted(beginnings)))
