"""The example for Ray in docs/ci.md, run with a local engine: make engines."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_example_finds_what_a_single_process_finds(tmp_path: Path):
    (example,) = EXAMPLE.findall((ROOT / "docs" / "ci.md").read_text(encoding="utf-8"))
    (tmp_path / "scan.py").write_text(example, encoding="utf-8")
    examples = ROOT / "examples"

    scan = subprocess.run(
        [sys.executable, "scan.py", examples],
        cwd=tmp_path,
        env={**os.environ, "RAY_USAGE_STATS_ENABLED": "0"},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    check = subprocess.run(
        [sys.executable, "-m", "iamsight", "check", "--isolated", "--exit-zero", "--format", "json", examples],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )

    found = [json.loads(line) for line in scan.stdout.splitlines()]
    expected = json.loads(check.stdout)["findings"]
    assert [(one["path"], one["rule"], one["at"]) for one in found] == [
        (one["path"], one["rule"], one["pointer"]) for one in expected
    ]
