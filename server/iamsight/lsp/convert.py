"""Between the editor's world and ours: positions and offsets, findings and diagnostics.

The only place that knows both. What is made here is JSON already, because turning it into lsprotocol's classes and back
costs more than making it. Lines and columns are 0-based; columns count in the encoding agreed with the client.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from lsprotocol import types

from iamsight.lsp.client import Client
from iamsight.lsp.documents import Change, OpenDocument
from iamsight.text import Edit, Position, Span

if TYPE_CHECKING:
    from iamsight.analysis import Finding

Json: TypeAlias = "dict[str, Any]"
SOURCE = "iamsight"
MOST_DIAGNOSTICS = 500
"""More than this in one document help nobody, and editors become slow."""

_SEVERITIES = {"error": 1, "warning": 2, "info": 3, "hint": 4}


class Place(NamedTuple):
    """A document and the client that shows it: what it takes to convert."""

    open: OpenDocument
    client: Client

    def offset(self, position: types.Position) -> int:
        """The offset of a position of the client."""
        return self.open.lines.offset(Position(position.line, position.character), self.client.encoding)

    def span(self, range_: types.Range) -> Span:
        """The span of a range of the client."""
        start, end = self.offset(range_.start), self.offset(range_.end)
        return Span(min(start, end), max(start, end))

    def position(self, offset: int) -> Json:
        """An offset as the client's position."""
        line, column = self.open.lines.position(offset, self.client.encoding)
        return {"line": line, "character": column}

    def range(self, span: Span) -> Json:
        """A span as the client's range."""
        return {"start": self.position(span.start), "end": self.position(span.end)}

    def edit(self, edit: Edit) -> Json:
        """An edit as the client's text edit."""
        return {"range": self.range(Span(edit.start, edit.end)), "newText": edit.text}

    def workspace_edit(self, edits: Iterable[Edit]) -> Json:
        """Edits of this document, for its present version where the client takes versions."""
        changes = [self.edit(edit) for edit in edits]
        if not self.client.versioned_edits:
            return {"changes": {self.open.uri: changes}}
        document = {"uri": self.open.uri, "version": self.open.version}
        return {"documentChanges": [{"textDocument": document, "edits": changes}]}

    def diagnostic(self, finding: Finding) -> Json:
        """A finding as a diagnostic. The link of its code is the documentation that it rests on."""
        made: Json = {
            "range": self.range(finding.span),
            "severity": _SEVERITIES[finding.severity.value],
            "code": finding.rule,
            "source": SOURCE,
            "message": finding.message,
        }
        if finding.documentation and self.client.links_codes:
            made["codeDescription"] = {"href": finding.documentation.url}
        if "#" in finding.pointer:  # inside a string: editors that check JSON themselves see nothing there
            made["data"] = {"embedded": True}
        if finding.related and self.client.related:
            made["relatedInformation"] = [
                {"location": {"uri": self.open.uri, "range": self.range(one.span)}, "message": one.message}
                for one in finding.related
            ]
        return made

    def diagnostics(self) -> list[Json]:
        """What is wrong with the document: at most 500 diagnostics, the worst, of which the last counts the others.

        What was not checked, since there is too much of it, is said besides.
        """
        if "diagnostics" not in self.open.wanted.features:
            return []
        document = self.open.document
        worst, total = document.worst(MOST_DIAGNOSTICS)
        notes = [self._note("warning", f"This document {said}.") for said in document.left_out()]
        if total > MOST_DIAGNOSTICS:
            worst, _ = document.worst(MOST_DIAGNOSTICS - 1)
            said = f"{total - len(worst)} more findings are not shown here; `iamsight check` lists them all."
            notes.append(self._note("info", said))
        return [*(self.diagnostic(finding) for finding in worst), *notes]

    def first_diagnostics(self) -> list[Json]:
        """What is known to be wrong with the document before all of it is checked; none where none are wanted."""
        wanted = "diagnostics" in self.open.wanted.features
        return [self.diagnostic(one) for one in self.open.document.so_far(MOST_DIAGNOSTICS)] if wanted else []

    def _note(self, severity: str, message: str) -> Json:
        """Something to say of the whole document."""
        place = self.range(Span(0, 0))
        return {"range": place, "severity": _SEVERITIES[severity], "source": SOURCE, "message": message}


def configuration_diagnostic(sentence: str) -> Json:
    """What is wrong with a configuration file, at its first line."""
    start = {"line": 0, "character": 0}
    severity = _SEVERITIES["warning"]
    return {"range": {"start": start, "end": start}, "severity": severity, "source": SOURCE, "message": sentence}


def changes_of(params: types.DidChangeTextDocumentParams) -> list[Change]:
    """The edits of a notification."""
    changes = []
    for one in params.content_changes:
        if isinstance(one, types.TextDocumentContentChangePartial):
            start, end = one.range.start, one.range.end
            changes.append(Change(Position(start.line, start.character), Position(end.line, end.character), one.text))
        else:
            changes.append(Change(None, None, one.text))
    return changes
