"""What a client may ask the server to do by name: `workspace/executeCommand`."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from iamsight.lsp.convert import Place
from iamsight.text import Edit

if TYPE_CHECKING:
    from iamsight.lsp.server import Server
    from iamsight.policy.find import Given

SET_KIND = "iamsight.setKind"
CHOOSE_KIND = "iamsight.chooseKind"
FIX_ALL = "iamsight.fixAll"
EXPLAIN = "iamsight.explain"
EXPAND = "iamsight.expandWildcard"
STATUS = "iamsight.status"
RULES = "iamsight.rules"
RULE_PAGE = "iamsight.rulePage"
_UNDECIDED = "Find out"


def register(server: Server) -> None:
    """Register the commands. Their parameters are filled by type, and what does not fit is refused."""

    @server.command(SET_KIND)
    async def set_kind(uri: str, *kind: object) -> None:
        """Say of what kind the policies of a document are, and of what resource; leave it to the server without."""
        _open(server, uri)
        server.preferences.choose(uri, _given(*kind))
        server.reconsider()

    @server.command(CHOOSE_KIND)
    async def choose_kind(uri: str) -> None:
        """Let the user choose of what kind the policies of a document are."""
        from iamsight.ide.lenses import KIND_NAMES

        _open(server, uri)
        titles = {title: kind for kind, title in KIND_NAMES.items()}
        actions = [types.MessageActionItem(title) for title in [*titles, _UNDECIDED]]
        question = "What are the policies in this document?"
        params = types.ShowMessageRequestParams(types.MessageType.Info, question, actions)
        answer = await server.window_show_message_request_async(params)
        if answer is not None:
            kind = titles.get(answer.title)
            server.preferences.choose(uri, _given(kind))
            server.reconsider()

    @server.command(FIX_ALL)
    async def fix_all(uri: str) -> bool:
        """Apply all safe fixes to a document; whether there were any and the client applied them."""
        from iamsight.ide.actions import FIX_ALL, resolve

        place = _open(server, uri)
        return await _apply(server, place, "Fix everything that is safe to fix", resolve(place.open.document, FIX_ALL))

    @server.command(EXPAND)
    async def expand_wildcard(uri: str, position: types.Position) -> bool:
        """Write the action wildcard at a position out; whether there was one and the client applied it."""
        from iamsight.ide.refactor import wildcards_written_out

        place = _open(server, uri)
        for one in wildcards_written_out(place.open.document, place.offset(position)):
            return await _apply(server, place, one.title, one.edits)
        return False

    _register_answers(server)


def _register_answers(server: Server) -> None:
    """Register the commands that change nothing, for editors that show what they say."""

    @server.command(EXPLAIN)
    async def explain(uri: str) -> str:
        """What the policies of a document grant, as Markdown."""
        from iamsight.ide.explain import explain

        async with server.one_by_one:
            return explain(_open(server, uri).open.document)

    @server.command(STATUS)
    async def status(uri: str, position: types.Position) -> dict[str, object] | None:
        """What a status bar says about the policy at a position; null where the document has no policies."""
        from iamsight.ide.status import status

        async with server.one_by_one:
            place = server.place(uri)
            found = status(place.open.document, place.offset(position)) if place else None
            return found and found._asdict()

    @server.command(RULES)
    async def rules() -> list[dict[str, str]]:
        """The rules there are: the id and summary of each."""
        from iamsight.rules import RULES

        return [{"id": rule.id, "summary": rule.summary} for rule in sorted(RULES)]

    @server.command(RULE_PAGE)
    async def rule_page(rule: str) -> str:
        """The page of a rule, as Markdown."""
        from iamsight.report.pages import page
        from iamsight.rules import RULES

        for one in RULES:
            if one.id == rule:
                return page(one)
        raise JsonRpcInvalidParams(f'There is no rule "{rule}".')


async def _apply(server: Server, place: Place, label: str, edits: Sequence[Edit]) -> bool:
    """Have the client apply edits; whether there were any and it did."""
    if not edits:
        return False
    params = {"label": label, "edit": place.workspace_edit(edits)}
    answer: Any = await server.protocol.send_request_async(types.WORKSPACE_APPLY_EDIT, params)
    return bool(answer.applied)


def _open(server: Server, uri: str) -> Place:
    place = server.place(uri)
    if place is None:
        raise JsonRpcInvalidParams(f"The document {uri} is not open.")
    return place


def _given(kind: object = None, resource_type: object = None, *more: object) -> Given | None:
    from iamsight.policy.find import Given
    from iamsight.policy.model import Kind

    if kind is None:
        return None
    kinds: list[str] = [one.value for one in Kind]
    if kind not in kinds:
        raise JsonRpcInvalidParams(f'"{kind}" is no kind of policy; write one of {", ".join(kinds)}.')
    if more or not isinstance(resource_type, (str, NoneType)):
        raise JsonRpcInvalidParams("After the kind only a resource type may follow, such as AWS::S3::Bucket.")
    return Given(Kind(kind), resource_type, "you chose it", is_policy=True)
