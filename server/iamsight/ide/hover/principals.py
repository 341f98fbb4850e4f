"""What to say of principals: whom a value of Principal stands for."""

from __future__ import annotations

import re
from typing import NamedTuple

from iamsight.catalogue import UNKNOWN, Catalogue, Citation, split_arn
from iamsight.catalogue.documentation import for_situation, for_topic
from iamsight.catalogue.rekognition import PRINCIPAL
from iamsight.ide.hover.elements import marked
from iamsight.ide.page import Page
from iamsight.policy.schema import elements

_TOPICS = {
    "AWS": "account-principal",
    "Service": "service-principal",
    "Federated": "federated-principal",
    "CanonicalUser": "account-principal",
}
"""The names that Principal takes, and the topic of the section on each."""

_ACCOUNT = re.compile(r"[0-9]{12}")
_UNIQUE_ID = re.compile(r"(AROA|AIDA|AGPA|AIPA|ASIA|AKIA)[A-Z0-9]{8,}")
_BY_RESOURCE = {
    "role": ("the role {name}: whoever has assumed it", "role-principal"),
    "user": ("the IAM user {name}", "user-principal"),
    "assumed-role": ("the session {last} of the role {first}", "session-principal"),
    "federated-user": ("the session of the federated user {name}", "session-principal"),
    "group": ("a group, which cannot be a principal: name its users or a role instead", "account-principal"),
    "oidc-provider": ("people who sign in through the OpenID Connect provider {name}", "federated-principal"),
    "saml-provider": ("people who sign in through the SAML provider {name}", "federated-principal"),
}


class Meaning(NamedTuple):
    """Whom a principal stands for, as words behind its name, and the section that says so."""

    words: str
    citation: Citation


def describe_principal(page: Page, kind: str, value: str, catalogue: Catalogue, *, negated: bool) -> None:
    """One principal. `kind` is the name it stands under, or `*` for a bare `"*"`."""
    meaning = meaning_of(kind, value, catalogue)
    page.add(f"{page.bold(page.code(value.replace(UNKNOWN, '…')))}: {page.prose(meaning.words)}.")
    if negated:
        page.add(f"In {page.code('NotPrincipal')} the statement is about everyone but these.")
    elif value == "*" and kind in ("*", "AWS"):
        page.add("With Allow and no Condition this is public access.")
    if value == PRINCIPAL:
        keys = page.codes(("aws:SourceAccount", "aws:SourceArn"))
        page.add(f"Conditions on {keys} keep other accounts from using the service to reach yours.")
    page.cite(meaning.citation)


def describe_principal_type(page: Page, kind: str) -> bool:
    """A name inside Principal, such as `Service`. False if there is no such name."""
    about = elements("principal").get(kind)
    if about is None or kind not in _TOPICS:
        return False
    page.add(f"{page.bold(page.code(kind))}: {marked(page, about.markdown)}")
    page.cite(for_topic(_TOPICS[kind]))
    return True


def meaning_of(kind: str, value: str, catalogue: Catalogue) -> Meaning:
    """Whom a principal stands for."""
    if UNKNOWN in value:
        return Meaning("known only when the template is deployed", for_topic(_TOPICS.get(kind, "account-principal")))
    if value == "*" and kind in ("*", "AWS"):
        return Meaning("everyone, people without an AWS account included", for_topic("anonymous-principal"))
    if kind == "Service":
        name = catalogue.service_name(value.partition(".")[0])
        words = f"the service {name}" if name else "a service of AWS, which acts for you"
        cited = for_situation("trust policy for rekognition.amazonaws.com") if value == PRINCIPAL else None
        return Meaning(words, cited or for_topic("service-principal"))
    if kind == "CanonicalUser":
        return Meaning("an account, by its canonical user id", for_topic("account-principal"))
    return _of_arn(kind, value)


def _of_arn(kind: str, value: str) -> Meaning:
    arn = split_arn(value)
    sort, _, name = arn.resource.text.partition("/")
    if _ACCOUNT.fullmatch(value) or (arn.complete and sort == "root"):
        account = arn.account.text or value
        return Meaning(f"the account {account}, which decides who of its own may", for_topic("account-principal"))
    if arn.complete and sort in _BY_RESOURCE:
        words, topic = _BY_RESOURCE[sort]
        first, _, last = name.partition("/")
        return Meaning(
            words.format(name=name, first=first, last=last or "?") + _of_account(sort, arn.account.text),
            for_topic(topic),
        )
    if kind == "Federated":
        return Meaning("people who sign in through this identity provider", for_topic("federated-principal"))
    if _UNIQUE_ID.fullmatch(value):
        words = "the unique id of a role or user, which AWS puts in the place of one that was deleted"
        return Meaning(words, for_topic("unique-ids"))
    return Meaning("not a complete principal yet", for_topic("account-principal"))


def _of_account(sort: str, account: str) -> str:
    return (
        f", of the account {account}" if account and sort in ("role", "user", "assumed-role", "federated-user") else ""
    )
