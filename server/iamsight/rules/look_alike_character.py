"""The rule on characters that look like others."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.letters import corrections, described, is_plain, looking_alike, names
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, mends, rule


@rule("look-alike-character", since="0.1", cites="grammar")
def look_alike_character(statement: Statement, ctx: Context) -> Iterator[Found]:
    r"""A name holds a character of another alphabet that looks like a plain one.

    ## Why is this bad?
    AWS compares the characters, not their looks. An action, a key or a principal with a Cyrillic "a" is another one,
    and the policy grants or denies something other than what it shows. Such characters come from another keyboard
    layout or from an editor that makes dashes of hyphens, or are put there to deceive. Words that are all of another
    alphabet are left alone where the name is yours to choose.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:DeleteCollection",
      "Resource": "arn:aws:rekognition:us\u2013east\u20131:123456789012:collection/st\u0430ff"}}
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
        odd = looking_alike(name) if name.text.closed else []
        if odd:
            value = name.text.value
            start, end, meant = odd[0]
            more = f", and has {len(odd) - 1} more like it" if len(odd) > 1 else ""
            yield Found(
                name.text.slice(start, end),
                f'"{value}" holds {described(value[start])}, which only looks like "{meant}"{more}; write "{meant}"',
                fixes=mends("Write plain characters", corrections(name.text, odd)),
            )
