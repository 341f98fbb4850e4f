import asyncio
import logging

import pytest

from iamsight.lsp.checks import Checks


class Fake:
    """A document that takes some slices to check, and fails to if it has none."""

    def __init__(self, uri, slices, looks=()):
        self.uri = uri
        self.slices = slices
        self.looks = looks

    def check_for(self, _seconds):
        if not self.slices:
            raise RuntimeError(self.uri)
        self.slices -= 1
        return self.slices == 0

    def is_long_underway(self):
        return self.slices in self.looks


def run(scenario):
    """The order in which documents were ready, those that were underway in brackets."""
    ready = []

    async def main():
        checks = Checks(lambda document: ready.append(document.uri), lambda document: ready.append(f"({document.uri})"))
        await asyncio.wait_for(scenario(checks), 10)

    asyncio.run(main())
    return ready


def test_the_document_queued_last_is_checked_first():
    async def scenario(checks):
        checks.queue(Fake("a", 3))
        checks.queue(Fake("b", 3))
        await checks.finished("a")

    assert run(scenario) == ["b", "a"]


def test_a_document_that_is_edited_goes_before_the_one_being_checked():
    async def scenario(checks):
        checks.queue(Fake("large", 50))
        for _ in range(20):
            await asyncio.sleep(0)
        checks.queue(Fake("small", 1))
        await checks.finished("small")
        assert ready == ["small"]
        await checks.finished("large")

    ready = []

    async def main():
        await asyncio.wait_for(scenario(Checks(lambda document: ready.append(document.uri), ready.append)), 10)

    asyncio.run(main())
    assert ready == ["small", "large"]


def test_a_document_that_takes_long_is_shown_underway():
    async def scenario(checks):
        checks.queue(Fake("long", 9, looks=[5, 2]))
        await checks.finished("long")

    assert run(scenario) == ["(long)", "(long)", "long"]


def test_a_document_is_ready_once_for_changes_that_come_together():
    async def scenario(checks):
        for _ in range(3):
            checks.queue(Fake("a", 1))
        await checks.finished("a")

    assert run(scenario) == ["a"]


def test_other_tasks_run_between_the_slices_of_a_check():
    turns = []

    async def scenario(checks):
        document = Fake("a", 10)
        checks.queue(document)
        while document.slices:
            turns.append(document.slices)
            await asyncio.sleep(0)
        await checks.finished("a")

    assert run(scenario) == ["a"]
    assert len(set(turns)) == 10
    assert len(turns) >= 30


def test_a_closed_document_is_not_checked_and_nobody_waits_for_it():
    async def scenario(checks):
        checks.queue(Fake("a", 5))
        waiting = asyncio.ensure_future(checks.finished("a"))
        await asyncio.sleep(0)
        checks.drop("a")
        await waiting
        for _ in range(30):
            await asyncio.sleep(0)

    assert run(scenario) == []


def test_a_check_that_fails_is_logged_and_the_others_go_on(caplog):
    async def scenario(checks):
        checks.queue(Fake("good", 2))
        checks.queue(Fake("bad", 0))
        await asyncio.gather(checks.finished("bad"), checks.finished("good"))

    with caplog.at_level(logging.ERROR):
        assert run(scenario) == ["good"]
    assert [record.exc_info[1].args for record in caplog.records] == [("bad",)]


@pytest.mark.parametrize("uri", ["never", "done"])
def test_waiting_for_what_is_not_queued_ends_at_once(uri):
    async def scenario(checks):
        checks.queue(Fake("done", 1))
        await checks.finished("done")
        await checks.finished(uri)

    assert run(scenario) == ["done"]
