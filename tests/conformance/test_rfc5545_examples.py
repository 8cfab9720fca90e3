"""The examples of RFC 5545 section 3.8.5.3 that a group can meet by, and the refusal of those it cannot.

All start on 2 September 1997 at 9:00 in New York unless a start is given.
"""

from datetime import datetime
from itertools import islice

import pytest

from facilitator.domain.dates.recurrence import local_starts, parse_rule
from facilitator.errors import BadInput
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
START = "1997-09-02"


def days(year: int, **months: str) -> list[str]:
    names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    return [
        f"{year}-{names.index(month) + 1:02}-{int(day):02}"
        for month, listed in months.items()
        for day in listed.split()
    ]


# rule, start, the first dates
EXAMPLES: list[tuple[str, str, list[str]]] = [
    ("FREQ=DAILY;COUNT=10", START, days(1997, sep="2 3 4 5 6 7 8 9 10 11")),
    ("FREQ=DAILY;INTERVAL=2", START, days(1997, sep="2 4 6 8 10 12")),
    ("FREQ=DAILY;INTERVAL=10;COUNT=5", START, days(1997, sep="2 12 22", oct="2 12")),
    (
        "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
        "1998-01-01",
        days(1998, jan=" ".join(str(day) for day in range(1, 32))) + days(1999, jan="1 2 3"),
    ),
    ("FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998-01-30", days(1998, jan="30 31") + days(1999, jan="1 2")),
    ("FREQ=WEEKLY;COUNT=10", START, days(1997, sep="2 9 16 23 30", oct="7 14 21 28", nov="4")),
    ("FREQ=WEEKLY;UNTIL=19971224T000000Z", "1997-12-02", days(1997, dec="2 9 16 23")),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", START, days(1997, sep="2 16 30", oct="14 28", nov="11 25")),
    (
        "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
        START,
        days(1997, sep="2 4 9 11 16 18 23 25 30", oct="2"),
    ),
    ("FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", START, days(1997, sep="2 4 9 11 16 18 23 25 30", oct="2")),
    (
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
        "1997-09-01",
        days(1997, sep="1 3 5 15 17 19 29", oct="1 3 13 15 17 27 29 31", nov="10 12 14 24 26 28", dec="8 10 12 22"),
    ),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", START, days(1997, sep="2 4 16 18 30", oct="2 14 16")),
    ("FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05", days(1997, sep="5", oct="3", nov="7", dec="5")),
    ("FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997-09-05", days(1997, sep="5", oct="3", nov="7", dec="5")),
    (
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        "1997-09-07",
        days(1997, sep="7 28", nov="2 30") + days(1998, jan="4 25", mar="1 29", may="3 31"),
    ),
    (
        "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
        "1997-09-22",
        days(1997, sep="22", oct="20", nov="17", dec="22") + days(1998, jan="19", feb="16"),
    ),
    ("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", days(1997, sep="28", oct="29", nov="28", dec="29")),
    ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", START, days(1997, sep="2 15", oct="2 15", nov="2 15", dec="2 15")),
    ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30", days(1997, sep="30", oct="1 31", nov="1 30", dec="1 31")),
    (
        "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
        "1997-09-10",
        days(1997, sep="10 11 12 13 14 15") + days(1999, mar="10 11 12 13"),
    ),
    (
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
        START,
        days(1997, sep="2 9 16 23 30", nov="4 11 18 25") + days(1998, jan="6 13 20 27"),
    ),
    ("FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997-06-10", days(1997, jun="10", jul="10") + days(1998, jun="10", jul="10")),
    (
        "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
        "1997-03-10",
        days(1997, mar="10") + days(1999, jan="10", feb="10", mar="10") + days(2001, jan="10"),
    ),
    ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", days(1997, may="19") + days(1998, may="18") + days(1999, may="17")),
    (
        "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
        "1997-03-13",
        days(1997, mar="13 20 27") + days(1998, mar="5 12 19 26") + days(1999, mar="4 11 18 25"),
    ),
    (
        "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
        "1997-06-05",
        days(1997, jun="5 12 19 26", jul="3 10 17 24 31", aug="7 14 21 28") + days(1998, jun="4 11"),
    ),
    (
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        START,
        days(1998, feb="13", mar="13", nov="13") + days(1999, aug="13") + days(2000, oct="13"),
    ),
    (
        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
        "1997-09-13",
        days(1997, sep="13", oct="11", nov="8", dec="13") + days(1998, jan="10", feb="7", mar="7", apr="11"),
    ),
    (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "1996-11-05",
        days(1996, nov="5") + days(2000, nov="7") + days(2004, nov="2"),
    ),
    ("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", days(1997, sep="4", oct="7", nov="6")),
    (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        "1997-09-29",
        days(1997, sep="29", oct="30", nov="27", dec="30") + days(1998, jan="29", feb="26", mar="30"),
    ),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", days(1997, aug="5 10 19 24")),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", days(1997, aug="5 17 19 31")),
    (
        "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
        "2007-01-15",
        days(2007, jan="15 30", feb="15", mar="15 30"),
    ),
]

TIMES_OF_DAY = [
    "FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z",
    "FREQ=MINUTELY;INTERVAL=15;COUNT=6",
    "FREQ=MINUTELY;INTERVAL=90;COUNT=4",
    "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
    "FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16",
]
NUMBERED_WEEKS_AND_DAYS = [
    "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
]


@pytest.mark.parametrize(("value", "start", "dates"), EXAMPLES, ids=[value for value, _, _ in EXAMPLES])
def test_an_example_gives_these_dates(value: str, start: str, dates: list[str]) -> None:
    first = datetime.fromisoformat(f"{start}T09:00:00")
    rule = parse_rule(value, start=first, zone=NEW_YORK)
    found = islice(local_starts(rule, first, zone=NEW_YORK), len(dates))
    assert [local.isoformat() for local in found] == [f"{day}T09:00:00" for day in dates]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("FREQ=DAILY;UNTIL=19971224T000000Z", 113),
        ("FREQ=WEEKLY;UNTIL=19971224T000000Z", 17),
        ("FREQ=WEEKLY;COUNT=10", 10),
        ("FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", 10),
        ("FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", 10),
    ],
)
def test_an_example_ends_after_so_many(value: str, number: int) -> None:
    first = datetime.fromisoformat(f"{START}T09:00:00")
    rule = parse_rule(value, start=first, zone=NEW_YORK)
    assert len(list(local_starts(rule, first, zone=NEW_YORK))) == number


@pytest.mark.parametrize("value", TIMES_OF_DAY + NUMBERED_WEEKS_AND_DAYS)
def test_an_example_no_group_meets_by_is_refused(value: str) -> None:
    with pytest.raises(BadInput):
        parse_rule(value, start=datetime.fromisoformat(f"{START}T09:00:00"), zone=NEW_YORK)
