from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from facilitator.storage.queries.sessions import attendance as marks
from facilitator.storage.queries.sessions import sittings
from facilitator.storage.tables import attendance, session
from facilitator.words import AttendanceStatus, SessionStatus

PRESENT, MISSED = AttendanceStatus.PRESENT, AttendanceStatus.MISSED
HOUR = timedelta(hours=1)


@pytest.fixture
def held(db, rows, change):
    """A session from paper, one that ran and was closed an hour late, and one that is not over; Ana was at all."""
    series = rows.series(rows.group())
    ana, ben = rows.person("Ana"), rows.person("Ben")
    days = ("2027-03-04 18:30", "2027-03-11 18:30", "2027-03-18 18:30")
    found = [rows.session(series, day) for day in days]
    starts = dict(db.execute(select(session.c.id, session.c.starts_at)).all())
    for at, ran in ((0, False), (1, True)):
        began = starts[found[at]]
        values = {
            "status": SessionStatus.HELD,
            "ended_at": began + 3 * HOUR,
            "started_at": began - HOUR if ran else None,
        }
        db.execute(update(session).where(session.c.id == found[at]).values(values))
    for each in found:
        row = marks.marked_row(
            each, ana, expected=True, status=PRESENT, arrived_at=None, left_at=None, mode=None, minutes=60
        )
        marks.put_marks(change, [row, {**row, "person_id": ben, "status": MISSED, "minutes": 0}], act="close")
    return found, ana, ben, [starts[each] for each in found]


def test_sittings_are_those_of_held_sessions_that_lasted_into_a_stretch_of_time(db, held):
    (paper, ran, _), ana, ben, starts = held

    def between(first, last):
        found = sittings.sittings_between(db, [ana, ben], first, last)
        return [(each.person_id, each.session_id, each.minutes, each.counted_minutes) for each in found]

    every = [(ana, paper, 60, None), (ana, ran, 60, None)]
    assert sorted(between(starts[0], starts[2])) == every
    # from paper to its planned end, and no further; as the clock ran, beyond both of its planned ones
    assert between(starts[0] + 2 * HOUR, starts[0] + 3 * HOUR) == []
    assert between(starts[1] - 2 * HOUR, starts[1] - HOUR) == every[1:]
    assert between(starts[1] + 3 * HOUR, starts[1] + 4 * HOUR) == every[1:]
    assert sittings.sittings_between(db, [ben], starts[0], starts[2]) == []
    assert sittings.sittings_between(db, [], starts[0], starts[2]) == []
    one = sittings.sittings_between(db, [ana], starts[0], starts[0])[0]
    assert (one.status, one.starts_at, one.started_at, one.ended_at) == (PRESENT, starts[0], None, starts[0] + 3 * HOUR)


def test_what_counts_is_set_and_taken_away(db, held):
    (paper, ran, _), ana, ben, _starts = held
    assert sorted(sittings.people_of(db, paper)) == [ana, ben]
    assert not sittings.all_counted(db, paper)
    sittings.put_minutes(db, [{"of_session": paper, "of_person": ana, "counted_minutes": 20, "minutes": 30}])
    sittings.put_minutes(db, [{"of_session": ran, "of_person": ana, "counted_minutes": 40}])
    sittings.put_minutes(db, [])
    assert sittings.all_counted(db, paper)  # of who missed it nothing counts
    kept = select(attendance.c.minutes, attendance.c.counted_minutes).where(attendance.c.person_id == ana)
    assert sorted(db.execute(kept).all(), key=str) == [(30, 20), (60, 40), (60, None)]
    sittings.uncount(db, paper)
    assert not sittings.all_counted(db, paper)
    assert sittings.all_counted(db, ran)


def test_held_sessions_come_with_their_group_and_who_came(db, held):
    (paper, ran, _), ana, _ben, starts = held
    found = sittings.sessions_held(db, date(2027, 3, 1), date(2027, 3, 31))
    assert [(each.id, each.group_title, each.local_date, each.starts_at) for each in found] == [
        (paper, "Steady", date(2027, 3, 4), starts[0]),
        (ran, "Steady", date(2027, 3, 11), starts[1]),
    ]
    assert [each.id for each in sittings.sessions_held(db, date(2027, 3, 5), date(2027, 3, 11))] == [ran]
    assert sittings.people_who_came(db, date(2027, 3, 5), date(2027, 3, 11)) == [ana]
    assert sittings.people_who_came(db, date(2027, 3, 12), date(2027, 3, 31)) == []


def test_a_session_that_nobody_attended_was_not_settled(db, rows):
    assert not sittings.all_counted(db, rows.session(rows.series(rows.group())))
