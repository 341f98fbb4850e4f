"""The rule `service-linked-role`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from iamsight.catalogue.arn import split_arn
from iamsight.catalogue.patterns import UNKNOWN, matches
from iamsight.policy.guards import is_negated, tests
from iamsight.policy.model import Condition, Kind, Statement
from iamsight.policy.parts import ENTRIES_KEPT
from iamsight.policy.reach import SUFFIXES, How, dangers, is_star
from iamsight.rule import Context, Found, Related, rule

_ACTION = "iam:CreateServiceLinkedRole"
_ADVICE = 'name the service, by "iam:AWSServiceName" or in the path of Resource'


@rule(
    "service-linked-role",
    since="0.1",
    cites="service-linked-role",
    checks=[f"create-slr-{suffix}" for suffix in SUFFIXES],
    kinds=[Kind.IDENTITY, Kind.BOUNDARY],
)
def service_linked_role(statement: Statement, ctx: Context) -> Iterator[Found]:
    """Service-linked roles may be created for any service.

    ## Why is this bad?
    A service-linked role lets its service act in the account, with permissions that AWS sets. Who may create them for
    all services may admit services that nobody in the account uses. Name the services that are meant.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*"}
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Action": "iam:CreateServiceLinkedRole",
        "Resource": "*",
        "Condition": {"StringEquals": {"iam:AWSServiceName": "ecs.amazonaws.com"}}
      }
    }
    ```

    ## References
    - [IAM User Guide: Service-linked role permissions](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html#service-linked-role-permissions)
    """
    for danger in dangers(statement, _ACTION, _is_any_service) if statement.allows else ():
        is_excepted = danger.resource_named == "NotResource"
        conditions = tests(statement)
        if conditions is None or (not is_excepted and any(_names_services(one) for one in conditions)):
            return
        if danger.how is How.BY_EXCEPTION and not is_excepted and not is_star(danger.resource_named):
            return
        verb = "does not except" if danger.how is How.BY_EXCEPTION else "includes"
        subject = f'"{_ACTION}"' if danger.how is How.BY_NAME else f'"{danger.entry}" {verb} "{_ACTION}", which'
        yield Found(
            danger.action,
            f"{subject} is allowed here for any service; {_ADVICE}",
            f"create-slr-{danger.suffix}",
            related=(Related(danger.resource, "for roles of any service"),),
        )


@lru_cache(maxsize=ENTRIES_KEPT)
def _is_any_service(resource: str) -> bool:
    """Whether an entry of Resource covers the service-linked roles of a service that nobody has thought of."""
    if is_star(resource):
        return True
    arn = split_arn(resource)
    if not arn.complete or "$" in resource or UNKNOWN in resource:
        return False
    named = [field.text for field in (arn.partition, arn.account)]
    partition, account = (text if text.strip("*?") else default for text, default in zip(named, _ANY, strict=True))
    return matches(
        resource, f"arn:{partition}:iam::{account}:role/aws-service-role/any.amazonaws.com/AWSServiceRoleForAny"
    )


_ANY = ("aws", "123456789012")


def _names_services(condition: Condition) -> bool:
    """Whether a test admits only services that it names."""
    named = condition.key.value.lower() == "iam:awsservicename" and not is_negated(condition)
    return named and bool(condition.values) and not any(text.value.startswith(("*", "?")) for text in condition.values)
