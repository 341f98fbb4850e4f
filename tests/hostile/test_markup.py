"""Nothing in a policy is markup: not in hovers, not in explanations, not in titles, whatever a value looks like."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.ide.actions import actions
from iamsight.ide.explain import explain
from iamsight.ide.hints import inlay_hints
from iamsight.ide.hover import hover
from iamsight.ide.lenses import code_lenses, title_of
from iamsight.ide.page import Page
from iamsight.ide.symbols import Symbol, document_symbols, names
from iamsight.showing import visible
from iamsight.text import Span

MARKUP = {
    "a link": "[x](https://evil.example)",
    "a command": "[x](command:workbench.action.terminal.new)",
    "an image": "![x](https://evil.example/x.png)",
    "a reference": "[x]\n\n[x]: https://evil.example",
    "an address": "https://evil.example/",
    "an address in brackets": "<https://evil.example/>",
    "www": "www.evil.example",
    "a letter": "<a@evil.example>",
    "HTML": '<img src=x onerror="alert(1)">',
    "a block of HTML": "\n\n<script>alert(1)</script>\n\n",
    "backticks": "`` ` ``` [x](https://evil.example)",
    "an odd backtick": "`[x](https://evil.example)",
    "emphasis": "**x** _y_ ~~z~~",
    "a heading": "\n\n# x\n\nx\n===\n",
    "a list": "\n- x\n1. y\n",
    "a fence": "\n```\nx\n",
    "a table": "|x|\n|-|\n|y|",
    "a rule": "\n\n---\n\n",
    "an entity": "&lt;img src=x&gt;",
    "a backslash": "\\[x\\](https://evil.example)\\",
    "an icon": "$(alert) x",
    "line ends": "a\r\nb\u2028c\x85d",
    "controls": "\x1b[31mx\x1b]8;;https://evil.example\x07y\x9b2J",
    "another direction": "a\u202egnp.exe\u2066b\u200f",
    "much": "x" * 100_000,
}
MEMBERS = (
    '"Sid": @',
    '"Action": @',
    '"NotAction": @, "Resource": @',
    '"Effect": @',
    "@: 1",
    '"Condition": {@: {@: @}}',
    '"Condition": {"StringLike": {"aws:x": @}}',
    '"Condition": {"Bool": {"aws:ViaAWSService": @}}',
    '"Principal": @',
    '"Principal": {@: @, "AWS": [@], "Service": @}',
)
"""Members for a statement, in which the value stands where there is an `@`. What comes first counts."""

PLACES = (
    *(f'{{"Statement": {{{one}, "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}}}' for one in MEMBERS),
    '{"Version": @, "Id": @, "Statement": [], @: @}',
    '{"Resources": {@: {"Type": "AWS::S3::Bucket", "Policy": {"Statement": [{"Effect": "Allow", "Action": @}]}}}}',
    '{@: "{\\"Statement\\": {\\"Effect\\": \\"Allow\\", \\"Action\\": \\"s3:Get*\\"}}"}',
)
PREFIXES = ("", "s3:", "arn:aws:s3:::", "arn:aws:iam::123456789012:role/", "${aws:")

READ = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TABLE = {f"{part}_{side}" for part in ("table", "thead", "tbody", "tr", "td", "th") for side in ("open", "close")}
HARMLESS = (
    {"text", "code_inline", "softbreak", "inline", "hr", "link_close"}
    | TABLE
    | {
        f"{kind}_{side}"
        for kind in ("paragraph", "bullet_list", "list_item", "heading", "strong", "em")
        for side in ("open", "close")
    }
)


def documents(value: str) -> Iterator[Document]:
    """The value in every place, with one of the prefixes in each; over all values each prefix comes to each place."""
    for number, place in enumerate(PLACES, list(MARKUP.values()).index(value)):
        written = json.dumps(PREFIXES[number % len(PREFIXES)] + value)
        yield Document(place.replace("@", written), default_catalogue())


def tokens(markdown: str) -> Iterator[Token]:
    for token in READ.parse(markdown):
        yield token
        yield from token.children or ()


def assert_harmless(markdown: str) -> None:
    for token in tokens(markdown):
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith("https://docs.aws.amazon.com/")
        elif token.type == "fence":
            assert token.info == "json"
        else:
            assert token.type in HARMLESS
    assert all(visible(line) == line for line in markdown.split("\n"))


@pytest.mark.parametrize("value", MARKUP.values(), ids=MARKUP.keys())
def test_a_hover_renders_nothing_of_the_policy(value: str) -> None:
    for document in documents(value):
        text = document.text
        for offset in sorted({0, text.find(value[:3]), *[at + 1 for at, one in enumerate(text[:400]) if one == '"']}):
            if found := hover(document, offset, markdown=True):
                assert_harmless(found.text)
                assert len(found.text) < 20_000
            if found := hover(document, offset, markdown=False):
                assert all(visible(line) == line for line in found.text.split("\n"))


def skeleton(markdown: str) -> list[str]:
    return [token.type for token in READ.parse(markdown)]


@pytest.mark.parametrize("value", MARKUP.values(), ids=MARKUP.keys())
def test_an_explanation_renders_nothing_of_the_policy(value: str) -> None:
    for document in documents(value):
        assert_harmless(explain(document))
    named, plain = (PLACES[0].replace("@", json.dumps(name)) for name in (value, "Plain"))
    said, expected = (explain(Document(text, default_catalogue())) for text in (named, plain))
    assert skeleton(said) == skeleton(expected)


def flat(symbols: list[Symbol]) -> Iterator[Symbol]:
    for one in symbols:
        yield one
        yield from flat(list(one.children))


@pytest.mark.parametrize("value", MARKUP.values(), ids=MARKUP.keys())
def test_titles_and_messages_are_short_and_visible(value: str) -> None:
    for document in documents(value):
        labels = [part for one in flat(document_symbols(document)) for part in (one.name, one.detail)]
        labels += [part for one in names(document) for part in (one.name, one.container)]
        labels += [one.title for one in code_lenses(document) if one.title]
        labels += [title_of(document, 0, 0) or "" for _ in document.policies[:1]]
        labels += [one.tooltip for one in inlay_hints(document)]
        assert all(len(one) < 250 and "$(" not in one for one in labels)
        found = document.findings(fixes=True)
        said = [one.message for one in found]
        said += [place.message for one in found for place in one.related]
        said += [fix.title for one in found for fix in one.fixes]
        said += [one.title for one in actions(document, Span(0, len(document.text)))]
        assert all(len(one) <= 501 for one in said)
        assert all(visible(one) == one for one in labels + said)


@pytest.mark.parametrize("value", MARKUP.values(), ids=MARKUP.keys())
def test_prose_is_what_it_says(value: str) -> None:
    """Rendered, the words are those that went in."""
    (paragraph,) = [one for one in READ.parse(f"x {Page(markdown=True).prose(value)} x") if one.type == "inline"]
    assert {one.type for one in paragraph.children or ()} == {"text"}
