"""The rule `unused-suppression`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.rule import Context, Found, Suppressed, rule


@rule("unused-suppression", since="0.1", cites="", kinds=())
def unused_suppression(suppression: Suppressed, ctx: Context) -> Iterator[Found]:
    """A suppression in the configuration suppresses nothing.

    ## Why is this bad?
    Once its finding is gone, a `[[suppress]]` table waits for the next one of that rule and hides it, for a reason that
    was given for something else. A name in `files`, `sid` or `pointer` that is spelt wrong shows in the same way.

    It is looked for when `iamsight check` is given the folder of the configuration file or one above it, since in a run
    over less than that nobody can tell, and not while the rule that is suppressed is off.

    ## Example
    ```toml
    [[suppress]]
    rule = "unknown-action"
    reason = "in preview"
    sid = "NobodyIsCalledThis"
    ```

    ## Use instead
    Remove the table, or correct where it applies.
    ```toml
    [[suppress]]
    rule = "unknown-action"
    reason = "in preview"
    ```
    """
    if suppression.is_unused and not suppression.expired:
        said = "it suppresses nothing; remove it"
        yield Found(suppression.span, f'The suppression of "{suppression.rule}" is no longer right: {said}')
