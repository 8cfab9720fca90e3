"""How far ahead the sessions of a group without an end are stored."""

from datetime import date, timedelta
from typing import Final

HORIZON: Final = timedelta(days=548)
"""18 months."""

SLACK: Final = timedelta(days=31)
"""How far stored sessions may fall short of it before more are made: once a month, not every day."""


def least(today: date) -> date:
    """The day up to which sessions must be stored."""
    return today + HORIZON - SLACK
