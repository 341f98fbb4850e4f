"""The values of condition keys, where these are known or have a shape of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from iamsight.catalogue import ConditionKey
from iamsight.catalogue.conditions import operator_use
from iamsight.catalogue.facts import facts
from iamsight.catalogue.partitions import partitions
from iamsight.ide.completion.arns import Known, begun, whole
from iamsight.ide.completion.ask import Ask, Offer, Offers, string, value
from iamsight.ide.completion.items import CompletionKind
from iamsight.ide.completion.principals import account_arns, service_offers
from iamsight.ide.completion.template import template
from iamsight.ide.summary import actions_of
from iamsight.policy.model import Statement
from iamsight.policy.places import ConditionValue

_VALUE = CompletionKind.VALUE


def values(place: ConditionValue, ask: Ask) -> Offers:
    """What the key may be compared with. Nothing where any text will do."""
    use = operator_use(place.operator)
    key = ask.catalogue.condition_key(place.key)
    absence = use is not None and use.operator.family == "Null"
    if absence or (use and use.operator.family == "Bool") or (key and key.type == "Bool"):
        said = ("the key is absent", "the key is there") if absence else ("", "")
        found: Iterable[Offer] = [value(one, _VALUE, why) for one, why in zip(("true", "false"), said, strict=True)]
    elif "." in place.key.rpartition(":")[0]:
        found = _claim(place.key, ask)
    elif key is None:
        return Offers()
    elif key.type == "ARN":
        return _arns(place, key, ask)
    else:
        found = _of_key(key, ask)
    siblings = place.here.siblings if place.here.in_list else ()
    return Offers([offer for offer in found if offer.label not in siblings])


def _of_key(key: ConditionKey, ask: Ask) -> Iterable[Offer]:
    lower = key.name.lower()
    listed = facts("condition_values")
    if lower in listed["values"]:
        return [value(one, _VALUE) for one in listed["values"][lower]]
    if lower in listed["shapes"]:
        return [_shape(one, ask) for one in listed["shapes"][lower]]
    if lower in listed["service_principals"]:
        return service_offers(ask)
    for ending, make in _BY_ENDING.items():
        if lower.endswith(ending):
            return make(ask)
    if key.type in listed["shapes_by_type"]:
        return [_shape(one, ask) for one in listed["shapes_by_type"][key.type]]
    return []


def _regions(ask: Ask) -> list[Offer]:
    names = partitions()[ask.partition].regions
    return [value(region, _VALUE, said, region not in ask.regions) for region, said in names.items()]


def _accounts(ask: Ask) -> list[Offer]:
    return [value(account, _VALUE, "account in use here") for account in ask.accounts]


_BY_ENDING: dict[str, Callable[[Ask], list[Offer]]] = {
    "region": _regions,
    "account": _accounts,
    "accountid": _accounts,
}


def _shape(written: str, ask: Ask) -> Offer:
    """A value with tab stops; `{date}` stands for the day of the AWS data, which is near enough to today's."""
    region = ask.regions[0] if ask.regions else "us-east-1"
    filled = written.replace("{date}", ask.catalogue.data_date).replace("{region}", region)
    content = template(filled)
    return string(content.plain(), content, _VALUE)


def _claim(name: str, ask: Ask) -> list[Offer]:
    """The values of an identity provider's claim."""
    host, _, claim = name.rpartition(":")
    claims = facts("condition_values")["claims"]
    found = claims.get(host.lower(), claims[""]).get(claim.lower(), [])
    return [_shape(one, ask) for one in found]


def _arns(place: ConditionValue, key: ConditionKey, ask: Ask) -> Offers:
    """ARNs: of principals, or of the resource types of the services that the statement is about."""
    if key.name.lower() in facts("condition_values")["principal_arns"]:
        return Offers(account_arns(ask))
    known = _source_types(place.here.statement, ask)
    if place.here.before.startswith("arn:"):
        return Offers(list(begun(place.here.before, place.here.value, known, ask, variables=False)), incomplete=True)
    start = string("arn:", template(f"arn:{ask.partition}:$0"), _VALUE, "an ARN, field by field", 99)
    return Offers([*whole(known, ask), start._replace(again=True)])


def _source_types(statement: Statement | None, ask: Ask) -> list[Known]:
    """The resource types of the services that are the statement's principals; without any, of its actions' services."""
    if statement is None:
        return []
    prefixes = [one.value.partition(".")[0] for one in statement.principals if one.type == "Service"]
    prefixes = prefixes or sorted({action.service for action in actions_of(statement, ask.catalogue)})
    services = [service for prefix in dict.fromkeys(prefixes) if (service := ask.catalogue.service(prefix))]
    return [Known(kind, 1, kind.name) for service in services for kind in service.resource_types.values()]
