"""What the tolerant parser makes of a text: the outline, and the statements found in it (see `json`)."""

from __future__ import annotations

from typing import NamedTuple

from iamsight.syntax.node import Node, Object, Problem


class RawIsland(NamedTuple):
    """A statement as found in the text from `start` to `end`, both offsets in the text.

    `outline_start` is the first of the two code points it takes in the outline. `context` names the containers around
    it, outermost first: with the text from `start` on it decides the outcome. `node` is None where the statement is
    valid JSON and has not been parsed yet. `is_cut`, which `parse_island` tells, says that something in it is nested
    too deeply to be read.
    """

    start: int
    end: int
    outline_start: int
    context: str
    node: Object | None
    problems: tuple[Problem, ...]
    is_cut: bool = False

    @property
    def closed(self) -> bool:
        """Whether its own brace ends it."""
        return self.node is None or self.node.closed


class Outline(NamedTuple):
    """All of a text: the root node (None where there is no value), the outline's problems, and the islands.

    `left_out` says what was not read; it goes on after the name of the text.
    """

    root: Node | None
    problems: tuple[Problem, ...]
    islands: tuple[RawIsland, ...]
    left_out: str = ""
