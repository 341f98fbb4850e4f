"""The rule `expired-suppression`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.rule import Context, Found, Suppressed, rule


@rule("expired-suppression", since="0.1", cites="", kinds=())
def expired_suppression(suppression: Suppressed, ctx: Context) -> Iterator[Found]:
    """A suppression in the configuration has expired.

    ## Why is this bad?
    `[[suppress]]` accepts findings until the end of the day that `expires` names. From then on they are reported again,
    and the table does nothing. `iamsight check` says so in the file that holds it, so that somebody looks at the reason
    again.

    ## Example
    ```toml
    [[suppress]]
    rule = "unknown-action"
    reason = "in preview; the data will have it by the summer"
    expires = 2020-06-30
    ```

    ## Use instead
    Mend what it suppresses and remove the table; or, if the reason still holds, set a day to come.
    ```toml
    [[suppress]]
    rule = "unknown-action"
    reason = "in preview; the data will have it by the summer"
    expires = 2999-06-30
    ```
    """
    if suppression.expired:
        said = f"it expired on {suppression.expired}; mend what it suppresses, or set a new date"
        yield Found(suppression.span, f'The suppression of "{suppression.rule}" is no longer right: {said}')
