"""`--baseline`: findings that are known already, so that only new ones count.

A finding is known by its file and its content; lines may move. The file is JSON, sorted, one finding a line, so that it
merges well.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from iamsight.cli.output import write
from iamsight.cli.saying import say
from iamsight.cli.trouble import CannotRun
from iamsight.report.model import Entry, FileReport
from iamsight.report.text import plural

_VERSION = 1


class Baseline:
    """The known findings. With `update` the findings of this run take their place, and none is filtered out."""

    def __init__(self, path: str, *, update: bool = False) -> None:
        """Read the file.

        Raises:
            CannotRun: it does not exist, unless it is to be written, or is no baseline.
        """
        self._path = path
        self._update = update
        self._known = {} if update else _read(path)
        self._met: dict[tuple[str, str], dict[str, Any]] = {}

    def filter(self, reports: Iterator[FileReport]) -> Iterator[FileReport]:
        """The reports without what is known."""
        for report in reports:
            entries = tuple(entry for entry in report.entries if self._is_new(report.path, entry))
            yield report._replace(entries=() if self._update else entries)

    def finish(self) -> None:
        """When all reports have passed: write the file, or say what in it is no longer true."""
        if self._update:
            lines = [json.dumps(self._met[key]) for key in sorted(self._met)]
            write([f'{{"version": {_VERSION}, "findings": [\n', ",\n".join(lines), "\n]}\n"], self._path)
            say(f'wrote {plural(len(lines), "finding")} to "{self._path}".')
        elif gone := self._known.keys() - self._met.keys():
            mended = plural(len(gone), "finding")
            say(f'{mended} of "{self._path}" did not occur; --update-baseline drops them.')

    def _is_new(self, path: str, entry: Entry) -> bool:
        relative = os.path.relpath(path, Path(self._path).parent).replace(os.sep, "/")
        key = relative, entry.fingerprint
        self._met[key] = {
            "path": relative,
            "fingerprint": entry.fingerprint,
            "rule": entry.rule,
            "message": entry.message,
        }
        return key not in self._known


def _read(path: str) -> dict[tuple[str, str], None]:
    try:
        decoded = json.loads(Path(path).read_bytes())
        if decoded["version"] != _VERSION:
            raise CannotRun(f'the baseline "{path}" is of another version; write it anew with --update-baseline.')
        return {(str(entry["path"]), str(entry["fingerprint"])): None for entry in decoded["findings"]}
    except FileNotFoundError:
        raise CannotRun(f'the baseline "{path}" does not exist; --update-baseline writes it.') from None
    except OSError as error:
        raise CannotRun(f'the baseline "{path}" cannot be read: {error.strerror}.') from None
    except (ValueError, TypeError, KeyError, RecursionError):
        raise CannotRun(f'"{path}" is no baseline; write it anew with --update-baseline.') from None
