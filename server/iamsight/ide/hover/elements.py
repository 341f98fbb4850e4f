"""What to say of the elements of a policy: of their names, and of values that are words of the language."""

from __future__ import annotations

import re

from iamsight.catalogue import rekognition
from iamsight.catalogue.documentation import for_element
from iamsight.ide.hover.today import notes_on_element
from iamsight.ide.page import Page
from iamsight.policy.model import Kind
from iamsight.policy.schema import elements

_KINDS = {
    Kind.IDENTITY: "an identity policy: it is attached to a user, group or role and says what they may do",
    Kind.BOUNDARY: "a permissions boundary: it caps what other policies grant, and grants nothing by itself",
    Kind.RESOURCE: "a resource policy: it is attached to a resource and says who may do what with it",
    Kind.TRUST: "a trust policy: it says who may assume the role",
    Kind.SCP: "a service control policy: it caps what an organization's accounts may do, and grants nothing by itself",
    Kind.RCP: "a resource control policy: it caps what may be done with an organization's resources",
}


def describe_element(page: Page, name: str, service: str | None = None, *said: str) -> bool:
    """An element of a policy or of a statement. `service` is rekognition if its guide is the one to cite.

    `said` are sentences on this element in this policy. False if there is no such element.
    """
    about = elements("statement").get(name) or elements("document").get(name)
    if about is None:
        return False
    page.add(f"{page.bold(page.code(name))}: {marked(page, about.markdown)}")
    page.add(*said)
    if service == rekognition.PREFIX:
        page.items(notes_on_element(page, name), "Worth knowing")
        general = for_element(name)
        cited = for_element(name, service)
        if cited != general:
            page.add(page.link(f"{general.guide}, {general.section}", general.url))
        page.cite(cited)
    else:
        page.cite(for_element(name))
    return True


def kind_sentence(page: Page, kind: Kind, reason: str) -> str:
    """The kind of a policy and why it is taken for one, as a piece of `page`."""
    because = f" ({reason})" if reason else ""
    return f"This is taken for {_KINDS[kind]}{page.prose(because)}."


def describe_version(page: Page, value: str) -> None:
    """A value of Version."""
    if value == "2012-10-17":
        page.add(f"{page.bold(page.code(value))}: the present policy language, with policy variables.")
    elif value == "2008-10-17":
        page.add(
            f"{page.bold(page.code(value))}: the first policy language. It has no policy variables: "
            f"{page.code('${aws:username}')} is plain text."
        )
    else:
        page.add(
            f"{page.code(value)} is no version of the policy language; it is {page.code('2012-10-17')}, "
            "whenever the policy was written."
        )
    page.cite(for_element("Version"))


def describe_effect(page: Page, value: str, *said: str) -> None:
    """A value of Effect; `said` are sentences on what it means in this statement."""
    if value == "Allow":
        page.add(f"{page.bold(page.code(value))}: grants what the statement describes, unless something denies it.")
    elif value == "Deny":
        page.add(f"{page.bold(page.code(value))}: forbids what the statement describes, whatever else allows it.")
    else:
        page.add(f"{page.code(value)} is no effect; it is {page.code('Allow')} or {page.code('Deny')}.")
    page.add(*said)
    page.cite(for_element("Effect"))


def marked(page: Page, markdown: str) -> str:
    """Our own Markdown, in which backquotes are the only markup, as pieces of `page`."""
    return re.sub("`([^`]+)`", lambda found: page.code(found[1]), markdown)
