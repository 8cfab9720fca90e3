"""Closed days as other programs write them: each kind in one row, with the days it closes in a book of New York."""

from datetime import date, datetime, timedelta

import pytest

from facilitator import zones
from facilitator.formats.scheduling.ics_read import ClosuresRead, read_closures
from facilitator.words import ClosureState

NEW_YORK = zones.zone("America/New_York")


def vtimezone(tzid: str, standard: str, daylight: str, *, rules: bool = True) -> str:
    """A zone of a file's own, with the clock changes of the United States or none."""
    parts = [f"BEGIN:VTIMEZONE\nTZID:{tzid}"]
    both = (("STANDARD", "16011104T020000", "1SU;BYMONTH=11", daylight, standard),)
    if rules:
        both += (("DAYLIGHT", "16010311T020000", "2SU;BYMONTH=3", standard, daylight),)
    for kind, starts, rule, before, after in both:
        yearly = f"RRULE:FREQ=YEARLY;BYDAY={rule}\n" if rules else ""
        parts.append(f"BEGIN:{kind}\nDTSTART:{starts}\n{yearly}TZOFFSETFROM:{before}\nTZOFFSETTO:{after}\nEND:{kind}")
    return "\n".join([*parts, "END:VTIMEZONE\n"])


def calendar(*events: str, zone: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{zone}{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def read(data: bytes, zone: str = "America/New_York") -> ClosuresRead:
    return read_closures(data, name="days.ics", zone=zones.zone(zone), first=date(2026, 12, 1), last=date(2028, 12, 31))


def said(found: ClosuresRead) -> list[str]:
    """The spans in short: ``01-18``, ``01-18/01-20`` (the last day included), ``01-18T13:00/17:00``, ? if offered."""
    lines = []
    for each in found.listed:
        starts, ends = each.span.starts, each.span.ends
        if each.span.all_day:
            last = ends - timedelta(days=1)
            text = f"{starts:%m-%d}" if last == starts else f"{starts:%m-%d}/{last:%m-%d}"
        else:
            text = f"{starts:%m-%dT%H:%M}/" + (
                f"{ends:%H:%M}" if ends.date() == starts.date() else f"{ends:%m-%dT%H:%M}"
            )
        lines.append(text + ("?" if each.state is ClosureState.OFFERED else ""))
    return lines


NEW_YORKS = vtimezone("Customized Time Zone", "-0500", "-0400")
MONDAY = "DTSTART;VALUE=DATE:20270118"
HOURS = "DTSTART;TZID={0}:20270118T130000\nDTEND;TZID={0}:20270118T170000"
SUMMER = "DTSTART;TZID={0}:20270714T130000\nDTEND;TZID={0}:20270714T170000"

KINDS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    # what says nothing
    "an empty rule": ((f"{MONDAY}\nDTEND:20270118\nRRULE:",), ["01-18"]),
    "an empty end": ((f"{MONDAY}\nDTEND:\nDURATION:\nEXDATE:\nRECURRENCE-ID:\nSTATUS:\nSEQUENCE:",), ["01-18"]),
    "an empty part of a rule": ((f"{MONDAY}\nRRULE:FREQ=WEEKLY;COUNT=2;BYDAY=;",), ["01-18", "01-25"]),
    # what closes nothing is no fault
    "a time without an end": (("DTSTART;TZID=America/New_York:20270118T000000", MONDAY), ["01-18"]),
    "a time that ends as it begins": (("DTSTART:20270411T220000Z\nDTEND:20270411T220000Z", MONDAY), ["01-18"]),
    "a date that ends as it begins": ((f"{MONDAY}\nDTEND;VALUE=DATE:20270118",), ["01-18"]),
    "no duration": (("DTSTART:20270411T220000Z\nDURATION:PT0S", MONDAY), ["01-18"]),
    # dates and times mixed
    "from a date to a time": (
        ("DTSTART;VALUE=DATE:20270621\nDTEND;TZID=America/New_York:20270830T090000",),
        ["06-21T00:00/08-30T09:00"],
    ),
    "from a date to a time in UTC": (
        ("DTSTART;VALUE=DATE:20270621\nDTEND:20270830T130000Z",),
        ["06-21T00:00/08-30T09:00"],
    ),
    "from a date to its own midnight": ((f"{MONDAY}\nDTEND;TZID=America/New_York:20270118T000000",), ["01-18"]),
    "from a time to a date": (
        ("DTSTART;TZID=America/New_York:20270405T000000\nDTEND;VALUE=DATE:20270410",),
        ["04-05/04-09"],
    ),
    "from midnight to a minute before the next": (
        ("DTSTART;TZID=America/New_York:20270118T000000\nDTEND;TZID=America/New_York:20270118T235959",),
        ["01-18"],
    ),
    # whole days written as times
    "Outlook's mark": (
        ("DTSTART:20270118T000000Z\nDTEND:20270119T000000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",),
        ["01-18"],
    ),
    "Outlook's mark on midnights in Los Angeles": (
        ("DTSTART:20270118T080000Z\nDTEND:20270120T080000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:true",),
        ["01-18/01-19"],
    ),
    "Outlook's mark on midnights in Berlin": (
        ("DTSTART:20270117T230000Z\nDTEND:20270118T230000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",),
        ["01-18"],
    ),
    "Outlook's mark over a clock change": (
        (
            "DTSTART;TZID=Europe/Berlin:20270327T000000\nDTEND;TZID=Europe/Berlin:20270329T000000\n"
            "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        ),
        ["03-27/03-28"],
    ),
    "Outlook's mark without an end": (("DTSTART:20270118T000000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",), ["01-18"]),
    "Outlook's mark on an afternoon": (
        ("DTSTART:20270118T180000Z\nDTEND:20270118T220000Z\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",),
        ["01-18T13:00/17:00"],
    ),
    "a date with a time": (
        ("DTSTART;VALUE=DATE:20270118T000000Z\nDTEND;VALUE=DATE:20270119T000000Z",),
        ["01-18"],
    ),
    "a date with a local time": ((f"{MONDAY}T000000",), ["01-18"]),
    "a date with dashes": (("DTSTART:2027-01-18\nDTEND:2027-01-20",), ["01-18/01-19"]),
    "times with dashes and an offset": (
        ("DTSTART:2027-01-18T13:00:00-05:00\nDTEND:2027-01-18T17:00:00-05:00",),
        ["01-18T13:00/17:00"],
    ),
    # zones by names that tzdata has in another writing, or not at all
    **{
        f"the zone {tzid}": ((HOURS.format(tzid),), ["01-18T13:00/17:00"])
        for tzid in (
            *("america/new_york", "AMERICA/NEW_YORK", "US/Eastern", "us/eastern", "EST5EDT", "EST", "Etc/GMT+5"),
            *("etc/gmt+5", "UTC-05", "UTC-05:00", "GMT-0500", "-0500", "(UTC-05:00)", "eastern standard time"),
            *(
                "Eastern Standard Time",
                '"Eastern Standard Time 1"',
                "/freeassociation.sourceforge.net/America/New_York",
            ),
            *("/citadel.org/20190914_1/America/New_York", '"(UTC-05:00) Eastern Time (US & Canada)"'),
            *('"(GMT-05.00) Eastern Time (US & Canada)"', '"Eastern Time (US & Canada)"', '"Eastern Time"'),
        )
    },
    **{f"the zone {tzid}": ((HOURS.format(tzid),), ["01-18T08:00/12:00"]) for tzid in ("GMT", "gmt", "UTC", "Z")},
    "the zone UTC+01": ((HOURS.format("UTC+01"),), ["01-18T07:00/11:00"]),
    "the zone Etc/GMT-1": ((HOURS.format("Etc/GMT-1"),), ["01-18T07:00/11:00"]),
    "the zone PST": ((HOURS.format("PST"),), ["01-18T16:00/20:00"]),
    "a place in summer": ((SUMMER.format("america/new_york"),), ["07-14T13:00/17:00"]),
    "EST in summer": ((SUMMER.format("EST"),), ["07-14T14:00/18:00"]),
    # revisions
    "two revisions": (
        (f"UID:a\n{MONDAY}\nSEQUENCE:0", "UID:a\nDTSTART;VALUE=DATE:20270125\nSEQUENCE:1"),
        ["01-25"],
    ),
    "two revisions, the newer first": (
        ("UID:a\nDTSTART;VALUE=DATE:20270125\nSEQUENCE:3", f"UID:a\n{MONDAY}"),
        ["01-25"],
    ),
    "a revision that cancels": (
        (f"UID:a\n{MONDAY}\nSEQUENCE:0", f"UID:a\n{MONDAY}\nSEQUENCE:1\nSTATUS:CANCELLED", "DTSTART:20270125"),
        ["01-25"],
    ),
    "two revisions of one exception": (
        (
            f"UID:a\n{MONDAY}\nRRULE:FREQ=WEEKLY;COUNT=2",
            "UID:a\nSEQUENCE:1\nRECURRENCE-ID:20270125\nDTSTART:20270126",
            "UID:a\nSEQUENCE:2\nRECURRENCE-ID:20270125\nDTSTART:20270127",
        ),
        ["01-18", "01-27"],
    ),
    "one UID for all, and no sequence": ((f"UID:a\n{MONDAY}", "UID:a\nDTSTART:20270125"), ["01-18", "01-25"]),
    # free time and observances
    "free time": ((f"{MONDAY}\nTRANSP:TRANSPARENT\nCATEGORIES:Public Holiday",), ["01-18?"]),
    "free in Outlook": ((f"{MONDAY}\nX-MICROSOFT-CDO-BUSYSTATUS:FREE",), ["01-18?"]),
    "busy all the same": ((f"{MONDAY}\nTRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:FREE",), ["01-18"]),
    "an observance by its name": (("DTSTART:20270214\nSUMMARY:Valentine\u2019s Day",), ["02-14?"]),
    "an observance as one calendar says": (
        ("DTSTART:20270214\nSUMMARY:Tax day\nDESCRIPTION:Observance\\nTo hide observances, go to Settings",),
        ["02-14?"],
    ),
    "closed for an observance": (("DTSTART:20270214\nSUMMARY:Closed for Valentine's Day",), ["02-14"]),
    # rules
    "the same rule twice": ((f"{MONDAY}\nRRULE:FREQ=WEEKLY;COUNT=2\nRRULE:FREQ=WEEKLY;COUNT=2",), ["01-18", "01-25"]),
    "a count that says no end": ((f"{MONDAY}\nRRULE:FREQ=WEEKLY;COUNT=-1;UNTIL=20270125",), ["01-18", "01-25"]),
    "an end in UTC is read in the book's zone": (
        ("DTSTART;VALUE=DATE:20270301\nRRULE:FREQ=DAILY;UNTIL=20270305T045959Z",),
        ["03-01", "03-02", "03-03", "03-04"],
    ),
    "an end at midnight of the book's zone": (
        ("DTSTART;VALUE=DATE:20270301\nRRULE:FREQ=DAILY;UNTIL=20270303T050000Z",),
        ["03-01", "03-02", "03-03"],
    ),
    "an end at midnight in UTC is that date": (
        ("DTSTART;VALUE=DATE:20270301\nRRULE:FREQ=DAILY;UNTIL=20270303T000000Z",),
        ["03-01", "03-02", "03-03"],
    ),
    "a date as the end of hours": (
        (
            "DTSTART;TZID=America/New_York:20270104T200000\nDTEND;TZID=America/New_York:20270104T210000\n"
            "RRULE:FREQ=WEEKLY;UNTIL=20270118",
        ),
        ["01-04T20:00/21:00", "01-11T20:00/21:00", "01-18T20:00/21:00"],
    ),
    "the hour of the start said again": (
        ("DTSTART:20270118T130000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2;BYHOUR=13;BYMINUTE=0;BYSECOND=0",),
        ["01-18T13:00/14:00", "01-19T13:00/14:00"],
    ),
    "positions in a week that the start cuts": (
        ("DTSTART;VALUE=DATE:20270120\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3;COUNT=3",),
        ["01-20", "01-25", "01-27"],
    ),
    "periods as further dates": (
        (
            "DTSTART;TZID=America/New_York:20270104T130000\nDURATION:PT4H\n"
            "RDATE;TZID=America/New_York;VALUE=PERIOD:20270105T130000/20270105T150000,20270106T090000/PT30M",
        ),
        ["01-04T13:00/17:00", "01-05T13:00/15:00", "01-06T09:00/09:30"],
    ),
    # exceptions
    "an exception in a zone that nobody knows": (
        (
            "UID:a\nDTSTART;VALUE=DATE:20270218\nRRULE:FREQ=WEEKLY;UNTIL=20270310T050000Z;BYDAY=TU,TH;WKST=MO",
            "UID:a\nRECURRENCE-ID;TZID=UTC-05:20270223T000000\nDTSTART;VALUE=DATE:20270224",
            "UID:a\nRECURRENCE-ID;TZID=Nowhere:20270302T000000\nSTATUS:CANCELLED",
        ),
        ["02-18", "02-24", "02-25", "03-04", "03-09"],
    ),
    "exceptions as midnights of the book's zone": (
        (f"{MONDAY}\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20270119T050000Z\nEXDATE:20270120T000000Z",),
        ["01-18", "01-21"],
    ),
    "from an exception on": (
        (
            "UID:a\nDTSTART;VALUE=DATE:20270104\nRRULE:FREQ=WEEKLY;COUNT=5",
            "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:20270118\nDTSTART;VALUE=DATE:20270119\nDURATION:P2D",
            "UID:a\nRECURRENCE-ID:20270125\nSTATUS:CANCELLED",
        ),
        ["01-04", "01-11", "01-19/01-20", "02-02/02-03"],
    ),
    "cancelled from an exception on": (
        (
            "UID:a\nDTSTART;VALUE=DATE:20270104\nRRULE:FREQ=WEEKLY;COUNT=5",
            "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:20270118\nSTATUS:CANCELLED",
        ),
        ["01-04", "01-11"],
    ),
}


@pytest.mark.parametrize(("events", "expected"), KINDS.values(), ids=KINDS.keys())
def test_each_kind_closes_its_days(events: tuple[str, ...], expected: list[str]) -> None:
    found = read(calendar(*events))
    assert (said(found), found.problems) == (expected, ())


OWN_ZONES = {
    "a name of Outlook's": (NEW_YORKS, "Customized Time Zone", "01-18T13:00/17:00", "07-14T13:00/17:00"),
    "a numbered name": (
        vtimezone("Eastern Standard Time 1", "-0500", "-0400"),
        '"Eastern Standard Time 1"',
        "01-18T13:00/17:00",
        "07-14T13:00/17:00",
    ),
    "another case": (NEW_YORKS, "customized time zone", "01-18T13:00/17:00", "07-14T13:00/17:00"),
    "three hours behind": (vtimezone("West", "-0800", "-0700"), "West", "01-18T16:00/20:00", "07-14T16:00/20:00"),
    "no clock changes": (
        vtimezone("Fixed", "-0500", "-0500", rules=False),
        "Fixed",
        "01-18T13:00/17:00",
        "07-14T14:00/18:00",
    ),
    "a known abbreviation that the file defines": (
        vtimezone("EST", "-0500", "-0400"),
        "EST",
        "01-18T13:00/17:00",
        "07-14T13:00/17:00",
    ),
    "a place whose copy in the file is old": (
        vtimezone("America/New_York", "-0500", "-0500", rules=False),
        "America/New_York",
        "01-18T13:00/17:00",
        "07-14T13:00/17:00",
    ),
}


@pytest.mark.parametrize(("zone", "tzid", "winter", "summer"), OWN_ZONES.values(), ids=OWN_ZONES.keys())
def test_a_zone_of_the_files_own(zone: str, tzid: str, winter: str, summer: str) -> None:
    found = read(calendar(HOURS.format(tzid), SUMMER.format(tzid), zone=zone))
    assert (said(found), found.problems) == ([winter, summer], ())


def test_a_zone_with_dates_and_an_end_instead_of_rules_without_one() -> None:
    own = (
        "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:20201101T020000\nRDATE:20271107T020000,20261101T020000\n"
        "TZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20070311T020000\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;UNTIL=20270314T070000Z\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\n"
        "END:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    assert said(read(calendar(HOURS.format("Ours"), SUMMER.format("Ours"), zone=own))) == [
        "01-18T13:00/17:00",
        "07-14T13:00/17:00",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
@pytest.mark.parametrize("before", ["", " ", "\r\n", "\t", "\r\n \r\n "])
def test_whatever_it_is_written_in(encoding: str, before: str) -> None:
    data = (before + calendar(f"{MONDAY}\nSUMMARY:D\u00eda").decode()).encode(encoding)
    assert [(each.span.starts, each.span.reason) for each in read(data).listed] == [(datetime(2027, 1, 18), "D\u00eda")]


def test_a_file_that_is_indented() -> None:
    lines = calendar(f"{MONDAY}\nSUMMARY:Closed").decode().splitlines()
    assert said(read("\r\n".join(f"  {line}" for line in lines).encode())) == ["01-18"]
    lines[3] = f" {lines[3]}"  # BEGIN:VEVENT, which is not the rest of the line before it
    assert said(read("\r\n".join(lines).encode())) == ["01-18"]


def test_midnights_in_utc_without_a_mark_are_read_as_they_stand_and_warned_of() -> None:
    found = read(calendar("DTSTART:20270118T000000Z\nDTEND:20270119T000000Z"))
    assert said(found) == ["01-17T19:00/01-18T19:00"]
    assert [each.message for each in found.notes] == [
        "midnight to midnight in UTC is Sun 17 Jan 2027, 7:00 pm to Mon 18 Jan 2027, 7:00 pm here; if whole days are "
        "meant: facilitator closures add 2027-01-18 --reason R"
    ]
    assert read(calendar("DTSTART:20270118T000000Z\nDTEND:20270119T000000Z"), "UTC").notes == ()


def test_what_closes_nothing_is_told_by_its_line_and_is_no_problem() -> None:
    found = read(calendar("DTSTART:20270411T220000Z\nDTEND:20270411T220000Z"))
    assert (found.problems, said(found), found.readable) == ((), [], True)
    assert [(each.line, each.message) for each in found.passed] == [
        (4, "it has a time but no length, so it closes nothing")
    ]


def test_a_file_that_takes_everything_back() -> None:
    data = calendar(f"UID:a\n{MONDAY}").replace(b"VERSION:2.0", b"METHOD:CANCEL")
    found = read(data)
    assert (said(found), found.withdrawn) == ([], {("a", None)})
