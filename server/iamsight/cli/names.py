"""Names that a user types on the command line."""

from __future__ import annotations

from iamsight.cli.trouble import CannotRun
from iamsight.rule import Rule
from iamsight.rules import RULES


def named(rule_id: str) -> Rule:
    """The rule of this id.

    Raises:
        CannotRun: there is none; the message names the nearest.
    """
    from iamsight.catalogue.nearest import nearest

    for rule in RULES:
        if rule.id == rule_id:
            return rule
    near = nearest(rule_id, [rule.id for rule in RULES], 1)
    hint = f'did you mean "{near[0]}"?' if near else "iamsight rule lists them."
    raise CannotRun(f'there is no rule "{rule_id}"; {hint}')
