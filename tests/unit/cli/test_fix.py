"""`--fix` and `--diff`: what is written, and that everything else of a file stays as it was."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from iamsight.cli import atomic
from tests.unit.cli.conftest import CLEAN, WRONG, Run

SAFE = CLEAN.replace("s3:ListAllMyBuckets", "s3:listallmybuckets")


def test_only_what_is_safe_is_fixed(here: Path, run: Run):
    (here / "a.json").write_text(SAFE)
    (here / "b.json").write_text(WRONG)

    outcome = run("check", "--fix", "--format", "concise", "--fail-on", "hint")

    assert (here / "a.json").read_text() == CLEAN
    assert (here / "b.json").read_text() == WRONG
    assert outcome.code == 1
    assert outcome.out.count("\n") == 1


def test_unsafe_fixes_are_applied_when_asked_for(here: Path, run: Run):
    (here / "b.json").write_text(WRONG)

    outcome = run("check", "--fix", "--unsafe-fixes")

    assert (here / "b.json").read_text() == CLEAN
    assert (outcome.code, outcome.out) == (0, "No findings in 1 policy in 1 file. Fixed 1 finding.\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("indent", ["  ", "\t", ""])
def test_encoding_mark_line_ends_and_indentation_are_kept(here: Path, run: Run, end: str, mark: str, indent: str):
    lines = ["{", '"Id": "\\u00e9é\U0001f600",', f"{indent}" + SAFE[1:]]
    text = mark + end.join(lines) + end
    (here / "a.json").write_bytes(text.encode())

    run("check", "--fix", "--select", "action-case")

    assert (here / "a.json").read_bytes() == text.replace("listallmybuckets", "ListAllMyBuckets").encode()


def test_the_mode_of_a_file_and_the_link_to_it_are_kept(here: Path, run: Run):
    (here / "real.json").write_text(SAFE)
    (here / "real.json").chmod(0o640)
    (here / "link.json").symlink_to("real.json")

    run("check", "--fix", "link.json")

    assert (here / "link.json").is_symlink()
    assert (here / "real.json").read_text() == CLEAN
    assert (here / "real.json").stat().st_mode & 0o777 == 0o640


def test_a_file_without_findings_is_not_written(here: Path, run: Run):
    (here / "a.json").write_text(CLEAN)
    before = (here / "a.json").stat()

    run("check", "--fix")

    assert (here / "a.json").stat().st_ino == before.st_ino


def test_the_diff_is_what_git_applies(here: Path, run: Run):
    texts = {"a.json": f"{{\n{WRONG[1:]}\n", "b.json": WRONG, "c.json": CLEAN, "d.json": WRONG.replace(" ", "\r\n")}
    for name, text in texts.items():
        (here / name).write_bytes(text.encode())

    outcome = run("check", "--diff", "--unsafe-fixes")

    assert outcome.code == 1
    assert {name: (here / name).read_bytes().decode() for name in texts} == texts
    subprocess.run(["git", "apply", "-p0", "-"], input=outcome.out.encode(), cwd=here, check=True)
    assert {name: (here / name).read_bytes().decode() for name in texts} == {
        name: text.replace("ListAllMyBukets", "ListAllMyBuckets") for name, text in texts.items()
    }


def test_what_stdin_holds_is_printed_mended(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))

    outcome = run("check", "-", "--fix", "--unsafe-fixes")

    assert outcome.out == CLEAN
    assert outcome.err == "No findings in 1 policy in 1 file. Fixed 1 finding.\n"


@pytest.mark.parametrize("arguments", [("--fix",), ("--output", "report.txt")])
def test_a_full_disk_leaves_the_old_file_and_no_draft(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
):
    (here / "a.json").write_text(SAFE)
    (here / "report.txt").write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(atomic, "_written", full)

    outcome = run("check", "a.json", *arguments)

    assert outcome.code == 2
    assert "cannot be written: No space left on device" in outcome.err
    assert {path.name: path.read_text() for path in here.iterdir()} == {"a.json": SAFE, "report.txt": "old"}


@pytest.mark.parametrize(
    "arguments,sentence",
    [
        ((), "iamsight: nothing here can be fixed safely; --unsafe-fixes may do more.\n"),
        (("--unsafe-fixes",), "iamsight: nothing here can be fixed.\n"),
        (("--quiet",), ""),
    ],
)
def test_that_there_is_nothing_to_show_is_said(here: Path, run: Run, arguments: tuple[str, ...], sentence: str):
    (here / "a.json").write_text(CLEAN)

    assert run("check", "--diff", *arguments) == (0, "", sentence)
