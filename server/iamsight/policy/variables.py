"""The variables in a value, `${aws:username}`, and whether they are ones that AWS will replace.

A `${...}` that is none of AWS's is left to whatever fills in the file before AWS sees it: it may stand for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.patterns import UNKNOWN
from iamsight.policy.model import Statement
from iamsight.policy.text import Text

ESCAPED = ("*", "?", "$")
"""What stands for itself between `${` and `}`."""

_NAME = re.compile(r"[A-Za-z][\w.-]*(?:/[\w./-]+)?:[^:{}/](?:[^{}]*[^{}/])?")
_BEYOND_CONDITIONS = ("aws", "credentials-iot", "iot", "redshift", "saml", "sts", "transfer")
"""Prefixes whose variables are more than the condition keys."""


class Variable(NamedTuple):
    """A `${...}`, at `start` to `end` of the value; `inner` is what stands between the braces, `closed` if any closes.

    `${name, 'default'}` has a `default`, as written.
    """

    start: int
    end: int
    inner: str
    closed: bool

    @property
    def name(self) -> str:
        """The name, as written, blanks included."""
        return self.inner.partition(",")[0]

    @property
    def default(self) -> str | None:
        """What is written behind the comma; None where there is none."""
        _, comma, default = self.inner.partition(",")
        return default if comma else None

    @property
    def is_escape(self) -> bool:
        """Whether it stands for one plain character: `${*}`."""
        return self.inner in ESCAPED and self.closed


def variables(value: str) -> Iterator[Variable]:
    """The variables of a value, in order. One that nothing closes runs to the end."""
    at = value.find("${")
    while at >= 0:
        brace = value.find("}", at)
        end = brace + 1 if brace >= 0 else len(value)
        yield Variable(at, end, value[at + 2 : brace] if brace >= 0 else value[at + 2 :], brace >= 0)
        at = value.find("${", end)


def texts_with_variables(statement: Statement) -> Iterator[Text]:
    """The complete values with a `${`, in the elements where AWS replaces variables: resources, condition values."""
    if not statement.may_hold("${"):
        return
    for resource in statement.resources:
        if "${" in resource.value and resource.text.closed:
            yield resource.text
    for condition in statement.conditions:
        for text in condition.values:
            if "${" in text.value and text.closed:
                yield text


def is_policy_variable(name: str, catalogue: Catalogue) -> bool:
    """Whether AWS has, or may have, a variable of this name; blanks in it are ignored."""
    plain = "".join(name.split())
    if not _NAME.fullmatch(plain):
        return False
    prefix = plain.partition(":")[0].lower()
    return prefix in _BEYOND_CONDITIONS or catalogue.condition_key(plain) is not None


def policy_variables(value: str, catalogue: Catalogue) -> list[Variable]:
    """The variables of a value that AWS replaces when the request is made."""
    if "${" not in value:
        return []
    return [one for one in variables(value) if not one.is_escape and is_policy_variable(one.name, catalogue)]


def is_known(text: Text) -> bool:
    """Whether a value is complete, and the same whoever asks: no variable in it, nothing that is filled in."""
    return text.closed and UNKNOWN not in text.value and all(one.is_escape for one in variables(text.value))


def wildcards(value: str) -> list[int]:
    """Where a value has a `*` or `?` that is no part of a variable or escape."""
    at, found = 0, []
    for one in variables(value):
        found += [index for index in range(at, one.start) if value[index] in "*?"]
        at = one.end
    return found + [index for index in range(at, len(value)) if value[index] in "*?"]
