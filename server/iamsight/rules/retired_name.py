"""The rule `retired-name`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.documentation import for_element
from iamsight.policy.entries import unusual
from iamsight.policy.model import Statement
from iamsight.policy.parts import ENTRIES_KEPT
from iamsight.policy.text import is_unknown
from iamsight.rule import Context, Found, Severity, rule


@rule("retired-name", since="0.1", cites="Action", severity=Severity.HINT)
def retired_name(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An action or its service is retired.

    ## Why is this bad?
    AWS had the action or the service once and no longer documents it. Mostly it still accepts the name, so the policy
    works, but the entry does nothing any more, or the action has another name now. Remove it when nothing depends on
    it.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "codestar:ListProjects", "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "codebuild:ListProjects", "Resource": "*"}}
    ```

    ## References
    - [Service Authorization Reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
    """
    for entry in unusual(statement, ctx.catalogue):
        if not entry.text.closed or is_unknown(entry.text):
            continue
        retired = _retired(entry.value, entry.service, ctx.catalogue)
        if retired:
            yield Found(entry.text.span, f"{retired}; remove it", citation=for_element("Action"))


@lru_cache(maxsize=ENTRIES_KEPT)
def _retired(value: str, service: str, catalogue: Catalogue) -> str | None:
    if catalogue.service_name(service) is None:
        return (
            f'AWS has retired "{service}", the service of this action' if catalogue.retired_service(service) else None
        )
    retired = None if catalogue.action(value) else catalogue.retired_action(value)
    return f'AWS has retired "{retired}"' if retired else None
