"""A rule's page: its docstring, and what is known of the rule besides. In Markdown for people, as data for programs."""

from __future__ import annotations

from typing import Any

from iamsight.catalogue.checks import checks
from iamsight.catalogue.documentation import for_subject
from iamsight.policy.model import Kind
from iamsight.rule import Rule, Severity

_OF_CHECK = {"error": Severity.ERROR, "suggestion": Severity.INFO}


def page(rule: Rule) -> str:
    """The page in Markdown, with a line end."""
    summary, _, rest = rule.doc.partition("\n")
    facts = [f"Severity: {', '.join(severities(rule))}", f"since {rule.since}"]
    if not rule.on:
        facts.append("off unless selected")
    if not rule.kinds:
        facts.append("about the configuration")
    elif len(rule.kinds) < len(Kind):
        facts.append(f"policies: {', '.join(kind.value for kind in Kind if kind in rule.kinds)}")
    lines = [f"# {rule.id}", "", summary, "", " · ".join(facts), ""]
    if rule.checks:
        named = [f"[{check}]({checks()[check].url})" for check in rule.checks]
        lines += [f"IAM Access Analyzer: {', '.join(named)}", ""]
    if rest.strip():
        lines += [rest.strip(), ""]
    return "\n".join(lines)


def page_data(rule: Rule) -> dict[str, Any]:
    """The same for programs."""
    return {
        "id": rule.id,
        "summary": rule.summary,
        "severity": rule.severity.value,
        "severities": list(severities(rule)),
        "since": rule.since,
        "on": rule.on,
        "checks": list(rule.checks),
        "kinds": [kind.value for kind in Kind if kind in rule.kinds],
        "documentation": for_subject(rule.cites)._asdict() if rule.cites else None,
        "page": rule.doc,
    }


def severities(rule: Rule) -> tuple[str, ...]:
    """The severities that its findings may have, the worst first."""
    found = {_OF_CHECK.get(checks()[check].severity, Severity.WARNING) for check in rule.checks} or {rule.severity}
    return tuple(severity.value for severity in sorted(found, key=lambda one: one.rank))
