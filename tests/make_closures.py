"""Makes ``calendars/closures/*.ics`` from what the laws say: ``python -m tests.make_closures``.

To add years, move ``LAST_YEAR`` and run it; the events of the years before keep their bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import FR, MO, TH, TU, relativedelta

FIRST_YEAR, LAST_YEAR = 2026, 2030
FOLDER = Path(__file__).parents[1] / "calendars" / "closures"


@dataclass(frozen=True, slots=True)
class Law:
    """One file: the holidays of a law, each by its name and the days from 1 January that lead to it."""

    slug: str
    name: str
    source: str
    holidays: tuple[tuple[str, relativedelta], ...]


FEDERAL = Law(
    "us-federal",
    "US federal holidays",
    "Public holidays of 5 U.S.C. 6103(a), with the days observed instead under 6103(b) and Executive Order 11582",
    (
        ("New Year's Day", relativedelta(month=1, day=1)),
        ("Birthday of Martin Luther King, Jr.", relativedelta(month=1, day=1, weekday=MO(3))),
        ("Washington's Birthday", relativedelta(month=2, day=1, weekday=MO(3))),
        ("Memorial Day", relativedelta(month=5, day=31, weekday=MO(-1))),
        ("Juneteenth National Independence Day", relativedelta(month=6, day=19)),
        ("Independence Day", relativedelta(month=7, day=4)),
        ("Labor Day", relativedelta(month=9, day=1, weekday=MO(1))),
        ("Columbus Day", relativedelta(month=10, day=1, weekday=MO(2))),
        ("Veterans Day", relativedelta(month=11, day=11)),
        ("Thanksgiving Day", relativedelta(month=11, day=1, weekday=TH(4))),
        ("Christmas Day", relativedelta(month=12, day=25)),
    ),
)
VIRGINIA = Law(
    "us-va",
    "Virginia state holidays",
    "Legal holidays of the Code of Virginia 2.2-3300, with the days observed instead where one falls on a weekend",
    (
        ("New Year's Day", relativedelta(month=1, day=1)),
        ("Martin Luther King, Jr., Day", relativedelta(month=1, day=1, weekday=MO(3))),
        ("George Washington Day", relativedelta(month=2, day=1, weekday=MO(3))),
        ("Memorial Day", relativedelta(month=5, day=31, weekday=MO(-1))),
        ("Juneteenth", relativedelta(month=6, day=19)),
        ("Independence Day", relativedelta(month=7, day=4)),
        ("Labor Day", relativedelta(month=9, day=1, weekday=MO(1))),
        ("Columbus Day and Yorktown Victory Day", relativedelta(month=10, day=1, weekday=MO(2))),
        ("Election Day", relativedelta(month=11, day=2, weekday=TU(1))),
        ("Veterans Day", relativedelta(month=11, day=11)),
        ("Thanksgiving Day", relativedelta(month=11, day=1, weekday=TH(4))),
        ("Day after Thanksgiving", relativedelta(month=11, day=23, weekday=FR(1))),
        ("Christmas Day", relativedelta(month=12, day=25)),
    ),
)


def closed_days(law: Law) -> Iterator[tuple[date, str]]:
    """Every closed day of the years, in order: the holidays, and the Friday or Monday beside a weekend one."""
    days: list[tuple[date, str]] = []
    for year in range(FIRST_YEAR, LAST_YEAR + 2):
        for name, leads in law.holidays:
            day = date(year, 1, 1) + leads
            days.append((day, name))
            if day.weekday() >= 5:
                days.append((day + timedelta(days=-1 if day.weekday() == 5 else 1), f"{name} (observed)"))
    # New Year's Day of the year after may be observed in the last one
    return (pair for pair in sorted(days) if pair[0].year <= LAST_YEAR)


def calendar_bytes(law: Law) -> bytes:
    """The file of a law."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//facilitator//closed days//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{law.name}",
        f"X-WR-CALDESC:{_escaped(law.source)}",
    ]
    for day, name in closed_days(law):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{law.slug}-{day}",
            "DTSTAMP:20261101T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(name)}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    return text.replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> bytes:
    pieces = [line[:75], *(line[begin : begin + 74] for begin in range(75, len(line), 74))]
    return "\r\n ".join(pieces).encode("ascii") + b"\r\n"


if __name__ == "__main__":
    for law in (FEDERAL, VIRGINIA):
        (FOLDER / f"{law.slug}.ics").write_bytes(calendar_bytes(law))
