"""Every row of a run comes into one table, also as JSON; a row over its limit fails the run when all have been seen."""

from __future__ import annotations

import json
import os
import platform
import time
from pathlib import Path

import pytest

from tests.bench.figures import LINES, ROWS, table


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", type=Path, help="write the rows of the run to this file, as JSON")
    parser.addoption("--keystrokes", type=int, default=12_000, help="how much the soak types; an hour's by default")


def machine() -> str:
    """Where and when this is; a load above the number of cores means that others slowed both sides, not equally."""
    load = f", load {os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else ""
    python = f"Python {platform.python_version()}, {platform.system()}"
    return f"{time.strftime('%Y-%m-%d')}, {python}, {os.cpu_count()} cores{load}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    file: Path | None = session.config.getoption("figures")
    if file is not None:
        rows = [{**row._asdict(), "ratio": row.ratio, "missed": row.missed} for row in ROWS]
        figures = {"machine": machine(), "rows": rows, "growth": [line._asdict() for line in LINES]}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(figures, indent=1) + "\n")
    if session.exitstatus == pytest.ExitCode.OK and any(row.missed for row in ROWS):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in ("", *table(ROWS), "", machine()):
        terminalreporter.write_line(line)
