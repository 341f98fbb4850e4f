"""The rules, one module each. This list is the only registry: what is not here does not run."""

from __future__ import annotations

from iamsight.rule import Rule

RULES: tuple[Rule, ...] = ()
