"""What keeps the command from running at all."""

from __future__ import annotations


class CannotRun(Exception):  # noqa: N818 - it says what is the case, and is no programming error
    """Nothing can be done; the message is a sentence for the user, or several are. The exit code is 2."""
