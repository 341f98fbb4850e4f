"""What is particular to Amazon Rekognition: identifiers, what operations need besides their action, project policies.

The facts lie in `data/rekognition.json` and `data/placeholders.json`; this module gives them types and sentences. It
knows the service's actions and resource types no better than the catalogue does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from iamsight.catalogue.arn import Arn, Field
from iamsight.catalogue.facts import facts
from iamsight.catalogue.model import ResourceType
from iamsight.catalogue.patterns import MANY, ONE, matches, tokens

PREFIX = "rekognition"
PRINCIPAL = "rekognition.amazonaws.com"


class Identifier(NamedTuple):
    """What a placeholder of an ARN format may hold: `minimum` to `maximum` characters of `alphabet`, or `values`."""

    about: str
    minimum: int
    maximum: int | None
    alphabet: frozenset[str]
    values: tuple[str, ...]


class Need(NamedTuple):
    """What an operation needs besides its own action.

    `kind`: s3-input, s3-output, pass-role, sns, kinesis-video, kinesis-data, kms, a2i, or also (a further action that
    the operation checks). `who` needs it: caller, or service role. `always` is false where it depends on the request.
    `condition` holds the key and value that the service sends (`iam:PassedToService`). `sentence` says it all.
    """

    kind: str
    actions: tuple[str, ...]
    who: str
    always: bool
    members: tuple[str, ...]
    condition: Mapping[str, str]
    sentence: str


class Status(NamedTuple):
    """That an operation is no longer for everyone: `discontinued` since a date, or `closed to new customers`."""

    state: str
    feature: str
    since: str | None


class ProjectPolicy(NamedTuple):
    """The rules for project policies, the one resource policy of the service."""

    actions: tuple[str, ...]
    elements_required: tuple[str, ...]
    elements_prohibited: tuple[str, ...]
    resource_type: str
    max_characters: int
    url: str


class ServiceRole(NamedTuple):
    """The rules for roles that the service assumes."""

    principal: str
    trust_action: str
    confused_deputy_keys: tuple[str, ...]
    source_arn_for_streaming: str
    managed_policy: str
    topic_name_prefix: str
    stream_name_prefix: str


_KINDS = {
    "s3_input": ("s3-input", "an image, video or manifest in S3 is read with the caller's permissions"),
    "s3_output": ("s3-output", "results are written to S3"),
    "role": ("pass-role", "the role named in the request is passed to Rekognition"),
    "sns": ("sns", "the end of the job is announced in an SNS topic, by the role that is passed"),
    "kinesis_video": ("kinesis-video", "video is read from a Kinesis video stream, by the role that is passed"),
    "kinesis_data": ("kinesis-data", "results are put into a Kinesis data stream, by the role that is passed"),
    "kms": ("kms", "a KMS key of the customer's is used if the request names one"),
    "a2i": ("a2i", "a human review is started if the request asks for one"),
}
_WHO_BY_MEMBER = {"caller_needs": "caller", "role_needs": "service role"}


@cache
def identifiers() -> Mapping[str, Identifier]:
    """What the placeholders of the service's ARN formats may hold, by name (`CollectionId`)."""
    return {
        name: Identifier(
            entry["about"],
            entry["min"],
            entry["max"],
            frozenset(entry["alphabet"]),
            tuple(entry.get("values", ())),
        )
        for name, entry in facts("placeholders")["services"][PREFIX].items()
    }


def identifiers_in(arn: Arn, resource_type: ResourceType) -> tuple[tuple[str, Field], ...]:
    """The parts of a user's ARN that fill the placeholders of the type's resource part, with their offsets.

    Empty where the parts cannot be told apart: another number of slashes, or a wildcard that may span some.
    """
    form = resource_type.formats[0].resource.split("/")
    parts = arn.resource.text.split("/")
    if len(form) != len(parts):
        return ()
    found, start = [], arn.resource.start
    for placeholder, part in zip(form, parts, strict=True):
        if placeholder.startswith("${"):
            found.append((placeholder[2:-1], Field(part, start, start + len(part))))
        start += len(part) + 1
    return tuple(found)


def check_identifier(resource_type: str, placeholder: str, value: str) -> str | None:
    """What is wrong with `value`, a pattern as policies have them, as identifier in an ARN; None if nothing is.

    Only what no service would ever accept is wrong: with a wildcard or a variable in it, a value is judged by its
    literal characters.
    """
    known = identifiers().get(placeholder)
    if known is None:
        return None
    named = f'"{value}" cannot be {known.about} in the ARN of a {resource_type}'
    literals = [token for token in tokens(value) if token not in (MANY, ONE)]
    if known.values:
        if any(matches(value, allowed) for allowed in known.values):
            return None
        return f"{named}: it is " + " or ".join(f'"{allowed}"' for allowed in known.values)
    wrong = next((token for token in literals if token not in known.alphabet), None)
    if wrong is not None:
        allowed = "digits" if len(known.alphabet) == 10 else "letters, digits, and the characters _ . -"
        return f'{named}: it holds "{wrong}", where only {allowed} are allowed'
    if known.maximum is not None and len(literals) > known.maximum:
        return f"{named}: it has {len(literals)} characters, where at most {known.maximum} are allowed"
    if not value:
        return f"{named}: it is empty"
    return None


def needs(action: str) -> tuple[Need, ...]:
    """What the operation of an action, `DetectLabels` or `rekognition:DetectLabels`, needs besides that action."""
    entry = _entry(action)
    found = [need for member in _KINDS if member in entry for need in _needs_of(member, entry[member])]
    for also in entry.get("operation_also_authorizes", ()):
        if also["action"] != "iam:PassRole":
            sentence = f'it also takes "{also["action"]}" when the {also["when"]}'
            if also["when"].startswith("not stated"):
                sentence = f'it may also take "{also["action"]}"'
            found.append(
                Need("also", (also["action"],), "caller", always=False, members=(), condition={}, sentence=sentence)
            )
    return tuple(found)


def status(action: str) -> Status | None:
    """Whether the operation of an action is discontinued or closed to new customers; None if it is neither."""
    entry = _entry(action).get("status")
    return Status(entry["state"], entry["feature"], entry.get("since")) if entry else None


def operations_with(kind: str) -> tuple[str, ...]:
    """The actions (`rekognition:CompareFaces`) whose operations have a need of this kind."""
    names = facts("rekognition")["actions"]
    return tuple(f"{PREFIX}:{name}" for name in names if any(need.kind == kind for need in needs(name)))


def regions(partition: str = "aws") -> tuple[str, ...]:
    """The Regions of a partition that have the service."""
    return tuple(facts("rekognition")["regions"].get(partition, ()))


@cache
def project_policy() -> ProjectPolicy:
    """The rules for project policies."""
    entry = facts("rekognition")["project_policy"]
    return ProjectPolicy(
        tuple(entry["actions_allowed"]),
        tuple(entry["elements_required"]),
        tuple(entry["elements_prohibited"]),
        entry["resource_type"],
        entry["max_characters"],
        entry["source"],
    )


@cache
def service_role() -> ServiceRole:
    """The rules for roles that the service assumes."""
    entry = facts("rekognition")["service_role"]
    return ServiceRole(
        entry["trust_principal"],
        entry["trust_action"],
        tuple(entry["confused_deputy_keys"]),
        entry["source_arn_for_streaming"],
        entry["managed_policy"],
        entry["topic_name_prefix"],
        entry["stream_name_prefix"],
    )


@cache
def managed_policies() -> Mapping[str, str]:
    """AWS's managed policies for the service, with their default versions."""
    versions: dict[str, str] = facts("rekognition")["managed_policies"]
    return versions


def _entry(action: str) -> Mapping[str, Any]:
    return _entries().get(action.rpartition(":")[2].lower(), {})


@cache
def _entries() -> Mapping[str, Mapping[str, Any]]:
    """The facts on actions, by name in lower case."""
    entries: dict[str, dict[str, Any]] = facts("rekognition")["actions"]
    return {name.lower(): entry for name, entry in entries.items()}


def _needs_of(member: str, entry: Mapping[str, Any]) -> list[Need]:
    kind, why = _KINDS[member]
    members = tuple(entry["members"])
    condition = {"iam:PassedToService": entry["passed_to"]} if "passed_to" in entry else {}
    always = bool(entry.get("mandatory", False))
    wanted = {who: entry[key] for key, who in _WHO_BY_MEMBER.items() if key in entry}
    if "needs" in entry:
        wanted[entry["who"]] = entry["needs"]
    found = []
    for who, actions in wanted.items():
        listed = (actions,) if isinstance(actions, str) else tuple(actions)
        quoted = ", ".join(f'"{action}"' for action in listed)
        found.append(Need(kind, listed, who, always, members, condition, f"{why}, so the {who} needs {quoted}"))
    return found
