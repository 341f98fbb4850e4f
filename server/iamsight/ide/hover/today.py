"""Where the Rekognition guide is out of date or too general, and what holds today.

The notes go by the ids of `catalogue.documentation.disagreements()`, where the evidence is. A note is shown where its
section is cited.
"""

from __future__ import annotations

from typing import NamedTuple

from iamsight.catalogue import rekognition
from iamsight.catalogue.patterns import intersects
from iamsight.ide.page import Page


class Note(NamedTuple):
    """What holds today; backquotes in `text` mark names.

    It is of interest to the actions that the patterns in `actions` match, and to `elements`, resource `types` and
    condition `keys` (in lower case).
    """

    id: str
    text: str
    actions: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


NOTES = (
    Note(
        "deletelabels",
        "Older text of this section speaks of `DeleteLabels`; there is no such action, `DetectLabels` is meant.",
        actions=("rekognition:DetectLabels",),
    ),
    Note(
        "detect-role",
        "The guide's present text asks for a service role so that images in S3 can be read. These operations take no "
        "role: the caller's own `s3:GetObject` is used.",
        actions=("rekognition:DetectLabels", "rekognition:DetectFaces"),
    ),
    Note(
        "create-needs-star",
        "The guide says that creating cannot be limited to a resource. Today this holds for `CreateCollection`, "
        '`CreateProject` and `CreateFaceLivenessSession`, which take only `"*"`; `CreateDataset` and '
        "`CreateProjectVersion` take a project, `CreateStreamProcessor` and `CreateUser` a collection.",
        actions=("rekognition:Create*",),
        elements=("Resource", "NotResource"),
    ),
    Note(
        "list-needs-star",
        "Older text of the guide says that listing cannot be limited to a resource. Today this holds for "
        "`ListCollections`, `ListStreamProcessors` and `ListMediaAnalysisJobs`; other `List` actions take resources.",
        actions=("rekognition:List*",),
        elements=("Resource", "NotResource"),
    ),
    Note(
        "rbp-unsupported",
        "Older text of the guide says that Rekognition has no resource-based policies. Today it has project policies, "
        "in which `CopyProjectVersion` is the one action.",
        actions=(
            "rekognition:CopyProjectVersion",
            "rekognition:PutProjectPolicy",
            "rekognition:DeleteProjectPolicy",
            "rekognition:ListProjectPolicies",
        ),
        elements=("Principal", "NotPrincipal"),
    ),
    Note(
        "no-service-keys",
        "The guide does not say which global keys work. Today it is three of them: `aws:RequestTag/${TagKey}`, "
        "`aws:ResourceTag/${TagKey}` and `aws:TagKeys`.",
        elements=("Condition",),
    ),
    Note(
        "instances-word",
        "The guide speaks of instances where collections are meant: `collection/*` covers collections only.",
        types=("collection",),
    ),
    Note(
        "sourcearn-stringlike",
        "The Rekognition guide's example compares `aws:SourceArn` with `StringLike`; the key is an ARN, so `ArnLike` "
        "is the operator for it.",
        keys=("aws:sourcearn",),
    ),
    Note(
        "trust-two-principals",
        "The Rekognition guide's example names a user beside the service in one statement. Only requests of services "
        "carry this key, so the user needs a statement without it.",
        keys=("aws:sourcearn", "aws:sourceaccount"),
    ),
)


def notes_on_action(page: Page, pattern: str) -> list[str]:
    """What holds today of a Rekognition action or of those that a pattern matches; then whether it is still offered.

    A pattern for nearly everything gets no notes: they would be about something else.
    """
    prefix, _, name = pattern.partition(":")
    if prefix.lower() != rekognition.PREFIX or not name.rstrip("*?"):
        return []
    notes = [
        _shown(page, note.text)
        for note in NOTES
        if any(intersects(known, pattern, case_sensitive=False) for known in note.actions)
    ]
    status = rekognition.status(name)
    if status and status.since:
        notes.append(f"{status.feature} is {status.state} since {status.since}; the action still exists.")
    elif status:
        notes.append(f"{status.feature} is {status.state}.")
    return notes


def notes_on_element(page: Page, element: str) -> list[str]:
    """What holds today of what the guide says on a policy element."""
    return [_shown(page, note.text) for note in NOTES if element in note.elements]


def notes_on_type(page: Page, resource_type: str) -> list[str]:
    """What holds today of what the guide says on a resource type."""
    return [_shown(page, note.text) for note in NOTES if resource_type in note.types]


def notes_on_key(page: Page, key: str) -> list[str]:
    """What holds today of what the guide says on a condition key."""
    return [_shown(page, note.text) for note in NOTES if key.lower() in note.keys]


def _shown(page: Page, text: str) -> str:
    """`text` with the names between its backquotes as code."""
    return "".join(page.code(piece) if at % 2 else piece for at, piece in enumerate(text.split("`")))
