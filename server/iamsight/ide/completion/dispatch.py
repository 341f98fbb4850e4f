"""From a cursor to a completion list: which place it is, who knows what may stand there, and how that is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from iamsight.analysis import Document
from iamsight.ide.completion import actions, conditions, elements, principals, resources, skeletons, values, variables
from iamsight.ide.completion.ask import Ask, Offer, Offers
from iamsight.ide.completion.items import Completion, CompletionList, CompletionOptions
from iamsight.ide.completion.template import text
from iamsight.policy import places
from iamsight.policy.cursor import locate
from iamsight.text import Edit, Span

_LINE_END = re.compile(r"\n\t*")
_BY_PLACE: dict[type, Callable[[Any, Ask], Offers]] = {
    places.PolicyKey: elements.policy_keys,
    places.VersionValue: elements.versions,
    places.StatementStart: skeletons.statements,
    places.StatementKey: elements.statement_keys,
    places.EffectValue: elements.effects,
    places.ActionValue: actions.actions,
    places.ResourceValue: resources.resources,
    places.PrincipalStart: principals.principals,
    places.PrincipalType: principals.types,
    places.PrincipalValue: principals.values,
    places.ConditionOperator: conditions.operators,
    places.ConditionKey: conditions.keys,
    places.ConditionValue: values.values,
}


class _Pen(NamedTuple):
    """How offers are written at one place.

    `quote` is the opening quote that is typed already. `encode` writes text of the policy as the document does; None
    if that is the same.
    """

    snippets: bool
    span: Span
    quote: str
    encode: Callable[[str], str] | None
    comma_after: bool
    also: tuple[Edit, ...]

    def completion(self, offer: Offer, order: int) -> Completion:
        """The item for an offer."""
        written = offer.text + text(",") if self.comma_after else offer.text
        match = self.quote + (offer.match or offer.label)
        is_snippet = self.snippets and written.gains_as_snippet
        if self.encode:
            written, match = written.mapped(self.encode), self.encode(match)
        return Completion(
            offer.label,
            offer.kind,
            offer.detail,
            written.snippet() if is_snippet else written.plain().replace("\t", "  "),
            self.span,
            is_snippet,
            "" if match == offer.label else match,
            f"{order:04d}",
            offer.doc_key,
            self.also,
            again=offer.again and is_snippet,
        )


def complete(document: Document, offset: int, options: CompletionOptions | None = None) -> CompletionList:
    """What may be written at an `offset` of the document, the likeliest first. Looks at no findings."""
    options = options or CompletionOptions()
    place = locate(document.tree, document.policies, offset)
    ask = Ask(document, offset, options)
    if isinstance(place, places.Nowhere):
        return CompletionList()
    if isinstance(place, places.EmptyDocument):
        pen = _Pen(options.snippets, place.span, "", None, comma_after=False, also=())
        return _list(skeletons.policies(place, ask), pen)
    answer = _BY_PLACE.get(type(place))
    if answer is None or place.here.policy.view.is_in_escape(offset):
        return CompletionList()
    found = variables.variables(place, ask)
    made = _list(answer(place, ask) if found is None else found, _pen(place.here, options))
    return made._replace(items=tuple(_field_only(one, document.text, offset) for one in made.items))


def _field_only(item: Completion, document: str, offset: int) -> Completion:
    """An item that changes nothing but the field of an ARN around the cursor, as an edit of that field.

    Editors leave the tab stops of the ARN in place then, so that the key Tab goes on to the next field.
    """
    start, end = document.rfind(":", item.replace.start, offset) + 1, document.find(":", offset, item.replace.end)
    if item.is_snippet or item.also or not start or end < 0:
        return item
    before, after = document[item.replace.start : start], document[end : item.replace.end]
    if item.insert_text != f"{before}{item.label}{after}":
        return item
    return item._replace(insert_text=item.label, replace=Span(start, end), filter_text="")


def _pen(here: places.Here, options: CompletionOptions) -> _Pen:
    view, comma = here.policy.view, here.spot.comma_before
    return _Pen(
        options.snippets,
        here.span,
        here.typed.quote if here.typed else "",
        None if view.host is None else lambda one: view.encode(_LINE_END.sub(" ", one)),
        comma_after=here.spot.comma_after,
        also=() if comma is None else (Edit(*view.written(Span(comma, comma)), view.encode(",")),),
    )


def _list(offers: Offers, pen: _Pen) -> CompletionList:
    ranked = sorted(offers.found, key=lambda offer: offer.rank)
    return CompletionList(tuple(pen.completion(offer, at) for at, offer in enumerate(ranked)), offers.incomplete)
