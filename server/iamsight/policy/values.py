"""How the values of condition operators are written: Booleans, dates, numbers, base64, ranges of IP addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

    Network: TypeAlias = "IPv4Network | IPv6Network"

_DATE = re.compile(
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d))?)?)?",
    re.ASCII,
)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_EPOCH = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_BASE64 = re.compile(r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_ADDRESS = re.compile(r"[0-9A-Fa-f:.]+(/\d{1,3})?", re.ASCII)
_PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")


def is_boolean(value: str) -> bool:
    """Whether it is `true` or `false`, in any case."""
    return value.lower() in ("true", "false")


def is_number(value: str) -> bool:
    """Whether it is an integer or a decimal number."""
    return _NUMBER.fullmatch(value) is not None


def is_date(value: str) -> bool:
    """Whether it is a date, or a date with a time and its zone, in a form of ISO 8601."""
    return _DATE.fullmatch(value) is not None


def is_epoch(value: str) -> bool:
    """Whether it is a time as a number of seconds, and no year."""
    return _EPOCH.fullmatch(value) is not None and not _YEAR.fullmatch(value)


def is_base64(value: str) -> bool:
    """Whether it is bytes in base64."""
    return _BASE64.fullmatch(value) is not None


@lru_cache(maxsize=1024)
def network(value: str) -> Network | None:
    """The addresses that an address or a CIDR range stands for; None if it is neither."""
    from ipaddress import ip_network

    if not _ADDRESS.fullmatch(value):
        return None  # Python takes netmasks and zones as well, which IAM does not
    try:
        return ip_network(value, strict=False)
    except ValueError:
        return None


def is_private(value: str) -> bool:
    """Whether all addresses of a range are kept for private networks. Those kept for documentation count as public."""
    found = network(value)
    return found is not None and any(_lies_in(found, known) for known in map(network, _PRIVATE) if known)


def without_host_bits(value: str) -> str | None:
    """The range as it should be written, if bits are set behind its prefix; None if none are, or it is no range."""
    found = network(value)
    if found is None or "/" not in value:
        return None
    address = network(value.partition("/")[0])
    return str(found) if address is not None and address.network_address != found.network_address else None


def _lies_in(inner: Network, outer: Network) -> bool:
    if inner.version != outer.version or inner.prefixlen < outer.prefixlen:
        return False
    shift = outer.max_prefixlen - outer.prefixlen
    return int(inner.network_address) >> shift == int(outer.network_address) >> shift
