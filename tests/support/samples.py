"""Real policies to try things on: the examples, the corpus, the specs of rules and features, and AWS's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

from iamsight.analysis import Settings
from iamsight.policy.find import Given
from iamsight.policy.model import Kind
from tests.support import cursors, hovers, refactorings, specs

_TESTS = Path(__file__).parents[1]
_EVERY = 40
"""Of AWS's policies one in so many is a sample."""


class Sample(NamedTuple):
    """A policy, and the settings that its spec or its name asks for."""

    name: str
    text: str
    settings: Settings

    def __repr__(self) -> str:
        """Its name alone, for hypothesis repeats what it drew many times."""
        return f"<{self.name}>"


def managed_policies() -> dict[str, str]:
    """AWS's managed policies as JSON texts, by name. The module of moto is read: importing it would load boto3."""
    module = next(path for path in files("moto") or () if path.match("moto/iam/aws_managed_policies.py"))
    _, data, _ = module.read_text(encoding="utf-8").split('"""')
    return {name: json.dumps(policy["Document"], indent=2) for name, policy in json.loads(data).items()}


@cache
def samples(longest: int) -> tuple[Sample, ...]:
    """Samples of up to so many code points, the shortest first."""
    short = [one for one in _all() if len(one.text) <= longest]
    return tuple(sorted(short, key=lambda one: (len(one.text), one.text, one.name)))


def _all() -> Iterator[Sample]:
    for path in (_TESTS.parent / "examples").glob("*.json"):
        yield Sample(path.stem, path.read_text(encoding="utf-8"), Settings())
    for path in (_TESTS / "corpus" / "guide").glob("*.json"):
        given = Given(Kind(path.stem.partition("-")[0]))
        yield Sample(path.stem, path.read_text(encoding="utf-8"), Settings(given=given))
    for path in (_TESTS / "rules").glob("*.md"):
        for rule in specs.read_cases(path):
            yield Sample(rule.name, rule.policy, rule.settings)
    yield from _of_features()
    for name, text in [*managed_policies().items()][::_EVERY]:
        yield Sample(name, text, Settings())


def _of_features() -> Iterator[Sample]:
    for path in (_TESTS / "ide" / "completion").glob("*.md"):
        for completion in cursors.read_cases(path):
            yield Sample(completion.name, completion.policy, completion.settings)
    for path in (_TESTS / "ide" / "hover").glob("*.md"):
        for hover in hovers.read_cases(path):
            yield Sample(hover.name, hover.policy, hover.settings)
    for path in (_TESTS / "ide" / "refactor").glob("*.md"):
        for refactoring in refactorings.read_cases(path):
            yield Sample(refactoring.name, refactoring.policy, refactoring.settings)
