"""Which configuration counts for a file, and what it says."""

from __future__ import annotations

import pickle
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from iamsight.config import Configurations, FileSettings, Suppression, resolve
from iamsight.config.keys import FEATURES
from iamsight.policy.model import Kind
from iamsight.rule import Severity
from iamsight.rules import RULES

ON = next(rule for rule in RULES if rule.on)


def write(folder: Path, text: str, name: str = "iamsight.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_everything_is_as_it_comes(tmp_path: Path):
    configuration = resolve(tmp_path / "a.json")

    assert configuration.values == {}
    assert configuration.file is None
    assert configuration.settings_for(tmp_path / "a.json").given.kind is None


def test_the_nearest_file_counts_alone(tmp_path: Path):
    write(tmp_path, 'ignore = ["unknown-action"]\naccount = "111122223333"')
    write(tmp_path / "inner", 'ignore = ["unknown-service"]')

    outer, inner = resolve(tmp_path / "a.json"), resolve(tmp_path / "inner" / "deep" / "a.json")

    assert outer.values["ignore"] == ["unknown-action"]
    assert inner.values == {"ignore": ["unknown-service"]}


@pytest.mark.parametrize(
    "pyproject,account",
    [
        ('[tool.iamsight]\naccount = "222222222222"', "222222222222"),
        ('[tool]\niamsight = {account = "222222222222"}', "222222222222"),
        ('[project]\nname = "iamsight"', "111111111111"),
    ],
)
def test_pyproject_counts_only_if_it_has_a_table(tmp_path: Path, pyproject: str, account: str):
    write(tmp_path, 'account = "111111111111"')
    write(tmp_path / "inner", pyproject, "pyproject.toml")

    assert resolve(tmp_path / "inner" / "a.json").settings_for("a.json").account == account


def test_in_one_folder_iamsight_toml_goes_first(tmp_path: Path):
    write(tmp_path, 'account = "111111111111"')
    write(tmp_path, '[tool.iamsight]\naccount = "222222222222"', "pyproject.toml")

    assert resolve(tmp_path / "a.json").values["account"] == "111111111111"


def test_the_editor_gives_way_to_the_file_key_by_key(tmp_path: Path):
    write(tmp_path, 'account = "111111111111"')

    configuration = resolve(tmp_path / "a.json", {"account": "222222222222", "regions": ["eu-west-1"]})

    settings = configuration.settings_for(tmp_path / "a.json")
    assert (settings.account, settings.regions) == ("111111111111", ("eu-west-1",))
    assert configuration.origins == {"account": str(tmp_path / "iamsight.toml"), "regions": "the editor"}


@pytest.mark.parametrize(
    "toml,severity",
    [
        ("", "unsaid"),
        (f'ignore = ["{ON.id}"]', None),
        (f'select = ["{ON.id}"]', "unsaid"),
        ("select = []", None),
        (f'severity = {{"{ON.id}" = "hint"}}', Severity.HINT),
        (f'severity = {{"{ON.id}" = "off"}}', None),
        (f'select = ["{ON.id}"]\nseverity = {{"{ON.id}" = "info"}}', Severity.INFO),
        (f'select = ["{ON.id}"]\nignore = ["{ON.id}"]', None),
    ],
)
def test_rules_are_on_off_or_of_another_severity(tmp_path: Path, toml: str, severity: Severity | str | None):
    write(tmp_path, toml)

    assert resolve(tmp_path / "a.json").severities.get(ON.id, "unsaid") == severity


@pytest.mark.parametrize(
    "options,severity",
    [
        ({"select": [ON.id]}, "unsaid"),
        ({"select": [], "ignore": []}, None),
        ({"ignore": ["unknown-service"]}, None),
    ],
)
def test_what_the_command_line_selects_is_on_whatever_the_file_says(
    tmp_path: Path, options: dict[str, list[str]], severity: str | None
):
    write(tmp_path, f'ignore = ["{ON.id}"]\nseverity = {{"{ON.id}" = "off"}}')

    configuration = Configurations(options=options).of(tmp_path / "a.json")

    assert configuration.severities.get(ON.id, "unsaid") == severity


@pytest.mark.parametrize(
    "path,kind,resource_type",
    [
        ("scp/a.json", Kind.SCP, None),
        ("scp/deep/a.json", Kind.SCP, None),
        ("other/scp/a.json", None, None),
        ("buckets/a.json", Kind.RESOURCE, "AWS::S3::Bucket"),
        ("buckets/topic.json", Kind.RESOURCE, "AWS::SNS::Topic"),
        ("../scp/a.json", None, None),
    ],
)
def test_files_have_the_kind_that_the_last_table_gives_them(
    tmp_path: Path, path: str, kind: Kind | None, resource_type: str | None
):
    write(
        tmp_path,
        """
        [[files]]
        match = "scp/**"
        kind = "scp"
        [[files]]
        match = ["buckets/*"]
        kind = "resource"
        resource_type = "AWS::S3::Bucket"
        [[files]]
        match = "topic.json"
        resource_type = "AWS::SNS::Topic"
        """,
    )
    configuration = resolve(tmp_path / "a.json")

    given = configuration.settings_for(tmp_path / path).given

    assert (given.kind, given.resource_type, given.is_begun) == (kind, resource_type, kind is not None)
    assert configuration.claims(tmp_path / path) == (given.resource_type is not None or kind is not None)


def test_the_reason_for_a_kind_names_the_pattern(tmp_path: Path):
    write(tmp_path, 'files = [{match = "scp/**", kind = "scp"}]')

    given = resolve(tmp_path / "a.json").settings_for(tmp_path / "scp" / "a.json").given

    assert given.reason == 'iamsight.toml says so for "scp/**"'


@pytest.mark.parametrize(
    "path,folder,excluded",
    [
        ("build/a.json", False, True),
        ("build", True, True),
        ("build", False, False),
        ("a.tmp.json", False, True),
        ("keep.tmp.json", False, False),
        ("a.json", False, False),
    ],
)
def test_exclude_reads_patterns_as_git_does(tmp_path: Path, path: str, folder: bool, excluded: bool):
    write(tmp_path, 'exclude = ["build/", "*.tmp.json", "!keep.tmp.json"]')

    assert resolve(tmp_path / "a.json").excludes(tmp_path / path, folder=folder) is excluded


def test_suppressions_are_those_of_the_file_that_have_not_expired(tmp_path: Path):
    today = datetime.now().astimezone().date()
    write(
        tmp_path,
        f"""
        suppress = [
          {{rule = "unknown-action", reason = "everywhere"}},
          {{rule = "unknown-action", reason = "elsewhere", files = "other/*"}},
          {{rule = "unknown-action", reason = "today", expires = {today.isoformat()}}},
          {{rule = "unknown-action", reason = "yesterday", expires = "{(today - timedelta(1)).isoformat()}"}},
        ]
        """,
    )
    configuration = resolve(tmp_path / "a.json")

    assert [one.reason for one in configuration.settings_for(tmp_path / "a.json").suppressions] == [
        "everywhere",
        "today",
    ]
    assert [one.number for one in configuration.suppressions] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "suppression,covered",
    [
        (Suppression("r", ""), True),
        (Suppression("other", ""), False),
        (Suppression("r", "", sid="A"), True),
        (Suppression("r", "", sid="B"), False),
        (Suppression("r", "", pointer="/Statement/1"), True),
        (Suppression("r", "", pointer="/Statement/1/Action/0"), True),
        (Suppression("r", "", pointer=""), True),
        (Suppression("r", "", pointer="/Statement/10"), False),
        (Suppression("r", "", pointer="/Stat"), False),
        (Suppression("r", "", sid="A", pointer="/Statement/2"), False),
    ],
)
def test_a_suppression_covers_a_statement_or_an_element_with_all_that_is_in_it(suppression: Suppression, covered: bool):
    assert suppression.covers("r", "A", "/Statement/1/Action/0") is covered


def test_features_can_be_turned_off_and_on(tmp_path: Path):
    write(tmp_path, "[features]\nhover = false\nworkspace_diagnostics = true")
    configuration = resolve(tmp_path / "a.json")

    assert {name for name in FEATURES if configuration.has(name) != FEATURES[name].on} == {
        "hover",
        "workspace_diagnostics",
    }


def test_one_file_can_be_named_or_all_left_out(tmp_path: Path):
    write(tmp_path, 'account = "111111111111"')
    named = write(tmp_path / "elsewhere", 'account = "222222222222"') / "iamsight.toml"

    assert Configurations(file=named).of(tmp_path / "a.json").values["account"] == "222222222222"
    assert Configurations(isolated=True).of(tmp_path / "a.json").values == {}


def test_a_file_is_read_once_until_it_is_forgotten(tmp_path: Path):
    write(tmp_path, 'account = "111111111111"')
    configurations = Configurations()
    before = configurations.of(tmp_path / "a.json")
    write(tmp_path, 'account = "222222222222"')

    assert configurations.of(tmp_path / "b.json") is before
    configurations.forget()
    assert configurations.of(tmp_path / "b.json").values["account"] == "222222222222"


def test_settings_travel_between_processes(tmp_path: Path):
    write(tmp_path, 'ignore = ["unknown-action"]\n[[suppress]]\nrule = "unknown-service"\nreason = "known"')
    settings = resolve(tmp_path / "a.json").settings_for(tmp_path / "a.json")

    assert pickle.loads(pickle.dumps(settings)) == settings
    assert pickle.loads(pickle.dumps(FileSettings())) == FileSettings()
