"""Principal and NotPrincipal: whom a policy is about."""

from __future__ import annotations

from iamsight.catalogue import rekognition
from iamsight.catalogue.identity_providers import built_in, github
from iamsight.catalogue.partitions import service_principals
from iamsight.ide.completion.ask import Ask, Offer, Offers, name, string, value
from iamsight.ide.completion.elements import first_sentence
from iamsight.ide.completion.items import CompletionKind
from iamsight.ide.completion.template import Template, template
from iamsight.policy.model import Kind
from iamsight.policy.places import PrincipalStart, PrincipalType, PrincipalValue
from iamsight.policy.schema import elements

_NEVER_CALLERS = ("iam", "sts")
"""Services whose actions stand in policies about other services."""
_EVERYONE = value("*", CompletionKind.VALUE, "everyone, also without an AWS account", 9)


def principals(place: PrincipalStart, _: Ask) -> Offers:
    """An object for each type of principal, or `"*"`; resource control policies take only that."""
    if place.here.in_list:
        return Offers()
    if place.here.policy.kind is Kind.RCP:
        return Offers([_EVERYONE])
    found = [_object(type_, one.description, place) for type_, one in elements("principal").items()]
    return Offers([*found, _EVERYONE])


def types(place: PrincipalType, _: Ask) -> Offers:
    """The types of principals that are not there yet."""
    shape = "" if place.here.spot.colon_after else '"$1"'
    present = place.here.siblings
    return Offers(
        [
            name(
                type_,
                shape,
                first_sentence(one.description),
                _rank(type_, place.here.policy.kind),
                f"principal:{type_}",
            )
            for type_, one in elements("principal").items()
            if type_ not in present
        ]
    )


def values(place: PrincipalValue, ask: Ask) -> Offers:
    """Principals of one type."""
    makers = {"AWS": _accounts, "Service": _services, "Federated": _providers}
    maker = makers.get(place.type)
    found = maker(place, ask) if maker else []
    siblings = place.here.siblings
    return Offers([offer for offer in found if offer.label not in siblings])


def service_offers(ask: Ask) -> list[Offer]:
    """Service principals: those of the services that are named near the cursor first, Rekognition's before all."""
    found = []
    for principal in sorted(service_principals()):
        prefix = principal.partition(".")[0]
        rank = 1 if prefix in ask.services and prefix not in _NEVER_CALLERS else 2
        if principal == rekognition.PRINCIPAL and rekognition.PREFIX in ask.near.lower():
            rank = 0
        said = ask.catalogue.service_name(prefix) or ""
        found.append(value(principal, CompletionKind.VALUE, said, rank, f"service-principal:{principal}"))
    return found


def account_arns(ask: Ask) -> list[Offer]:
    """ARNs of accounts, roles and users."""
    roots = [
        value(f"arn:{ask.partition}:iam::{account}:root", CompletionKind.ARN, "everybody in an account in use here")
        for account in ask.accounts
    ]
    kinds = {"root": "an account", "role/${2:ROLE}": "a role", "user/${2:USER}": "a user"}
    if roots:
        del kinds["root"]
    arns = [_iam_arn(part, said, ask) for part, said in kinds.items()]
    return [*roots, *arns]


def _object(type_: str, description: str, place: PrincipalStart) -> Offer:
    rank = _rank(type_, place.here.policy.kind)
    label = f'{{"{type_}": ...}}'
    said = first_sentence(description)
    return Offer(
        label, CompletionKind.SNIPPET, template(f'{{"{type_}": "$1"}}'), said, rank, f"principal:{type_}", type_, True
    )


def _rank(type_: str, kind: Kind) -> int:
    first = "Service" if kind is Kind.TRUST else "AWS"
    return 0 if type_ == first else 1


def _accounts(place: PrincipalValue, ask: Ask) -> list[Offer]:
    if place.here.policy.kind is Kind.RCP:
        return [_EVERYONE]
    return [*account_arns(ask), _EVERYONE]


def _services(_: PrincipalValue, ask: Ask) -> list[Offer]:
    return service_offers(ask)


def _providers(_: PrincipalValue, ask: Ask) -> list[Offer]:
    oidc = _iam_arn("oidc-provider/${2:DOMAIN}", "an OIDC provider", ask)
    of_github = _iam_arn(f"oidc-provider/{github()}", "GitHub Actions", ask)
    saml = _iam_arn("saml-provider/${2:NAME}", "a SAML provider", ask)
    domains = [
        value(domain, CompletionKind.VALUE, "an identity provider that needs no ARN", 1)
        for domain in sorted(built_in())
    ]
    return [of_github, oidc, saml, *domains]


def _iam_arn(part: str, said: str, ask: Ask) -> Offer:
    account = ask.accounts[0] if ask.accounts else "ACCOUNT"
    content: Template = template(f"arn:{ask.partition}:iam::${{1:{account}}}:{part}")
    return string(content.plain(), content, CompletionKind.ARN, said)
