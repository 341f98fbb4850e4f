"""docs/features.md says of every method what is the case."""

import re
from pathlib import Path

from lsprotocol import types
from pygls.protocol import default_converter

from iamsight.lsp import commands, features
from iamsight.lsp.client import digest
from iamsight.lsp.server import Server

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "features.md").read_text("utf-8")
SPECS = DOCS.parent / "tests" / "ide"
CLAIMS = dict(re.findall(r"^\| `([^`]+)` \| (yes|no) \|", PAGE, re.MULTILINE))
EVERYTHING = {
    "workspace": {"symbol": {}},
    "textDocument": {
        "inlayHint": {},
        "codeLens": {},
        "documentLink": {},
        "documentHighlight": {},
        "documentSymbol": {},
        "foldingRange": {},
        "selectionRange": {},
        "semanticTokens": {"requests": {}, "tokenTypes": [], "tokenModifiers": [], "formats": []},
        "formatting": {},
        "rangeFormatting": {},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        "diagnostic": {},
    },
}
SENT = {
    "$/progress",
    "textDocument/publishDiagnostics",
    "workspace/diagnostic/refresh",
    "workspace/codeLens/refresh",
    "workspace/applyEdit",
    "workspace/configuration",
    "client/registerCapability",
    "window/showMessageRequest",
}
NOT_OURS = {"notebookDocument/didOpen", "notebookDocument/didChange", "notebookDocument/didClose"}
"""What pygls handles, but the server does not announce."""


def server():
    """A server whose client can do everything."""
    one = Server(lambda _configurations, _folder: iter(()))
    capabilities = default_converter().structure(EVERYTHING, types.ClientCapabilities)
    one.client = digest(capabilities)
    features.register(one, capabilities)
    return one


def test_every_method_is_on_the_page_once():
    assert set(CLAIMS) == set(types.METHOD_TO_TYPES)
    assert len(re.findall(r"^\| `[^`]+` \| (?:yes|no) \|", PAGE, re.MULTILINE)) == len(CLAIMS)


def test_what_the_page_says_is_handled_is_handled():
    manager = server().protocol.fm
    handled = (
        (manager.features.keys() | manager.builtin_features.keys()) - NOT_OURS - {"window/workDoneProgress/cancel"}
    )
    claimed = {method for method, claim in CLAIMS.items() if claim == "yes"}
    assert claimed == handled | SENT | {"$/cancelRequest"}


def test_the_commands_are_on_the_page():
    listed = set(re.findall(r"^\| `(iamsight\.[^`]+)` \|", PAGE, re.MULTILINE))
    assert listed == set(server().protocol.fm.commands)
    assert commands.SET_KIND in listed


def test_what_the_page_has_is_linked_to_the_spec_that_holds_it():
    rows = [line for line in PAGE.splitlines() if re.match(r"\| `[^`]+` \| yes \|", line)]
    tables = re.findall(r"^\| [^\n]+ \| Spec \|\n\| [- |]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    rows += [row for table in tables for row in table.splitlines() if not re.search(r"\| no \|", row)]
    assert len(rows) > len(CLAIMS) / 2
    assert [row for row in rows if not re.search(r"\[[^]]+\]\([^)]+\) \|$", row)] == []


def test_the_links_of_the_page_lead_somewhere():
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    headings = {"#" + title.lower().replace(" ", "-") for title in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)}
    wrong = [link for link in links if link not in headings and not (DOCS / link).is_file()]
    assert links
    assert wrong == []


def test_every_spec_is_linked_from_the_page():
    specs = {f"../tests/{one.relative_to(DOCS.parent / 'tests').as_posix()}" for one in SPECS.rglob("*.md")}
    assert specs
    assert specs - set(re.findall(r"\]\(([^)]+)\)", PAGE)) == set()
