import pytest

from iamsight.lsp.uris import is_uri, path_of, uri_of


@pytest.mark.parametrize(
    "uri, path",
    [
        ("file:///a/b.json", "/a/b.json"),
        ("file:///a%20b/%F0%9F%98%80.json", "/a b/😀.json"),
        ("file:///c%3A/Users/a.json", "c:/Users/a.json"),
        ("file://server/share/a.json", "//server/share/a.json"),
        ("FILE:///a.json", "/a.json"),
        ("untitled:Untitled-1", None),
        ("vscode-remote://host/a.json", None),
        ("git:/a.json?x", None),
        ("file:", None),
        ("file://[", None),
        ("file:///a%00b", None),
        ("file:///\ud800", None),
        ("file:///" + "x" * 5000, None),
        ("file:///" + "x/" * 500, None),
        ("", None),
    ],
)
def test_the_path_of_a_uri(uri, path):
    assert path_of(uri) == path


@pytest.mark.parametrize(
    "path, uri", [("/a b.json", "file:///a%20b.json"), ("//server/share", "file://server/share"), ("//server", None)]
)
def test_the_uri_of_a_path(path, uri):
    assert uri_of(path) == uri


@pytest.mark.parametrize("text, expected", [("file:///a", True), ("", True), ("http://[", False), (3, False)])
def test_what_has_the_shape_of_a_uri(text, expected):
    assert is_uri(text) is expected
