from datetime import date, datetime

from facilitator.domain.scheduling.closure_changes import KnownSpan
from facilitator.domain.scheduling.closures import ClosedSpan, ListedSpan
from facilitator.storage.queries.scheduling import closures
from facilitator.storage.tables import headcount
from facilitator.words import AttendanceStatus, ClosureState, SessionStatus
from tests.books import NOW
from tests.storage.rows import at

FOURTH = "2027-03-04 00:00", "2027-03-05 00:00"


def span(day, reason="Paint"):
    return ClosedSpan(datetime(2027, 3, day), datetime(2027, 3, day + 1), reason)


def reasons(found):
    return [each.reason for each in found]


def test_closed_days_that_touch_a_window_come_in_order_with_their_place(db, rows):
    hall = rows.site("Hall")
    rows.closure("2027-03-05 12:00", "2027-03-05 18:00", "half", all_day=False, room_id=rows.room(hall, "Blue"))
    rows.closure(*FOURTH, "flood", site_id=hall)
    rows.closure("2027-03-01 00:00", "2027-03-04 00:00", "over")
    rows.closure("2027-03-06 00:00", "2027-03-07 00:00", "after")
    found = closures.closures_between(db, date(2027, 3, 4), date(2027, 3, 5))
    assert [(each.reason, each.site, each.room, each.all_day) for each in found] == [
        ("flood", "Hall", None, True),
        ("half", "Hall", "Blue", False),
    ]
    assert reasons(closures.closures_between(db, date(2027, 3, 3), date(2027, 3, 3))) == ["over"]


def test_a_closed_day_is_called_by_its_very_reason_or_its_uid(db, rows):
    rows.closure(*FOURTH, "Flood", uid="0fff-1")
    assert reasons(closures.closures_called(db, "Flood", "none")) == ["Flood"]
    assert reasons(closures.closures_called(db, "flood", "none")) == []
    assert reasons(closures.closures_called(db, "", "0fff")) == ["Flood"]


def test_spans_hold_for_a_place_and_for_all(db, rows):
    hall, annex = rows.site("Hall"), rows.site("Annex")
    blue = rows.room(hall, "Blue")
    for reason, place in (("all", {}), ("hall", {"site_id": hall}), ("annex", {"site_id": annex})):
        rows.closure(*FOURTH, reason, **place)
    rows.closure(*FOURTH, "blue", room_id=blue)
    day = date(2027, 3, 4)
    assert sorted(reasons(closures.closed_spans(db, day, hall, blue))) == ["all", "blue", "hall"]
    assert reasons(closures.closed_spans(db, day, None)) == ["all"]
    assert closures.closed_spans(db, date(2027, 3, 5), hall, blue) == []
    placed = {each.span.reason: (each.site_id, each.room_id) for each in closures.placed_spans(db, day)}
    assert placed == {"all": (None, None), "hall": (hall, None), "annex": (annex, None), "blue": (None, blue)}


def test_what_is_added_is_known_for_its_place(db, rows):
    hall = rows.site("Hall")
    listed = [ListedSpan(span(4), uid="a", sequence=2), ListedSpan(span(5), ClosureState.OFFERED)]
    first = closures.add_closures(db, listed, site_id=None, room_id=None, source="us.ics")
    (there,) = closures.add_closures(db, [ListedSpan(span(4))], site_id=hall, room_id=None, source="")
    assert closures.add_closures(db, [], site_id=hall, room_id=None, source="") == []
    assert closures.known_spans(db, site_id=None, room_id=None) == [
        KnownSpan(first[0].id, span(4), ClosureState.CLOSED, "a", 2, "us.ics"),
        KnownSpan(first[1].id, span(5), ClosureState.OFFERED, "", 0, "us.ics"),
    ]
    assert [each.id for each in closures.known_spans(db, site_id=hall, room_id=None)] == [there.id]
    found = {each.uid: each for each in closures.closures_between(db, date(2027, 3, 4), date(2027, 3, 4))}
    assert (found[there.uid].site, found[first[0].uid].source) == ("Hall", "us.ics")


def test_what_is_offered_closes_nothing_until_it_is_taken(db, rows):
    week, offered = (date(2027, 3, 1), date(2027, 3, 7)), ListedSpan(span(5), ClosureState.OFFERED, "a")
    (kept,) = closures.add_closures(db, [offered], site_id=None, room_id=None, source="us.ics")
    assert closures.closures_between(db, *week) == []
    assert closures.closed_spans(db, week[0], None) == closures.placed_spans(db, week[0]) == []
    assert [each.uid for each in closures.closures_between(db, *week, offered=True)] == [kept.uid]
    assert [each.state for each in closures.offered_closures(db, week[0])] == [ClosureState.OFFERED]
    assert [each.span for each in closures.spans_of(db, [kept.id])] == [span(5)]
    closures.take_closure(db, kept.id)
    assert [each.span for each in closures.placed_spans(db, week[0])] == [span(5)]
    assert closures.offered_closures(db, week[0]) == []
    closures.revise_closure(db, kept.id, ClosureState.OFFERED, "b", 3)
    (known,) = closures.known_spans(db, site_id=None, room_id=None)
    assert (known.state, known.uid, known.sequence) == (ClosureState.OFFERED, "b", 3)


def test_what_was_kept_in_spite_of_a_closed_day_goes_with_it(db, rows):
    session = rows.session(rows.series(rows.group()))
    gone, stays = rows.closure(*FOURTH, "gone"), rows.closure(*FOURTH, "stays")
    notes = closures.keep_session(db, session, [gone, stays], now=NOW)
    assert closures.kept_pairs(db, date(2027, 3, 4)) == {(gone, session), (stays, session)}
    assert closures.kept_for(db, gone) == notes[:1]
    closures.remove_closure(db, gone)
    assert closures.kept_pairs(db, date(2027, 3, 4)) == {(stays, session)}
    assert closures.kept_pairs(db, date(2027, 3, 5)) == set()
    assert rows.count("closure") == 1


def test_open_sessions_are_to_come_and_nobody_was_marked_there(db, rows):
    blue = rows.room(rows.site("Hall"), "Blue")
    series = rows.series(rows.group())
    free = rows.session(series, "2027-03-04 18:30", room_id=blue)
    online = rows.session(series, "2027-03-05 18:30")
    marked, counted = rows.session(series, "2027-03-05 12:00"), rows.session(series, "2027-03-05 15:00")
    rows.attendance(marked, rows.person("Ana"), AttendanceStatus.PRESENT)
    db.execute(headcount.insert(), {"session_id": counted, "people": 3, "at": NOW, "actor": "pat"})
    rows.attendance(online, rows.person("Ben"))  # who said that they come is no mark
    rows.session(series, "2027-03-04 09:00")
    rows.session(series, "2027-03-06 18:30")
    rows.session(series, "2027-03-05 20:00", status=SessionStatus.CANCELLED)
    found = closures.open_sessions(db, date(2027, 3, 4), date(2027, 3, 5), now=at("2027-03-04 20:00"))
    assert [(each.id, each.room_id) for each in found] == [(free, blue), (online, None)]
    assert (found[0].zone, found[0].minutes, found[1].site_id) == ("America/New_York", 60, None)


def test_meetings_leave_out_what_was_cancelled(db, rows):
    group = rows.group()
    series = rows.series(group)
    late = rows.session(series, "2027-03-11 18:30", original_local=datetime(2027, 3, 10, 18, 30))
    early = rows.session(series, "2027-03-04 18:30")
    rows.session(series, "2027-03-05 18:30", status=SessionStatus.CANCELLED)
    rows.session(rows.series(rows.group("Other")), "2027-03-05 18:30")
    found = closures.meetings(db, group, date(2027, 3, 4), date(2027, 3, 11))
    assert [each.id for each in found] == [early, late]
    assert found[1].original_local == datetime(2027, 3, 10, 18, 30)
    assert closures.meetings(db, group, date(2027, 3, 5), date(2027, 3, 10)) == []
