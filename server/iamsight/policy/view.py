"""The trees of a document: its own, and those of the texts inside its strings.

A `View` is a tree with the way from its offsets to those of the document, so that nothing above this needs to know
whether a policy stands in the file itself or inside a string of it.
"""

from __future__ import annotations

from typing import NamedTuple

from iamsight.syntax.embedded import Embedded
from iamsight.syntax.tree import Segment, Tree
from iamsight.text import Edit, Span


class Host(NamedTuple):
    """The string that holds a view's text: in the view `outer`, in that `segment`, reached by `path`."""

    outer: View
    segment: Segment
    path: tuple[str | int, ...]
    embedded: Embedded


class View:
    """A tree of the document. `host` is None for the document's own.

    `left_out` is what was not read of this and the other trees of the document, see `Tree.left_out`.
    """

    __slots__ = ("host", "left_out", "tree")

    def __init__(self, tree: Tree, host: Host | None = None) -> None:
        self.tree = tree
        self.host = host
        self.left_out: dict[str, None] = host.outer.left_out if host else {}
        if tree.left_out:
            self.left_out[f"has a string whose text {tree.left_out}" if host else tree.left_out] = None

    def around(self, levels: int) -> View:
        """The view that many strings further out; 0 is this one, -1 the document's own."""
        view = self
        while levels and view.host:
            view = view.host.outer
            levels -= 1
        return view

    def span(self, segment: Segment, span: Span) -> Span:
        """Where in the document a span of a segment of this tree is written."""
        return self.written(self.tree.absolute_span(segment, span))

    def written(self, span: Span) -> Span:
        """Where in the document a span of this tree's text is written."""
        if self.host is None:
            return span
        return self.host.outer.span(self.host.segment, self.host.embedded.span(span))

    def edit(self, segment: Segment, edit: Edit) -> Edit:
        """An edit of a segment of this tree, as an edit of the document."""
        start, end = self.span(segment, Span(edit.start, edit.end))
        return Edit(start, end, self.encode(edit.text))

    def encode(self, text: str) -> str:
        """How text new in this tree is written in the document."""
        return self.host.outer.encode(self.host.embedded.encode(text)) if self.host else text

    def locate(self, offset: int) -> int:
        """The offset in this tree's text of an `offset` of the document that lies in it."""
        if self.host is None:
            return offset
        _, relative = self.host.outer.tree.locate(self.host.outer.locate(offset))
        return self.host.embedded.locate(relative)

    def is_in_escape(self, offset: int) -> bool:
        """Whether an `offset` of the document lies inside an escape of the string that holds this tree's text."""
        inner = self.locate(offset)
        return self.host is not None and self.written(Span(inner, inner)).start != offset

    def pointer(self, path: tuple[str | int, ...]) -> str:
        """The JSON pointer of a path in this tree; inside a string, that of the string, `#`, and the inner one."""
        own = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
        if self.host is None:
            return own
        return f"{self.host.outer.pointer(self.host.path)}#{own}"
