"""The keys of the configuration: their names, what they take, and what they are for.

`schema` makes a JSON Schema of them, which validates a configuration, is published as `schemas/config.schema.json`, and
from which the reference in `docs/configuration.md` is written.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from iamsight.policy.model import Kind
from iamsight.rule import Severity
from iamsight.rules import RULES

OFF = "off"
PATTERN_FORMAT = "gitignore-pattern"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Feature(NamedTuple):
    """Something the editor offers that can be turned off, or on."""

    on: bool
    about: str


FEATURES = {
    "diagnostics": Feature(on=True, about="findings while you type"),
    "workspace_diagnostics": Feature(on=False, about="findings in files that are not open"),
    "completion": Feature(on=True, about="suggestions"),
    "hover": Feature(on=True, about="what a name means, when you point at it"),
    "code_actions": Feature(on=True, about="fixes and refactorings"),
    "inlay_hints": Feature(on=True, about="how many actions a wildcard matches"),
    "code_lenses": Feature(on=True, about="the kind and size of a policy, what a statement allows"),
    "document_links": Feature(on=True, about="links from actions to the AWS documentation"),
    "document_highlight": Feature(on=True, about="the same name elsewhere in the file"),
    "document_symbols": Feature(on=True, about="the outline"),
    "workspace_symbols": Feature(on=True, about="policies and statements by name, in all files"),
    "folding": Feature(on=True, about="folding ranges"),
    "selection_ranges": Feature(on=True, about="growing the selection"),
    "semantic_tokens": Feature(on=True, about="colours inside strings"),
    "formatting": Feature(on=True, about="formatting"),
}


def schema() -> dict[str, Any]:
    """The JSON Schema of a configuration as decoded from TOML or sent by an editor; dates are ISO 8601 strings."""
    return {
        "$schema": DIALECT,
        "title": "iamsight",
        "description": "What iamsight.toml, [tool.iamsight] in pyproject.toml and the editor's settings may say.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "select": _rules("Only these rules, instead of those that are on by default."),
            "ignore": _rules("All rules but these."),
            "severity": _severity(),
            "exclude": _patterns("What is not checked in a folder: patterns as in .gitignore."),
            "files": _tables(
                "What the policies of some files are attached to; a later table wins.", _file(), ["match"]
            ),
            "suppress": _tables("Findings that are accepted, and why.", _suppression(), ["rule", "reason"]),
            "account": _text("The account that completions suggest.", "^[0-9]{12}$", "a number of 12 digits"),
            "regions": {
                "description": "The Regions that completions suggest first.",
                "type": "array",
                "items": _text("A Region.", "^[a-z]+(-[a-z]+)+-[0-9]+$", "a Region such as us-east-1"),
            },
            "features": _features(),
        },
    }


def _rules(about: str) -> dict[str, Any]:
    ids = [rule.id for rule in RULES]
    return {"description": about, "type": "array", "items": {"type": "string", "enum": ids}}


def _severity() -> dict[str, Any]:
    values = [*(severity.value for severity in Severity), OFF]
    return {
        "description": "How bad the findings of a rule are; off turns it off, any other value turns it on.",
        "type": "object",
        "additionalProperties": False,
        "properties": {rule.id: {"description": rule.summary, "type": "string", "enum": values} for rule in RULES},
    }


def _features() -> dict[str, Any]:
    return {
        "description": "What the editor offers.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"description": feature.about, "type": "boolean", "default": feature.on}
            for name, feature in FEATURES.items()
        },
    }


def _file() -> dict[str, Any]:
    kinds = [kind.value for kind in Kind]
    return {
        "match": _patterns("Which files: patterns as in .gitignore, relative to the folder of this file."),
        "kind": {"description": "What the policies are attached to.", "type": "string", "enum": kinds},
        "resource_type": _text(
            "The type of the resource, as CloudFormation calls it.",
            "^[A-Za-z0-9]+(::[A-Za-z0-9]+)+$",
            "a type such as AWS::S3::Bucket",
        ),
    }


def _suppression() -> dict[str, Any]:
    return {
        "rule": {"description": "The rule.", "type": "string", "enum": [rule.id for rule in RULES if rule.kinds]},
        "reason": _text("Why the finding is accepted.", r"\S", "a sentence"),
        "files": _patterns("In which files; in all, if this is not said."),
        "sid": {"description": "In the statement of this Sid.", "type": "string"},
        "pointer": _text("In the element at this JSON pointer.", "^(/|#|$)", "a JSON pointer such as /Statement/0"),
        "expires": {
            "description": "The last day on which it holds.",
            "type": "string",
            "format": "date",
            "title": "a date such as 2026-12-31",
        },
    }


def _patterns(about: str) -> dict[str, Any]:
    pattern = {"type": "string", "format": PATTERN_FORMAT, "title": "a pattern as in .gitignore"}
    return {**pattern, "description": about, "type": ["array", "string"], "items": pattern, "minItems": 1}


def _tables(about: str, properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    item = {"type": "object", "additionalProperties": False, "required": required, "properties": properties}
    return {"description": about, "type": "array", "items": item}


def _text(about: str, pattern: str, wanted: str) -> dict[str, Any]:
    """A string of a pattern; `title` says in words what the pattern wants."""
    return {"description": about, "type": "string", "pattern": pattern, "title": wanted}
