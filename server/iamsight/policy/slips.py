"""What the resource part of an ARN was meant to be: `collection/x` for `collections/x`, `key/x` for `key:x`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from iamsight.catalogue.arn import Arn, ArnFormat, resource_part_meets
from iamsight.catalogue.nearest import is_slip
from iamsight.catalogue.patterns import has_wildcard, matches

_SEPARATOR = re.compile(r"([/:])(?![^{]{0,200}\})")
_OFFERED = 3


def meant_resources(arn: Arn, formats: Iterable[ArnFormat]) -> tuple[str, ...]:
    """What the resource part was meant to be, the likeliest first, if slips in the words of a format explain it."""
    typed = _SEPARATOR.split(arn.resource.text)
    found: dict[str, int] = {}
    for form in formats:
        meant = _aligned(typed, _SEPARATOR.split(form.resource))
        if meant:
            text = "".join(meant)
            mended = arn._replace(resource=arn.resource._replace(text=text))
            if resource_part_meets(mended, form):
                changes = sum(one != other for one, other in zip(meant, typed, strict=True))
                found[text] = min(changes, found.get(text, changes))
    return tuple(sorted((one for one in found if found[one]), key=lambda one: (found[one], one))[:_OFFERED])


def _aligned(typed: list[str], wanted: list[str]) -> list[str] | None:
    """The parts typed, with the words and separators of a format; None if another number of parts, or other words.

    A `*` at the end stands for all further parts.
    """
    if len(typed) != len(wanted) and not (len(typed) < len(wanted) and typed[-1].endswith("*")):
        return None
    parts = []
    for part, form in zip(typed, wanted, strict=False):
        if part in "/:" or "$" in form or part == form or (has_wildcard(part) and matches(part, form)):
            parts.append(form if part and part in "/:" and form in "/:" else part)
        elif has_wildcard(part) or not is_slip(part, form):
            return None
        else:
            parts.append(form)
    return parts
