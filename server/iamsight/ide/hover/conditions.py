"""What to say of condition operators, condition keys, their values, and policy variables."""

from __future__ import annotations

from collections.abc import Iterable

from iamsight.catalogue import Action, Catalogue, ConditionKey, rekognition
from iamsight.catalogue.conditions import Operator, operator_use
from iamsight.catalogue.documentation import for_condition_key, for_operator, for_situation, for_topic
from iamsight.ide.hover.actions import condition_keys_of
from iamsight.ide.hover.today import notes_on_key
from iamsight.ide.page import Page

_EXAMPLES = {
    "String": '{"StringEquals": {"aws:PrincipalTag/team": "vision"}}',
    "Pattern": '{"StringLike": {"s3:prefix": "images/*"}}',
    "Numeric": '{"NumericLessThanEquals": {"s3:max-keys": "100"}}',
    "Date": '{"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}',
    "Bool": '{"Bool": {"aws:SecureTransport": "true"}}',
    "Binary": '{"BinaryEquals": {"KEY": "QmluYXJ5"}}',
    "IPAddress": '{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}',
    "ARN": '{"ArnLike": {"aws:SourceArn": "arn:aws:rekognition:us-east-1:111122223333:streamprocessor/*"}}',
    "Null": '{"Null": {"aws:MultiFactorAuthAge": "false"}}',
    "Set": '{"ForAllValues:StringEquals": {"aws:TagKeys": ["team", "project"]}}',
}
"""A condition for each family of operators; the operator in it is replaced by the one that is explained."""

_QUALIFIERS = {
    "ForAnyValue": "one value of the key, at least, has to fit one of yours",
    "ForAllValues": "every value of the key has to fit one of yours; a request without the key passes, too",
}
_SCOPES = {
    "principal": "It tells of the principal who makes the request.",
    "session": "It tells of the session in which the request is made.",
    "network": "It tells of the network that the request comes from.",
    "resource": "It tells of the resource that the request is for.",
    "request": "It tells of the request itself.",
}
_VERSION = '"2012-10-17"'
_TAG_KEYS = ("aws:requesttag/", "aws:resourcetag/", "aws:tagkeys")
_SOURCE_KEYS = ("aws:sourcearn", "aws:sourceaccount")


def describe_operator(page: Page, text: str) -> bool:
    """A condition operator with its qualifier and `IfExists`: what it asks, one example. False if there is none."""
    use = operator_use(text)
    if use is None:
        return False
    operator = use.operator
    page.add(f"{page.bold(page.code(use.text))}: {page.prose(operator.description)}")
    items = [] if operator.family == "Null" else [f"for keys of the type {page.bold(operator.family)}"]
    if operator.wildcards:
        items.append(f"{page.code('*')} and {page.code('?')} in a value are wildcards")
    if operator.variables:
        items.append(f"policy variables such as {page.code('${aws:username}')} are filled in")
    items.append(_several_values(page, operator))
    if use.qualifier:
        items.append(f"{page.code(use.qualifier + ':')} {_QUALIFIERS[use.qualifier]}")
    if use.if_exists:
        items.append(f"{page.code('IfExists')}: a request without the key passes, too")
    page.items(items)
    page.example(_example(operator, use.text, qualified=use.qualifier is not None))
    page.cite(for_operator(text))
    return True


def describe_key(page: Page, name: str, catalogue: Catalogue, actions: Iterable[Action] = ()) -> bool:
    """A condition key: its type, what it tells, who supplies it. `actions` are those of its statement.

    False if nobody defines it.
    """
    used = list(actions)
    services = {action.service for action in used}
    key = catalogue.condition_key(name, next(iter(services)) if len(services) == 1 else None)
    if key is None:
        return False
    many = "several values, so it takes ForAnyValue: or ForAllValues:" if key.multivalued else "one value"
    page.add(f"{page.bold(page.code(name))}: condition key of the type {page.bold(key.type)}, {many}")
    page.add(page.sentence(key.description))
    page.add(_supplied_by(page, key, catalogue))
    page.add(_in_statement(page, key, used, catalogue))
    page.items(notes_on_key(page, name), "Worth knowing")
    prefix = rekognition.PREFIX if name.lower().startswith(_TAG_KEYS) and rekognition.PREFIX in services else None
    confused = for_situation("confused deputy") if name.lower() in _SOURCE_KEYS else None
    if confused:
        page.add(page.link(f"{confused.guide}, {confused.section}", confused.url))
    page.cite(for_condition_key(name, prefix))
    return True


def describe_value(page: Page, value: str, operator: str, key: str, catalogue: Catalogue) -> None:
    """A value of a condition key: what it is compared with, and how."""
    use = operator_use(operator)
    known = catalogue.condition_key(key)
    how = f" by {page.code(use.text)}" if use else ""
    page.add(f"{page.bold(page.code(value))} is compared with {page.code(key)}{how}.")
    page.add(f"{page.code(use.text)}: {page.prose(use.operator.description)}" if use else "")
    page.add(f"{page.code(key)}: {page.sentence(known.description)}" if known else "")
    page.cite(for_operator(operator))


def describe_variable(page: Page, text: str, catalogue: Catalogue, *, replaced: bool) -> None:
    """A policy variable, `${aws:username}`; `replaced` says whether the policy's Version has variables at all."""
    inner = text.removeprefix("${").removesuffix("}")
    if inner in ("*", "?", "$"):
        page.add(f"{page.bold(page.code(text))} is the plain character {page.code(inner)}, not a wildcard or variable.")
        page.cite(for_topic("variable-escapes"))
        return
    name, comma, default = inner.partition(",")
    page.add(
        f"{page.bold(page.code(text))} is replaced by the value of {page.code(name.strip())} in each request."
        if replaced
        else f"{page.bold(page.code(text))} is plain text here: variables need {page.code('Version')} "
        f"{page.code(_VERSION)}."
    )
    key = catalogue.condition_key(name.strip())
    page.add(page.sentence(key.description) if key else "")
    if comma:
        page.add(f"A request without that key gets {page.code(default.strip())} instead.")
    else:
        page.add("A request without that key never matches; a default can be given after a comma.")
    page.cite(for_topic("variables"))


def _several_values(page: Page, operator: Operator) -> str:
    if operator.negated:
        return "with several values, none of them may match"
    if operator.family == "Null":
        return f"{page.code('true')} asks that the key is absent, {page.code('false')} that it is there"
    return "several values are alternatives"


def _example(operator: Operator, text: str, *, qualified: bool) -> str:
    family = "Pattern" if operator.family == "String" and operator.wildcards else operator.family
    example = _EXAMPLES["Set" if qualified and operator.family == "String" else family]
    return example.replace(example.split('"')[1], text, 1)


def _supplied_by(page: Page, key: ConditionKey, catalogue: Catalogue) -> str:
    prefix = key.name.partition(":")[0].lower()
    if prefix == "aws":
        tags = key.name.lower().startswith(("aws:requesttag/", "aws:tagkeys", "aws:resourcetag/"))
        who = "the services whose actions list it" if tags else "AWS itself, for every service"
        return f"{_SCOPES.get(key.scope, '')} Supplied by {who}.".strip()
    name = catalogue.service_name(prefix)
    if name:
        return f"Supplied by {page.prose(name)}."
    return "Supplied when somebody signs in through this identity provider." if "." in prefix else ""


def _in_statement(page: Page, key: ConditionKey, actions: list[Action], catalogue: Catalogue) -> str:
    """Which of the statement's actions list the key; nothing for keys that no list of actions names."""
    if key.scope in ("principal", "session", "network") or not actions:
        return ""
    listing = [one.full for one in actions if _lists(one, key.name.lower(), catalogue)]
    if listing:
        return f"Of this statement's actions, these list it: {page.codes(listing, 8)}."
    return "" if key.name.lower().startswith("aws:") else "None of this statement's actions lists it."


def _lists(action: Action, key: str, catalogue: Catalogue) -> bool:
    return any(known.lower() == key for known in condition_keys_of(action, catalogue))
