"""Completion specs: Markdown files in which a policy carries the cursor, and beside it what is offered there.

A heading starts a case and is its name. The case has two blocks, and any number of a third sort:

    ```json kind=trust resource-type=AWS::S3::Bucket snippets=no
    {"Statement": [{"Action": "rekognition:Detect|"}]}
    ```
    ```offers
    first rekognition:DetectFaces
    + rekognition:DetectLabels -- Read
    - s3:GetObject
    ```
    ```json accept rekognition:DetectLabels
    {"Statement": [{"Action": "rekognition:DetectLabels"}]}
    ```

`|` is the cursor; the words behind `json` say what the command line's options, `claimed` what the configuration says
(that the file is a policy), `snippets=no` what the editor cannot do. Each line of the second block is one expectation:
`+` an item, offered behind those of the `+` lines before it, with a part of its detail behind `--`; `-` no such item;
`first` the first item; `nothing`, on a line alone, that the list is empty. The third sort is the TEXT AFTER ACCEPTING
the item named behind `accept`, its tab stops written as LSP does.

Whatever a spec says, every item must replace a range around the cursor and start with the quote that is typed there; an
item that is accepted must not be filtered out by the editor for what is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from iamsight.analysis import Document, Settings
from iamsight.catalogue import default_catalogue
from iamsight.ide.completion import Completion, CompletionList, CompletionOptions, complete
from iamsight.policy.find import Given
from iamsight.policy.model import Kind
from iamsight.text import Edit, apply_edits

_SECTION = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(json|offers)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXPECTATION = re.compile(r"(first|[+-]) (.+?)(?: -- (.+))?|nothing")


class Case(NamedTuple):
    """A policy with a cursor at `offset`; what is expected of the list; the text after accepting items, by label."""

    name: str
    policy: str
    offset: int
    settings: Settings
    snippets: bool
    expected: tuple[tuple[str, str, str], ...]
    accepted: dict[str, str]

    def completions(self) -> CompletionList:
        """What is offered."""
        document = Document(self.policy, default_catalogue(), self.settings)
        return complete(document, self.offset, CompletionOptions(snippets=self.snippets))


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a spec file.

    Raises:
        ValueError: a case has not exactly one policy with one cursor, or an expectation that nobody understands.
    """
    for name, section in _SECTION.findall(path.read_text(encoding="utf-8")):
        yield _read_case(f"{path.stem}: {name}", section)


def failures(case: Case) -> list[str]:
    """What is not as the spec says, each with what was found."""
    items = case.completions().items
    found = [_misplaced(case, item) for item in items]
    found += [_unmet(items, *expectation) for expectation in case.expected]
    wanted = [label for word, label, _ in case.expected if word == "+"]
    labels = [item.label for item in items if item.label in wanted]
    if all(label in labels for label in wanted) and list(dict.fromkeys(labels)) != wanted:
        found.append(f"the order is {labels}")
    found += [_accepting(case, items, label, text) for label, text in case.accepted.items()]
    return [one for one in found if one]


def accept(text: str, item: Completion) -> str:
    """The text after accepting an item."""
    return apply_edits(text, [*item.also, Edit(*item.replace, item.insert_text)])


def _read_case(name: str, section: str) -> Case:
    policy, words, expected, accepted = None, "", [], {}
    for language, info, body in _BLOCK.findall(section):
        if language == "offers":
            expected = [_EXPECTATION.fullmatch(line) for line in body.splitlines()]
        elif info.strip().startswith("accept "):
            accepted[info.strip().removeprefix("accept ")] = body.removesuffix("\n")
        else:
            policy, words = body.removesuffix("\n"), info
    if policy is None or policy.count("|") != 1 or not (expected or accepted) or None in expected:
        raise ValueError(f"{name}: a case has one policy with one |, and expectations")
    return Case(
        name,
        policy.replace("|", ""),
        policy.index("|"),
        _settings(words),
        "snippets=no" not in words.split(),
        tuple((found[1] or "nothing", found[2] or "", found[3] or "") for found in expected if found),
        accepted,
    )


def _settings(words: str) -> Settings:
    said = dict(word.partition("=")[::2] for word in words.split())
    kind = Kind(said["kind"]) if "kind" in said else None
    return Settings(given=Given(kind, said.get("resource-type"), "the spec says so", is_policy="claimed" in said))


def _misplaced(case: Case, item: Completion) -> str:
    start, end = item.replace
    if not start <= case.offset <= end:
        return f"{item.label}: replaces what is not under the cursor"
    typed = case.policy[start : case.offset]
    if typed[:1] in ('"', "'", "\\", "%") and not (item.filter_text or item.label).startswith(typed[:1]):
        return f"{item.label}: is filtered out, since it does not start as what is typed does"
    return ""


def _unmet(items: tuple[Completion, ...], word: str, label: str, detail: str) -> str:
    labels = [item.label for item in items]
    shown = ", ".join(labels[:12]) or "nothing"
    if word == "nothing":
        met = not items
    elif word == "first":
        met = labels[:1] == [label]
    elif word == "-":
        met = label not in labels
    else:
        met = any(item.label == label and detail in item.detail for item in items)
        shown = next((item.detail for item in items if item.label == label), shown)
    return "" if met else f"{word} {label} -- {detail}, but there is: {shown}"


def _accepting(case: Case, items: tuple[Completion, ...], label: str, text: str) -> str:
    item = next((one for one in items if one.label == label), None)
    if item is None:
        return f"{label} is not offered"
    typed = case.policy[item.replace.start : case.offset].lower()
    shown = iter((item.filter_text or item.label).lower())
    if not all(character in shown for character in typed):
        return f"{label} is filtered out: {typed} is not in {item.filter_text or item.label}"
    after = accept(case.policy, item)
    return "" if after == text else f"after accepting {label} the text is\n{after}\nand not\n{text}"
