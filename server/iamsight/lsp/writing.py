"""What helps to write: completions, code actions, formatting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from iamsight.lsp.convert import Json, Place
from iamsight.lsp.protocol import Plain
from iamsight.text import Span

if TYPE_CHECKING:
    from iamsight.ide.actions import CodeAction
    from iamsight.ide.completion import Completion
    from iamsight.lsp.server import Server

_KINDS = types.CompletionItemKind
_COMPLETION_KINDS = {
    "action": _KINDS.Function.value,
    "wildcard": _KINDS.Operator.value,
    "service": _KINDS.Module.value,
    "arn": _KINDS.Reference.value,
    "key": _KINDS.Property.value,
    "operator": _KINDS.Operator.value,
    "value": _KINDS.Value.value,
    "snippet": _KINDS.Snippet.value,
    "variable": _KINDS.Variable.value,
}


_WIDEST_TAB = 16


def complete(place: Place, params: types.CompletionParams) -> Json:
    """What may be written at a position. It does not wait for checks.

    Where all items replace the same, a client that can is told so once.
    """
    from iamsight.ide.completion import CompletionOptions, complete

    settings = place.open.wanted.settings
    accounts = (settings.account,) if settings.account else ()
    options = CompletionOptions(place.client.snippets, accounts, settings.regions)
    cursor = place.offset(params.position)
    items, incomplete = complete(place.open.document, cursor, options)
    if place.client.keeps_what_follows:
        items = tuple(_up_to(cursor, one, place.open.lines.text) for one in items)
    ranges = {span: place.range(span) for span in {one.replace for one in items}}
    shared = place.client.default_edit_range and len(ranges) == 1
    made: Json = {
        "isIncomplete": incomplete,
        "items": [_completion(place, one, None if shared else ranges[one.replace]) for one in items],
    }
    if shared:
        made["itemDefaults"] = {"editRange": next(iter(ranges.values()))}
    return made


def _up_to(cursor: int, one: Completion, text: str) -> Completion:
    """An item that replaces nothing behind the cursor, and does not close a string that is closed there."""
    if one.replace.end <= cursor:
        return one
    closed = text[one.replace.end - 1] == '"' and one.insert_text.endswith('"')
    written = one.insert_text[:-1] if closed else one.insert_text
    return one._replace(insert_text=written, replace=Span(one.replace.start, cursor))


def _completion(place: Place, one: Completion, replaced: Json | None) -> Json:
    made: Json = {"label": one.label, "kind": _COMPLETION_KINDS[one.kind.value]}
    text = one.insert_text if one.is_snippet or "\n" not in one.insert_text else _indented(place, one)
    if replaced is None:
        made["textEditText"] = text
    else:
        made["textEdit"] = {"range": replaced, "newText": text}
    if one.detail:
        made["detail"] = one.detail
    if one.filter_text:
        made["filterText"] = one.filter_text
    if one.sort_text:
        made["sortText"] = one.sort_text
    if one.is_snippet:
        made["insertTextFormat"] = types.InsertTextFormat.Snippet.value
    if one.doc_key:
        made["data"] = one.doc_key
    if one.also:
        made["additionalTextEdits"] = [place.edit(edit) for edit in one.also]
    if one.again and place.client.suggests_again:
        made["command"] = {"title": "Suggest", "command": "editor.action.triggerSuggest"}
    return made


def _indented(place: Place, one: Completion) -> str:
    """The text of an item of several lines. Editors indent snippets themselves, and insert this as it is."""
    line = place.open.lines.line(place.open.lines.position(one.replace.start).line)
    return one.insert_text.replace("\n", "\n" + line[: len(line) - len(line.lstrip(" \t"))])


def resolve_completion(server: Server, item: types.CompletionItem) -> types.CompletionItem:
    """An item with its documentation, which is looked up from the item's key alone."""
    if isinstance(item.data, str):
        from iamsight.catalogue import default_catalogue
        from iamsight.ide.hover import documentation

        markdown = server.client.markdown_items
        text = documentation(item.data, default_catalogue(), markdown=markdown)
        if text:
            item.documentation = types.MarkupContent(types.MarkupKind.Markdown, text) if markdown else text
    return item


def code_actions(place: Place, params: types.CodeActionParams) -> list[Json]:
    """What may be done at a range. What takes long is worked out when it is chosen, if the client can wait for that."""
    from iamsight.ide.actions import QUICK_FIX, actions

    only: Any = params.context.only
    if only is None and params.context.trigger_kind == types.CodeActionTriggerKind.Automatic:
        only = (QUICK_FIX, "refactor")  # a light bulb, not the menu of source actions
    document = place.open.document
    span = place.span(params.range)
    made = []
    for one in actions(document, span, only):
        action: Json = {"title": one.title, "kind": one.kind}
        if one.is_costly and place.client.resolves_actions:
            offered = {"offset": span.start, "number": one.number}
            action["data"] = {"uri": place.open.uri, "version": place.open.version, **offered}
        else:
            action["edit"] = place.workspace_edit(one.edits)
        if one.is_preferred and place.client.preferred_actions:
            action["isPreferred"] = True
        if answered := _answered(place, one, params):
            action["diagnostics"] = answered
        made.append(action)
    return made


def _answered(place: Place, action: CodeAction, params: types.CodeActionParams) -> list[types.Diagnostic]:
    """The diagnostics of the client that an action answers."""
    finding = action.finding
    if finding is None:
        return []
    return [
        one for one in params.context.diagnostics if one.code == finding.rule and place.span(one.range) == finding.span
    ]


def format_document(place: Place, params: types.DocumentFormattingParams) -> list[Json]:
    """The edits that format the policies of a document."""
    return _format(place, params.options, None)


def format_range(place: Place, params: types.DocumentRangeFormattingParams) -> list[Json]:
    """The edits that format the policies in a range."""
    return _format(place, params.options, place.span(params.range))


def _format(place: Place, wanted: types.FormattingOptions, span: Span | None) -> list[Json]:
    from iamsight.ide.formatting import FormattingOptions, format_edits

    options = FormattingOptions(min(wanted.tab_size, _WIDEST_TAB), wanted.insert_spaces)
    return [place.edit(edit) for edit in format_edits(place.open.document, options, span)]


def resolve_action(server: Server, action: types.CodeAction) -> Plain | types.CodeAction:
    """An action with its edit; without, when the document has changed since it was offered."""
    if action.edit is not None:  # Neovim asks for these too
        return action
    from iamsight.ide.actions import resolve

    made: Json = {"title": action.title, "kind": action.kind}
    asked = action.data if isinstance(action.data, dict) else {}
    place = server.place(str(asked.get("uri")))
    if place is not None and place.open.version == asked.get("version"):
        offset, number = (value if isinstance(value := asked.get(name), int) else -1 for name in ("offset", "number"))
        made["edit"] = place.workspace_edit(resolve(place.open.document, str(action.kind), offset, number))
    return Plain(made)
