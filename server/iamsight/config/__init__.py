"""What a project wants: which rules, how bad, what its files are. `iamsight.toml`, `[tool.iamsight]`, editor settings.

All three have the same keys (see `keys`). The file nearest to a policy is the one that counts, and what it says goes
before what the editor says, so that the editor and CI agree. This package reads configuration files and nothing else;
it knows no documents and no findings.
"""

from __future__ import annotations

from iamsight.config.model import FileSettings, Suppression

TYPE_CHECKING = False  # the front ends need the rest, the analysis does not
if TYPE_CHECKING:
    from iamsight.config.configuration import Configuration, Configurations, resolve

__all__ = ["Configuration", "Configurations", "FileSettings", "Suppression", "resolve"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from iamsight.config import configuration

    return getattr(configuration, name)
