"""What is wanted for each document: its configuration file, the editor's settings, and the kind that the user chose."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pygls.uris import to_fs_path

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
        self.root: str | None = None
        self._chosen: dict[str, Given] = {}
        self._values: Mapping[str, Any] = {}
        self._configurations: Configurations | None = None
        self.problems: dict[str, tuple[str, ...]] = {}
        """What is wrong with the configuration, by the path of the file; with the editor's settings, by other words."""

    def use(self, values: object) -> None:
        """Take over the editor's settings: the section `iamsight`, or an object that has it."""
        values = values.get("iamsight", values) if isinstance(values, dict) else None
        if isinstance(values, dict):
            self._values = {key: value for key, value in values.items() if value is not None}
            self.forget_files()

    def choose(self, uri: str, given: Given | None) -> None:
        """From now on the policies of a document are of a kind, whatever its configuration says; None takes it back."""
        self._chosen.pop(uri, None)
        if given is not None:
            self._chosen[uri] = given

    def forget_files(self) -> None:
        """Configuration files have changed."""
        self._configurations, self.problems = None, {}

    @property
    def configurations(self) -> Configurations:
        """The configurations of files, as they are now."""
        from iamsight.config import Configurations

        if self._configurations is None:
            self._configurations = Configurations(self._values, root=self.root)
        return self._configurations

    def has(self, feature: str) -> bool:
        """Whether a feature of the whole workspace is wanted, as the configuration of its folder says."""
        return self._configuration(Path(self.root or ".", "any.json")).has(feature)

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
        path = to_fs_path(uri)
        return Path(path) if path else Path(self.root or ".", uri.rpartition("/")[2])

    def _configuration(self, path: Path) -> Configuration:
        """The configuration for a path. What cannot be used of it is remembered, and the rest holds."""
        from iamsight.config import Configuration
        from iamsight.config.reading import ConfigError

        try:
            found = self.configurations.of(path)
        except ConfigError as error:
            self.problems[str(error.file)] = (f"The file {error.sentence}.",)
            return Configuration(path.parent, {}, {})
        for origin in {problem.origin for problem in found.problems}:
            self.problems[origin] = tuple(one.sentence for one in found.problems if one.origin == origin)
        return found
