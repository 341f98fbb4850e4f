"""What certain kinds of policy may name: the lists name what exists, and the forms of providers are told apart."""

from __future__ import annotations

import pytest

from iamsight.catalogue import default_catalogue, rcp
from iamsight.catalogue.attached_policies import attached_to, trust_actions
from iamsight.catalogue.conditions import find_key, global_keys
from iamsight.catalogue.facts import facts
from iamsight.catalogue.identity_providers import is_saml, names_provider, oidc_host

HOST = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E"


def test_services_of_resource_control_policies_exist():
    assert [prefix for prefix in rcp.services() if default_catalogue().service_name(prefix) is None] == []
    assert {"s3", "sts", "kms"} <= rcp.services()
    assert "rekognition" not in rcp.services()


@pytest.mark.parametrize("key", facts("rcp")["caller_keys"])
def test_keys_on_callers_exist(key):
    assert find_key(global_keys(), f"{key}x" if key.endswith("/") else key)
    assert rcp.describes_caller(key.lower())
    assert not rcp.describes_caller(f"x{key.lower()}")


@pytest.mark.parametrize("resource_type", facts("attached_policies")["types"])
def test_resource_types_of_attached_policies_exist(resource_type):
    attached = attached_to(resource_type)
    catalogue = default_catalogue()

    assert attached
    for name in attached.actions_on | attached.resources:
        assert any(catalogue.resource_type(prefix, name) for prefix in attached.services), name
    words = attached.example.replace("REGION", "us-east-1").replace("ACCOUNT", "123456789012").lower()
    named = {one.name for prefix in attached.services for one in catalogue.resource_types_for_arn(words, prefix)}
    assert named & attached.resources


def test_trust_actions_exist():
    assert [action for action in trust_actions() if default_catalogue().action(action) is None] == []


def test_a_type_without_an_entry_is_not_known():
    assert attached_to("AWS::SQS::Queue") is None


@pytest.mark.parametrize(
    "principal, host, saml, named",
    [
        ("accounts.google.com", "accounts.google.com", False, True),
        ("id.example.com", None, False, True),
        (f"arn:aws:iam::123456789012:oidc-provider/{HOST}", HOST, False, True),
        ("arn:aws-cn:iam::123456789012:saml-provider/office", None, True, True),
        ("arn:aws:iam::123456789012:oidc-provider/", None, False, False),
        ("arn:aws:iam::12345678901:saml-provider/office", None, True, False),
        ("arn:aws:iam:us-east-1:123456789012:saml-provider/office", None, True, False),
        ("arn:aws:sts::123456789012:saml-provider/office", None, True, False),
        ("arn:aws:iam::123456789012:role/office", None, False, False),
        ("https://id.example.com", None, False, False),
        ("id.example.com/pool", None, False, False),
        ("localhost", None, False, False),
        ("-a.example.com", None, False, False),
        ("", None, False, False),
    ],
)
def test_identity_providers(principal, host, saml, named):
    assert (oidc_host(principal), is_saml(principal), names_provider(principal)) == (host, saml, named)
