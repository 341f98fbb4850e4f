"""Checking AWS's managed policies, and one file from a cold start, beside parliament, which checks far less."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import files
from pathlib import Path

import pytest

from iamsight import check
from tests.bench.editor import elapsed
from tests.bench.figures import show

LIMIT = 1 / 5
LIMIT_COLD = round(1 / 1.7, 2)
BATCH = 100
ROUNDS = 15


def managed_policies() -> dict[str, str]:
    """The policies that moto carries, as JSON, by name. The module is read, not imported: that would load boto3."""
    module = next(path for path in files("moto") or () if path.match("moto/iam/aws_managed_policies.py"))
    data = json.loads(module.read_text(encoding="utf-8").split('"""')[1])
    return {name: json.dumps(policy["Document"], indent=2) for name, policy in data.items()}


@pytest.mark.filterwarnings("ignore:pkg_resources")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # parliament leaves files open
def test_managed_policies() -> None:
    from parliament import analyze_policy_string

    def survives(policy: str) -> bool:
        """Parliament gives up on a few policies, at keys of types it does not know; they are left out for both."""
        with suppress(Exception):
            analyze_policy_string(policy)
            return True
        return False

    policies = list(filter(survives, managed_policies().values()))
    times: list[float] = []
    floor: list[float] = []
    found: list[int] = []

    def ours() -> None:
        found.append(sum(len(check(policy)) for policy in batch))

    def theirs() -> None:
        found.append(sum(len(analyze_policy_string(policy).findings) for policy in batch))

    batch = policies[:BATCH]
    ours()
    theirs()  # both have loaded their data now
    for start in range(0, len(policies), BATCH):
        batch = policies[start : start + BATCH]
        times.append(elapsed(ours))
        floor.append(elapsed(theirs))
    assert all(found)
    assert show(f"{len(policies)} managed policies, parliament", [sum(times)], [sum(floor)], LIMIT) <= LIMIT


def test_one_file_from_a_cold_start(tmp_path: Path) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text(managed_policies()["AmazonRekognitionReadOnlyAccess"])
    parliament = Path(sys.executable).with_name("parliament")
    command = [sys.executable, "-m", "iamsight", "check", "--exit-zero", str(policy)]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore:pkg_resources"}
    times: list[float] = []
    floor: list[float] = []

    def ours() -> None:
        assert b"in 1 file" in subprocess.run(command, check=True, capture_output=True).stdout

    def theirs() -> None:
        given = policy.read_bytes()
        done = subprocess.run([parliament], input=given, check=False, capture_output=True, env=environment)
        assert not done.stderr

    for _ in range(ROUNDS):
        times.append(elapsed(ours))
        floor.append(elapsed(theirs))
    assert show("one file, cold, parliament", times, floor, LIMIT_COLD) <= LIMIT_COLD
