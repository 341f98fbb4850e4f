"""The items of a completion list, as an editor gets them."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from iamsight.text import Edit, Span


class CompletionKind(str, Enum):
    """What an item is; editors show a symbol for it."""

    ACTION = "action"
    WILDCARD = "wildcard"
    SERVICE = "service"
    ARN = "arn"
    KEY = "key"
    OPERATOR = "operator"
    VALUE = "value"
    SNIPPET = "snippet"
    VARIABLE = "variable"


class CompletionOptions(NamedTuple):
    """What the editor takes and the user prefers: snippets with tab stops, accounts and Regions to offer first."""

    snippets: bool = True
    accounts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


class Completion(NamedTuple):
    """An item. Accepting it replaces `replace`, code-point offsets of the document, by `insert_text`.

    `replace` is the whole token under the cursor: a string with its quotes, or a field of an ARN that is complete.
    `is_snippet` says that `insert_text` has tab stops as LSP writes them. `filter_text` starts with what is already
    typed in `replace`; `sort_text` gives the order. `also` are further edits, elsewhere: a comma that was missing.
    `again` says that there is more to complete at the place where accepting it leaves the cursor. `doc_key` is enough
    to look up its documentation:

    * `service:rekognition`, `action:rekognition:DetectLabels`, `wildcard:rekognition:Describe*`
    * `resource:rekognition:collection` (action prefix and resource type), `arn:*`
    * `element:Action`, `effect:Allow`, `version:2012-10-17`, `principal:Service`
    * `service-principal:rekognition.amazonaws.com`
    * `operator:StringLike`, `key:aws:SourceArn`, `variable:${aws:username}`
    """

    label: str
    kind: CompletionKind
    detail: str
    insert_text: str
    replace: Span
    is_snippet: bool = False
    filter_text: str = ""
    sort_text: str = ""
    doc_key: str | None = None
    also: tuple[Edit, ...] = ()
    again: bool = False


class CompletionList(NamedTuple):
    """The items, in their order. `incomplete`: ask again when more is typed, other items may fit then."""

    items: tuple[Completion, ...] = ()
    incomplete: bool = False
