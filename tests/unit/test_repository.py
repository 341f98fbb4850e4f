"""What holds for the repository as a whole, and no other tool looks at."""

import re
import stat
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import iamsight

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted((ROOT / "server" / "iamsight").rglob("*.py"))

# Folders of one developer's machine, and hosts that a lock file or a script would pin a download to.
# Written in parts, so that this file does not find itself.
LOCAL = re.compile(
    r"(?<![\w./~$}-])/(?:root|work|opt)/"
    r"|/tmp/" + r"[a-z]+/"
    r"|registry\." + r"npmjs|pythonhosted\." + r"org|pypi\." + r"org/simple|deb\.debian\." + r"org"
)


@cache
def texts() -> dict[str, str]:
    """Every tracked text file of the repository."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = {}
    for name in filter(None, names.split("\0")):
        path = ROOT / name
        if path.is_file():
            try:
                found[name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
    return found


def requirements() -> list[Requirement]:
    project = PROJECT["project"]
    groups = PROJECT["dependency-groups"].values()
    lines = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
        *(line for group in groups for line in group if isinstance(line, str)),
        *PROJECT["build-system"]["requires"],
    ]
    return [Requirement(line) for line in lines]


def constraints() -> list[Requirement]:
    lines = (ROOT / "tools" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_stays_small_enough_to_read(path: Path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 400


def test_no_file_names_a_folder_of_one_machine_or_a_registry():
    places = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if LOCAL.search(line)
    ]
    assert not places, "\n".join(places)


def test_the_links_between_documents_lead_somewhere():
    broken = [
        f"{name}: {target}"
        for name, text in texts().items()
        if name.endswith(".md") and not name.startswith("tests/")
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)", text)
        if "://" not in target
        and not target.startswith("mailto:")
        and not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("python", ["3.10", "3.11", "3.12", "3.13", "3.14"])
def test_every_requirement_is_pinned_once_and_within_its_bounds(python: str):
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    pins: dict[str, str] = {}
    for pin in constraints():
        if pin.marker is None or pin.marker.evaluate(environment):
            name = canonicalize_name(pin.name)
            assert name not in pins, f"{name} is pinned twice for Python {python}"
            pins[name] = str(pin.specifier).removeprefix("==")

    for requirement in requirements():
        if requirement.marker is None or requirement.marker.evaluate(environment):
            version = pins.get(canonicalize_name(requirement.name))
            assert version, f"{requirement.name} is not pinned for Python {python}"
            assert requirement.specifier.contains(version), f"{requirement} excludes the pinned {version}"


def test_make_test_runs_every_tool():
    plan = subprocess.run(["make", "--dry-run", "test"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    for tool in ("ruff format --check", "ruff check", "mypy", "lint-imports", "pytest"):
        assert tool in plan


def test_continuous_integration_runs_make_test():
    script = ROOT / ".ci" / "run"

    assert script.stat().st_mode & stat.S_IXUSR
    assert "make test" in script.read_text(encoding="utf-8").splitlines()


def test_the_changelog_tells_what_this_version_brings():
    assert re.search(rf"^## {re.escape(iamsight.__version__)}\b", texts()["CHANGELOG.md"], re.MULTILINE)
