"""What is wanted for each document: its configuration file, the editor's settings, and the kind that the user chose."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from iamsight.lsp.uris import path_of

if TYPE_CHECKING:
    from iamsight.config import Configuration, Configurations, FileSettings
    from iamsight.policy.find import Given


class Wanted(NamedTuple):
    """What is wanted for one document: under what settings it is checked, and what the editor offers."""

    settings: FileSettings
    features: frozenset[str]


class Preferences:
    """The preferences of a session. Configuration files are read when a document needs them, and kept."""

    def __init__(self) -> None:
        self._chosen: dict[str, Given] = {}
        self._values: Mapping[str, Any] = {}
        self._folders: dict[str, Mapping[str, Any] | None] = {}
        self._configurations: dict[str | None, Configurations] = {}
        self.problems: dict[str, tuple[str, ...]] = {}
        """What is wrong with the configuration, by the path of the file; with the editor's settings, by other words."""

    def use(self, values: object, folders: Mapping[str, object]) -> None:
        """Take over the editor's settings: the section `iamsight`, or an object that has it; None leaves what was said.

        `folders` are the paths of the workspace's folders, each with the settings that hold in it; with None, the
        others do.
        """
        said = _section(values)
        self._values = self._values if said is None else said
        self._folders = {folder: _section(own) for folder, own in folders.items()}
        self.forget_files()

    def choose(self, uri: str, given: Given | None) -> None:
        """From now on the policies of a document are of a kind, whatever its configuration says; None takes it back."""
        self._chosen.pop(uri, None)
        if given is not None:
            self._chosen[uri] = given

    def forget_files(self) -> None:
        """Configuration files have changed."""
        self._configurations, self.problems = {}, {}

    def configurations(self, folder: str | None) -> Configurations:
        """The configurations of the files in a folder of the workspace, as they are now; None is outside of all."""
        from iamsight.config import Configurations

        known = self._configurations.get(folder)
        if known is None:
            own = self._folders.get(folder or "")
            values = self._values if own is None else own
            known = self._configurations[folder] = Configurations(values, root=folder or self._first)
        return known

    def wanting(self, feature: str) -> list[str]:
        """The folders of the workspace in which a feature of whole folders is wanted, as their configuration says."""
        return [one for one in self._folders if self._configuration(Path(one, "any.json")).has(feature)]

    def of(self, uri: str) -> Wanted:
        """What is wanted for a document."""
        from iamsight.config.keys import FEATURES

        path = self._path(uri)
        configuration = self._configuration(path)
        settings = configuration.settings_for(path)
        if given := self._chosen.get(uri):
            settings = settings._replace(given=given)
        features = {name for name in FEATURES if configuration.has(name)}
        if configuration.excludes(path):
            features.discard("diagnostics")
        return Wanted(settings, frozenset(features))

    def _path(self, uri: str) -> Path:
        """Where a document lies; one that was never saved, in the folder of the workspace."""
        path = path_of(uri)
        return Path(path) if path else Path(self._first or ".", uri.rpartition("/")[2].replace("\0", ""))

    @property
    def _first(self) -> str | None:
        """The first folder of the workspace."""
        return next(iter(self._folders), None)

    def _folder(self, path: Path) -> str | None:
        """The innermost folder of the workspace that a path is in."""
        return max((one for one in self._folders if path.is_relative_to(one)), key=len, default=None)

    def _configuration(self, path: Path) -> Configuration:
        """The configuration for a path. What cannot be used of it is remembered, and the rest holds."""
        from iamsight.config import Configuration
        from iamsight.config.reading import ConfigError

        try:
            found = self.configurations(self._folder(path)).of(path)
        except ConfigError as error:
            self.problems[str(error.file)] = (f"The file {error.sentence}.",)
            return Configuration(path.parent, {}, {})
        for origin, sentence in found.problems:
            known = self.problems.get(origin, ())
            if sentence not in known:  # folders may have the same settings
                self.problems[origin] = (*known, sentence)
        return found


def _section(values: object) -> Mapping[str, Any] | None:
    """The settings in what an editor sends, without those that are not set; None where it sends none."""
    values = values.get("iamsight", values) if isinstance(values, dict) else None
    return {key: value for key, value in values.items() if value is not None} if isinstance(values, dict) else None
