from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from facilitator.errors import BadInput, NotFound
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.agency import keep_staff
from facilitator.services.agency.keep_slots import set_slot
from facilitator.services.agency.see_slots import see_slots
from facilitator.services.publishing.export_calendar import export_calendar
from facilitator.services.scheduling import edit_sessions
from facilitator.services.sessions import run_session
from facilitator.services.sessions.count_people import keep_headcount
from facilitator.words import TitleStyle

ALLOWED = {
    "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "SUMMARY", "LOCATION",
}  # fmt: skip


@pytest.fixture
def steady(program):
    keep_places.add_site(program.book, name="North", address="", now=program.now)
    keep_places.add_room(program.book, site="North", name="Blue", capacity=None, now=program.now)
    program.group(curriculum="eight-steady-steps", room="Blue")
    program.group("Other", "2027-03-05 10:00", repeat="every friday, 2 times")
    program.people("Zanzibar Quill", "Ana", group="Steady")
    return program


def export(program, **more):
    return export_calendar(program.book, now=program.now, **more)


def events(done):
    return list(Calendar.from_ical(done.data).walk("VEVENT"))


def test_each_session_is_an_event_with_nothing_but_the_schedule(steady):
    done = export(steady)
    found = events(done)
    assert done.sessions == len(found) == 6
    first = steady.session("Steady@2027-03-04")
    event = found[0]
    assert (event["UID"], event["SUMMARY"], event["LOCATION"]) == (
        first.uid, "Steady: Where stress lands", "Blue, North",
    )  # fmt: skip
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (first.starts_at, first.ends_at)
    assert all(set(each) <= ALLOWED for each in found)
    assert Calendar.from_ical(done.data)["X-WR-CALNAME"] == "Harbor Street"
    for secret in (b"Zanzibar", b"Quill", b"pat", b"ATTENDEE", b"ORGANIZER"):
        assert secret not in done.data


def test_what_happens_in_a_session_changes_no_byte(steady):
    before = export(steady)
    assert export(steady) == before
    steady.now += timedelta(days=1)
    steady.mark("Steady@2027-03-04", Ana="present")
    keep_headcount(steady.book, "Steady@2027-03-04", 5, now=steady.now)
    run_session.start(steady.book, "Steady@2027-03-04", now=steady.now)
    steady.end("Steady@2027-03-04", "missed")
    steady.mark("Steady@2027-03-04", Ana="excused")
    assert export(steady) == before


def test_a_move_and_a_cancellation_show_with_a_higher_sequence(steady):
    steady.now += timedelta(days=1)
    edit_sessions.move(steady.book, "Steady@2027-03-04", datetime(2027, 3, 6, 9), now=steady.now)
    edit_sessions.cancel(steady.book, "Other@2027-03-05", reason="snow", now=steady.now)
    changed = {event["UID"]: event for event in events(export(steady)) if event["SEQUENCE"]}
    moved, cancelled = (changed[steady.session(at).uid] for at in ("Steady@2027-03-06", "Other@2027-03-05"))
    assert (moved["DTSTART"].dt.hour, moved["STATUS"], moved["LAST-MODIFIED"].dt) == (9, "CONFIRMED", steady.now)
    assert (cancelled["STATUS"], cancelled["SUMMARY"]) == ("CANCELLED", "Canceled: Other")
    assert b"snow" not in export(steady).data


def test_the_way_is_in_the_location(program):
    keep_places.add_site(program.book, name="North", address="12 Main St\nRichmond, VA", now=program.now)
    keep_places.add_room(program.book, site="North", name="Blue", capacity=None, now=program.now)
    program.group(room="Blue")
    assert {event["LOCATION"] for event in events(export(program))} == {"Blue, North, 12 Main St Richmond, VA"}


def test_one_site_and_one_facilitator(steady):
    keep_staff.add_facilitator(steady.book, name="Marisol", now=steady.now)
    steady.group("Led", "2027-03-06 10:00", repeat="once", facilitators=["Marisol"])
    assert {str(event["SUMMARY"])[:6] for event in events(export(steady, site="north"))} == {"Steady"}
    assert [str(event["SUMMARY"]) for event in events(export(steady, facilitator="Marisol"))] == ["Led"]
    assert export(steady, site="North", facilitator="Marisol").sessions == 0
    for wrong in ({"site": "West"}, {"facilitator": "Nobody"}):
        with pytest.raises(NotFound):
            export(steady, **wrong)


def test_more_sessions_than_a_file_holds_become_several(steady):
    told = []
    done = export(steady, most=4, progress=told.append)
    assert [(each.sessions, each.first, each.last) for each in done.files] == [
        (4, date(2027, 3, 4), date(2027, 3, 12)),
        (2, date(2027, 3, 18), date(2027, 3, 25)),
    ]
    assert told == [0, 1.0]
    read = [Calendar.from_ical(each.data) for each in done.files]
    assert [each["X-WR-CALNAME"] for each in read] == ["Harbor Street (1 of 2)", "Harbor Street (2 of 2)"]
    uids = [event["UID"] for each in read for event in each.walk("VEVENT")]
    assert sorted(uids) == sorted(event["UID"] for event in events(export(steady)))
    assert [path.name for path, _ in done.named(Path("feed.ics"))] == ["feed-1.ics", "feed-2.ics"]
    for most in (0, 20_001):
        with pytest.raises(BadInput, match="is no limit"):
            export(steady, most=most)


def test_groups_and_days(steady):
    def days(**more):
        return [(str(event["SUMMARY"])[:5], event["DTSTART"].dt.day) for event in events(export(steady, **more))]

    assert days(groups=["other"]) == [("Other", 5), ("Other", 12)]
    assert days(groups=["Other", "other"]) == days(groups=["Other"])
    assert len(days(groups=["Other", "Steady"])) == 6
    assert days(first=date(2027, 3, 5), last=date(2027, 3, 11)) == [("Other", 5), ("Stead", 11)]
    assert Calendar.from_ical(export(steady, groups=["other"]).data)["X-WR-CALNAME"] == "Other"
    steady.now = datetime(2027, 6, 10, tzinfo=steady.now.tzinfo)
    assert days()[0] == ("Stead", 11)  # 90 days before the ninth of June, which it still is in New York
    with pytest.raises(BadInput):
        export(steady, first=date(2027, 3, 2), last=date(2027, 3, 1))
    with pytest.raises(NotFound):
        export(steady, groups=["none"])


def test_what_an_earlier_file_had_is_told_as_cancelled_and_an_export_that_says_nothing_new_leaves_no_row(steady):
    first = export(steady)
    one = export(steady, groups=["Other"])
    rows = len(steady.acts())
    assert (export(steady).data, export(steady, groups=["Other"]).data) == (first.data, one.data)
    assert len(steady.acts()) == rows
    uids = {str(event["UID"]) for event in events(one)}
    with steady.book.raw() as raw:
        raw.execute("DELETE FROM session WHERE local_date = '2027-03-05'")
    left = steady.session("Other@2027-03-12").uid
    for done in (export(steady, groups=["Other"]), export(steady)):
        told = {str(event["UID"]): str(event["STATUS"]) for event in events(done)}
        assert {each: told[each] for each in uids} == {
            each: "CONFIRMED" if each == left else "CANCELLED" for each in uids
        }
    assert export(steady, groups=["Steady"]).sessions == 4  # nobody was told of the other one in it
    steady.now = datetime(2027, 3, 6, tzinfo=steady.now.tzinfo)
    assert [str(event["UID"]) for event in events(export(steady, groups=["Other"]))] == [left]


def test_titles_may_be_neutral(steady):
    assert {str(event["SUMMARY"]) for event in events(export(steady, style=TitleStyle.NEUTRAL))} == {
        "Thursday group",
        "Friday group",
    }
    assert b"Steady" not in export(steady, groups=["Steady"], style=TitleStyle.NEUTRAL).data


def test_what_is_blank_is_told_for_the_sites_that_somebody_is_sent_to(program):
    for name in ("Hall", "Annex"):
        keep_places.add_site(program.book, name=name, address="", now=program.now)
        keep_places.add_room(program.book, site=name, name=f"{name} room", capacity=None, now=program.now)
    program.group(room="Hall room")
    for each in see_slots(program.book).blank:
        set_slot(program.book, each.name, "988", site="Hall", now=program.now)
    assert export_calendar(program.book, site="Hall", now=program.now).warnings == ()
    (warning,) = export_calendar(program.book, now=program.now).warnings
    assert warning.startswith("6 local slots are blank at Annex: on-call number, ")
