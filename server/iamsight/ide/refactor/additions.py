"""What a statement lacks: a Sid, the permissions that its actions need besides, the confused-deputy condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from iamsight.catalogue import Action, Catalogue, rekognition
from iamsight.ide.refactor.resources import arns_for
from iamsight.ide.refactor.site import Refactoring, Site
from iamsight.ide.summary import actions_of
from iamsight.policy import places
from iamsight.policy.grants import grants
from iamsight.policy.model import Kind
from iamsight.syntax.node import Object
from iamsight.text import Edit

_ACCOUNT = re.compile(r":(\d{12}):")
_SOURCE_KEYS = ("aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths")
_MOST_NEEDED = 6


def sid(site: Site) -> Iterator[Refactoring]:
    """Give the statement a Sid that says what it does."""
    if "Sid" in site.statement.elements or not site.statement.node.members or site.statement.effect is None:
        return
    actions = actions_of(site.statement, site.catalogue)
    services = list(dict.fromkeys(action.service for action in actions))
    levels = {action.level for action in actions}
    words = [site.statement.effect]
    words += [services[0].capitalize()] if len(services) == 1 else []
    words += [next(iter(levels)).title()] if len(levels) == 1 else []
    name = site.free_sid("".join(words) if len(words) > 1 else f"{words[0]}Access")
    node = site.statement.node
    yield Refactoring(f'Add the Sid "{name}"', lambda: [site.member_edit(node, "Sid", name, first=True)], same=True)


def dependent_permissions(site: Site) -> Iterator[Refactoring]:
    """Allow, in a statement of its own, what the calls of the action at the cursor need besides."""
    if not isinstance(site.place, places.ActionValue) or site.place.negated or not site.statement.allows:
        return
    if site.policy.kind not in (Kind.IDENTITY, Kind.BOUNDARY):
        return
    action = site.catalogue.action(site.place.here.value)
    if action is None:
        return
    allowed = grants(site.policy)
    for needed, service in needed_by(action.full, site.catalogue)[:_MOST_NEEDED]:
        found = site.catalogue.action(needed)
        if found is None or allowed.allows(needed):
            continue
        title = f'Add a statement for "{found.full}", which {action.full} may need'
        yield Refactoring(title, partial(_allowed, site, found, service), same=False)


def _allowed(site: Site, action: Action, service: str) -> Iterable[Edit]:
    """A statement that allows an action, behind this one; of a role passed to `service` where that is not ""."""
    arns = list(dict.fromkeys(arns_for(site, action))) or ["*"]
    statement: dict[str, object] = {
        "Effect": "Allow",
        "Action": action.full,
        "Resource": arns[0] if len(arns) == 1 else arns,
    }
    if service:
        statement["Condition"] = {"StringEquals": {"iam:PassedToService": service}}
    return site.followed_by([site.value_text(statement, site.placed.object.start)])


def needed_by(full: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The further actions that the caller of an action needs; with the service that a role is passed to, or "" ."""
    if full.partition(":")[0] == rekognition.PREFIX:
        return [
            (action, need.condition.get("iam:PassedToService", ""))
            for need in rekognition.needs(full)
            if need.who == "caller"
            for action in need.actions
        ]
    return [(action, "") for action in catalogue.dependent(full).always]


def confused_deputy(site: Site) -> Iterator[Refactoring]:
    """Limit what a service may do for others: a condition on `aws:SourceAccount`."""
    statement = site.statement
    services = [one for one in statement.principals if one.type == "Service" and not one.negated]
    if not services or not statement.allows or site.policy.kind not in (Kind.TRUST, Kind.RESOURCE):
        return
    if any(one.key.value.lower() in _SOURCE_KEYS for one in statement.conditions):
        return
    account = _account(site)
    condition = statement.elements.get("Condition")
    value: object = {"aws:SourceAccount": account}
    if condition is None:
        target, name, value = statement.node, "Condition", {"StringEquals": value}
    elif isinstance(condition.value, Object):
        equals = condition.value.get("StringEquals")
        if isinstance(equals, Object):
            target, name, value = equals, "aws:SourceAccount", account
        elif equals is None:
            target, name = condition.value, "StringEquals"
        else:
            return
    else:
        return
    title = f"Take requests for account {account} only (aws:SourceAccount)"
    yield Refactoring(title, lambda: [site.member_edit(target, name, value)], same=False)


def _account(site: Site) -> str:
    """The project's account, else the first that the document names, else the one that AWS uses in examples."""
    named = _ACCOUNT.search(site.policy.view.tree.text)
    return site.document.settings.account or (named[1] if named else "123456789012")
