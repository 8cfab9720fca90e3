from datetime import date

import pytest
from sqlalchemy import insert, select

from facilitator.storage.queries.history import row_pairs
from facilitator.storage.tables import TABLES_OF, curriculum, enrolment, group, session, session_facilitator
from facilitator.words import AttendanceStatus, Mode, SessionStatus


@pytest.fixture
def steady(rows):
    """A group, its series and session, who leads it, and another group."""
    made = rows.group("Steady")
    series = rows.series(made)
    one, sam = rows.session(series), rows.facilitator()
    rows.lead(one, sam)
    rows.session(rows.series(rows.group("Other")))
    return made, series, one, sam


def test_what_a_step_may_hold_is_looked_for_in_every_table():
    assert set(row_pairs.every_table().tables) == {name for names in TABLES_OF.values() for name in names}


def test_a_group_stands_for_all_that_is_its_own(db, steady):
    made, series, one, sam = steady
    found = row_pairs.take(db, [made], [], {})
    assert {name: list(rows) for name, rows in found.items()} == {
        "group": [(made,)],
        "group_facilitator": [],
        "series": [(series,)],
        "series_facilitator": [],
        "session": [(one,)],
        "session_facilitator": [(one, sam)],
    }


def test_rows_are_as_the_database_keeps_them(db, rows, steady):
    _, _, one, _ = steady
    (row,) = row_pairs.take(db, [], [one], {})["session"].values()
    assert (row["status"], row["mode"], row["local_date"], row["start_local"], row["lesson_by_hand"]) == (
        1, None, "2027-03-04", "2027-03-04T18:30:00", False,
    )  # fmt: skip
    assert type(row["starts_at"]) is int
    ana = rows.person("Ana")
    rows.attendance(one, ana, AttendanceStatus.EXCUSED, mode=Mode.ONLINE)
    (mark,) = row_pairs.take(db, [], [], {"attendance": [one]})["attendance"].values()
    assert (mark["status"], mark["mode"], mark["expected"]) == (4, "online", True)


def test_rows_of_other_tables_are_named_by_key_or_by_another_column(db, rows, steady):
    made, *_ = steady
    ana, ben = rows.person("Ana"), rows.person("Ben")
    first, second = rows.enrol(made, ana), rows.enrol(made, ben)
    assert list(row_pairs.take(db, [], [], {"enrolment": [second]})["enrolment"]) == [(second,)]
    found = row_pairs.take(db, [], [], {"enrolment.person_id": [ana], "person": range(ana, ana + 501)})
    assert (list(found["enrolment"]), list(found["person"])) == ([(first,)], [(ana,), (ben,)])


def test_what_differs_is_told_with_what_came_and_went():
    before = {"group": {(1,): {"id": 1, "title": "a"}, (2,): {"id": 2, "title": "b"}}, "series": {(1,): {"id": 1}}}
    after = {"group": {(1,): {"id": 1, "title": "c"}, (3,): {"id": 3, "title": "d"}}, "series": {(1,): {"id": 1}}}
    assert row_pairs.differing(before, after) == {
        "group": [
            ({"id": 1, "title": "a"}, {"id": 1, "title": "c"}),
            ({"id": 2, "title": "b"}, None),
            (None, {"id": 3, "title": "d"}),
        ]
    }
    assert row_pairs.differing(before, before) == {}


def test_of_a_row_that_changed_what_changed_is_kept_and_which_row_it_is():
    ana = {"id": 1, "uid": "u", "code": "C", "name": "Ana", "phone": "1", "version": 0, "merged_into_id": None}
    after = {**ana, "phone": "2", "version": 1}
    kept = {"id": 1, "uid": "u", "code": "C", "merged_into_id": None}
    assert row_pairs.differing({"person": {(1,): ana}}, {"person": {(1,): after}}) == {
        "person": [({**kept, "phone": "1"}, {**kept, "phone": "2"})]
    }
    assert row_pairs.changed(ana, after) == {"phone"}
    counted_up = {**ana, "version": 9}
    assert row_pairs.differing({"person": {(1,): ana}}, {"person": {(1,): counted_up}}) == {}


def test_pairs_are_found_again_as_they_are_now(db, rows, steady):
    _, _, one, sam = steady
    link = {"session_id": one, "facilitator_id": sam}
    gone = {"session_id": one, "facilitator_id": 0}
    now = row_pairs.as_they_are(db, session_facilitator, [(link, None), (None, gone)])
    assert now[one, 0] is None
    assert now[one, sam]["position"] == 0
    assert row_pairs.there(now) == {(one, sam): now[one, sam]}


def test_a_kept_row_goes_back_as_it_was(db, rows, steady):
    made, *_ = steady
    place = rows.enrol(made, rows.person("Ana"), last="2027-04-01")
    (row,) = row_pairs.take(db, [], [], {"enrolment": [place]})["enrolment"].values()
    db.execute(enrolment.delete())
    values = {name: row_pairs.bound(enrolment, name, value) for name, value in row.items()}
    db.execute(insert(enrolment).values(values))
    assert list(row_pairs.take(db, [], [], {"enrolment": [place]})["enrolment"].values()) == [row]
    is_it = row_pairs.is_row(enrolment, row_pairs.key_of(enrolment, row))
    assert db.execute(select(enrolment.c.ends_on).where(is_it)).scalar() == date(2027, 4, 1)


def test_bytes_are_not_kept():
    with pytest.raises(TypeError, match=r"curriculum\.content cannot be kept"):
        row_pairs.plain(curriculum, "content")


def test_a_value_of_ours_becomes_plain(db, steady):
    _, _, one, _ = steady
    status = row_pairs.bound(session, "status", 4)
    db.execute(session.update().where(session.c.id == one).values(status=status))
    assert db.execute(select(session.c.status).where(session.c.id == one)).scalar() is SessionStatus.CANCELLED
    assert row_pairs.bound(group, "ended_on", "2027-03-04") == date(2027, 3, 4)
    assert row_pairs.bound(group, "ended_on", None) is None


def test_a_statement_takes_five_hundred():
    assert [len(part) for part in row_pairs.parts(range(1_001))] == [500, 500, 1]
    assert list(row_pairs.parts([])) == []
