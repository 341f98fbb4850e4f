from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from iamsight.config import FileSettings
from iamsight.ide.tokens import TokenType, semantic_tokens
from iamsight.lsp.client import Client
from iamsight.lsp.colours import TOKEN_TYPES
from iamsight.lsp.colours import semantic_tokens as encoded
from iamsight.lsp.convert import Place
from iamsight.lsp.documents import Change, OpenDocument
from iamsight.lsp.preferences import Wanted
from iamsight.text import Encoding, Position

STATEMENT = '{"Sid": "😀", "Effect": "Allow",\n "Action": ["s3:Get*"], "Resource": "arn:aws:s3:::b/${aws:username}"}'
POLICY = f'{{"Version": "2012-10-17",\n"Id": "é", "Statement": [{STATEMENT}, {STATEMENT},\n{STATEMENT}]}}'


def test_the_legend_has_every_type_of_token():
    assert list(TOKEN_TYPES) == [one.value for one in TokenType]


@given(st.data(), st.sampled_from(Encoding))
def test_the_numbers_say_where_the_tokens_are_after_any_edits(data, encoding):
    wanted = Wanted(FileSettings(), frozenset())
    document = OpenDocument("file:///a.json", 1, POLICY, wanted, 0)
    place = Place(document, Client(encoding=encoding))
    params = types.SemanticTokensParams(types.TextDocumentIdentifier(document.uri))
    for _ in range(3):
        expected = [
            (*document.lines.position(one.span.start, encoding), document.lines.text[slice(*one.span)], one.type.value)
            for one in semantic_tokens(document.document)
        ]
        assert list(decoded(document, encoding, encoded(place, params)["data"])) == expected
        offset = data.draw(st.integers(0, len(document.lines.text)))
        at = document.lines.position(offset, encoding)
        change = Change(at, at, data.draw(st.sampled_from(["\n", " ", "x", "😀", '"', "{", ",\n"])))
        document.change([change], 2, encoding, 1)


def decoded(document, encoding, numbers):
    """Line, column, text and type of each token."""
    line = column = 0
    for down, across, length, kind, _ in zip(*[iter(numbers)] * 5, strict=True):
        line, column = line + down, across if down else column + across
        start, end = (document.lines.offset(Position(line, one), encoding) for one in (column, column + length))
        yield line, column, document.lines.text[start:end], TOKEN_TYPES[kind]
