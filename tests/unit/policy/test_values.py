"""How condition values are written, at the edges that no policy of the specs reaches."""

import pytest

from iamsight.policy.values import is_base64, is_date, is_epoch, is_number, is_private, network, without_host_bits


@pytest.mark.parametrize(
    "value, is_one",
    [
        ("2026-02-29", True),  # whether a year is a leap year is not judged
        ("2026-00", False),
        ("2026-12-31T24:00Z", False),
        ("2026-12-31T23:59:60Z", False),
        ("2026-12-31T23:59:59+0200", True),
        ("2026-12-31 23:59Z", False),
        ("2026-12-31Z", False),
        ("٢٠٢٦", False),
    ],
)
def test_dates(value: str, is_one: bool) -> None:
    assert is_date(value) is is_one


@pytest.mark.parametrize(
    "value, is_one",
    [
        ("1", True),
        ("-1.", True),
        (".5", True),
        ("1e3", True),
        ("1,5", False),
        ("", False),
        ("0x10", False),
        ("٣", False),
    ],
)
def test_numbers(value: str, is_one: bool) -> None:
    assert is_number(value) is is_one


@pytest.mark.parametrize("value, is_one", [("2026", False), ("20260", True), ("1.5", True), ("now", False)])
def test_seconds_are_no_year(value: str, is_one: bool) -> None:
    assert is_epoch(value) is is_one


@pytest.mark.parametrize(
    "value, is_one", [("", True), ("YWI=", True), ("YQ==", True), ("YQ=", False), ("YW I=", False)]
)
def test_base64(value: str, is_one: bool) -> None:
    assert is_base64(value) is is_one


@pytest.mark.parametrize(
    "value", ["", "1.2.3", "1.2.3.4/", "1.2.3.4/255.0.0.0", "01.2.3.4", "fe80::1%eth0", " 1.2.3.4", "1.2.3.4/-1"]
)
def test_what_is_no_network(value: str) -> None:
    assert network(value) is None


@pytest.mark.parametrize(
    "value, is_one",
    [
        ("10.255.255.255", True),
        ("10.0.0.0/7", False),
        ("172.15.255.255", False),
        ("172.31.0.0/16", True),
        ("192.169.0.0/16", False),
        ("fdff::1", True),
        ("fe00::/8", False),
        ("nowhere", False),
    ],
)
def test_private_addresses(value: str, is_one: bool) -> None:
    assert is_private(value) is is_one


@pytest.mark.parametrize(
    "value, masked",
    [
        ("203.0.113.7/24", "203.0.113.0/24"),
        ("203.0.113.7/0", "0.0.0.0/0"),
        ("203.0.113.7/32", None),
        ("203.0.113.7", None),
        ("2001:DB8:0::1/64", "2001:db8::/64"),
        ("2001:DB8:0::/64", None),
        ("nowhere/8", None),
    ],
)
def test_networks_without_host_bits(value: str, masked: str | None) -> None:
    assert without_host_bits(value) == masked
