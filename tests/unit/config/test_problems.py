"""What is wrong with a configuration is said in a sentence that names it, and the rest is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from iamsight.config import resolve


@pytest.mark.parametrize(
    "toml,sentence",
    [
        ('ignor = ["unknown-action"]', 'there is no key "ignor"; did you mean "ignore"?'),
        ('ignore = ["unknown-actoin"]', '"unknown-actoin" is no rule; did you mean "unknown-action"?'),
        ('select = "unknown-action"', "select must be a list"),
        ("ignore = [1]", "ignore[1] must be a text in quotes"),
        ('severity = {unknown-actoin = "hint"}', 'there is no rule "unknown-actoin"; did you mean "unknown-action"?'),
        (
            'severity = {unknown-action = "erorr"}',
            '"erorr" is no value for severity.unknown-action; did you mean "error"?',
        ),
        (
            'severity = {unknown-action = "x"}',
            '"x" is no value for severity.unknown-action; write one of error, warning, info, hint, off',
        ),
        ('account = "12"', "account must be a number of 12 digits"),
        ("account = 111122223333", "account must be a text in quotes"),
        ('regions = ["Ireland"]', "regions[1] must be a Region such as us-east-1"),
        ("exclude = 1", "exclude must be a list or a text in quotes"),
        ("exclude = []", "exclude is empty"),
        ('exclude = ["[z-a]"]', "exclude[1] must be a pattern as in .gitignore"),
        ('exclude = "!"', "exclude must be a pattern as in .gitignore"),
        ('files = [{kind = "scp"}]', 'files[1] has no "match"'),
        ('files = [{match = "a", kin = "scp"}]', 'there is no key "kin" in files[1]; did you mean "kind"?'),
        ('files = [{match = "a", kind = "spc"}]', '"spc" is no value for files[1].kind; did you mean "scp"?'),
        (
            'files = [{match = "a", resource_type = "bucket"}]',
            "files[1].resource_type must be a type such as AWS::S3::Bucket",
        ),
        ('suppress = [{rule = "unknown-action"}]', 'suppress[1] has no "reason"'),
        ('suppress = [{rule = "unknown-action", reason = " "}]', "suppress[1].reason must be a sentence"),
        ('suppress = [{rule = "nonsense", reason = "x"}]', '"nonsense" is no rule'),
        (
            'suppress = [{rule = "unknown-action", reason = "x", expires = "2026-02-30"}]',
            "suppress[1].expires must be a date such as 2026-12-31",
        ),
        (
            'suppress = [{rule = "unknown-action", reason = "x", pointer = "Statement"}]',
            "suppress[1].pointer must be a JSON pointer such as /Statement/0",
        ),
        ("features = {hover = 1}", "features.hover must be true or false"),
    ],
)
def test_a_value_that_cannot_be_used(tmp_path: Path, toml: str, sentence: str):
    file = tmp_path / "iamsight.toml"
    file.write_text(toml, encoding="utf-8")

    assert resolve(tmp_path / "a.json").problems == ((str(file), sentence),)


@pytest.mark.parametrize(
    "content,sentence",
    [
        (b"ignore = [", "is not TOML"),
        (b"a = " + b"[" * 5000, "is not TOML"),
        (b"account = '\xff'", "is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes, sentence: str):
    (tmp_path / "iamsight.toml").write_bytes(content)

    (problem,) = resolve(tmp_path / "a.json").problems

    assert problem.origin == str(tmp_path / "iamsight.toml")
    assert problem.sentence.startswith(sentence)


def test_the_rest_is_used(tmp_path: Path):
    (tmp_path / "iamsight.toml").write_text('account = "12"\nregions = ["eu-west-1"]', encoding="utf-8")

    assert resolve(tmp_path / "a.json", {"account": "111122223333"}).values == {
        "account": "111122223333",
        "regions": ["eu-west-1"],
    }


def test_editor_settings_are_held_to_the_same_keys(tmp_path: Path):
    assert resolve(tmp_path / "a.json", {"hoover": True}).problems == (("the editor", 'there is no key "hoover"'),)


def test_a_byte_order_mark_is_no_problem(tmp_path: Path):
    (tmp_path / "iamsight.toml").write_bytes(b'\xef\xbb\xbfaccount = "111122223333"')

    assert resolve(tmp_path / "a.json").values == {"account": "111122223333"}
