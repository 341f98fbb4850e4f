"""What the client on the other side can do, as far as the server acts on it."""

from __future__ import annotations

from typing import NamedTuple

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder, get_capability

from iamsight.text import Encoding

_KNOWS_TRIGGER_SUGGEST = ("code", "codium", "cursor", "coc.nvim")
"""Parts of the names of clients with the command `editor.action.triggerSuggest`, which no capability declares."""

_KEEPS_WHAT_FOLLOWS = "neovim"
"""Part of the names of clients whose completion leaves what follows the cursor, whatever the range of the edit."""


class Client(NamedTuple):
    """A digest of the client's capabilities. The defaults are those of a client that declares nothing."""

    encoding: Encoding = Encoding.UTF16
    pulls: bool = False
    refreshes: bool = False
    related: bool = False
    links_codes: bool = False
    snippets: bool = False
    suggests_again: bool = False
    keeps_what_follows: bool = False
    default_edit_range: bool = False
    markdown_items: bool = False
    markdown_hover: bool = False
    preferred_actions: bool = False
    resolves_actions: bool = False
    symbol_trees: bool = False
    versioned_edits: bool = False
    refreshes_lenses: bool = False
    has_configuration: bool = False
    registers_configuration: bool = False
    registers_watchers: bool = False


def digest(capabilities: types.ClientCapabilities, name: str = "") -> Client:
    """The digest of `capabilities`. `name` is how the client calls itself."""

    def has(path: str) -> bool:
        return bool(get_capability(capabilities, path, False))

    def lists(path: str, value: str) -> bool:
        return value in (get_capability(capabilities, path, None) or ())

    encoding = ServerCapabilitiesBuilder.choose_position_encoding(capabilities)
    item = "text_document.completion.completion_item"
    return Client(
        encoding=Encoding(getattr(encoding, "value", encoding)),
        pulls=has("text_document.diagnostic"),
        refreshes=has("workspace.diagnostics.refresh_support"),
        related=has("text_document.publish_diagnostics.related_information")
        or has("text_document.diagnostic.related_information"),
        links_codes=has("text_document.publish_diagnostics.code_description_support")
        or has("text_document.diagnostic.code_description_support"),
        snippets=has(f"{item}.snippet_support"),
        suggests_again=any(part in name.lower() for part in _KNOWS_TRIGGER_SUGGEST),
        keeps_what_follows=_KEEPS_WHAT_FOLLOWS in name.lower(),
        default_edit_range=lists("text_document.completion.completion_list.item_defaults", "editRange"),
        markdown_items=lists(f"{item}.documentation_format", types.MarkupKind.Markdown),
        markdown_hover=lists("text_document.hover.content_format", types.MarkupKind.Markdown),
        preferred_actions=has("text_document.code_action.is_preferred_support"),
        resolves_actions=has("text_document.code_action.data_support")
        and lists("text_document.code_action.resolve_support.properties", "edit"),
        symbol_trees=has("text_document.document_symbol.hierarchical_document_symbol_support"),
        versioned_edits=has("workspace.workspace_edit.document_changes"),
        refreshes_lenses=has("workspace.code_lens.refresh_support"),
        has_configuration=has("workspace.configuration"),
        registers_configuration=has("workspace.did_change_configuration.dynamic_registration"),
        registers_watchers=has("workspace.did_change_watched_files.dynamic_registration"),
    )
