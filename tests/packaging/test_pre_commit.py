"""The hooks, as pre-commit installs and runs them from a clone of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RIGHT = (ROOT / "examples" / "s3-read.json").read_text(encoding="utf-8")
WRONG = RIGHT.replace("s3:GetObject", "s3:GetObjekt")
SLOPPY = RIGHT.replace("s3:GetObject", "s3:getobject")


def commit(folder: Path) -> None:
    git = ["git", "-C", str(folder), "-c", "user.name=test", "-c", "user.email=test@example.com"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "all"], check=True)


def test_the_hooks_stop_what_is_wrong_and_mend_what_is_safe(tmp_path: Path):
    hooks, project = tmp_path / "hooks", tmp_path / "project"
    hooks.mkdir()
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, hooks)
    for name in ("server", "schemas"):
        shutil.copytree(ROOT / name, hooks / name, ignore=shutil.ignore_patterns("__pycache__"))
    commit(hooks)  # pre-commit takes what is committed
    project.mkdir()
    texts = {"package.json": '{"name": "no policy"}', "right.json": RIGHT, "wrong.json": WRONG, "left-out.json": WRONG}
    for name, text in {**texts, "sloppy.json": SLOPPY, "iamsight.toml": 'exclude = "left-out.json"'}.items():
        (project / name).write_text(text, encoding="utf-8")
    commit(project)
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "GIT_DIR"}}

    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", hooks, "--all-files", "--verbose", "--color=never"],
        cwd=project,
        env={
            **environment,
            "PIP_CONSTRAINT": str(ROOT / "tools" / "constraints.txt"),
            "PRE_COMMIT_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )

    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.count("wrong.json:") == 2, "each hook stops it once"
    assert not any(name in done.stdout for name in ("package.json", "right.json:", "left-out.json"))
    assert (project / "sloppy.json").read_text(encoding="utf-8") == RIGHT
    assert {name: (project / name).read_text(encoding="utf-8") for name in texts} == texts
