"""Documents that take long to check: what is found first is shown first."""

import json
from itertools import pairwise

import pytest
from lsprotocol import types

from tests.e2e.session import Session

pytestmark = pytest.mark.asyncio(loop_scope="module")
STATEMENTS = 4000


async def test_of_a_large_document_the_first_findings_come_before_the_last(tmp_path):
    """And every later message has all that the one before it had."""
    statements = [
        {"Effect": "Allow", "Action": f"s3:Nothing{number}", "Resource": f"arn:aws:s3:::bucket-{number}/*"}
        for number in (0, STATEMENTS)
    ]
    between = [{**statements[0], "Action": "s3:GetObject", "Sid": f"S{number}"} for number in range(STATEMENTS)]
    text = json.dumps({"Version": "2012-10-17", "Statement": [statements[0], *between, statements[1]]})
    session = Session("", types.ClientCapabilities())
    await session.start(tmp_path)
    buffer = session.open(tmp_path / "large.json", text)

    wrong: list[set[str]] = []
    while not wrong or len(wrong[-1]) < 2:
        found = await session.diagnostics(buffer)
        wrong.append({session.under(buffer, one.range) for one in found if one.code == "unknown-action"})
    assert wrong[0] == {"Nothing0"}
    assert all(earlier <= later for earlier, later in pairwise(wrong))
    assert await session.stop() == 0
