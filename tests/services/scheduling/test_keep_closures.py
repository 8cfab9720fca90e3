from datetime import date, datetime, time

import pytest

from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.agency import keep_sites as keep_places
from facilitator.services.history.undo import undo
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.keep_closures import (
    add_closed_days,
    import_closures,
    import_holidays,
    list_closures,
    remove_closure,
    take_closures,
)
from facilitator.storage.queries.sessions import sessions
from facilitator.words import ClosureAnswer, SessionStatus

YEAR = date(2027, 1, 1), date(2027, 12, 31)


def calendar(*days, extra=""):
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{at}@example.org\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;VALUE=DATE:{day}\r\n"
        f"SUMMARY:{name}\r\nEND:VEVENT\r\n"
        for at, (day, name) in enumerate(days)
    )
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\n"
    return f"{head}{events}{extra}END:VCALENDAR\r\n".encode()


FILE = calendar(("20270311", "Staff day"), ("20270325", "Spring break\x1b[31m"))


@pytest.fixture
def steady(program):
    """Four Thursdays at North, and four at no site."""
    for name in ("North", "South"):
        keep_places.add_site(program.book, name=name, address="", now=program.now)
    keep_places.add_room(program.book, site="North", name="Blue", capacity=None, now=program.now)
    program.group(room="Blue")
    program.group("Online", "2027-03-04 10:00")
    return program


def load(program, data=FILE, **more):
    return import_closures(program.book, data, name="closed.ics", now=program.now, **more)


def counts(done):
    return done.rows, done.added, done.skipped, hit(done)


def hit(done):
    return [f"{each.session.title}@{each.session.start_local.day}" for each in done.hit]


def kept(program):
    return [
        (each.starts_local, each.ends_local, each.reason, each.source, each.site, each.room)
        for each in list_closures(program.book, *YEAR)
    ]


def test_an_import_twice_is_as_once_and_tells_the_sessions_that_it_hits(steady):
    edit_sessions.cancel(steady.book, "Online@2027-03-25", reason="snow", now=steady.now)
    assert counts(load(steady)) == (2, 2, 0, ["Online@11", "Steady@11", "Steady@25"])
    closed = [
        (datetime(2027, 3, 11), datetime(2027, 3, 12), "Staff day", "closed.ics", None, None),
        (datetime(2027, 3, 25), datetime(2027, 3, 26), "Spring break [31m", "closed.ics", None, None),
    ]
    assert kept(steady) == closed
    assert counts(load(steady)) == (2, 0, 2, ["Online@11", "Steady@11", "Steady@25"])
    assert kept(steady) == closed


def test_only_the_days_of_the_file_are_told(steady):
    load(steady)
    done = load(steady, calendar(("20270311", "Staff day"), ("20270318", "Paint")))
    assert counts(done) == (2, 1, 1, ["Online@11", "Steady@11", "Online@18", "Steady@18"])


def test_a_closed_day_of_one_site(steady):
    assert counts(load(steady, site="North")) == (2, 2, 0, ["Steady@11", "Steady@25"])
    assert counts(load(steady, site="south")) == (2, 2, 0, [])
    assert {site for *_, site, _ in kept(steady)} == {"North", "South"}
    for dry_run in (True, False):
        with pytest.raises(NotFound):
            load(steady, site="West", dry_run=dry_run)


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(steady):
    before = steady.acts()
    assert counts(load(steady, dry_run=True)) == (2, 2, 0, ["Online@11", "Steady@11", "Online@25", "Steady@25"])
    assert (kept(steady), steady.acts()) == ([], before)


BAD = "BEGIN:VEVENT\r\nUID:x\r\nDTSTART;VALUE=DATE:20270230\r\nSUMMARY:Nothing\r\nEND:VEVENT\r\n"


def test_what_can_be_read_is_written_and_the_rest_is_told(steady):
    done = load(steady, calendar(("20270311", "Staff day"), extra=BAD))
    assert (counts(done), len(done.problems), done.readable) == ((1, 1, 0, ["Online@11", "Steady@11"]), 1, True)
    assert [row[2] for row in kept(steady)] == ["Staff day"]
    none = load(steady, calendar(extra=BAD))
    assert (counts(none), len(none.problems), none.readable) == ((0, 0, 0, []), 1, False)
    with pytest.raises(BadInput):
        load(steady, b"name,alias\r\n")


def test_offered_days_are_taken_one_by_one_or_all(steady):
    fair = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270311\r\nTRANSP:TRANSPARENT\r\nSUMMARY:Fair\r\nEND:VEVENT\r\n"
    offered = calendar(("20270318", "Mother's Day"), extra=fair)
    done = load(steady, offered)
    assert (counts(done), [each.what for each in done.days]) == ((2, 2, 0, []), ["offered", "offered"])
    assert kept(steady) == []
    assert counts(load(steady, offered)) == (2, 0, 2, [])
    would = take_closures(steady.book, "Fair", now=steady.now, preview=True)
    assert ([each.reason for each in would.taken], hit(would), kept(steady)) == (
        ["Fair"],
        ["Online@11", "Steady@11"],
        [],
    )
    taken = take_closures(steady.book, "Fair", now=steady.now, hit=ClosureAnswer.SKIP)
    assert (hit(taken), [each.status for each in taken.answers.done]) == ([], [SessionStatus.CANCELLED] * 2)
    assert [row[0].day for row in kept(steady)] == [11]
    with pytest.raises(Refused, match="Fair is closed already"):
        take_closures(steady.book, "Fair", now=steady.now)
    assert hit(take_closures(steady.book, "all", now=steady.now)) == ["Online@18", "Steady@18"]
    assert [row[0].day for row in kept(steady)] == [11, 18]
    with pytest.raises(NotFound, match="no day is offered"):
        take_closures(steady.book, "all", now=steady.now)
    # what was taken stays taken
    assert counts(load(steady, offered)) == (2, 0, 2, ["Online@18", "Steady@18"])
    undo(steady.book, now=steady.now)
    assert [row[0].day for row in kept(steady)] == [11]


def test_a_reason_means_the_offered_day_of_that_name(steady):
    load(steady, calendar(("20270311", "Fair")))
    fair = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270318\r\nTRANSP:TRANSPARENT\r\nSUMMARY:Fair\r\nEND:VEVENT\r\n"
    load(steady, calendar(extra=fair))
    (taken,) = take_closures(steady.book, "Fair", now=steady.now).taken
    assert taken.starts_local.day == 18


def test_days_added_by_hand(steady):
    done = add_closed_days(steady.book, date(2027, 3, 10), date(2027, 3, 18), reason=" Flu ", now=steady.now)
    assert hit(done) == ["Online@11", "Steady@11", "Online@18", "Steady@18"]
    assert kept(steady) == [(datetime(2027, 3, 10), datetime(2027, 3, 19), "Flu", "by hand", None, None)]
    assert list_closures(steady.book, date(2027, 3, 19), date(2027, 3, 30)) == []
    assert len(list_closures(steady.book, date(2027, 3, 18), date(2027, 3, 18))) == 1


def test_a_session_that_runs_into_a_closed_day_is_told(steady):
    steady.group("Night", "2027-04-01 23:30", repeat="once")
    done = add_closed_days(steady.book, date(2027, 4, 2), date(2027, 4, 2), reason="Paint", now=steady.now)
    assert hit(done) == ["Night@1"]


def test_days_that_cannot_be_added(steady):
    day = date(2027, 3, 10)
    add_closed_days(steady.book, day, day, reason="Flu", now=steady.now)
    for first, last, reason, said in (
        (day, date(2027, 3, 9), "Flu", "2027-03-09 is before 2027-03-10"),
        (day, date(2028, 3, 11), "Flu", "more than a year of closed days"),
        (day, day, " \x00", "why is it closed"),
        (day, day, "Flu", "in the book already"),
    ):
        with pytest.raises(BadInput, match=said):
            add_closed_days(steady.book, first, last, reason=reason, now=steady.now)
    assert len(kept(steady)) == 1


def test_hours_of_several_days(steady):
    done = add_closed_days(
        steady.book, date(2027, 3, 11), date(2027, 3, 12), reason="Drill", now=steady.now, begins=time(9), ends=time(11)
    )
    assert hit(done) == ["Online@11"]
    assert [row[:2] for row in kept(steady)] == [
        (datetime(2027, 3, day, 9), datetime(2027, 3, day, 11)) for day in (11, 12)
    ]
    late = add_closed_days(
        steady.book, date(2027, 3, 18), date(2027, 3, 18), reason="Ball", now=steady.now, begins=time(19)
    )
    assert hit(late) == ["Steady@18"]
    assert kept(steady)[-1][:2] == (datetime(2027, 3, 18, 19), datetime(2027, 3, 19))
    with pytest.raises(BadInput, match="closed from 17:00 to 12:00 is no time"):
        add_closed_days(
            steady.book,
            date(2027, 3, 25),
            date(2027, 3, 25),
            reason="x",
            now=steady.now,
            begins=time(17),
            ends=time(12),
        )


def test_a_closed_room_closes_no_other(steady):
    keep_places.add_room(steady.book, site="North", name="Green", capacity=None, now=steady.now)
    day = date(2027, 3, 11)
    assert hit(add_closed_days(steady.book, day, day, reason="Paint", now=steady.now, room="Green")) == []
    assert hit(add_closed_days(steady.book, day, day, reason="Paint", now=steady.now, room="North/Blue")) == [
        "Steady@11"
    ]
    assert [row[-2:] for row in kept(steady)] == [("North", "Green"), ("North", "Blue")]
    with pytest.raises(BadInput, match="a site and a room"):
        add_closed_days(steady.book, day, day, reason="Dust", now=steady.now, site="North", room="Blue")
    # a group that is scheduled afterwards leaves out the days of its own room
    for room, days in (("Green", [4, 18, 25, 1]), ("Blue", [4, 18, 25, 1]), (None, [4, 11, 18, 25])):
        uid = steady.group(f"In {room}", "2027-03-04 08:00", room=room)
        with steady.book.read() as db:
            found = sessions.sessions_between(db, *YEAR)
        assert [each.start_local.day for each in found if each.group_uid == uid] == days


def test_public_holidays(steady):
    done = import_holidays(steady.book, "us-va", 2027, now=steady.now, dry_run=True)
    assert (done.rows, done.added, done.skipped, kept(steady)) == (17, 17, 0, [])
    assert import_holidays(steady.book, "US-VA", 2027, now=steady.now).added == 17
    assert kept(steady)[0] == (
        datetime(2027, 1, 1), datetime(2027, 1, 2), "New Year's Day", "holidays US-VA 2027", None, None,
    )  # fmt: skip
    assert import_holidays(steady.book, "US-VA", 2027, now=steady.now).added == 0
    with pytest.raises(BadInput):
        import_holidays(steady.book, "XX", 2027, now=steady.now)


def test_a_closed_day_is_opened_again(steady):
    load(steady, hit=ClosureAnswer.SKIP)
    done = remove_closure(steady.book, "Staff day", now=steady.now)
    assert (done.closure.reason, [f"{each.title}@{each.start_local.day}" for each in done.cancelled]) == (
        "Staff day",
        ["Online@11", "Steady@11"],
    )
    assert [row[2] for row in kept(steady)] == ["Spring break [31m"]
    assert steady.session("Steady@2027-03-11").status is SessionStatus.CANCELLED
    (left,) = list_closures(steady.book, *YEAR)
    assert remove_closure(steady.book, left.uid[:8], now=steady.now).closure == left
    for text in ("Staff day", left.uid):
        with pytest.raises(NotFound):
            remove_closure(steady.book, text, now=steady.now)
    assert kept(steady) == []


def test_reading_that_is_given_up_leaves_nothing(steady):
    told = []

    def stop(read):
        told.append(read)
        if len(told) == 2:
            raise KeyboardInterrupt

    big = calendar(
        *((f"2027{month:02}{day:02}", f"Day {at}") for at in range(5) for month in (5, 6, 7) for day in range(1, 29))
    )
    before = steady.acts()
    with pytest.raises(KeyboardInterrupt):
        load(steady, big, progress=stop)
    assert 0 < told[0] < told[1] < 1
    assert (kept(steady), steady.acts()) == ([], before)
