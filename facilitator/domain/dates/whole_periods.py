"""BYSETPOS counts over whole weeks, months and years, also in the one that the start cuts (RFC 5545, 3.3.10).

dateutil counts from the start on: "the first and third weekday" from a Wednesday would be that Wednesday and the
Friday of its week, and Monday and Wednesday of every other.
"""

from datetime import date, timedelta


def period_begins(freq: str, day: date, week_start: int = 0) -> date:
    """The first day of the week, month or year (FREQ in the letters of RFC 5545) that a day lies in.

    A rule that is walked from there, and whose dates before the start are dropped before they are counted, picks the
    same positions in every period. ``week_start`` is a weekday, Monday is 0.
    """
    match freq:
        case "WEEKLY":
            return day - timedelta(days=(day.weekday() - week_start) % 7)
        case "MONTHLY":
            return day.replace(day=1)
        case "YEARLY":
            return day.replace(month=1, day=1)
    return day
