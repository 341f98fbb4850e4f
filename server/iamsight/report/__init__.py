"""Findings as text, JSON and in the formats of other tools. Each format is a module with a function `render`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iamsight.report.model import FileReport, Run

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")
WITH_FIXES = frozenset({"text", "json", "sarif"})
"""The formats that show fixes, which cost time to work out."""

WITH_FINGERPRINTS = frozenset({"sarif", "gitlab"})
"""The formats that show fingerprints."""


def renderer(name: str) -> Callable[[Iterable[FileReport], Run], Iterator[str]]:
    """The function that writes format `name`, one of FORMATS: from the reports of the files to pieces of text.

    It consumes the reports one by one as it yields, so that a long run needs little memory.
    """
    render: Callable[[Iterable[FileReport], Run], Iterator[str]] = import_module(f"{__name__}.{name}").render
    return render
