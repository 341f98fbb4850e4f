"""A policy that has only been begun, deep in a larger document: no statement tells yet that it is one.

`find` asks for a statement, since findings in what is no policy help nobody. Whoever is writing one wants help earlier.
"""

from __future__ import annotations

from iamsight.policy.find import is_template
from iamsight.policy.kind import Inferred, infer
from iamsight.policy.model import POLICY_ELEMENTS, VERSIONS, Policy
from iamsight.policy.surroundings import Surroundings, kind_by_surroundings
from iamsight.policy.view import View
from iamsight.syntax.node import Array, Island, Missing, Node, Object, String
from iamsight.syntax.spot import find_spot
from iamsight.syntax.tree import Segment, Tree


def budding_policy(tree: Tree, offset: int) -> Policy | None:
    """The policy without statements around an offset of the document, if there is one.

    That is an object that has a policy's Version, or stands where a resource has its policy, and holds nothing but a
    policy's elements.
    """
    spot = find_spot(tree, tree.root, None, offset) if tree.root else None
    if spot is None or tree.root is None:
        return None
    node: Node | None = tree.root
    segment: Segment = None
    around = Surroundings()
    for index, step in enumerate((*spot.path, None)):
        if isinstance(node, Island):
            segment = node.index
            node = tree.sources[segment].node
        if isinstance(node, Object):
            if _is_budding(node, around):
                return _policy(tree, node, segment, spot.path[:index], around)
            around = around.enter(node).at(str(step))
            node = node.get(str(step))
        elif isinstance(node, Array) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return None


def _is_budding(node: Object, around: Surroundings) -> bool:
    if not all(one.key.value in POLICY_ELEMENTS or isinstance(one.value, Missing) for one in node.members):
        return False
    version = node.get("Version")
    if isinstance(version, String) and version.value in VERSIONS:
        return True
    return "olicy" in around.name and kind_by_surroundings(around) is not None


def _policy(tree: Tree, node: Object, segment: Segment, path: tuple[str | int, ...], around: Surroundings) -> Policy:
    kind: Inferred = kind_by_surroundings(around) or infer(())
    return Policy(
        View(tree),
        node,
        segment,
        path,
        (),
        kind=kind.kind,
        reason=kind.reason,
        resource_type=kind.resource_type,
        template=tree.root is not None and is_template(tree.root),
    )
