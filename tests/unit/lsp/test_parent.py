"""Which processes are watched. That the server ends with one is in tests/e2e/test_vanishing.py."""

import asyncio
import os
import subprocess
import sys

import pytest

from iamsight.lsp import parent


def ended():
    """The id of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
        return process.pid


@pytest.mark.parametrize(
    "process", [ended, 0, -os.getpid(), 2**62, 2**80], ids=["ended", "0", "a group", "large", "too large"]
)
def test_a_process_that_is_not_there_is_not_waited_for(process):
    """An editor outside the server's container has an id that means nothing inside."""
    number = process() if callable(process) else process
    assert asyncio.run(asyncio.wait_for(parent.gone(number), 60)) is False


@pytest.mark.parametrize("process", [os.getpid(), 1], ids=["one's own", "somebody else's"])
def test_a_process_that_runs(process):
    assert parent._runs(process)
