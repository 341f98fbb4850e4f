"""What is known of single condition keys beyond their types: which go together, which can be forged, who supplies them.

Names of keys come in as a policy has them, in any case.
"""

from __future__ import annotations

from typing import Any

from iamsight.catalogue.facts import facts


def _known() -> dict[str, Any]:
    return facts("condition_keys")


def is_still_accepted(key: str) -> bool:
    """Whether AWS's own policies use a key that its reference no longer lists."""
    return key.lower() in _known()["still_accepted"]


def is_guarded(key: str) -> bool:
    """Whether a key names an account, organization, VPC or endpoint, so that a pattern for it lets strangers in."""
    return key.lower() in _known()["guarded"]


def is_forgeable(key: str) -> bool:
    """Whether the caller chooses the key's value freely."""
    return key.lower() in _known()["forgeable"]


def companions(key: str) -> tuple[str, ...]:
    """The keys of which one must stand beside `key`, which says little alone; none for most keys."""
    return tuple(_known()["companions"].get(key.lower(), ()))


def setting_action(key: str) -> str | None:
    """The action that gives the key its value, if one of its own does."""
    found: str | None = _known()["set_by_action"].get(key.lower())
    return found


def holds_kms_key(key: str) -> bool:
    """Whether the key's value is the ARN of a KMS key."""
    return key.lower() in _known()["kms_keys"]


def is_of_iam_principals(key: str) -> bool:
    """Whether the key describes an IAM principal, so that it is absent when a service calls for itself."""
    lower = key.lower()
    return any(lower == known or (known[-1] == "/" and lower.startswith(known)) for known in _of_principals())


def for_services(key: str) -> str | None:
    """The key that says of a calling service's source what `key` says of an IAM principal."""
    return _of_principals().get(key.lower())


def is_about_resource(key: str, resource_type: str | None) -> bool:
    """Whether the key only repeats what a policy of this resource type (`AWS::S3::Bucket`) is attached to."""
    return key.lower() in _known()["about_the_resource"].get(resource_type, ())


def keys_are_checked(service: str) -> bool:
    """Whether it is certain which keys the actions of a service know."""
    return service in _known()["keys_by_action_checked"]


def dynamodb_reads() -> tuple[str, ...]:
    """The actions that return attributes of items."""
    return tuple(_known()["dynamodb_reads"])


def is_built_in_provider(host: str) -> bool:
    """Whether AWS knows the identity provider without an OIDC provider having been created in the account."""
    return host.lower() in _known()["built_in_providers"]


def supplies_endpoint_owner(key: str, action: str) -> bool:
    """Whether the service of an action, `service:name`, supplies a key on who owns the VPC endpoint.

    True for all other keys.
    """
    services = _known()["endpoint_owner"].get(key.lower())
    if services is None:
        return True
    return action.partition(":")[0].lower() in services and action.lower() not in _known()["without_endpoint_owner"]


def is_endpoint_owner(key: str) -> bool:
    """Whether the key is on who owns the VPC endpoint of the request, which few services supply."""
    return key.lower() in _known()["endpoint_owner"]


def _of_principals() -> dict[str, str | None]:
    found: dict[str, str | None] = _known()["of_iam_principals"]
    return found
