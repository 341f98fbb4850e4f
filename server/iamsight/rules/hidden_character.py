"""The rule on characters that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.letters import corrections, described, hidden, is_plain, names
from iamsight.policy.model import Statement
from iamsight.policy.text import Text
from iamsight.rule import Context, Found, mends, rule


@rule("hidden-character", since="0.1", cites="grammar")
def hidden_character(statement: Statement, ctx: Context) -> Iterator[Found]:
    r"""A name or value holds a character that is not visible.

    ## Why is this bad?
    AWS compares every character. With a space of no width in it an action, an ARN or a key is another one, and the
    policy grants or denies something other than what it shows; marks that turn the direction of the text can even show
    it in another order. Such characters come with text that is copied from a web page or a chat, or are put there to
    deceive. They are left alone in text of languages that need them.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:DeleteCollection",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/staff\u200b"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:DeleteCollection",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/staff"}}
    ```

    ## References
    - [Grammar of the IAM JSON policy language](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)
    """
    if is_plain(statement):
        return
    for name in names(statement):
        yield from _found(name.text, is_name=True)
    for condition in statement.conditions:
        for text in condition.values:
            yield from _found(text, is_name=False)


def _found(text: Text, *, is_name: bool) -> Iterator[Found]:
    odd = hidden(text.value, is_name=is_name) if text.closed else []
    if not odd:
        return
    start, end, _ = odd[0]
    others = sum(one.end - one.start for one in odd) - 1
    more = f" and {others} more" if others else ""
    yield Found(
        text.slice(start, end),
        f'"{text.value}" holds {described(text.value[start])}{more}, which is not visible; remove it',
        fixes=mends("Remove what is not visible", corrections(text, odd)),
    )
