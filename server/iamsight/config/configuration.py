"""The configuration in force for a file: what its nearest configuration file says, before what the editor says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from iamsight.config.keys import FEATURES, OFF
from iamsight.config.model import FileSettings, Suppression
from iamsight.config.patterns import Patterns
from iamsight.config.reading import ConfigError, Read, in_folder, read
from iamsight.config.validation import problems
from iamsight.policy.find import NOTHING_GIVEN, Given
from iamsight.policy.model import Kind
from iamsight.rule import Severity
from iamsight.rules import RULES

EDITOR = "the editor"
COMMAND_LINE = "the command line"


class Problem(NamedTuple):
    """Something in a configuration that cannot be used: a file, or the editor, and a sentence."""

    origin: str
    sentence: str


class Configuration:
    """What is in force in a folder. `file` is the configuration file, if there is one.

    `values` has the keys of `keys.schema`, `origins` says of each where it is from, and `problems` says what was left
    out because it cannot be used. Patterns are relative to `folder`.
    """

    def __init__(
        self,
        folder: Path,
        values: Mapping[str, Any],
        origins: Mapping[str, str],
        wrong: tuple[Problem, ...] = (),
        file: Path | None = None,
    ) -> None:
        self.folder = folder
        self.file = file
        self.values = values
        self.origins = origins
        self.problems = wrong

    def settings_for(self, path: str | Path) -> FileSettings:
        """What holds for the file at `path`."""
        relative = self._relative(path)
        return FileSettings(
            self._given(relative) if relative is not None else NOTHING_GIVEN,
            self.severities,
            tuple(one for one in self.suppressions if self._concerns(one, relative) and not is_expired(one)),
            self.values.get("account"),
            tuple(self.values.get("regions", ())),
        )

    def excludes(self, path: str | Path, *, folder: bool = False) -> bool:
        """Whether `path` is not to be checked when it is met in a folder; `folder` says that it is one itself."""
        if "exclude" not in self.values:
            return False
        relative = self._relative(path)
        return relative is not None and self._excluded.match(relative + "/" * folder)

    def claims(self, path: str | Path) -> bool:
        """Whether a table of `files` speaks of `path`, so that it is a policy whatever its name."""
        relative = self._relative(path)
        return relative is not None and any(patterns.match(relative) for _, patterns in self._files)

    def has(self, feature: str) -> bool:
        """Whether the editor is to offer a feature, one of `keys.FEATURES`."""
        wanted: bool = self.values.get("features", {}).get(feature, FEATURES[feature].on)
        return wanted

    @cached_property
    def severities(self) -> Mapping[str, Severity | None]:
        """What differs from the rules' own severities, by rule; None is off."""
        select, ignore = self.values.get("select"), self.values.get("ignore", ())
        wishes = self.values.get("severity", {})
        found: dict[str, Severity | None] = {}
        for rule in RULES:
            wish = wishes.get(rule.id)
            on = rule.on or wish is not None if select is None else rule.id in select
            if not on or rule.id in ignore or wish == OFF:
                found[rule.id] = None
            elif wish:
                found[rule.id] = Severity(wish)
            elif not rule.on:
                found[rule.id] = rule.severity
        return found

    @cached_property
    def suppressions(self) -> tuple[Suppression, ...]:
        """All of them, the expired ones too."""
        return tuple(
            Suppression(
                table["rule"],
                table["reason"],
                tuple(_listed(table.get("files"))),
                table.get("sid"),
                table.get("pointer"),
                table.get("expires"),
                self.origins["suppress"],
                number,
            )
            for number, table in enumerate(self.values.get("suppress", ()), 1)
        )

    @cached_property
    def _files(self) -> list[tuple[Mapping[str, Any], Patterns]]:
        return [(table, Patterns(_listed(table["match"]))) for table in self.values.get("files", ())]

    @cached_property
    def _excluded(self) -> Patterns:
        return Patterns(_listed(self.values["exclude"]))

    @cached_property
    def _places(self) -> Mapping[int, Patterns]:
        return {one.number: Patterns(one.files) for one in self.suppressions if one.files}

    def _given(self, relative: str) -> Given:
        """What the tables of `files` say of a file, later ones before earlier ones."""
        given = NOTHING_GIVEN
        for table, patterns in self._files:
            if patterns.match(relative):
                kind = Kind(table["kind"]) if "kind" in table else given.kind
                resource_type = table.get("resource_type", given.resource_type)
                said = ", ".join(f'"{one}"' for one in _listed(table["match"]))
                reason = f"{Path(self.origins['files']).name} says so for {said}"
                given = Given(kind, resource_type, reason, is_begun=kind is not None)
        return given

    def _concerns(self, suppression: Suppression, relative: str | None) -> bool:
        patterns = self._places.get(suppression.number)
        return patterns is None or (relative is not None and patterns.match(relative))

    def _relative(self, path: str | Path) -> str | None:
        """A path as patterns see it; None outside the folder."""
        try:
            relative = os.path.relpath(path or os.curdir, self.folder).replace(os.sep, "/")
        except ValueError:  # it lies on another drive of Windows
            return None
        return None if relative == ".." or relative.startswith("../") else relative


class Configurations:
    """The configurations of a run or of an editor's session; each file is read once until `forget`.

    `editor` are the editor's settings, `options` those of the command line: `select` takes the place of what the file
    says, `ignore` adds to it. `root` is the folder to which patterns are relative that come from neither. `file` is the
    one configuration file to use, instead of the nearest; `isolated` uses none.
    """

    def __init__(
        self,
        editor: Mapping[str, Any] | None = None,
        *,
        options: Mapping[str, list[str]] | None = None,
        root: str | Path | None = None,
        file: str | Path | None = None,
        isolated: bool = False,
    ) -> None:
        self._editor, self._problems = _usable(editor or {}, EDITOR)
        self._origins = dict.fromkeys(self._editor, EDITOR)
        self._options = options or {}
        self._root = Path(root or ".").absolute()
        self._only = Path(file).absolute() if file else None
        self._isolated = isolated
        self._known: dict[Path, Configuration] = {}

    def of(self, path: str | Path) -> Configuration:
        """The configuration for the file at `path`, which need not exist. A file that cannot be read is a problem."""
        return self.of_folder(os.path.dirname(path))  # noqa: PTH120 - no Path for each of 100,000 files

    def of_folder(self, folder: str | Path) -> Configuration:
        """The configuration for the files in `folder`."""
        # unlike Path.absolute this takes `..` out, and unlike Path.resolve it follows no links
        return self._in(self._only.parent if self._only else Path(os.path.abspath(folder)))  # noqa: PTH100

    def known(self) -> list[Configuration]:
        """The configurations that have been asked for, each once, by folder."""
        return sorted({id(one): one for one in self._known.values()}.values(), key=lambda one: one.folder)

    def forget(self) -> None:
        """Read the files anew when they are next needed."""
        self._known.clear()

    def _in(self, folder: Path) -> Configuration:
        known = self._known.get(folder)
        if known is None:
            try:
                found = read(self._only) if self._only else None if self._isolated else in_folder(folder)
            except ConfigError as error:
                known = Configuration(folder, self._editor, self._origins, (Problem(str(error.file), error.sentence),))
            else:
                inherits = found is None and folder != folder.parent
                known = self._in(folder.parent) if inherits else self._merged(found)
            self._known[folder] = known
        return known

    def _merged(self, found: Read | None) -> Configuration:
        values, origins, wrong = dict(self._editor), dict(self._origins), self._problems
        if found:
            said, also_wrong = _usable(found.values, str(found.file))
            values.update(said)
            origins.update(dict.fromkeys(said, str(found.file)))
            wrong += also_wrong
        _override(values, origins, self._options)
        folder, file = (found.file.parent, found.file) if found else (self._root, None)
        return Configuration(folder, values, origins, wrong, file)


def resolve(path: str | Path, editor_settings: Mapping[str, Any] | None = None) -> Configuration:
    """The configuration for the file at `path`, read now; see `Configurations` for many files."""
    return Configurations(editor_settings).of(path)


def is_expired(suppression: Suppression) -> bool:
    """Whether the last day on which it holds has passed."""
    today = datetime.now().astimezone().date().isoformat()
    return suppression.expires is not None and suppression.expires < today


def _override(values: dict[str, Any], origins: dict[str, str], options: Mapping[str, list[str]]) -> None:
    """Put the options of the command line first: what it selects is on, whatever the file says."""
    if select := options.get("select"):
        values["select"] = select
        values["ignore"] = [rule for rule in values.get("ignore", ()) if rule not in select]
        wishes = values.get("severity", {})
        values["severity"] = {rule: wish for rule, wish in wishes.items() if rule not in select or wish != OFF}
    if ignore := options.get("ignore"):
        values["ignore"] = [*values.get("ignore", ()), *ignore]
    origins.update(dict.fromkeys((key for key in options if options[key]), COMMAND_LINE))


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _usable(values: Mapping[str, Any], origin: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The values without those that cannot be used, and what is wrong with these."""
    if not values:
        return {}, ()
    found = problems(values)
    usable = dict(values)
    for path, _ in found:
        usable.pop(str(path[0]) if path else "", None)
    return usable, tuple(Problem(origin, sentence) for _, sentence in found if sentence)
