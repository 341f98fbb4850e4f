"""How long checking all AWS managed policies takes, as a multiple of parsing them."""

from __future__ import annotations

from time import process_time

from iamsight.analysis import check
from iamsight.catalogue import default_catalogue
from iamsight.syntax.tree import parse
from tests.bench.figures import show
from tests.corpus.test_managed_policies import managed_policies

LIMIT = 5.0


def test_all_managed_policies() -> None:
    texts = list(managed_policies().values())
    catalogue = default_catalogue()
    times: list[float] = []
    floor: list[float] = []
    for _ in range(4):
        start = process_time()
        for text in texts:
            assert all(source.node.closed for source in parse(text).sources)
        parsed = process_time()
        found = sum(len(check(text, catalogue)) for text in texts)
        times.append(process_time() - parsed)
        floor.append(parsed - start)
        assert found > len(texts)
    assert show("check of all managed policies", times[1:], floor[1:], LIMIT) <= LIMIT
