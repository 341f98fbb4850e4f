"""Reading the dated facts in `data/`, one JSON file at a time and each at most once.

Every file carries `about`, `source` and `date`. What they hold is kept by hand unless `tools/update_facts.py` says
otherwise.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

_DATA = os.path.join(os.path.dirname(__file__), "data")


@cache
def facts(name: str) -> dict[str, Any]:
    """The decoded file `data/NAME.json`. Treat it as read-only: it is shared.

    Raises:
        FileNotFoundError: there is no such file; `name` comes from our code, never from the user.
    """
    with open(os.path.join(_DATA, f"{name}.json"), "rb") as file:
        decoded: dict[str, Any] = json.load(file)
    return decoded
