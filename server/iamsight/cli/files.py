"""Finding the files to check: what is named, what globs match, and what folders hold that is not ignored."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import NamedTuple

from iamsight.config import Configuration, Configurations
from iamsight.config.patterns import Patterns
from iamsight.config.reading import LARGEST

SUFFIXES = (".json", ".jsonc", ".template")
"""What is taken from a folder; a file named outright may be called anything."""

SKIPPED = frozenset(
    {".git", ".hg", ".svn", ".mypy_cache", ".nox", ".terraform", ".tox", ".venv", "__pycache__", "node_modules"}
)
"""Folders that hold nobody's policies."""

STDIN = "-"


class Target(NamedTuple):
    """A file to check; `outright` if the user named the file itself. `trouble` says why a folder cannot be read."""

    path: str
    outright: bool = False
    trouble: str | None = None


class Ignored(NamedTuple):
    """A `.gitignore`: the folder it is in, and its patterns, none if it is too large to be read."""

    folder: str
    patterns: Patterns | None


class Finder:
    """Finds files. `git` honours `.gitignore`; `strict` applies `exclude` also to what is named outright."""

    def __init__(self, configurations: Configurations, *, git: bool = True, strict: bool = False) -> None:
        self._configurations = configurations
        self._git = git
        self._strict = strict

    def find(self, paths: Iterable[str]) -> list[Target]:
        """The files of `paths`, each once, folders in the order of their names; what cannot be read says so."""
        found: dict[tuple[str, str | None], Target] = {}
        for path in paths:
            for target in self._named(path if path == STDIN else os.path.normpath(path)):
                key = target.path, target.trouble
                if target.outright or key not in found:
                    found[key] = target
        return list(found.values())

    def _named(self, path: str) -> Iterator[Target]:
        if path == STDIN:
            yield Target(STDIN, outright=True)
        elif Path(path).is_dir():
            yield from self.walk(path)
        elif has_magic(path) and not os.path.lexists(path):
            matched = sorted(glob(path, recursive=True))  # noqa: PTH207 - the pattern may be absolute
            for one in matched:
                yield from self.walk(one) if Path(one).is_dir() else self._with_configuration(Target(one))
            if not matched:
                yield Target(path, outright=True, trouble="matches no file")
        elif not (self._strict and self._configurations.of(path).excludes(path)):
            yield from self._with_configuration(Target(path, outright=True))

    def _with_configuration(self, target: Target) -> Iterable[Target]:
        """The target, or what is wrong with the configuration under which it would be checked."""
        problems = self._configurations.of(target.path).problems
        return [Target(one.origin, trouble=one.sentence) for one in problems] or [target]

    def walk(self, top: str) -> Iterator[Target]:
        """The files of a folder and its folders. Links to folders are not followed, so that no loop is walked."""
        above = self._above(top)
        yield from _too_large(above)
        stack: list[tuple[str, bool, tuple[Ignored, ...]]] = [(top, True, above)]
        while stack:
            path, is_folder, ignored = stack.pop()
            if not is_folder:
                yield from self._with_configuration(Target(path))
                continue
            try:
                with os.scandir(path) as scan:
                    entries = sorted(scan, key=lambda entry: entry.name, reverse=True)
            except OSError as error:
                yield Target(path, trouble=f"cannot be read: {error.strerror}")
                continue
            if self._git and any(entry.name == ".gitignore" for entry in entries):
                own = _gitignore(path)
                yield from _too_large(own)
                ignored = (*ignored, *own)
            configuration = self._configurations.of_folder(path)
            for entry in entries:
                below = entry.name if path == "." else os.path.join(path, entry.name)  # noqa: PTH118 - 100,000 times
                inner = entry.is_dir(follow_symlinks=False)
                if (
                    _is_wanted(entry, below, configuration, is_folder=inner)
                    and not _is_ignored(below, inner, ignored)
                    and not configuration.excludes(below, folder=inner)
                ):
                    stack.append((below, inner, ignored))

    def _above(self, top: str) -> tuple[Ignored, ...]:
        """The `.gitignore` files above a folder, up to the root of its repository, the outermost first."""
        if not self._git:
            return ()
        found: list[Ignored] = []
        folder = Path(top).absolute()
        while not (folder / ".git").exists() and folder != folder.parent:
            folder = folder.parent
            found[:0] = _gitignore(str(folder))
        return tuple(found) if (folder / ".git").exists() else ()


def _is_wanted(entry: os.DirEntry[str], path: str, configuration: Configuration, *, is_folder: bool) -> bool:
    """Whether an entry of a folder is one that is walked, or that may be a policy. Other links to folders are not."""
    if is_folder:
        return entry.name not in SKIPPED
    return (entry.name.endswith(SUFFIXES) or configuration.claims(path)) and not Path(path).is_dir()


def _gitignore(folder: str) -> list[Ignored]:
    file = Path(folder, ".gitignore")
    if not os.path.isfile(file):  # noqa: PTH113 - unlike Path.is_file it never raises; a pipe would keep us waiting
        return []
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError:
        return []
    if len(content) > LARGEST:
        return [Ignored(folder, None)]
    return [Ignored(folder, Patterns(content.decode("utf-8", "replace").splitlines()))]


def _too_large(ignored: Iterable[Ignored]) -> Iterator[Target]:
    """What there is to say of a `.gitignore` that is too large to be heeded."""
    for one in ignored:
        if one.patterns is None:
            file = os.path.normpath(f"{one.folder}/.gitignore")
            yield Target(file, trouble=f"is larger than {LARGEST >> 10} KB and was not heeded")


def _is_ignored(path: str, is_folder: bool, ignored: tuple[Ignored, ...]) -> bool:
    """Whether the innermost `.gitignore` that says anything of a path ignores it."""
    for one in reversed(ignored):
        relative = os.path.relpath(path, one.folder).replace(os.sep, "/") + "/" * is_folder
        verdict = one.patterns.verdict(relative) if one.patterns else None
        if verdict is not None:
            return verdict
    return False
