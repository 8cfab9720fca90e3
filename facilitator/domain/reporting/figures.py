"""How an exact figure is written: it is rounded once, where it is written, and a half goes up.

Inside, shares and hours are fractions: 15/19 rounded to 0.7895 first would be 79.0%, and it is 78.9%.
"""

from fractions import Fraction
from typing import Final

HOURS: Final = frozenset({"hours", "person_hours", "direct_hours"})
"""Measures in hours: two places say each minute. Every other fraction is a share of a whole."""
_HOUR_PLACES, _SHARE_PLACES = 2, 4


def half_up(value: Fraction, places: int) -> int:
    """How many units of that decimal place an exact figure comes to, if not negative: 67 for 2/3 to two places."""
    return int(value * 10**places + Fraction(1, 2))


def percent(share: Fraction) -> str:
    """A share in percent, to one place."""
    tenths = half_up(share, 3)
    return f"{tenths // 10}.{tenths % 10}%"


def number(measure: str, value: Fraction, *, share_places: int = _SHARE_PLACES) -> float:
    """A figure of that measure as the number that is written."""
    places = _HOUR_PLACES if measure in HOURS else share_places
    return half_up(value, places) / int(10**places)


def hours(minutes: int | Fraction) -> Fraction:
    """Minutes in hours, exactly."""
    return Fraction(minutes) / 60
