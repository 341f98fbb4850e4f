"""`iamsight config`: what is in force for a file or folder, and where it is said."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from iamsight.cli.trouble import CannotRun
from iamsight.config import Configuration, Configurations
from iamsight.config.keys import OFF
from iamsight.report.pages import severities
from iamsight.report.places import relative_to_here
from iamsight.rule import Rule
from iamsight.rules import RULES
from iamsight.showing import visible


def run(options: Namespace) -> int:
    """Print the configuration. 2 if anything in it is wrong."""
    path = Path(options.path)
    configurations = Configurations(file=options.config)
    configuration = configurations.of_folder(path) if path.is_dir() else configurations.of(path)
    if configuration.problems:
        raise CannotRun(*(f"{one.origin}: {one.sentence}" for one in configuration.problems))
    data = _data(configuration, None if path.is_dir() else path)
    if options.format == "json":
        sys.stdout.write(json.dumps(data, indent=2) + "\n")
    else:
        sys.stdout.write("".join(f"{visible(line)}\n" for line in _lines(data)))
    return 0


def _data(configuration: Configuration, path: Path | None) -> dict[str, Any]:
    file = configuration.file
    values = {
        key: {"value": value, "from": relative_to_here(Path(configuration.origins[key]))}
        for key, value in configuration.values.items()
    }
    data: dict[str, Any] = {
        "file": relative_to_here(file) if file else None,
        "values": values,
        "rules": {rule.id: _severity(rule, configuration) for rule in RULES},
    }
    if path:
        given = configuration.settings_for(path).given
        data["kind"] = given.kind.value if given.kind else None
        data["resource_type"] = given.resource_type
        data["excluded"] = configuration.excludes(path)
    return data


def _severity(rule: Rule, configuration: Configuration) -> str:
    """How bad the findings of a rule are: what the configuration says, else what the rule does, the worst first."""
    if rule.id in configuration.severities:
        said = configuration.severities[rule.id]
        return said.value if said else OFF
    return ", ".join(severities(rule)) if rule.on else OFF


def _lines(data: dict[str, Any]) -> list[str]:
    """The same for people, in the manner of TOML."""
    lines = [f"# {data['file']}" if data["file"] else "# no configuration file: everything is as it comes"]
    for key, said in data["values"].items():
        lines.append(f"{key} = {json.dumps(said['value'], ensure_ascii=False)}  # {said['from']}")
    if "kind" in data:
        kind = data["kind"] or "as the policy tells"
        of_type = f" of {data['resource_type']}" if data["resource_type"] else ""
        lines += ["", "# this file", f"kind: {kind}{of_type}", f"excluded: {'yes' if data['excluded'] else 'no'}"]
    lines += ["", "# rules", *(f"{rule}: {severity}" for rule, severity in data["rules"].items())]
    return lines
