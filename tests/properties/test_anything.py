"""Arguments, configurations and messages of any kind: a few of those that `make fuzz` tries for longer.

The same ones are tried each time.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.fuzz import cli, configuration, server

tried = settings(max_examples=60, derandomize=True, database=None)

test_the_command_ends_with_a_sentence = tried(cli.the_command_ends_with_a_sentence)
test_a_configuration_file_is_used_or_there_is_a_sentence = tried(configuration.a_file_is_used)
test_settings_of_an_editor_are_used_or_there_is_a_sentence = tried(configuration.settings_are_used)
test_the_server_answers_and_goes_on = tried(server.the_server_goes_on)


@pytest.fixture(scope="module", autouse=True)
def servers_end() -> Iterator[None]:
    yield
    server.end_all()
