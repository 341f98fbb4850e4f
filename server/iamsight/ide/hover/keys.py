"""Help on a name alone, such as an item of a completion list resolves to."""

from __future__ import annotations

from iamsight.catalogue import Catalogue
from iamsight.ide.hover.actions import describe_action, describe_service, describe_wildcard
from iamsight.ide.hover.conditions import describe_key, describe_operator, describe_variable
from iamsight.ide.hover.elements import describe_effect, describe_element, describe_version
from iamsight.ide.hover.principals import describe_principal, describe_principal_type
from iamsight.ide.hover.resources import describe_resource, describe_type
from iamsight.ide.page import Page


def documentation(key: str, catalogue: Catalogue, *, markdown: bool) -> str:
    """The help on what `key` names, as Markdown or plain text; empty where there is nothing to say.

    A key is a sort and a name: `action:rekognition:DetectLabels`, `wildcard:rekognition:Describe*`,
    `service:rekognition`, `resource:rekognition:collection`, `arn:*`, `key:aws:SourceArn`, `operator:StringLike`,
    `variable:${aws:username}`, `element:Action`, `effect:Allow`, `version:2012-10-17`, `principal:Service`,
    `service-principal:rekognition.amazonaws.com`.
    """
    sort, _, name = key.partition(":")
    page = Page(markdown=markdown)
    if sort == "action":
        action = catalogue.action(name)
        if action:
            describe_action(page, action, catalogue)
    elif sort == "wildcard":
        describe_wildcard(page, name, catalogue, negated=False)
    elif sort == "service":
        describe_service(page, name, catalogue)
    elif sort == "resource":
        prefix, _, kind_name = name.partition(":")
        kind = catalogue.resource_type(prefix, kind_name)
        if kind:
            describe_type(page, kind, catalogue)
    elif sort == "arn":
        describe_resource(page, name, catalogue)
    elif sort == "service-principal":
        describe_principal(page, "Service", name, catalogue, negated=False)
    elif sort == "key":
        describe_key(page, name, catalogue)
    elif sort == "variable":
        describe_variable(page, name, catalogue, replaced=True)
    else:
        _describe_word(page, sort, name)
    return page.text


def _describe_word(page: Page, sort: str, name: str) -> None:
    """A word of the policy language."""
    if sort == "operator":
        describe_operator(page, name)
    elif sort == "element":
        describe_element(page, name)
    elif sort == "principal":
        describe_principal_type(page, name)
    elif sort == "version":
        describe_version(page, name)
    elif sort == "effect":
        describe_effect(page, name)
