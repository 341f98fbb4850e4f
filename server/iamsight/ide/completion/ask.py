"""What a completion list is made from, and what it is made of before it is known what the editor takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.catalogue.partitions import partitions, regions
from iamsight.ide.completion.items import CompletionKind, CompletionOptions
from iamsight.ide.completion.template import Template, quoted, template, text
from iamsight.policy.kind import infer
from iamsight.policy.model import Policy

_ACCOUNT = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_REGION = re.compile(r"[a-z]{2,4}(?:-[a-z]+){1,3}-[0-9]")
_SERVICE = re.compile(r'"([a-z0-9-]+):')
_PARTITION = re.compile(r"arn:(aws[a-z-]*):")
_REACH = 50_000  # code points to each side in which the names in use are looked for; all of 1 MB would take 20 ms


class Offer(NamedTuple):
    """Something that may be written. `text` is JSON; `rank` sorts, 0 first, and equal ranks keep their order.

    `match` is what the editor compares with what is typed, less the opening quote; the label if empty.
    """

    label: str
    kind: CompletionKind
    text: Template
    detail: str = ""
    rank: int = 0
    doc_key: str | None = None
    match: str = ""
    again: bool = False


class Offers(NamedTuple):
    """Offers, and whether others may fit when more is typed."""

    found: Sequence[Offer] = ()
    incomplete: bool = False


class Ask:
    """A document at a cursor, what the editor takes and the user prefers, and what is in use near the cursor."""

    def __init__(self, document: Document, offset: int, options: CompletionOptions) -> None:
        self.document = document
        self.catalogue = document.catalogue
        self.options = options
        self.offset = offset

    @cached_property
    def accounts(self) -> tuple[str, ...]:
        """Account ids to offer: those that the user prefers, then those in use."""
        return tuple(dict.fromkeys([*self.options.accounts, *_ACCOUNT.findall(self.near)]))

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Regions to offer first: those that the user prefers, then those in use."""
        known = regions()
        seen = [region for region in _REGION.findall(self.near) if region in known]
        return tuple(dict.fromkeys([*self.options.regions, *seen]))

    @cached_property
    def partition(self) -> str:
        """The partition that ARNs are likely to be in."""
        return next((name for name in _PARTITION.findall(self.near) if name in partitions()), "aws")

    @cached_property
    def services(self) -> frozenset[str]:
        """What stands before a colon at the beginning of strings: the services in use, and other words."""
        return frozenset(_SERVICE.findall(self.near))

    @cached_property
    def near(self) -> str:
        """The text around the cursor."""
        return self.document.text[max(0, self.offset - _REACH) : self.offset + _REACH]

    def is_guess(self, policy: Policy) -> bool:
        """Whether the kind of the policy was inferred from its statements, and may be another when it is written."""
        return infer(policy.statements) == (policy.kind, policy.resource_type, policy.reason)


def value(content: str, kind: CompletionKind, detail: str = "", rank: int = 0, doc_key: str | None = None) -> Offer:
    """The offer of a string."""
    return Offer(content, kind, quoted(text(content)), detail, rank, doc_key)


def string(label: str, content: Template, kind: CompletionKind, detail: str = "", rank: int = 0) -> Offer:
    """The offer of a string with tab stops."""
    return Offer(label, kind, quoted(content), detail, rank, match=content.plain())


def name(label: str, shape: str, detail: str, rank: int = 0, doc_key: str | None = None) -> Offer:
    """The offer of a member's name, with the `shape` of its value (a template of JSON), empty if that is there."""
    return named(label, text(label), shape, detail, rank, doc_key)


def named(label: str, content: Template, shape: str, detail: str, rank: int = 0, doc_key: str | None = None) -> Offer:
    """The same for a name with tab stops in it."""
    whole = quoted(content) + text(": ") + template(shape) if shape else quoted(content)
    return Offer(label, CompletionKind.KEY, whole, detail, rank, doc_key, content.plain(), again="$" in shape)
