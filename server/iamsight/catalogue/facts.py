"""Reading the dated facts in `data/`, one JSON file at a time and each at most once.

Every file carries `about`, `source` and `date`. What they hold is kept by hand unless `tools/update_facts.py` says
otherwise.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@cache
def facts(name: str) -> dict[str, Any]:
    """The decoded file `data/NAME.json`. Treat it as read-only: it is shared.

    Raises:
        FileNotFoundError: there is no such file; `name` comes from our code, never from the user.
    """
    decoded: dict[str, Any] = json.loads((_DATA / f"{name}.json").read_bytes())
    return decoded
