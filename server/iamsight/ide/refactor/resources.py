"""`"Resource": "*"` replaced by the ARNs that the statement's actions can be limited to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iamsight.catalogue import Action, ArnFormat
from iamsight.ide.refactor.site import Refactoring, Site
from iamsight.ide.summary import actions_of, is_everything
from iamsight.policy import places

_MOST_ARNS = 12


def name_formats(site: Site) -> Iterator[Refactoring]:
    """Name the resource types that the actions take, each as an ARN that covers all of the type.

    Only where no action needs `"*"`: what those need cannot be said by ARNs.
    """
    member = site.statement.elements.get("Resource")
    at_resource = isinstance(site.place, places.ResourceValue) or (
        isinstance(site.place, places.StatementKey) and site.place.here.value == "Resource"
    )
    values = [one.value for one in site.statement.resources]
    if member is None or not at_resource or values != ["*"]:
        return
    patterns = [one for one in site.statement.actions if not one.negated]
    actions = actions_of(site.statement, site.catalogue)
    if not actions or len(patterns) != len(site.statement.actions) or any(is_everything(one.value) for one in patterns):
        return
    if any(action.takes_only_star for action in actions):
        return
    arns = list(dict.fromkeys(arn for action in actions for arn in arns_for(site, action)))
    if len(arns) <= _MOST_ARNS:
        old = member.value
        title = "Name the resource types that the actions take"
        yield Refactoring(title, lambda: [site.list_edit(old, arns)], same=False)


def arns_for(site: Site, action: Action) -> Iterator[str]:
    """ARNs that cover every resource of the types that an action takes: the required ones, else all of them."""
    wanted = action.required_types or action.optional_types
    for name in wanted:
        kind = site.catalogue.resource_type(action.service, name)
        yield from (filled(site, form) for form in kind.formats) if kind else ()


def filled(site: Site, form: ArnFormat) -> str:
    """A format for the project's own account and Region where the configuration says so, for any others elsewhere."""
    settings = site.document.settings
    values = {"Partition": _partition(one.value for one in site.statement.resources)}
    if settings.account:
        values["Account"] = settings.account
    if len(settings.regions) == 1:
        values["Region"] = settings.regions[0]
    return form.filled(values)


def _partition(resources: Iterable[str]) -> str:
    """The partition that ARNs nearby are in, else that of most Regions."""
    named = (value.split(":")[1] for value in resources if value.startswith("arn:aws") and value.count(":") > 1)
    return next(named, "aws")
