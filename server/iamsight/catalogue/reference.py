"""Addresses in the Service Authorization Reference."""

from __future__ import annotations

from iamsight.catalogue.facts import facts


def service_page(prefix: str, part: str | None = None, name: str = "") -> str:
    """The address of a service in the Service Authorization Reference, of a `part` of it, or of an entry there.

    `part` is a key of `anchors` in data/sar_pages.json: actions, action, resources, resource, keys ...
    """
    held = facts("sar_pages")
    slug = held["slugs"].get(prefix.lower(), [prefix.lower()])[0]
    address: str = held["base"]
    if part is not None:
        address += held["anchors"][part].replace("{Action}", name).replace("{type}", name.replace(" ", "-"))
    return address.replace("{slug}", slug)


def reference_contents() -> str:
    """The address of the list of all services there."""
    base: str = facts("sar_pages")["base"]
    return f"{base.rpartition('/')[0]}/reference_policies_actions-resources-contextkeys.html"
