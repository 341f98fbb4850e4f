"""A file too large to be read at once says the same as a small one, in memory that does not grow with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iamsight.cli import job, large, pool
from iamsight.config import FileSettings
from iamsight.syntax.slices import Slicer
from tests.unit.cli.conftest import CLEAN, WRONG, Outcome, Run

EXAMPLE = Path(__file__).parents[3] / "examples" / "authorization-details.json"
ROLE = {
    "RoleName": "é\U0001f600",
    "AssumeRolePolicyDocument": WRONG,
    "RolePolicyList": [{"PolicyDocument": json.loads(WRONG)}],
}


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a large one, and no value of more than 2 KB is read at once."""
    monkeypatch.setattr(job, "AT_ONCE", 1)
    monkeypatch.setattr(large, "LARGEST_SLICE", 2000)
    monkeypatch.setattr(large, "_CHUNK", 100)


def both(run: Run, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[Outcome, Outcome]:
    """The outcome with everything read at once, and value by value."""
    at_once = run("check", *arguments)
    monkeypatch.setattr(job, "AT_ONCE", 1)
    monkeypatch.setattr(large, "LARGEST_SLICE", 2000)
    monkeypatch.setattr(large, "_CHUNK", 100)
    return at_once, run("check", *arguments)


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "concise", "junit"])
@pytest.mark.parametrize("indent,end", [(1, "\n"), (None, "\n"), (2, "\r\n")])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_the_report_is_the_same(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch, form: str, indent: int | None, end: str, ascii_only: bool
):
    details = json.loads(EXAMPLE.read_text())
    details["RoleDetailList"] += [ROLE] * 20
    text = json.dumps(details, indent=indent, ensure_ascii=ascii_only).replace("\n", end)
    (here / "a.json").write_bytes(text.encode())

    at_once, by_value = both(run, monkeypatch, "a.json", "--format", form)

    assert "AsumeRole" in at_once.out
    assert by_value == at_once


def test_a_template_tells_the_kinds_of_its_policies(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    bucket = {"Type": "AWS::S3::BucketPolicy", "Properties": {"PolicyDocument": json.loads(WRONG)}}
    (here / "a.json").write_text(json.dumps({"Resources": {f"Bucket{number}": bucket for number in range(30)}}))

    at_once, by_value = both(run, monkeypatch, "a.json", "--format", "json")

    assert {finding["policyKind"] for finding in by_value.findings} == {"resource"}
    assert by_value == at_once


def test_a_kind_that_is_given_holds_for_all_policies(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    (here / "a.json").write_text(json.dumps({"Policies": [json.loads(WRONG)] * 30}))

    at_once, by_value = both(run, monkeypatch, "a.json", "--format", "json", "--kind", "scp")

    assert {finding["policyKind"] for finding in by_value.findings} == {"scp"}
    assert by_value == at_once


def test_findings_can_be_suppressed(here: Path, run: Run, small_limits: None):
    (here / "iamsight.toml").write_text('[[suppress]]\nrule = "unknown-action"\nreason = "in preview"')
    (here / "a.json").write_text(json.dumps([json.loads(WRONG)] * 40))

    assert run("check").code == 0


@pytest.mark.parametrize(
    "text,sentence",
    [
        (json.dumps([json.loads(WRONG)] * 40)[:-1], "ends before its brackets are closed"),
        (
            json.dumps([json.loads(WRONG), {"Statement": [1] * 1000}]),
            "holds more than 0 MB at /1, which was not checked",
        ),
        (
            json.dumps([json.loads(WRONG)] * 40) + '[{"Statement": "\udcff"}]',
            "is not UTF-8 in the value that starts on line 1",
        ),
    ],
)
def test_what_could_not_be_checked_is_said(here: Path, run: Run, small_limits: None, text: str, sentence: str):
    (here / "a.json").write_bytes(text.encode("utf-8", "surrogateescape"))

    outcome = run("check", "a.json", "--format", "json")

    assert outcome.err == f"iamsight: a.json: {sentence}\n"
    assert outcome.code == 1
    assert outcome.findings


def test_a_file_that_is_one_value_too_large_to_read(here: Path, run: Run, small_limits: None):
    (here / "a.json").write_text(json.dumps({"Statement": [1] * 1000}))

    outcome = run("check", "a.json", "--format", "json")

    assert outcome.err.startswith("iamsight: a.json: holds more than 0 MB in one value, which was not checked\n")
    assert outcome.findings == []


def test_it_is_not_mended(here: Path, run: Run, small_limits: None):
    (here / "a.json").write_text(json.dumps([json.loads(WRONG)] * 40))

    outcome = run("check", "a.json", "--fix", "--unsafe-fixes", "--quiet")

    assert (outcome.code, outcome.err) == (1, "iamsight: a.json: is too large to be fixed\n")
    assert "ListAllMyBukets" in (here / "a.json").read_text()


def test_without_a_policy_that_is_said(here: Path, run: Run, small_limits: None):
    (here / "a.json").write_text(json.dumps([{"a": "Statement"}] * 500))
    (here / "b.json").write_text(CLEAN)

    outcome = run("check", "a.json", "b.json")

    assert (outcome.code, outcome.err) == (0, "iamsight: a.json: holds no policy\n")


@pytest.fixture
def many(here: Path, small_limits: None, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files with 45 findings each, which are reported 10 at a time."""
    monkeypatch.setattr(job, "_PART", 10)
    files = [here / f"{name}.json" for name in "abcd"]
    for file in files:
        file.write_text(json.dumps([json.loads(WRONG)] * 45))
    return files


def test_findings_are_reported_while_the_file_is_read(many: list[Path]):
    path = str(many[0])
    chunks = -(-many[0].stat().st_size // 100)
    read: list[None] = []
    parts = [(report, len(read)) for report in job.do(job.Job(path, path, FileSettings()), lambda: read.append(None))]

    assert [(len(part.entries), part.more, part.policies) for part, _ in parts] == [
        *[(10, True, 0)] * 4,
        (5, False, 45),
    ]
    seen = [before for _, before in parts]
    assert seen == sorted(set(seen))
    assert seen[-1] == chunks


def test_parts_are_one_file_in_the_summary(many: list[Path], run: Run):
    assert run("check").out.endswith(
        "Found 180 errors in 180 policies in 4 files. 180 fixable with --fix --unsafe-fixes.\n"
    )


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab", "concise", "junit"])
def test_parts_are_the_same_for_any_number_of_processes(
    many: list[Path], run: Run, monkeypatch: pytest.MonkeyPatch, form: str
):
    monkeypatch.setattr(pool, "_BATCH", 2)
    one, two = (run("check", "--format", form, "--jobs", jobs) for jobs in ("1", "2"))
    assert one == two
    assert one.out.count("ListAllMyBukets") >= 180


def test_a_large_file_ends_a_batch(many: list[Path], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(job, "AT_ONCE", 3000)
    many[1].write_text(WRONG)
    names = [*map(str, many), "gone.json", "-"]
    batches = pool._batches(job.Job(name, name, FileSettings()) for name in names)
    assert [[one.path for one in batch] for batch in batches] == [names[:1], names[1:3], names[3:4], names[4:]]


def test_memory_does_not_grow_with_the_text():
    record = (json.dumps({"PolicyDocument": json.loads(CLEAN)}) + ",\n").encode()
    slicer = Slicer(10_000, b"Statement")
    held = []

    def chunks():
        yield b"["
        for _ in range(2_000):
            held.append(len(slicer._data))
            yield record * 8
        yield b"1]"

    assert sum(1 for _ in slicer.cut(chunks())) == 16_000
    assert max(held) <= 10_000 + 8 * len(record)


def test_a_string_that_is_longer_than_a_slice_may_be_is_not_kept():
    slicer = Slicer(1_000, b"Statement")
    held = []

    def chunks():
        yield b'[{"Statement": "'
        for _ in range(1_000):
            held.append(len(slicer._data))
            yield b'Statement\\"' * 20
        yield b'"}, ["Statement and more"]]'

    assert [one.path for one in slicer.cut(chunks())] == [(1,)]
    assert max(held) <= 2_000
    assert slicer.oversized == [(0,)]
