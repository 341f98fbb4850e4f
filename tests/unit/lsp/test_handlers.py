"""Handlers of requests: what is so while an answer is made, and after."""

import asyncio
import gc

import pytest
from lsprotocol import types

from iamsight.config import FileSettings
from iamsight.lsp.client import Client
from iamsight.lsp.convert import Place
from iamsight.lsp.documents import OpenDocument
from iamsight.lsp.handlers import about
from iamsight.lsp.preferences import Wanted
from iamsight.lsp.turns import OneByOne


class OneDocument:
    """A server with a document open in it, whatever its URI."""

    def __init__(self):
        self.one_by_one = OneByOne()

    def place(self, uri):
        return Place(OpenDocument(uri, 1, "{}", Wanted(FileSettings(), frozenset({"folding"})), 0), Client())


def ask(answer):
    params = types.FoldingRangeParams(types.TextDocumentIdentifier("file:///policy.json"))
    return asyncio.run(about(OneDocument(), "folding", answer)(params))


def test_no_garbage_is_looked_for_while_an_answer_is_made():
    assert ask(lambda _place, _params: gc.isenabled()).value is False
    assert gc.isenabled()


def test_garbage_is_looked_for_again_after_an_answer_that_failed():
    with pytest.raises(ZeroDivisionError):
        ask(lambda _place, _params: 1 / 0)
    assert gc.isenabled()
