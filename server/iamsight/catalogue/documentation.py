"""Which section of the AWS documentation says it: citations for elements, actions, types, keys, operators and checks.

Matters of Amazon Rekognition are cited from its developer guide, by section; what that guide does not treat, and all
else, from the Service Authorization Reference and the IAM User Guide. Every citation names a section.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from iamsight.catalogue.checks import checks
from iamsight.catalogue.conditions import find_key, global_keys, operator_use
from iamsight.catalogue.facts import facts
from iamsight.catalogue.patterns import matches
from iamsight.catalogue.reference import reference_contents, service_page

_PREFIX = "rekognition"
_PLAUSIBLE = re.compile(r"[A-Za-z0-9-]{1,40}")
_REFERENCE = "Service Authorization Reference"
_CHAPTER = (
    "security_iam_service-with-iam",
    "security_iam_resource-based-policy-examples",
    "api-video-roles",
    "api-streaming-video-roles",
)
"""Pages of the developer guide that explain rather than list examples, in the order in which they are preferred."""
_BY_ELEMENT = {
    "Action": "security_iam_service-with-iam-id-based-policies-actions",
    "NotAction": "security_iam_service-with-iam-id-based-policies-actions",
    "Resource": "security_iam_service-with-iam-id-based-policies-resources",
    "NotResource": "security_iam_service-with-iam-id-based-policies-resources",
    "Condition": "security_iam_service-with-iam-id-based-policies-conditionkeys",
    "Principal": "security_iam_service-with-iam-resource-based-policies",
    "NotPrincipal": "security_iam_service-with-iam-resource-based-policies",
    "Effect": "security_iam_service-with-iam-id-based-policies",
}
_SEVERITIES = {
    "error": "Error",
    "warning": "General warning",
    "security-warning": "Security warning",
    "suggestion": "Suggestion",
}


class Citation(NamedTuple):
    """A section of the AWS documentation: its guide, the page's title, the section's heading, the address."""

    guide: str
    page: str
    section: str
    url: str


class Section(NamedTuple):
    """A section of the Rekognition guide: what it says, in our words, and what it is relevant to.

    `current` compares the text of 2023, from which it was indexed, with the live guide: same, changed, moved, new,
    unverified.
    """

    citation: Citation
    anchor: str
    says: str
    elements: tuple[str, ...]
    actions: tuple[str, ...]
    arns: tuple[str, ...]
    situations: tuple[str, ...]
    current: str


class Disagreement(NamedTuple):
    """Where the Rekognition guide says something that does not hold: what it said in 2023, and what holds today."""

    id: str
    said: str
    holds: str
    evidence: str
    still_said: bool | None


def for_element(name: str, service: str | None = None) -> Citation:
    """The section on a policy element (`Action`); of the Rekognition guide if `service` is rekognition and it has one.

    An element that does not exist is the business of the grammar.
    """
    if service == _PREFIX and name in _BY_ELEMENT:
        return _section(_BY_ELEMENT[name]).citation
    elements = facts("iam_docs")["elements"]
    return _iam(elements[name]) if name in elements else for_topic("grammar")


def for_topic(name: str) -> Citation:
    """The section of the IAM guide on a topic, such as arn, variables, quotas: a key of `topics` in data/iam_docs.json.

    Raises:
        KeyError: there is no such topic; topics are named by our code, never by the user.
    """
    return _iam(facts("iam_docs")["topics"][name])


def for_subject(name: str) -> Citation:
    """The section on a policy element or on a topic, whichever `name` is; on the grammar, if it is neither."""
    return for_topic(name) if name in facts("iam_docs")["topics"] else for_element(name)


def for_operator(text: str) -> Citation:
    """The section on a condition operator, with or without qualifier and `IfExists`; on conditions, if it is none."""
    use = operator_use(text)
    if use is None:
        return for_topic("condition-block")
    docs = facts("iam_docs")
    entry = docs["operators"][use.operator.name]
    return _iam({**docs["operators_page"], "section": entry["section"], "anchor": entry["anchor"]})


def for_action(full: str) -> Citation:
    """The section on an action: for Rekognition the one that explains it, else its entry in the reference."""
    prefix, _, name = full.partition(":")
    if prefix.lower() == _PREFIX:
        naming = (one for page in _CHAPTER for one in sections(action=full) if _on(page, one) and full in one.actions)
        return next((one.citation for one in naming), for_element("Action", _PREFIX))
    plain = "" if re.search(r"[^A-Za-z0-9-]", name) else name
    return _reference(prefix, "action", plain) if plain else _reference(prefix, "actions")


def for_resource_type(service: str, name: str) -> Citation:
    """The section on a resource type and its ARN format."""
    if service.lower() == _PREFIX:
        return for_element("Resource", _PREFIX)
    return _reference(service, "resource", name)


def for_condition_key(name: str, service: str | None = None) -> Citation:
    """The section on a condition key. For global keys their own; of Rekognition's use of keys, if `service` says so."""
    prefix = name.partition(":")[0].lower()
    known = find_key(global_keys(), name)
    if known and known.url and service != _PREFIX:
        return _iam({**facts("iam_docs")["topics"]["global-keys"], "section": known.name}, known.url)
    if _PREFIX in (prefix, service):
        return for_element("Condition", _PREFIX)
    if prefix == "aws":
        return for_topic("global-keys")
    if prefix in ("sts", "iam", "saml"):
        return for_topic(f"{prefix}-keys")
    return for_topic("oidc-keys") if "." in prefix else _reference(prefix, "keys")


def for_check(check_id: str) -> Citation:
    """The section on a check of IAM Access Analyzer.

    Raises:
        KeyError: there is no such check; ids are named by our code, never by the user.
    """
    check, held = checks()[check_id], facts("checks")
    return Citation(held["guide"], held["page"], f"{_SEVERITIES[check.severity]} - {check.title}", check.url)


def for_situation(situation: str) -> Citation | None:
    """The section of the Rekognition guide on a situation, such as `confused deputy`; None if there is none."""
    return next((section.citation for section in sections(situation=situation)), None)


def sections(
    *, element: str | None = None, action: str | None = None, arn: str | None = None, situation: str | None = None
) -> tuple[Section, ...]:
    """The sections of the Rekognition guide that are relevant to all that is given, in the guide's order.

    Actions of a section may be patterns (`rekognition:Describe*`); `arn` is an ARN format.
    """
    return tuple(
        section
        for section in all_sections()
        if (element is None or element in section.elements)
        and (action is None or any(matches(known, action, case_sensitive=False) for known in section.actions))
        and (arn is None or arn in section.arns)
        and (situation is None or situation in section.situations)
    )


@cache
def all_sections() -> tuple[Section, ...]:
    """The index of the Rekognition guide's sections on access."""
    docs = facts("rekognition_docs")
    return tuple(_indexed(entry, docs["guide"]) for entry in docs["sections"])


@cache
def disagreements() -> Mapping[str, Disagreement]:
    """Where the Rekognition guide disagrees with the facts, by id (see data/rekognition_docs.json)."""
    return {
        entry["id"]: Disagreement(
            entry["id"], entry["text_2023"], entry["today"], entry["evidence"], entry["in_present_guide"]
        )
        for entry in facts("rekognition_docs")["disagreements"]
    }


def _reference(prefix: str, part: str, name: str = "") -> Citation:
    """A page of the reference, which may be newer than our list of them; its contents for what can be no prefix."""
    if not _PLAUSIBLE.fullmatch(prefix):
        contents = "Actions, resources, and condition keys for AWS services"
        return Citation(_REFERENCE, contents, contents, reference_contents())
    headings = {"actions": "Actions", "action": "Actions", "resource": "Resource types", "keys": "Condition keys"}
    section = f"{headings[part]}: {name}" if name else headings[part]
    page = f"Actions, resources, and condition keys for {prefix}"
    return Citation(_REFERENCE, page, section, service_page(prefix, part, name))


def _iam(entry: Mapping[str, Any], url: str | None = None) -> Citation:
    docs = facts("iam_docs")
    address = url or f"{docs['base']}{entry['page']}.html#{entry['anchor']}"
    return Citation(docs["guide"], entry["title"], entry["section"], address)


def _indexed(entry: Mapping[str, Any], guide: str) -> Section:
    relevant = entry["relevant"]
    if entry.get("guide") == "customlabels-dg":
        guide = "Amazon Rekognition Custom Labels Guide"
    citation = Citation(guide, entry["page_title"], entry["section"], entry.get("current_url") or entry["url"])
    return Section(
        citation,
        entry["anchor"] or "",
        entry["says"],
        tuple(relevant.get("elements", ())),
        tuple(relevant.get("actions", ())),
        tuple(relevant.get("arns", ())),
        tuple(relevant.get("situations", ())),
        entry["current"],
    )


def _section(anchor: str) -> Section:
    return next(section for section in all_sections() if section.anchor == anchor)


def _on(page: str, section: Section) -> bool:
    return f"/{page}.html" in section.citation.url
