import pytest
import pytest_asyncio

from tests.e2e.abuse import serving
from tests.e2e.session import CLIENTS, Session


@pytest_asyncio.fixture(params=CLIENTS, loop_scope="module", scope="module")
async def session(request, tmp_path_factory):
    """A session of each recorded client, one server a module."""
    one = Session(request.param)
    root = tmp_path_factory.mktemp("project")
    one.root = root
    one.greeting = await one.start(root)
    yield one
    assert await one.stop() == 0


@pytest.fixture
def path(session, request):
    """A file of this test's own in the folder of the session."""
    return session.root / f"{abs(hash(request.node.name))}.json"


@pytest.fixture(scope="module")
def abused():
    """A server that goes through a whole module of abuse, with one document open."""
    with serving() as wire:
        yield wire
