"""Find every policy in a document: the document itself, objects nested anywhere in it, and texts inside its strings.

An object is a policy if its `Statement` holds objects that look like statements. The root is one on weaker evidence:
if it has a `Statement` at all, if it has a policy's Version and only a policy's elements, or if somebody says so, more
or less surely.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, TypeAlias

from iamsight.limits import LARGEST_STATEMENT, MOST_POLICIES
from iamsight.policy.kind import Inferred, infer, kind_facts
from iamsight.policy.model import POLICY_ELEMENTS, STATEMENT_ELEMENTS, VERSIONS, Kind, Placed, Policy
from iamsight.policy.surroundings import Surroundings, kind_by_surroundings
from iamsight.policy.view import Host, View
from iamsight.syntax.embedded import Embedded, read_embedded
from iamsight.syntax.node import Array, Island, Missing, Node, Object, String
from iamsight.syntax.tree import Segment, Source, Tree
from iamsight.text import Span

Path: TypeAlias = "tuple[str | int, ...]"
_Trail: TypeAlias = "tuple[_Trail, str | int] | None"
_DEEPEST_EMBEDDING = 3


class Given(NamedTuple):
    """What the user says of a document: the kind and resource type of its policies, and that it is one at all.

    A kind alone is said of many documents, some of which may be something else: it makes a policy of what looks like
    one. With `is_begun` also of what may become one, such as an empty object, and with `is_policy` of anything.
    """

    kind: Kind | None = None
    resource_type: str | None = None
    reason: str = ""
    is_begun: bool = False
    is_policy: bool = False


NOTHING_GIVEN = Given()


class _Place(NamedTuple):
    """A node on the way, with what surrounds it. `trail` is the way back, each step once however deep it goes."""

    node: Node
    segment: Segment
    trail: _Trail
    surroundings: Surroundings

    @property
    def path(self) -> Path:
        """The steps from the root."""
        steps: list[str | int] = []
        trail = self.trail
        while trail:
            trail, step = trail
            steps.append(step)
        return tuple(reversed(steps))


def find_policies(tree: Tree, given: Given = NOTHING_GIVEN) -> list[Policy]:
    """The policies of a document, in order; of very many the first."""
    found = list(islice(_policies(View(tree), given, 0), MOST_POLICIES))
    _share_out(found)
    return found


def _share_out(found: list[Policy]) -> None:
    """Say of each policy which texts it answers for: the first of a segment for it, of a view for the rest."""
    told = {(policy.view, placed.segment) for policy in found for placed in policy.statements if placed.source}
    views: set[View] = set()
    for policy in found:
        if (policy.view, policy.segment) not in told:
            told.add((policy.view, policy.segment))
            policy.leads = ((0, policy.segment),)
    for policy in found:
        view, level = policy.view, 0
        while view not in views:
            views.add(view)
            left = [one for one in (None, *range(len(view.tree.sources))) if (view, one) not in told]
            policy.leads += tuple((level, segment) for segment in left)
            view, level = view.around(1), level + 1


def _policies(view: View, given: Given, depth: int) -> Iterator[Policy]:
    root = view.tree.root
    if root is None:
        return
    template = is_template(root)
    whole = _Place(root, None, None, Surroundings())
    may_be_one = isinstance(root, Object) and not template
    if isinstance(root, Object) and may_be_one and (_is_root_policy(root) or _is_taken_for_one(root, given)):
        yield _policy(view, whole, given, template=False)
        return
    found = False
    for policy in _nested(view, whole, given, depth, template=template):
        found = True
        yield policy
    if may_be_one and given.is_policy and not found:
        yield _policy(view, whole, given, template=False)


def _nested(view: View, whole: _Place, given: Given, depth: int, *, template: bool) -> Iterator[Policy]:
    """The policies inside of a document that is none itself."""
    stack = [whole]
    while stack:
        place = stack.pop()
        node = place.node
        if isinstance(node, Island):
            stack.append(place._replace(node=view.tree.sources[node.index].node, segment=node.index))
        elif isinstance(node, Object):
            if _has_statements(view.tree, node):
                yield _policy(view, place, given, template=template)
            else:
                around = place.surroundings.enter(node)
                stack += [
                    _Place(one.value, place.segment, (place.trail, one.key.value), around.at(one.key.value))
                    for one in reversed(node.members)
                ]
        elif isinstance(node, Array):
            for index in range(len(node.items) - 1, -1, -1):
                stack.append(place._replace(node=node.items[index], trail=(place.trail, index)))
        elif isinstance(node, String) and depth < _DEEPEST_EMBEDDING and (inner := read_embedded(node, "Statement")):
            yield from _embedded(view, place, inner, given, depth)


def _embedded(view: View, place: _Place, inner: Embedded, given: Given, depth: int) -> Iterator[Policy]:
    inner_view = View(inner.tree, Host(view, place.segment, place.path, inner))
    for policy in _policies(inner_view, NOTHING_GIVEN, depth + 1):
        if not policy.path:
            _settle_kind(policy, given, place.surroundings)
        yield policy


def _policy(view: View, place: _Place, given: Given, *, template: bool) -> Policy:
    node = place.node
    assert isinstance(node, Object)  # noqa: S101 - callers have looked
    statements, too_large = _statements(view.tree, node, place.segment, template=template)
    policy = Policy(view, node, place.segment, place.path, statements, kind=Kind.IDENTITY, template=template)
    policy.too_large = too_large
    _settle_kind(policy, given, place.surroundings)
    return policy


def _settle_kind(policy: Policy, given: Given, around: Surroundings) -> None:
    """The kind that is given, else the one that the surroundings tell, else what the statements suggest."""
    found = kind_by_surroundings(around)
    if given.kind and not found:
        found = Inferred(given.kind, given.resource_type, given.reason)
    elif not found:
        found = infer(policy.statements)
        if given.resource_type and found.kind is Kind.RESOURCE:
            found = found._replace(resource_type=given.resource_type)
    policy.kind, policy.resource_type, policy.reason = found


def _statements(
    tree: Tree, node: Object, segment: Segment, *, template: bool
) -> tuple[tuple[Placed, ...], tuple[Span, ...]]:
    """The statements of a policy, and where those stand that are too large to be looked at."""
    value = node.get("Statement")
    single = not isinstance(value, Array)
    found: list[Placed] = []
    too_large: list[Span] = []
    for number, item in enumerate((value,) if not isinstance(value, Array) else value.items):
        at = None if single else number
        if isinstance(item, Island):
            if _is_too_large(tree.sources[item.index]):
                too_large.append(item.span)
            else:
                found.append(Placed(len(found), item.index, at, tree.sources[item.index], None, template))
        elif isinstance(item, Object):
            if item.end - item.start > LARGEST_STATEMENT:
                too_large.append(item.span)
            else:
                found.append(Placed(len(found), segment, at, None, item, template))
    return tuple(found), tuple(too_large)


def _is_too_large(source: Source) -> bool:
    return len(source.text) > LARGEST_STATEMENT


def follow(policies: list[Policy], before: Tree, after: Tree) -> bool:
    """Bring the policies of `before` up to date with `after`, an edit later; whether that could be done.

    It can if the edit stayed inside statements, and what these say of the policy's kind is the same.
    """
    if after.root is not before.root:
        return False
    changed = [index for index, source in enumerate(after.sources) if source is not before.sources[index]]
    for index in changed:
        too_large = _is_too_large(after.sources[index])
        if too_large != _is_too_large(before.sources[index]):
            return False
        if not too_large and kind_facts(before.sources[index]) != kind_facts(after.sources[index]):
            return False
    if any(_depends_on(policy, changed) for policy in policies):
        return False
    for policy in policies:
        policy.view.around(-1).tree = after
        if policy.view.host is None:
            replacements = {placed.segment: placed for placed in policy.statements if placed.segment in changed}
            if replacements:
                statements = list(policy.statements)
                for segment, placed in replacements.items():
                    if segment is not None:
                        statements[placed.index] = placed._replace(source=after.sources[segment])
                policy.before, policy.statements = policy.statements, tuple(statements)
                policy.changed = tuple(placed.index for placed in replacements.values())
    return True


def _depends_on(policy: Policy, changed: list[int]) -> bool:
    """Whether the policy itself, or the string that holds it, stands inside one of these statements."""
    if policy.segment is not None and policy.view.host is None:
        return policy.segment in changed
    host = policy.view.host
    while host is not None:
        if host.outer.host is None:
            return host.segment in changed
        host = host.outer.host
    return False


def _is_root_policy(root: Object) -> bool:
    if root.get("Statement") is not None:
        return True
    version = root.get("Version")
    named = isinstance(version, String) and version.value in VERSIONS
    return named and all(member.key.value in POLICY_ELEMENTS for member in root.members)


def _is_taken_for_one(root: Object, given: Given) -> bool:
    """Whether the root looks enough like a policy for what the user says of the document."""
    if not (given.kind or given.is_begun):
        return False
    version, names = root.get("Version"), {member.key.value for member in root.members}
    if isinstance(version, String) and version.value in VERSIONS:
        return True
    if any(name.lower() == "statement" for name in names) or ("Effect" in names and names & {"Action", "NotAction"}):
        return True
    return given.is_begun and all(
        member.key.value in POLICY_ELEMENTS or isinstance(member.value, Missing) for member in root.members
    )


def _has_statements(tree: Tree, node: Object) -> bool:
    """Whether the object has a Statement with at least one object that looks like a statement."""
    value = node.get("Statement")
    for item in value.items if isinstance(value, Array) else (value,):
        if isinstance(item, Island) and _is_too_large(tree.sources[item.index]):
            text = tree.sources[item.index].text
            if any(f'"{name}"' in text for name in STATEMENT_ELEMENTS):
                return True
            continue
        statement = tree.sources[item.index].node if isinstance(item, Island) else item
        if isinstance(statement, Object) and any(one.key.value in STATEMENT_ELEMENTS for one in statement.members):
            return True
    return False


def is_template(root: Node) -> bool:
    """Whether a document is a CloudFormation template, so that intrinsic functions may stand for values."""
    if not isinstance(root, Object) or not isinstance(resources := root.get("Resources"), Object):
        return False
    return any(
        isinstance(resource.value, Object)
        and isinstance(kind := resource.value.get("Type"), String)
        and "::" in kind.value
        for resource in resources.members
    )
