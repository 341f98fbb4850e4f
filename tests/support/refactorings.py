"""Refactoring specs: Markdown files in which a policy carries the cursor, and the text after what is offered there.

A heading starts a case and is its name:

    ```json kind=trust account=111122223333
    {"Statement": [{"Effect": "Allow", "Action": "s3:Get|Object", "Resource": "*"}]}
    ```
    ```after Make it a list
    {"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*"}]}
    ```
    ```not offered
    Sort the list
    ```

`|` is the cursor; the words behind `json` say what the configuration says. An `after` block holds the text after the
one refactoring whose title starts with the words behind `after`; a case may have several. Each line of a `not offered`
block is the start of a title that nothing there has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from iamsight.analysis import Document, Settings
from iamsight.catalogue import default_catalogue
from iamsight.ide.refactor import Refactoring, refactorings
from iamsight.policy.find import Given
from iamsight.policy.model import Kind
from iamsight.text import apply_edits

_BLOCK = re.compile(r"^```(json|after|not offered)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


class Case(NamedTuple):
    """A policy with a cursor at `offset`; pairs of a title and the text after it; titles that are not offered."""

    name: str
    policy: str
    offset: int
    settings: Settings
    after: tuple[tuple[str, str], ...]
    absent: tuple[str, ...]

    def offered(self) -> list[Refactoring]:
        """What is offered at the cursor."""
        return refactorings(Document(self.policy, default_catalogue(), self.settings), self.offset)


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a spec file.

    Raises:
        ValueError: a case has not exactly one policy with one cursor, or expects nothing.
    """
    for name, section in _SECTION.findall(path.read_text(encoding="utf-8")):
        blocks = _BLOCK.findall(section)
        given = [(words, body) for kind, words, body in blocks if kind == "json"]
        after = tuple((words.strip(), body.removesuffix("\n")) for kind, words, body in blocks if kind == "after")
        absent = tuple(line for kind, _, body in blocks if kind == "not offered" for line in body.splitlines())
        if len(given) != 1 or given[0][1].count("|") != 1 or not (after or absent):
            raise ValueError(f"{path.stem}: {name}: a case has a json block with one |, and something expected")
        words, policy = given[0]
        text = policy.replace("|", "").removesuffix("\n")
        yield Case(f"{path.stem}: {name}", text, policy.index("|"), _settings(words), after, absent)


def failures(case: Case) -> list[str]:
    """What is not as expected, each with what was found."""
    offered = case.offered()
    titles = [one.title for one in offered]
    wrong = [f"offered: {title}" for title in titles if case.absent and title.startswith(case.absent)]
    for title, text in case.after:
        found = [one for one in offered if one.title.startswith(title)]
        if len(found) != 1:
            wrong.append(f"{len(found)} offers called {title!r}, of {titles}")
        elif (after := apply_edits(case.policy, list(found[0].edits))) != text:
            wrong.append(f"after {title!r}:\n{after}\nnot\n{text}")
    return wrong


def _settings(words: str) -> Settings:
    said = dict(word.partition("=")[::2] for word in words.split())
    kind = Kind(said["kind"]) if "kind" in said else None
    return Settings(given=Given(kind, None, "the spec says so"), account=said.get("account"))
