"""Whatever a file is, there is one clear sentence, and the rest of the run goes on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from iamsight.analysis import Document
from iamsight.cli import read
from iamsight.rules import RULES
from tests.unit.cli.conftest import CLEAN, WRONG, Run


def content(text: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(text) and None


FILES = {
    "absent": (lambda _: None, "does not exist"),
    "folder": (lambda path: path.mkdir(), None),
    "fifo": (os.mkfifo, "is a named pipe, not a file"),
    "dangling link": (lambda path: path.symlink_to("nowhere"), "does not exist"),
    "link to itself": (lambda path: path.symlink_to(path), "cannot be read: "),
    "device": (lambda path: path.symlink_to("/dev/zero"), "is a device, not a file"),
    "binary": (content(b"\x7fELF\0\xff\xfe"), "is a binary file"),
    "UTF-16": (content(WRONG.encode("utf-16")), "is encoded as UTF-16, not as UTF-8"),
    "Latin-1": (content('{"Version": "é"}'.encode("latin-1")), "is not UTF-8: byte 13 is 0xe9"),
    "cut inside a character": (content('{"Version": "é'.encode()[:-1]), "is not UTF-8: byte 13 is 0xc3"),
    "no JSON": (content(b"Resources:\n  Bucket: {}\n"), "is not JSON"),
    "empty": (content(b""), "is empty"),
    "blank": (content(b"\xef\xbb\xbf \n"), "is empty"),
    "no policy": (content(b'{"name": "x"}'), "holds no policy"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_named_outright_beside_a_good_one(here: Path, run: Run, name: str):
    make, sentence = FILES[name]
    make(here / "bad.json")
    (here / "good.json").write_text(WRONG)

    outcome = run("check", "bad.json", "good.json", "--format", "json")

    assert [finding["path"] for finding in outcome.findings] == ["good.json"]
    lines = outcome.err.splitlines()
    assert len(lines) == (sentence is not None)
    assert not sentence or lines[0].startswith(f"iamsight: bad.json: {sentence}")
    assert outcome.code == 1


@pytest.mark.parametrize("name", FILES)
def test_nothing_but_that_file(here: Path, run: Run, name: str):
    make, sentence = FILES[name]
    make(here / "bad.json")

    outcome = run("check", "bad.json")

    assert outcome.code == 2
    assert outcome.out == ""
    assert (sentence or "there is no policy") in outcome.err


@pytest.mark.parametrize("name", [name for name in FILES if name != "absent"])
def test_in_a_folder_what_is_no_policy_is_passed_over(here: Path, run: Run, name: str):
    make, _ = FILES[name]
    make(here / "bad.json")
    (here / "good.json").write_text(WRONG)

    outcome = run("check", ".", "--format", "json")

    assert [finding["path"] for finding in outcome.findings] == ["good.json"]
    assert ("bad.json" in outcome.err) is (name not in ("folder", "empty", "blank", "no policy"))


def test_a_huge_file(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(read, "LARGEST", 1 << 20)
    (here / "bad.json").write_bytes(b" " * (1 << 20) + b" ")

    assert "iamsight: bad.json: is larger than 1 MB\n" in run("check", "bad.json").err


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, '{"Statement": ' + "[" * 100_000, CLEAN[:-40], CLEAN + CLEAN]
)
def test_deep_and_broken_json_gives_no_traceback(here: Path, run: Run, text: str):
    (here / "bad.json").write_text(text)
    (here / "good.json").write_text(CLEAN)

    outcome = run("check", "--format", "concise")

    assert outcome.code in (0, 1)
    assert "Traceback" not in outcome.err


def test_a_folder_that_cannot_be_read(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    (here / "locked").mkdir()
    (here / "good.json").write_text(CLEAN)
    scandir = os.scandir

    def refuse(path: str) -> os.ScandirIterator[str]:
        if path == "locked":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)

    outcome = run("check")

    assert outcome.err == "iamsight: locked: cannot be read: Permission denied\n"
    assert outcome.code == 1


def test_a_loop_of_links_is_walked_once(here: Path, run: Run):
    (here / "a.json").write_text(WRONG)
    (here / "loop").symlink_to(here, target_is_directory=True)

    assert len(run("check", "--format", "json").findings) == 1


def test_a_broken_configuration_stops_only_what_is_under_it(here: Path, run: Run):
    for name in ("broken", "fine"):
        (here / name).mkdir()
        (here / name / "a.json").write_text(WRONG)
        (here / name / "b.json").write_text(WRONG)
    (here / "broken" / "iamsight.toml").write_text('ignor = ["unknown-action"]')

    outcome = run("check", "--format", "json")

    assert {finding["path"] for finding in outcome.findings} == {"fine/a.json", "fine/b.json"}
    assert outcome.err == (f'iamsight: {here}/broken/iamsight.toml: there is no key "ignor"; did you mean "ignore"?\n')
    assert run("check", "broken").code == 2


def test_an_empty_folder(here: Path, run: Run):
    (here / "empty").mkdir()

    outcome = run("check", "empty")

    assert outcome.code == 2
    assert outcome.err == 'iamsight: there is no policy in "empty"; with --allow-empty that is no failure.\n'
    assert run("check", "empty", "--allow-empty").code == 0


@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "gitlab", "junit"])
def test_a_file_name_that_is_no_text(here: Path, run: Run, form: str):
    name = os.fsdecode(b"\xff.json")
    Path(here / name).write_text(WRONG)

    outcome = run("check", name, "--format", form)

    assert outcome.code == 1
    assert outcome.err == ""


def test_a_broken_rule_is_one_line_and_the_others_answer(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    def fail(statement: object, ctx: object) -> None:
        raise ValueError("bad")

    broken = RULES[0]._replace(id="broken", check=fail, sees_statement=True, on=True)
    monkeypatch.setattr(Document.__init__, "__defaults__", (None, (broken, *RULES)))
    for name in ("a.json", "b.json"):
        (here / name).write_text(WRONG)

    outcome = run("check", "--format", "json")

    assert [one["rule"] for one in outcome.findings] == ["unknown-action"] * 2
    assert outcome.err == (
        "iamsight: the rule broken failed: ValueError: bad (a mistake in iamsight; please report it)\n"
    )
