"""Who led, counted by hand: two groups, a stand-in, one who came back, a clock that ran short."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import update

from facilitator.errors import BadInput
from facilitator.services.agency import keep_staff
from facilitator.services.reporting.report_staff import report_staff
from facilitator.services.scheduling.substitute import substitute
from facilitator.services.sessions import run_session
from facilitator.services.sessions.did_not_meet import did_not_meet
from facilitator.storage.tables import attendance

MARCH = date(2027, 3, 1), date(2027, 3, 31)


@pytest.fixture
def steady(program):
    for name in ("Sam Ortega", "Jo Ray", "Lee Novak"):
        keep_staff.add_facilitator(program.book, name=name, now=program.now)
    program.group("Steady", facilitators=("Sam Ortega", "Jo Ray"))
    program.group("Choir", "2027-03-05 12:00", repeat="every friday, 2 times", minutes=90, facilitators=("Jo Ray",))
    return program


def rows(made):
    return {row["facilitator"]: tuple(row[name] for name in made.columns[1:]) for row in made.rows}


def test_each_session_is_credited_to_those_who_really_led_it(steady):
    began = datetime(2027, 3, 4, 23, 34, tzinfo=UTC)
    run_session.start(steady.book, "Steady@2027-03-04", now=began)
    steady.now = began + timedelta(minutes=28)
    steady.end("Steady@2027-03-04")
    # from paper: as planned
    substitute(steady.book, "Steady@2027-03-11", "Lee Novak", now=steady.now)
    steady.end("Steady@2027-03-11")
    # told afterwards
    steady.end("Choir@2027-03-05")
    substitute(steady.book, "Choir@2027-03-05", "Lee Novak", now=steady.now)
    # neither of these counts, nor do those that are to come
    did_not_meet(steady.book, "Steady@2027-03-18", reason="nobody came", now=steady.now)
    made = report_staff(steady.book, *MARCH, now=steady.now)
    assert made.columns == ("facilitator", "sessions_led", "sessions_co_led", "sessions_stood_in", "direct_hours")
    assert rows(made) == {
        "Jo Ray": (0, 2, 0, Fraction(88, 60)),
        "Lee Novak": (0, 0, 2, Fraction(150, 60)),
        "Sam Ortega": (1, 0, 0, Fraction(28, 60)),
    }
    assert list(made.totals.values()) == [1, 2, 2, Fraction(266, 60)]
    assert set(made.definitions) == set(made.columns[1:])
    assert made.name == "staff"
    of_choir = report_staff(steady.book, *MARCH, now=steady.now, group="Choir")
    assert rows(of_choir) == {"Lee Novak": (0, 0, 1, Fraction(90, 60))}


def test_an_older_session_that_was_forgotten_gives_no_hours(steady):
    session = "Steady@2027-03-04"
    steady.people("Ana", group="Steady")
    began = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
    run_session.start(steady.book, session, now=began)
    steady.now = late = began + timedelta(hours=15)
    steady.mark(session, Ana="present")
    run_session.end(steady.book, session, now=late, ended=late)
    # said to be so
    assert rows(report_staff(steady.book, *MARCH, now=late))["Sam Ortega"] == (1, 0, 0, Fraction(15))
    with steady.book.write(now=late) as change:  # a book of which nobody was asked
        change.db.execute(update(attendance).values({"counted_minutes": None}))
        change.record("tests.older", "")
    made = report_staff(steady.book, *MARCH, now=late)
    assert rows(made)["Sam Ortega"] == (1, 0, 0, Fraction(1))
    assert made.totals["direct_hours"] == 2


def test_nobody_led_before_anything_was_held(steady):
    made = report_staff(steady.book, *MARCH, now=steady.now)
    assert (made.rows, made.totals["direct_hours"]) == ((), 0)
    with pytest.raises(BadInput, match="is before --from"):
        report_staff(steady.book, MARCH[1], MARCH[0], now=steady.now)
