"""What a page does to text that it is given."""

from __future__ import annotations

import pytest

from iamsight.catalogue import Citation
from iamsight.ide.page import Page

CITATION = Citation("A Guide", "A page", "A section", "https://docs.aws.amazon.com/a.html#b")


@pytest.mark.parametrize(
    "text, markdown, plain",
    [
        ("s3:Get*", "`s3:Get*`", "s3:Get*"),
        ("a`b", "`` a`b ``", "a`b"),
        ("a``b`", "``` a``b` ```", "a``b`"),
        ("two\nlines", "`two lines`", "two lines"),
        ("", "`  `", ""),
        ("x" * 121, "`" + "x" * 119 + "…`", "x" * 119 + "…"),
    ],
)
def test_code_holds_whatever_the_document_says(text: str, markdown: str, plain: str) -> None:
    assert Page(markdown=True).code(text) == markdown
    assert Page(markdown=False).code(text) == plain


def test_prose_has_no_markup_of_its_own() -> None:
    assert Page(markdown=True).prose("a*b_c <d> [e]") == r"a\*b\_c \<d\> \[e\]"
    assert Page(markdown=False).prose("a*b_c <d> [e]") == "a*b_c <d> [e]"


def test_a_link_keeps_its_address_whole() -> None:
    assert Page(markdown=True).link("x", "https://a/b(c) d") == "[x](https://a/b%28c%29%20d)"
    assert Page(markdown=False).link("x", "https://a/b") == "x: https://a/b"
    assert Page(markdown=True).link("x", None) == "x"


def test_a_long_list_of_names_is_counted() -> None:
    page = Page(markdown=True)
    assert page.codes(["a", "b", "c"], 3) == "`a`, `b`, `c`"
    assert page.codes(["a", "b", "c"], 2) == "`a`, `b` and 1 more"


def test_a_page_in_markdown() -> None:
    page = Page(markdown=True)
    page.add("one", "", "two")
    page.add("")
    page.items([])
    page.items(["a", "b"], "Heading")
    page.cite(CITATION)
    assert page.text == (
        "one two\n\n**Heading**\n\n- a\n- b\n\n---\nA Guide: [A page, A section](https://docs.aws.amazon.com/a.html#b)"
    )


def test_a_page_in_plain_text() -> None:
    page = Page(markdown=False)
    page.add(page.bold("one"))
    page.items(["a"], "Heading")
    page.example("{}")
    page.cite(CITATION)
    assert page.text == (
        "one\n\nHeading:\n- a\n\n{}\n\nA Guide: A page, A section: https://docs.aws.amazon.com/a.html#b"
    )
