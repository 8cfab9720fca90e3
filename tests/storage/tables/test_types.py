from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import StatementError

from facilitator.storage.tables.types import ATTENDANCE_CODES, SESSION_CODES, Code, Lines, Moment, WallTime, Word
from facilitator.words import AttendanceStatus, Mode, SessionStatus

THING = Table(
    "typed",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("code", Code(ATTENDANCE_CODES)),
    Column("word", Word(Mode)),
    Column("moment", Moment),
    Column("wall", WallTime),
    Column("lines", Lines),
)
VALUES = {
    "code": AttendanceStatus.EXCUSED,
    "word": Mode.HYBRID,
    "moment": datetime(2027, 3, 4, 23, 30, tzinfo=UTC),
    "wall": datetime(2027, 3, 4, 18, 30),
    "lines": ("ramp", "kitchen"),
}


@pytest.fixture
def things(db):
    THING.create(db)
    return db


def kept(things, **values):
    things.execute(insert(THING), {"id": 1, **values})
    return things.execute(select(*(THING.c[name] for name in VALUES))).one()


def test_each_value_comes_back_as_it_was(things):
    assert kept(things, **VALUES)._asdict() == VALUES


def test_each_is_kept_plainly(things):
    kept(things, **VALUES)
    plain = things.execute(text("SELECT code, word, moment, wall, lines FROM typed")).one()
    assert plain == (4, "hybrid", 1804203000, "2027-03-04T18:30:00", "ramp\nkitchen")


def test_nothing_stays_nothing_and_no_lines_are_none(things):
    assert kept(things) == (None, None, None, None, None)
    things.execute(THING.update().values(lines=()))
    assert things.execute(select(THING.c.lines)).scalar() == ()


@pytest.mark.parametrize("year", [1901, 2039, 2500])
def test_a_moment_may_be_long_ago_or_far_away(things, year):
    moment = datetime(year, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert kept(things, moment=moment).moment == moment


def test_a_moment_of_any_zone_is_kept_in_utc_by_the_second(things):
    local = datetime(2027, 3, 4, 18, 30, 0, 999_999, timezone(timedelta(hours=-5)))
    assert kept(things, moment=local).moment == datetime(2027, 3, 4, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [{"wall": datetime(2027, 3, 4, tzinfo=UTC)}, {"word": "by-carrier-pigeon"}, {"code": SessionStatus.HELD}],
    ids=str,
)
def test_what_is_none_of_its_kind_is_refused(things, wrong):
    with pytest.raises((StatementError, KeyError, ValueError)):
        kept(things, **wrong)


def test_codes_never_change_their_meaning():
    """They stand in books: a code up to 3 attended, and takes a room."""
    assert {each: code <= 3 for each, code in ATTENDANCE_CODES.items()} == {
        each: each.attended for each in AttendanceStatus
    }
    taking = {SessionStatus.SCHEDULED, SessionStatus.RUNNING, SessionStatus.HELD}
    assert {each for each, code in SESSION_CODES.items() if code <= 3} == taking
    assert [*ATTENDANCE_CODES.values()] == [*SESSION_CODES.values()] == [1, 2, 3, 4, 5]
    assert set(SESSION_CODES) == set(SessionStatus)
