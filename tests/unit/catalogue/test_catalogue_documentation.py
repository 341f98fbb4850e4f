"""Every element, operator, action, resource type, key and check has a citation with a section."""

import pytest

from iamsight.catalogue import checks, conditions, default_catalogue, documentation

GUIDE = "Amazon Rekognition Developer Guide"
ELEMENTS = (
    "Version", "Id", "Statement", "Sid", "Effect", "Principal", "NotPrincipal",
    "Action", "NotAction", "Resource", "NotResource", "Condition",
)  # fmt: skip


def well_formed(citation):
    assert citation.guide
    assert citation.page
    assert citation.section
    assert citation.url.startswith("https://docs.aws.amazon.com/")
    assert ".html" in citation.url
    assert " " not in citation.url
    assert "{" not in citation.url
    return citation


@pytest.fixture(scope="module")
def catalogue():
    return default_catalogue()


@pytest.mark.parametrize("name", ELEMENTS)
def test_elements(name):
    assert f"reference_policies_elements_{name.lower()}.html#" in well_formed(documentation.for_element(name)).url
    well_formed(documentation.for_element(name, "rekognition"))


@pytest.mark.parametrize("name", ["Action", "Resource", "Condition", "Principal", "Effect", "NotAction"])
def test_elements_of_rekognition_statements(name):
    found = documentation.for_element(name, "rekognition")
    assert found.guide == GUIDE
    assert "#security_iam_service-with-iam" in found.url


def test_an_element_that_does_not_exist_is_cited_from_the_grammar():
    assert documentation.for_element("Nonsense").section == "Grammar"


def test_operators():
    for name in conditions.operators():
        for text in (name, f"ForAnyValue:{name}", f"{name}IfExists"):
            assert "#Conditions_" in well_formed(documentation.for_operator(text)).url
    well_formed(documentation.for_operator("nonsense"))


def test_global_keys():
    for key in conditions.global_keys().values():
        found = well_formed(documentation.for_condition_key(key.name))
        assert "reference_policies_condition-keys.html#condition-keys-" in found.url


@pytest.mark.parametrize(
    "name,part",
    [
        ("s3:prefix", "list_s3.html#list_s3-policy-keys"),
        ("iam:PassedToService", "#available-keys-for-iam"),
        ("sts:ExternalId", "#condition-keys-sts"),
        ("saml:aud", "#condition-keys-saml"),
        ("token.actions.githubusercontent.com:sub", "#condition-keys-wif"),
        ("aws:Nonsense", "reference_policies_condition-keys.html#"),
        ("rekognition:Nonsense", "#security_iam_service-with-iam-id-based-policies-conditionkeys"),
        ("aws:ResourceTag/Team", "#condition-keys-resourcetag"),
    ],
)
def test_other_keys(name, part):
    assert part in well_formed(documentation.for_condition_key(name)).url


def test_keys_on_rekognition_actions_are_cited_from_its_guide():
    assert documentation.for_condition_key("aws:ResourceTag/Team", "rekognition").guide == GUIDE


def test_actions_and_resource_types(catalogue):
    for action in catalogue.expand("*"):
        well_formed(documentation.for_action(action.full))
    for service in catalogue.all_services():
        for kind in service.resource_types:
            well_formed(documentation.for_resource_type(service.prefix, kind))
    assert documentation.for_action("s3:GetObject").url.endswith("list_s3.html#list_s3-action-GetObject")
    assert documentation.for_action("s3:Get*").url.endswith("list_s3.html#list_s3-actions-as-permissions")


def test_every_rekognition_action_is_cited_from_its_guide(catalogue):
    for action in catalogue.expand("rekognition:*"):
        assert documentation.for_action(action.full).guide.startswith("Amazon Rekognition")
    copying = documentation.for_action("rekognition:CopyProjectVersion")
    assert "security_iam_resource-based-policy-examples" in copying.url


def test_checks():
    for name in checks.checks():
        found = well_formed(documentation.for_check(name))
        assert "#access-analyzer-reference-policy-checks-" in found.url


def test_sections_by_situation_action_and_element():
    assert documentation.for_situation("confused deputy").section == "Cross-service confused deputy prevention"
    assert documentation.for_situation("nonsense") is None
    assert documentation.sections(action="rekognition:DescribeCollection", element="Action")
    assert all("Sid" in section.elements for section in documentation.sections(element="Sid"))
    for section in documentation.all_sections():
        well_formed(section.citation)


def test_disagreements():
    found = documentation.disagreements()
    assert len(found) == 31
    assert found["deletelabels"].holds.startswith("no such operation")
