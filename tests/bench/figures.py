"""How a measurement is printed and judged."""

from __future__ import annotations

from statistics import median


def show(what: str, times: list[float], floor: list[float], limit: float) -> float:
    """Print the medians, in seconds, of what is measured and of its floor; the ratio of the two."""
    ratio = median(times) / median(floor)
    verdict = "" if ratio <= limit else "  MISSED"
    figures = f"{median(times) * 1e3:8.2f} ms  floor {median(floor) * 1e3:7.2f} ms  {ratio:5.2f} of {limit}{verdict}"
    print(f"\n{what:<42} {figures}")
    return ratio
