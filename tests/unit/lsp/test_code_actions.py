"""Code actions as clients of different abilities get them."""

from types import SimpleNamespace

import pytest
from lsprotocol import types

from iamsight.config import FileSettings
from iamsight.lsp.client import Client
from iamsight.lsp.convert import Place
from iamsight.lsp.documents import OpenDocument
from iamsight.lsp.preferences import Wanted
from iamsight.lsp.writing import code_actions, resolve_action

TEXT = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}'
TITLE = "Make it a list"
URI = "file:///a.json"
EDIT = {"changes": {URI: [{"range": None, "newText": '["s3:ListAllMyBuckets"]'}]}}


def place(client, version=1):
    return Place(OpenDocument(URI, version, TEXT, Wanted(FileSettings(), frozenset({"code_actions"})), 0), client)


def offered(client):
    """What is called TITLE at the action."""
    here = types.Position(0, TEXT.index("ListAll"))
    context = types.CodeActionContext([], only=["refactor"])
    params = types.CodeActionParams(types.TextDocumentIdentifier(URI), types.Range(here, here), context)
    (found,) = (one for one in code_actions(place(client), params) if one["title"] == TITLE)
    return found


def resolved(data, version=1):
    """The answer for the action with that data while the document is at `version`."""
    server = SimpleNamespace(place=lambda uri: place(Client(), version) if uri == URI else None)
    return resolve_action(server, types.CodeAction(TITLE, "refactor.rewrite", data=data)).value


def without_ranges(edit):
    return {"changes": {uri: [{**one, "range": None} for one in edits] for uri, edits in edit["changes"].items()}}


def test_a_client_that_cannot_resolve_gets_the_edit_of_a_refactoring_at_once():
    found = offered(Client())
    assert "data" not in found
    assert without_ranges(found["edit"]) == EDIT


def test_a_client_that_resolves_gets_the_edit_when_it_asks():
    found = offered(Client(resolves_actions=True))
    assert "edit" not in found
    assert resolved(found["data"])["edit"] == offered(Client())["edit"]


@pytest.mark.parametrize(
    "data",
    [
        None,
        {"uri": "file:///other.json", "version": 1, "offset": 0, "number": 0},
        {"uri": URI, "version": 0, "offset": 0, "number": 0},
    ],
)
def test_what_was_offered_for_another_text_has_no_edit(data):
    assert "edit" not in resolved(data)


@pytest.mark.parametrize("number", ["x", None, 99, -1])
def test_a_number_that_the_server_did_not_give_stands_for_no_edits(number):
    data = {**offered(Client(resolves_actions=True))["data"], "number": number}
    assert resolved(data)["edit"] == {"changes": {URI: []}}
