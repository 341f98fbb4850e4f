"""The Python API: a text in, findings out, and nothing else touched."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import iamsight
from iamsight.policy.model import Kind

WRONG = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*"}]}'


def test_findings_are_plain_data():
    (found,) = iamsight.check(WRONG)

    assert isinstance(found, iamsight.Finding)
    assert (found.rule, found.severity, found.kind) == ("unknown-action", "error", Kind.IDENTITY)
    assert WRONG[slice(*found.span)] == "GetObjekt"
    assert pickle.loads(pickle.dumps(found)) == found


def test_fixes_are_there_when_asked_for():
    (found,) = iamsight.check(WRONG, fixes=True)

    assert found.fixes[0].title == 'Change it to "s3:GetObject"'
    assert iamsight.check(WRONG)[0].fixes == ()


def test_rules_can_be_left_out():
    assert iamsight.check(WRONG, ignore=["unknown-action"]) == []


def test_the_kind_can_be_given():
    (found,) = iamsight.check(WRONG, kind="scp", ignore=["unsupported-element"])

    assert found.kind is Kind.SCP
    with pytest.raises(ValueError, match="user"):
        iamsight.check(WRONG, kind="user")


@pytest.mark.parametrize("text", ["", "{", "[" * 10_000, "\ud800", json.dumps({"a": [WRONG]})])
def test_no_text_raises(text: str):
    assert all(finding.message for finding in iamsight.check(text))


def test_there_is_nothing_else():
    with pytest.raises(AttributeError, match="nothing"):
        _ = iamsight.nothing  # type: ignore[attr-defined]


def test_importing_the_package_loads_no_engine():
    code = "import sys, iamsight; print(*[name for name in sys.modules if name.startswith('iamsight.')])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(Path(iamsight.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "\n"
