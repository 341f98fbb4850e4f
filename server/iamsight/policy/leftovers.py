"""Placeholders that documentation has where a value should be put: `arn:User ARN`, `<account-id>`, `topicarn`.

Only what is surely one counts; a name of the user's own choice never does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from iamsight.catalogue.arn import split_arn
from iamsight.catalogue.facts import facts
from iamsight.catalogue.patterns import UNKNOWN

_NAMED = re.compile(r"<[A-Za-z][^<>]*>")
_MARKED = re.compile(r"<[A-Za-z][^<>]*>|\{\{[^{}]*\}\}|(?<!\$)\{[A-Za-z][A-Za-z _-]*\}|\[[A-Za-z][A-Za-z _-]*\]")
_CALLED_ARN = re.compile(r"[A-Za-z][\w -]*arn", re.IGNORECASE)
_SENTENCE = re.compile(r"arn:[A-Za-z][\w'-]*(?: [\w'-]+)+")
_NOISE = re.compile(r"[\s_-]")


class Leftover(NamedTuple):
    """A placeholder: where it lies in the value, half open, and what should stand there: "the ID of an account"."""

    start: int
    end: int
    instead: str


@lru_cache(maxsize=4096)
def leftover_in_arn(value: str) -> Leftover | None:
    """The placeholder in a value that should be an ARN, the first one; None if it has none."""
    if UNKNOWN in value:
        return None
    if _CALLED_ARN.fullmatch(value) or _SENTENCE.fullmatch(value):
        return Leftover(0, len(value), "an ARN")
    arn = split_arn(value)
    if arn.fields < 6:
        marked = _MARKED.search(value)
        return Leftover(*marked.span(), "a value of yours") if marked else None
    for field, kind, instead in ((arn.region, "region", "a Region"), (arn.account, "account", "the ID of an account")):
        if _is_called(field.text, kind) or _MARKED.fullmatch(field.text):
            return Leftover(field.start, field.end, instead)
    marked = _NAMED.search(value, arn.resource.start)
    if marked:
        return Leftover(*marked.span(), "a name of yours")
    if arn.service.text == "s3":
        for prefix in facts("leftovers")["bucket_prefixes"]:
            if arn.resource.text.startswith(prefix):
                end = value.find("/", arn.resource.start)
                return Leftover(arn.resource.start, len(value) if end < 0 else end, "a bucket of yours")
    return None


def leftover_in_account(value: str) -> Leftover | None:
    """The placeholder that stands for the ID of an account, as the value of `aws:SourceAccount` may be."""
    if _is_called(value, "account") or _MARKED.fullmatch(value):
        return Leftover(0, len(value), "the ID of an account")
    return None


def _is_called(text: str, kind: str) -> bool:
    return bool(text) and _NOISE.sub("", text).lower() in facts("leftovers")["compared"][kind]
