"""SARIF 2.1.0, which GitHub code scanning, Azure DevOps, IDEs and many others read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from iamsight.report.model import Entry, FileReport, FixOffer, Point, RelatedPlace, Replacement, Run
from iamsight.report.pages import page
from iamsight.rule import Rule
from iamsight.rules import RULES
from iamsight.showing import visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note", "hint": "note"}


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """A log with one run. The rules that it names come behind the results, when it is known which they are."""
    troubles: list[FileReport] = []
    used: dict[str, Entry] = {}
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": ['
    separator = "\n"
    for report in reports:
        if report.trouble:
            troubles.append(report)
        for entry in report.entries:
            used.setdefault(entry.rule, entry)
            yield separator + json.dumps(_result(report.path, entry))
            separator = ",\n"
    driver = {"name": "iamsight", "semanticVersion": run.version, "rules": _rules(used)}
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": list(map(_notification, troubles))}
    yield f'\n], "invocations": [{json.dumps(invocation)}],\n"tool": {{"driver": {json.dumps(driver)}}}}}]}}\n'


def _result(path: str, entry: Entry) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": entry.rule,
        "level": _LEVELS[entry.severity],
        "message": {"text": _plain(entry.message)},
        "locations": [
            {
                "physicalLocation": _place(path, entry.start, entry.end),
                "logicalLocations": [{"fullyQualifiedName": entry.pointer}],
            }
        ],
        "partialFingerprints": {"iamsight/v1": entry.fingerprint},
        "properties": {"severity": entry.severity, "code": entry.code, "policyKind": entry.kind},
    }
    if entry.documentation:
        result["properties"]["documentation"] = entry.documentation._asdict()
    if entry.related:
        result["relatedLocations"] = [_related(path, number, one) for number, one in enumerate(entry.related, 1)]
    if entry.fixes:
        result["fixes"] = [_fix(path, fix) for fix in entry.fixes]
    return result


def _place(path: str, start: Point, end: Point) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(path)}, "region": _region(start, end)}


def _related(path: str, number: int, related: RelatedPlace) -> dict[str, Any]:
    place = _place(path, related.start, related.end)
    return {"id": number, "message": {"text": _plain(related.message)}, "physicalLocation": place}


def _fix(path: str, fix: FixOffer) -> dict[str, Any]:
    changes = {"artifactLocation": {"uri": _uri(path)}, "replacements": list(map(_replacement, fix.replacements))}
    return {"description": {"text": _plain(fix.title)}, "artifactChanges": [changes], "properties": {"safe": fix.safe}}


def _replacement(one: Replacement) -> dict[str, Any]:
    return {"deletedRegion": _region(one.start, one.end), "insertedContent": {"text": one.text}}


def _region(start: Point, end: Point) -> dict[str, int]:
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _notification(report: FileReport) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": _plain(f"{report.path} {report.trouble}")},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(report.path)}}}],
    }


def _rules(used: dict[str, Entry]) -> list[dict[str, Any]]:
    known = {rule.id: rule for rule in RULES}
    return [_descriptor(known[name]) if name in known else {"id": name} for name in sorted(used)]


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.doc, "markdown": page(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity.value]},
        "properties": {"tags": ["security", "iam"], "checks": list(rule.checks)},
    }


def _plain(text: str) -> str:
    """Text in which a reader of SARIF finds no link: even in plain text, `[a](b)` is one."""
    return visible(text).replace("](", "\\](")


def _uri(path: str) -> str:
    """A relative path as a relative URI, so that whoever reads the log resolves it against the repository."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(os.fsencode(path))
