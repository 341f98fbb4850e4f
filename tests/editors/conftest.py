"""What editors find on this machine: the command `iamsight`, and folders of their own instead of the user's."""

import os
import shlex
import stat
import subprocess
import sys

import pytest

from tests.editors.page import ROOT


def pytest_ignore_collect(collection_path):
    """Leave out editors that are not on this machine; `make test` says so, and fails in CI."""
    return True if collection_path.name in _MISSING else None


def _missing():
    return subprocess.check_output(["sh", ROOT / "tools/install_editors.sh", "missing"], text=True).split()


_MISSING = _missing()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The environment of a user who has nothing but iamsight: a home folder, and the command on the path."""
    folder = tmp_path_factory.mktemp("home")
    commands = folder / "bin"
    commands.mkdir()
    command = commands / "iamsight"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m iamsight "$@"\n', "utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    own = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    paths = {"PATH": f"{commands}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "server")}
    return {**os.environ, **own, **paths, "HOME": str(folder)}
