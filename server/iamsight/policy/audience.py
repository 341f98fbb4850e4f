"""Whom a statement admits: everybody, or which accounts."""

from __future__ import annotations

from functools import cache

from iamsight.catalogue.arn import split_arn
from iamsight.catalogue.facts import facts
from iamsight.policy.guards import base_of, is_negated, tests
from iamsight.policy.model import Condition, Principal, Statement

_DIGITS_OF_ACCOUNT = 12


def is_anybody(principal: Principal) -> bool:
    """Whether a principal stands for the whole world."""
    return principal.value == "*" and principal.type in ("*", "AWS") and not principal.negated


def admits_all(statement: Statement) -> bool:
    """Whether the Condition of a statement keeps nobody out. What is not known is taken to keep somebody out."""
    conditions = tests(statement)
    return conditions is not None and all(_is_open(one) for one in conditions)


def account_in(value: str) -> str | None:
    """The account that a principal or an ARN is of: twelve digits, or the account field; None if neither is there."""
    account = value if value.isdecimal() else split_arn(value).account.text
    return account if len(account) == _DIGITS_OF_ACCOUNT and account.isdecimal() else None


def _is_open(condition: Condition) -> bool:
    """Whether anybody can pass a test: by the nature of its key, or since every value will do."""
    key, values = condition.key.value.lower(), [one.value for one in condition.values]
    if key in _open_keys():
        return True
    if not base_of(condition) or is_negated(condition) or not values:
        return False
    if key == "aws:sourceip":
        return any(value in ("0.0.0.0/0", "::/0") for value in values)
    return base_of(condition).endswith("Like") and any(value and not value.strip("*") for value in values)


@cache
def _open_keys() -> frozenset[str]:
    return frozenset(key.lower() for key in facts("open_keys")["keys"])
