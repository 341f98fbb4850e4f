from iamsight.ide.tokens import TokenType
from iamsight.lsp.reading import TOKEN_TYPES


def test_the_legend_has_every_type_of_token():
    assert list(TOKEN_TYPES) == [one.value for one in TokenType]
