"""Text with tab stops, before it is known whether the editor takes them and how the document writes strings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import NamedTuple

_STOP = re.compile(r"\$\{([0-9]):([^{}]*)\}|\$([0-9])")


class Stop(NamedTuple):
    """A tab stop, 0 being the last. `text` stands there, selected; `plain` is what stands there without snippets."""

    number: int
    text: str = ""
    plain: str = ""


class Template(NamedTuple):
    """Pieces of text and tab stops."""

    pieces: tuple[str | Stop, ...]

    @property
    def has_stops(self) -> bool:
        """Whether it is more than text."""
        return Stop in map(type, self.pieces)  # asked of every item of long lists

    @property
    def gains_as_snippet(self) -> bool:
        """Whether an editor does more with it as a snippet: stop at tab stops, indent lines as the user does."""
        return any(isinstance(piece, Stop) or "\n" in piece for piece in self.pieces)

    @property
    def last_stop(self) -> int:
        """The highest number of a tab stop; 0 without any."""
        return max((piece.number for piece in self.pieces if isinstance(piece, Stop)), default=0)

    def __add__(self, other: object) -> Template:
        """One after the other."""
        return Template(self.pieces + other.pieces) if isinstance(other, Template) else NotImplemented

    def plain(self) -> str:
        """The text without tab stops."""
        return "".join([piece.plain if isinstance(piece, Stop) else piece for piece in self.pieces])

    def snippet(self) -> str:
        """The text with tab stops as LSP writes them."""
        return "".join(_written(piece) if isinstance(piece, Stop) else _escaped(piece) for piece in self.pieces)

    def mapped(self, change: Callable[[str], str]) -> Template:
        """The same with `change` applied to every text in it."""
        return Template(
            tuple(
                piece._replace(text=change(piece.text), plain=change(piece.plain))
                if isinstance(piece, Stop)
                else change(piece)
                for piece in self.pieces
            )
        )


def text(written: str) -> Template:
    """Plain text."""
    return Template((written,))


def template(written: str) -> Template:
    """The template written as `a ${1:default} b $0`; what stands for a stop without snippets is its default."""
    pieces: list[str | Stop] = []
    at = 0
    for found in _STOP.finditer(written):
        pieces.append(written[at : found.start()])
        default = found[2] or ""
        pieces.append(Stop(int(found[1] or found[3]), default, default))
        at = found.end()
    return Template((*pieces, written[at:]))


def quoted(content: Template) -> Template:
    """The JSON string that says `content`."""
    if not content.has_stops:
        return text(json.dumps(content.plain(), ensure_ascii=False))
    return text('"') + content.mapped(lambda one: json.dumps(one, ensure_ascii=False)[1:-1]) + text('"')


def _written(stop: Stop) -> str:
    default = _escaped(stop.text).replace("}", "\\}")
    return f"${{{stop.number}:{default}}}" if default else f"${stop.number}"


def _escaped(written: str) -> str:
    return written.replace("\\", "\\\\").replace("$", "\\$")
