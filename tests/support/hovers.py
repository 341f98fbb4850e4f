"""Hover specs: Markdown files in which a policy carries the cursor, and beside it what its hover says.

A heading starts a case and is its name. The case has two blocks:

    ```json kind=scp resource-type=AWS::S3::Bucket
    {"Statement": [{"Action": "rekognition:Des|cribe*"}]}
    ```
    ```hover
    over "rekognition:Describe*"
    + matches **5 of the 76 actions**
    - DetectLabels
    ends with Actions](https://docs.aws.amazon.com/rekognition/
    ```

`|` is the cursor; the words behind `json` say what the command line's options say. Each line of the second block is one
expectation on the hover as Markdown: `over` the text that the hover is about, exactly as written there; `+` a part of
the page; `-` no part of it; `ends with` a part of its last line, the citation. `nothing`, on a line alone, says that
there is no hover.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from iamsight.analysis import Document, Settings
from iamsight.catalogue import default_catalogue
from iamsight.ide.hover import Hover, hover
from iamsight.policy.find import Given
from iamsight.policy.model import Kind

_BLOCK = re.compile(r"^```(json|hover)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SECTION = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_EXPECTATION = re.compile(r"(over|ends with|[+-]) (.+)|nothing")


class Case(NamedTuple):
    """A policy with a cursor at `offset`, and what is expected of the hover there: pairs of a word and a text."""

    name: str
    policy: str
    offset: int
    settings: Settings
    expected: tuple[tuple[str, str], ...]


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a spec file.

    Raises:
        ValueError: a case has not exactly one policy with one cursor, or an expectation that nobody understands.
    """
    for name, section in _SECTION.findall(path.read_text(encoding="utf-8")):
        blocks = {language: (words, body) for language, words, body in _BLOCK.findall(section)}
        if set(blocks) != {"json", "hover"} or blocks["json"][1].count("|") != 1:
            raise ValueError(f"{path.stem}: {name}: a case has a json block with one | and a hover block")
        words, policy = blocks["json"]
        expected = [_EXPECTATION.fullmatch(line) for line in blocks["hover"][1].splitlines()]
        if not expected or None in expected:
            raise ValueError(f"{path.stem}: {name}: a line is none of over, +, -, ends with, nothing")
        yield Case(
            f"{path.stem}: {name}",
            policy.replace("|", "").removesuffix("\n"),
            policy.index("|"),
            _settings(words),
            tuple((found[1] or "nothing", found[2] or "") for found in expected if found),
        )


def failures(case: Case) -> list[str]:
    """The expectations that are not met, each with what was found."""
    document = Document(case.policy, default_catalogue(), case.settings)
    found = hover(document, case.offset, markdown=True)
    return [
        f"{word} {text}\nbut the hover is: {_shown(found, case.policy)}"
        for word, text in case.expected
        if not _is_met(word, text, found, case.policy)
    ]


def _is_met(word: str, text: str, found: Hover | None, policy: str) -> bool:
    if word == "nothing" or found is None:
        return (word == "nothing") == (found is None)
    if word == "over":
        return policy[slice(*found.span)] == text
    if word == "ends with":
        return text in found.text.splitlines()[-1]
    return (text in found.text) == (word == "+")


def _settings(words: str) -> Settings:
    said = dict(word.partition("=")[::2] for word in words.split())
    kind = Kind(said["kind"]) if "kind" in said else None
    return Settings(given=Given(kind, said.get("resource-type"), "the spec says so"))


def _shown(found: Hover | None, policy: str) -> str:
    return f"over {policy[slice(*found.span)]}\n{found.text}" if found else "nothing"
