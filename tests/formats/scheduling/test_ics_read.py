from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from facilitator import zones
from facilitator.domain.scheduling.closures import ClosedSpan, closed_day
from facilitator.errors import BadInput
from facilitator.formats.scheduling.ics_events import FileProblem, read_events
from facilitator.formats.scheduling.ics_read import ClosuresRead, read_closures
from facilitator.words import ClosureState

NEW_YORK = zones.zone("America/New_York")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def read(data: bytes, first: date = FIRST, last: date = LAST) -> ClosuresRead:
    return read_closures(data, name="days.ics", zone=NEW_YORK, first=first, last=last)


def days(*events: str, first: date = FIRST, last: date = LAST) -> list[str]:
    """The spans of the events in short: the day, or the times, where there are no problems."""
    found = read(calendar(*events), first, last)
    assert found.problems == ()
    return [
        f"{span.starts:%m-%d}" if span.all_day else f"{span.starts:%m-%dT%H:%M}/{span.ends:%m-%dT%H:%M}"
        for span in found.spans
    ]


def problem(*events: str) -> str:
    found = read(calendar(*events))
    assert found.spans == ()
    assert [each.line for each in found.problems] == [4]
    return found.problems[0].message


def test_a_whole_day_ends_before_its_dtend() -> None:
    found = read(calendar("DTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260503\nSUMMARY:Spring break"))
    assert found.spans == (closed_day(date(2026, 5, 1), "Spring break", date(2026, 5, 2)),)
    assert found.problems == found.passed == found.notes == ()


@pytest.mark.parametrize("end", ["", "DTEND;VALUE=DATE:20260501", "DURATION:P1D"])
def test_a_date_alone_is_one_day(end: str) -> None:
    found = read(calendar(f"DTSTART;VALUE=DATE:20260501\n{end}".strip()))
    assert found.spans == (closed_day(date(2026, 5, 1), "closed"),)


def test_a_duration_counts_whole_days() -> None:
    found = read(calendar("DTSTART;VALUE=DATE:20260501\nDURATION:P1W"))
    assert found.spans == (closed_day(date(2026, 5, 1), "closed", date(2026, 5, 7)),)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("DTSTART;TZID=America/New_York:20261224T120000\nDTEND;TZID=America/New_York:20261224T170000", "12:00/17:00"),
        ("DTSTART:20261224T170000Z\nDURATION:PT5H", "12:00/17:00"),
        ("DTSTART:20261224T120000\nDTEND:20261224T170000", "12:00/17:00"),
        ("DTSTART;TZID=Europe/Dublin:20261224T170000\nDURATION:PT5H", "12:00/17:00"),
        ("DTSTART;TZID=Eastern Standard Time:20261224T120000\nDURATION:PT5H", "12:00/17:00"),
        ("DTSTART;TZID=/example.org/America/New_York:20261224T120000\nDURATION:PT5H", "12:00/17:00"),
    ],
)
def test_a_time_of_day_becomes_wall_time_of_the_zone(lines: str, expected: str) -> None:
    starts, ends = (datetime.fromisoformat(f"2026-12-24T{clock}") for clock in expected.split("/"))
    assert read(calendar(lines)).spans == (ClosedSpan(starts, ends, "closed", all_day=False),)


def test_a_length_is_elapsed_time_when_the_clocks_change() -> None:
    assert days("DTSTART:20260308T060000Z\nDURATION:PT3H") == ["03-08T01:00/03-08T05:00"]
    # 01:30 to 01:15 on the clock, 45 minutes in truth
    assert days("DTSTART:20261101T053000Z\nDURATION:PT45M") == ["11-01T01:30/11-01T02:15"]


def test_the_reason_is_the_summary_or_how_the_description_begins() -> None:
    found = read(
        calendar(
            "DTSTART:20260501\nSUMMARY: Staff\\, all\\nof us\x07 ",
            "DTSTART:20260502\nSUMMARY:\nDESCRIPTION:\\n Building\\tclosed \\nBring tea",
            "DTSTART:20260503\nSUMMARY:" + "x" * 3000,
            "DTSTART:20260504\nSUMMARY;oops",
        )
    )
    assert [span.reason for span in found.spans] == ["Staff, all", "Building\\tclosed", "x" * 200, "closed"]


def test_free_time_is_offered_and_what_is_cancelled_closes_nothing() -> None:
    found = read(calendar("DTSTART:20260501\nTRANSP:TRANSPARENT", "DTSTART:20260502\nSTATUS:Cancelled"))
    assert [(each.span.starts.day, each.state) for each in found.listed] == [(1, ClosureState.OFFERED)]
    assert (found.spans, found.problems) == ((), ())
    assert found.passed == (FileProblem(8, "it is cancelled, so it closes nothing"),)


def test_a_rule_repeats_inside_the_window_only() -> None:
    yearly = "DTSTART;VALUE=DATE:20200704\nRRULE:FREQ=YEARLY"
    assert days(yearly) == ["07-04"]
    assert days(yearly, first=date(2026, 7, 4), last=date(2026, 7, 4)) == ["07-04"]
    assert days(yearly, first=date(2026, 7, 5), last=date(2027, 7, 3)) == []
    thanksgiving = "DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;"
    assert days(thanksgiving, first=date(2039, 1, 1), last=date(2040, 12, 31)) == ["11-24", "11-22"]
    assert days("DTSTART:20260105\nRRULE:FREQ=WEEKLY;COUNT=3;INTERVAL=2") == ["01-05", "01-19", "02-02"]
    # leap days, and a span that began before the window
    assert days("DTSTART:20240229\nRRULE:FREQ=YEARLY", last=date(2032, 12, 31)) == ["02-29", "02-29"]
    assert days("DTSTART:20251230\nDTEND:20260102") == ["12-30"]


def test_a_start_beside_its_rule_is_closed_too() -> None:
    assert days("DTSTART:20260107\nRRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20260115") == ["01-07", "01-08", "01-15"]


@pytest.mark.parametrize(
    ("start", "until", "last"),
    [
        ("DTSTART;VALUE=DATE:20260305", "20260312", "03-12"),
        ("DTSTART;VALUE=DATE:20260305", "20260312T000000Z", "03-12"),
        ("DTSTART;TZID=America/New_York:20260305T183000\nDURATION:PT1H", "20260312T223000Z", "03-12"),
        ("DTSTART;TZID=America/New_York:20260305T183000\nDURATION:PT1H", "20260312T222959Z", "03-05"),
        ("DTSTART;TZID=America/New_York:20260305T183000\nDURATION:PT1H", "20260312", "03-12"),
    ],
)
def test_until_is_the_last_start(start: str, until: str, last: str) -> None:
    assert days(f"{start}\nRRULE:FREQ=WEEKLY;UNTIL={until}")[-1][:5] == last


@pytest.mark.parametrize(
    "exdate",
    [
        "EXDATE;TZID=America/New_York:20260312T183000",
        "EXDATE:20260312T223000Z",
        "EXDATE:20260312T183000",
        "EXDATE;TZID=Europe/Dublin:20260312T223000",
        "EXDATE;VALUE=DATE:20260312",
        "EXDATE;VALUE=DATE:20260101,20260312",
    ],
)
def test_an_exdate_excludes_whatever_its_zone_or_type(exdate: str) -> None:
    series = "DTSTART;TZID=America/New_York:20260305T183000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3"
    assert days(f"{series}\n{exdate}") == ["03-05T18:30/03-05T19:30", "03-19T18:30/03-19T19:30"]


def test_an_exdate_of_whole_days_may_be_a_time() -> None:
    assert days("DTSTART:20260305\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20260312T000000Z") == ["03-05", "03-19"]


def test_an_rdate_adds_days() -> None:
    assert days("DTSTART:20260305\nRDATE;VALUE=DATE:20260309,20260310\nEXDATE:20260310") == ["03-05", "03-09"]


def test_an_override_takes_the_place_of_its_day() -> None:
    series = "UID:a\nDTSTART;VALUE=DATE:20260305\nRRULE:FREQ=WEEKLY;COUNT=3"
    assert days(
        series,
        "UID:a\nRECURRENCE-ID;VALUE=DATE:20260312\nDTSTART;VALUE=DATE:20260313",
        "UID:a\nRECURRENCE-ID;VALUE=DATE:20260319\nSTATUS:CANCELLED",
        "UID:b\nRECURRENCE-ID;VALUE=DATE:20260305\nDTSTART;VALUE=DATE:20260401",
    ) == ["03-05", "03-13", "04-01"]


def test_an_override_without_a_uid_takes_nothing_away() -> None:
    series = "DTSTART;VALUE=DATE:20260305\nRRULE:FREQ=WEEKLY;COUNT=2"
    assert days(series, "RECURRENCE-ID;VALUE=DATE:20260312\nDTSTART;VALUE=DATE:20260313") == ["03-05", "03-12", "03-13"]


def test_spans_are_in_order_and_once() -> None:
    assert days("DTSTART:20260502", "DTSTART:20260501", "DTSTART:20260502") == ["05-01", "05-02"]


def test_lines_may_be_folded_and_end_in_any_way() -> None:
    data = calendar("DTSTART;VALUE=DA\n TE:2026\n\t0501", "DTSTART:202605\n 99")
    expected = (
        (closed_day(date(2026, 5, 1), "closed"),),
        (FileProblem(9, "a date or time in this event cannot be read"),),
    )
    for text in (data, data.replace(b"\r\n", b"\n"), data.replace(b"\r\n", b"\r"), b"\xef\xbb\xbf" + data):
        found = read(text)
        assert (found.spans, found.problems) == expected


def test_reads_letters_of_older_files() -> None:
    data = calendar("DTSTART:20260501\nSUMMARY:D\u00eda de fiesta")
    assert read(data).spans == read(data.decode().encode("latin-1")).spans


def test_alarms_and_other_components_do_not_count() -> None:
    event = "DTSTART:20260501\nBEGIN:VALARM\nDTSTART:20260601\nSUMMARY:x\nEND:VALARM\nSUMMARY:Spring break"
    assert read(calendar(event)).spans == (closed_day(date(2026, 5, 1), "Spring break"),)


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("SUMMARY:x", "this event has no start (DTSTART)"),
        ("DTSTART:20260230", "a date or time in this event cannot be read"),
        ("DTSTART:P1D", "a date or time in this event cannot be read"),
        ("DTSTART:00990101", "a date in this event is centuries away"),
        ("DTSTART", "DTSTART cannot be read"),
        ("DTSTART:20260501\nDTSTART:20260502", "this event has DTSTART twice"),
        ("DTSTART:20260501\nDTEND:20260430", "this event ends before it begins"),
        ("DTSTART:20260501T100000\nDTEND:20260501T090000", "this event ends before it begins"),
        ("DTSTART:20260501\nDURATION:5H", "DURATION cannot be read"),
        (
            "DTSTART;TZID=Richmond:20260501T090000\nDURATION:PT1H",
            "the time zone (TZID) is not known: use an IANA name such as America/New_York",
        ),
        ("DTSTART:20260501\nRRULE:FREQ=HOURLY", "this event repeats within a day: closed days repeat daily at most"),
        (
            "DTSTART:20260501\nRRULE:FREQ=DAILY;BYHOUR=1,2",
            "this event repeats within a day: closed days repeat daily at most",
        ),
        (
            "DTSTART:20260501\nRRULE:FREQ=DAILY;INTERVAL=0",
            "the INTERVAL in the rule of this event is not a number from 1 up",
        ),
        ("DTSTART:20260501\nRRULE:EVERY DAY", "the rule (RRULE) of this event cannot be read"),
        ("DTSTART:20260501\nRRULE:FREQ=YEARLY;FREQ=DAILY", "the rule (RRULE) of this event cannot be read"),
        ("DTSTART:20260501\nRRULE:FREQ=YEARLY;BYDAY=60MO", "the rule (RRULE) of this event cannot be read"),
        (
            "DTSTART:20260501\nRRULE:FREQ=YEARLY;BYEASTER=0",
            "the rule (RRULE) of this event has a part that is not supported",
        ),
        ("DTSTART:20260501\nRRULE:COUNT=2", "the rule (RRULE) of this event has a part that is not supported"),
        (
            "DTSTART:20260501\nRRULE:FREQ=DAILY;BYMONTHDAY=" + ",".join(["1"] * 500),
            "the rule (RRULE) of this event is too long",
        ),
        (
            "DTSTART:20260501\nRRULE:FREQ=YEARLY\nRRULE:FREQ=HOURLY",
            "this event repeats within a day: closed days repeat daily at most",
        ),
        ("DTSTART:20260501\nEXRULE:EVERY DAY", "the rule (RRULE) of this event cannot be read"),
        ("DTSTART:20260501\nEXDATE:" + "20260501," * 3000, "EXDATE is too long"),
        ("DTSTART:20260501\nDURATION:P999999999D", "this event reaches beyond the year 9999"),
    ],
)
def test_says_what_is_wrong_with_an_event(event: str, message: str) -> None:
    assert problem(event) == message


def test_one_bad_event_spoils_no_other() -> None:
    found = read(calendar("SUMMARY:no start", "DTSTART:20260501", "DTSTART:soon"))
    assert found.spans == (closed_day(date(2026, 5, 1), "closed"),)
    assert [each.line for each in found.problems] == [4, 10]


def test_half_a_file_gives_what_is_whole() -> None:
    data = calendar("DTSTART:20260501", "DTSTART:20260502\nSUMMARY:Spring break")
    found = read(data[: data.index(b"Spring")])
    assert found.spans == (closed_day(date(2026, 5, 1), "closed"),)
    assert found.problems == (
        FileProblem(7, "this event has no END:VEVENT, so it was left out"),
        FileProblem(9, "the file ends before END:VCALENDAR: it may be cut off"),
    )


def test_an_event_inside_another_leaves_out_the_outer() -> None:
    found = read(calendar("DTSTART:20260501\nBEGIN:VEVENT\nDTSTART:20260502"))
    assert found.spans == (closed_day(date(2026, 5, 2), "closed"),)
    assert found.problems == (FileProblem(4, "this event has no END:VEVENT, so it was left out"),)


def test_a_calendar_without_events_says_so() -> None:
    found = read(calendar())
    assert (found.spans, found.problems) == ((), (FileProblem(1, "this calendar has no events"),))
    assert not found.readable


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff\xfe", b"name,date\nA,2026-05-01\n", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"]
)
def test_refuses_what_is_no_calendar(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"days\.ics is not a calendar"):
        read(data)


def test_refuses_files_that_are_too_big_or_repeat_without_bounds() -> None:
    with pytest.raises(BadInput, match="too big"):
        read(b"x" * 10_000_001)
    forever = "DTSTART;VALUE=DATE:16000101\nRRULE:FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2"
    with pytest.raises(BadInput, match="repeats too much"):
        read(calendar(*[forever] * 10))
    overrides = ["UID:a\nRECURRENCE-ID:20260101\nSTATUS:CANCELLED"] * 1_001
    with pytest.raises(BadInput, match="repeats too much"):
        read(calendar(*["UID:a\nDTSTART:20260101"] * 1_001, *overrides))
    daily = [f"DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY\nSUMMARY:{number}" for number in range(56)]
    with pytest.raises(BadInput, match="20,000 closed days"):
        read(calendar(*daily))


def test_a_rule_that_never_falls_on_a_day_closes_its_start() -> None:
    assert days("DTSTART:20260105\nRRULE:FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2") == ["01-05"]


LINES = st.sampled_from(
    [
        *(
            "BEGIN:VEVENT",
            "END:VEVENT",
            "BEGIN:VALARM",
            "END:VALARM",
            "BEGIN:VCALENDAR",
            "END:VCALENDAR",
            "",
            " folded",
        ),
        *("DTSTART:20260501", "DTSTART;TZID=America/New_York:20260501T093000", "DTSTART:89991231T235959Z"),
        *("DTEND:20260502", "DTEND:16000101T000000Z", "DURATION:P3D", "DURATION:PT2H", "DURATION:-P1D"),
        *("RRULE:FREQ=WEEKLY", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=2", "RRULE:FREQ=YEARLY;BYWEEKNO=53;COUNT=4"),
        *(
            "RRULE:FREQ=DAILY;UNTIL=20260601",
            "RDATE:20260801,20260802T100000Z",
            "RDATE;VALUE=PERIOD:20260801T100000Z/PT1H",
        ),
        *("EXDATE:16000101T000000Z", "EXDATE;TZID=Asia/Tokyo:20260501T000000", "UID:a", "STATUS:CANCELLED"),
        *("RECURRENCE-ID:20260508", "RECURRENCE-ID;TZID=Europe/Dublin:20260508T093000", "SUMMARY:x"),
    ]
)


@given(st.lists(LINES | st.text(max_size=20), max_size=25))
def test_whatever_it_is_given_it_answers(lines: list[str]) -> None:
    data = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"]).encode(
        "utf-8", "replace"
    )
    found = read(data)
    assert all(span.ends.date() >= FIRST and span.starts.date() <= LAST for span in found.spans)
    assert list(found.spans) == sorted(set(found.spans), key=lambda span: (span.starts, span.ends, span.reason))


@given(st.binary(max_size=200))
def test_bytes_that_are_no_calendar_raise_nothing_else(data: bytes) -> None:
    with pytest.raises(BadInput):
        read(data)


names = st.sampled_from(["SUMMARY", "DTSTART", "rrule", "EXDATE", "UID", "Status"])
parameters = st.lists(
    st.tuples(st.sampled_from(["VALUE", "tzid", "X-A"]), st.text("AZaz09/_+-.: \\,\"^'%", max_size=8)), max_size=2
)
values = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=12) | st.text(
    "AZaz09:;,=\\\"^%' ", max_size=12
)


@given(names, parameters, values)
def test_a_line_reads_as_icalendar_reads_it(name: str, given_parameters: list[tuple[str, str]], value: str) -> None:
    line = name + "".join(f";{key}={text}" for key, text in given_parameters) + f":{value}"
    data = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode()
    (event,) = read_events(data, name="x.ics").events
    found = [(each.parameters, each.value) for each in event.every(name.upper())]
    try:
        _, theirs, text = Contentline(line).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        assert found == []
        return
    joined = {key.upper(): ",".join(one) if isinstance(one, list) else str(one) for key, one in theirs.items()}
    assert found == ([(joined, text)] if text.strip() else [])  # an empty property says nothing
