"""Identity providers as the trust policies of roles name them: by ARN or, the built-in ones, by domain."""

from __future__ import annotations

import re
from functools import cache

from iamsight.catalogue.arn import split_arn
from iamsight.catalogue.facts import facts

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_ACCOUNT = re.compile(r"[0-9]{12}")
_OIDC, _SAML = "oidc-provider/", "saml-provider/"


@cache
def built_in() -> frozenset[str]:
    """The domains of the providers that need no ARN."""
    return frozenset(facts("identity_providers")["built_in"])


def github() -> str:
    """The host of the provider of GitHub Actions, which is also the prefix of its condition keys."""
    return str(facts("identity_providers")["github"])


def is_saml(principal: str) -> bool:
    """Whether a Federated principal is a SAML provider's ARN."""
    return split_arn(principal).resource.text.startswith(_SAML)


def oidc_host(principal: str) -> str | None:
    """The host, with its path, of an OIDC or built-in provider: what its condition keys start with. None for others."""
    resource = split_arn(principal).resource.text
    if resource.startswith(_OIDC):
        return resource[len(_OIDC) :] or None
    return principal if principal in built_in() else None


def names_provider(principal: str) -> bool:
    """Whether a text has the form of a Federated principal: a domain, or the ARN of an OIDC or SAML provider."""
    arn = split_arn(principal)
    if arn.fields == 1:
        return _DOMAIN.fullmatch(principal) is not None
    if not (
        arn.complete and arn.service.text == "iam" and not arn.region.text and _ACCOUNT.fullmatch(arn.account.text)
    ):
        return False
    return any(arn.resource.text.startswith(start) and arn.resource.text != start for start in (_OIDC, _SAML))
