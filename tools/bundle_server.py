"""Build VSIX packages of the VS Code extension, each with the server and all that it needs for one platform.

    python tools/bundle_server.py [TARGET...]      one of `PLATFORMS`; all of them without; `host` for this machine

The wheels with native parts are taken for every Python in `PYTHONS`: their files carry the version in their names, so
they lie side by side. What is installed is what tools/constraints.txt pins. Needs `npm ci` in editors/vscode before.
"""

import functools
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, distributions, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
EXTENSION = ROOT / "editors" / "vscode"
WORK = ROOT / "build" / "vscode"
OUT = ROOT / "dist"
MOST = 15 * 1024 * 1024  # bytes
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
STAGED = ("package.json", "README.md", "media", "dist", "bundled/start.py", ".vscodeignore")

LINUX = ("manylinux2014", "manylinux_2_17", "manylinux_2_28")
MACOS = tuple(f"macosx_{version}" for version in ("10_9", "10_12", "10_13", "11_0", "12_0"))
PLATFORMS = {
    "linux-x64": ("linux", [f"{one}_x86_64" for one in LINUX]),
    "linux-arm64": ("linux", [f"{one}_aarch64" for one in LINUX]),
    "darwin-x64": ("darwin", [f"{one}_{arch}" for one in MACOS for arch in ("x86_64", "universal2")]),
    "darwin-arm64": ("darwin", [f"{one}_{arch}" for one in MACOS for arch in ("arm64", "universal2")]),
    "win32-x64": ("win32", ["win_amd64"]),
}


def main(targets: list[str]) -> int:
    """Build the packages and print their sizes; 1 if one is too large."""
    chosen = [host() if one == "host" else one for one in targets] or list(PLATFORMS)
    if unknown := [one for one in chosen if one not in PLATFORMS]:
        print(f"There is no target {', '.join(unknown)}; take {', '.join(PLATFORMS)} or host.")
        return 2
    node("build.mjs")
    own = wheel()
    sizes = {target: package(target, own).stat().st_size for target in chosen}
    for target, size in sizes.items():
        print(f"{target:14}{size / 1024 / 1024:6.1f} MB")
    if large := [target for target, size in sizes.items() if size > MOST]:
        print(f"Larger than {MOST / 1024 / 1024:.0f} MB: {', '.join(large)}")
    return 1 if large else 0


def host() -> str:
    """The target that this machine is."""
    system = {"linux": "linux", "darwin": "darwin", "win32": "win32"}.get(sys.platform, sys.platform)
    arm = platform.machine().lower() in ("arm64", "aarch64")
    return f"{system}-{'arm64' if arm else 'x64'}"


def package(target: str, own: Path) -> Path:
    """The package for a target. `own` is the wheel of iamsight."""
    stage = WORK / target
    shutil.rmtree(stage, ignore_errors=True)
    for name in STAGED:
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        if (EXTENSION / name).is_dir():
            shutil.copytree(EXTENSION / name, stage / name)
        else:
            shutil.copy(EXTENSION / name, stage / name)
    shutil.copy(ROOT / "LICENSE", stage)
    shutil.copy(ROOT / "CHANGELOG.md", stage)
    for one in [*wheels(target, own), own]:
        with zipfile.ZipFile(one) as archive:
            archive.extractall(stage / "bundled" / "libs")
    OUT.mkdir(exist_ok=True)
    made = OUT / f"iamsight-{target}.vsix"
    vsce = EXTENSION / "node_modules" / "@vscode" / "vsce" / "vsce"
    arguments = ["--target", target, "--no-dependencies", "--out", str(made)]
    arguments += ["--allow-missing-repository", "--no-rewrite-relative-links"]  # the pictures are in the package
    arguments.append("--allow-package-all-secrets")  # looking for them in AWS's data takes half a minute
    node(str(vsce), "package", *arguments, folder=stage)
    return made


def wheels(target: str, own: Path) -> list[Path]:
    """The wheels of what iamsight needs on a platform, for all Pythons."""
    system, tags = PLATFORMS[target]
    folder = WORK / "wheels" / target
    shutil.rmtree(folder, ignore_errors=True)
    pure: set[str] = set()
    for python in PYTHONS:
        missing = sorted(pins(own, python, system) - pure)
        arguments = [f"--platform={tag}" for tag in tags]
        arguments += [f"--abi={abi}" for abi in (f"cp{python.replace('.', '')}", "abi3", "none")]
        arguments += ["--no-deps", "--only-binary=:all:", "--implementation=cp", f"--python-version={python}"]
        pip("download", "--dest", str(folder), *arguments, *missing)
        found = {one.name.split("-")[0].lower() for one in folder.glob("*-none-any.whl")}
        pure |= {pin for pin in missing if canonicalize_name(pin.partition("==")[0]).replace("-", "_") in found}
    return sorted(folder.glob("*.whl"))


def pins(own: Path, python: str, system: str) -> set[str]:
    """`name==version` of everything that iamsight needs with one Python on one system, directly or not."""
    environment = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": system, "extra": ""}
    found: set[str] = set()
    (distribution,) = distributions(path=[str(own)])
    names = [*wanted(distribution.requires, environment)]
    for name in names:
        names += [one for one in wanted(needs(name), environment) if one not in names]
    for line in (ROOT / "tools" / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if re.match(r"\w", line):
            pin = Requirement(line)
            if (pin.marker is None or pin.marker.evaluate(environment)) and canonicalize_name(pin.name) in names:
                found.add(f"{canonicalize_name(pin.name)}{pin.specifier}")
    if len(found) != len(names):
        raise SystemExit(f"tools/constraints.txt does not pin all of {', '.join(names)} for Python {python}")
    return found


def wanted(lines: list[str] | None, environment: dict[str, str]) -> list[str]:
    """The names in requirements that hold in an environment."""
    read = [Requirement(line) for line in lines or ()]
    return [canonicalize_name(one.name) for one in read if one.marker is None or one.marker.evaluate(environment)]


@functools.cache
def needs(name: str) -> list[str]:
    """What a distribution requires. What is not installed, because this Python does not need it, needs nothing."""
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def wheel() -> Path:
    """The wheel of iamsight itself."""
    folder = WORK / "wheels" / "own"
    shutil.rmtree(folder, ignore_errors=True)
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


def pip(*arguments: str) -> None:
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", arguments[0], *quiet, *arguments[1:]], check=True)


def node(*arguments: str, folder: Path = EXTENSION) -> None:
    """Run a script; the node beside this interpreter goes before that of the machine."""
    beside = shutil.which("node", path=str(Path(sys.executable).parent))
    done = subprocess.run([beside or "node", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
