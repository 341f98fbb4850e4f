"""How long checking all AWS managed policies takes, beside parsing them, and beside parliament, which checks less."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import process_time
from unittest.mock import patch

import iamsight.syntax.json
from iamsight.analysis import check
from iamsight.catalogue import default_catalogue
from iamsight.syntax.tree import parse
from tests.bench.figures import by_turns, record
from tests.bench.policies import managed_policies
from tests.bench.sides import ours, theirs

BESIDE_PARSER = 5.0
BESIDE_PARLIAMENT = 1 / 5
BATCH = 100


def test_beside_the_parser() -> None:
    texts = list(managed_policies().values())
    catalogue = default_catalogue()
    found: list[int] = []

    def parsing() -> float:
        """By the tolerant parser, which the quick reader of valid statements is there to spare."""
        with patch.object(iamsight.syntax.json, "read_object", new=lambda *_: None):
            start = process_time()
            for text in texts:
                assert all(source.node.closed for source in parse(text).sources)
            return process_time() - start

    def checking() -> float:
        start = process_time()
        found.append(sum(len(check(text, catalogue)) for text in texts))
        return process_time() - start

    checking()
    both = by_turns(4, parsing, checking)
    assert min(found) > len(texts)
    record("check managed policies / tolerant parser, CPU", *both, f"{found[-1]} findings", BESIDE_PARSER)


def test_beside_parliament() -> None:
    """Each side in a process of its own, so that neither looks for garbage among what the other keeps."""
    policies = list(managed_policies().values())
    spawn = get_context("spawn")
    with ProcessPoolExecutor(1, spawn) as us, ProcessPoolExecutor(1, spawn) as them:
        survived = them.submit(theirs, policies).result().findings  # both sides load their data meanwhile
        us.submit(ours, policies).result()
        policies = [policy for policy, found in zip(policies, survived, strict=True) if found is not None]
        batches = [policies[start : start + BATCH] for start in range(0, len(policies), BATCH)]
        results = [(us.submit(ours, batch).result(), them.submit(theirs, batch).result()) for batch in batches]
    seconds, floor = (sum(one.seconds for one in side) for side in zip(*results, strict=True))
    found, found_there = (sum(sum(one.findings) for one in side) for side in zip(*results, strict=True))
    assert min(found, found_there) > 1000
    rates = f"{len(policies) / seconds:.0f} policies a second, {len(policies) / floor:.0f} there"
    what = f"check {len(policies)} managed policies / parliament"
    record(what, [seconds], [floor], f"{rates}; {found} findings, {found_there} there", BESIDE_PARLIAMENT)
