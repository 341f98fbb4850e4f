"""The rules, one module each. This list is the only registry: what is not here does not run."""

from __future__ import annotations

from iamsight.rule import Rule
from iamsight.rules.action_case import action_case
from iamsight.rules.malformed_action import malformed_action
from iamsight.rules.unknown_action import unknown_action
from iamsight.rules.unknown_service import unknown_service

RULES: tuple[Rule, ...] = (
    action_case,
    malformed_action,
    unknown_action,
    unknown_service,
)
