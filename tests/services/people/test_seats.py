"""Whatever is done with a roster: no seat stays free while somebody waits, and nobody overtakes."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.domain.people.seats import first_free, peak, waiting
from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.errors import FacilitatorError, Refused
from facilitator.services.book.open_book import open_book
from facilitator.services.find import find_group
from facilitator.services.history.undo import newest_change, redo, undo
from facilitator.services.people import enrol, seats
from facilitator.services.people.import_roster import import_roster
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.keep_up import keep_up
from facilitator.storage.queries.people import rosters
from tests.books import make_practice_home
from tests.conftest import Program

NAMES = ("Ana", "Ben", "Cy", "Dee", "Eve")


def places(program: Program):
    with program.book.read() as db:
        group = find_group(db, "Steady")
        return group, rosters.places_in(db, group.id), seats.today_of(db, program.now)


def standing(program: Program) -> dict[str, bool]:
    """Who has a seat, and who waits, by name."""
    _, found, today = places(program)
    return {each.person.name: not each.waitlisted for each in found if each.stands(today)}


def join(program: Program, name: str, **more):
    return enrol.enrol(program.book, "Steady", name, now=program.now, **more)


def leave(program: Program, name: str, **more):
    return enrol.unenrol(program.book, "Steady", name, now=program.now, **more)


def make_room(program: Program, capacity: int, **more):
    return change_group(program.book, "Steady", GroupChange(capacity=capacity), now=program.now, **more)


@pytest.fixture
def full(program):
    program.group(capacity=1)
    program.people("Ana", "Ben", "Cy", group="Steady")
    return program


def test_more_seats_go_to_those_who_wait(full):
    shown = make_room(full, 2, preview=True)
    assert [each.person.name for each in shown.seated] == ["Ben"]
    assert standing(full) == {"Ana": True, "Ben": False, "Cy": False}
    assert [each.person.name for each in make_room(full, 2).seated] == ["Ben"]
    assert standing(full) == {"Ana": True, "Ben": True, "Cy": False}
    undo(full.book, now=full.now)
    assert standing(full) == {"Ana": True, "Ben": False, "Cy": False}
    assert len(make_room(full, 0).seated) == 2  # no limit


def test_a_seat_that_is_left_later_is_given_when_its_day_has_come(full):
    _, _, today = places(full)
    gone = leave(full, "Ana", on=today + timedelta(days=7))
    assert gone.given == ()
    full.now += timedelta(days=6)
    assert keep_up(full.book, now=full.now) == ()
    assert standing(full) == {"Ana": True, "Ben": False, "Cy": False}
    full.now += timedelta(days=1)
    (line,) = keep_up(full.book, now=full.now)
    _, found, today = places(full)
    ben = found[1]
    assert line == (f"{ben.person.code}, who waited longest, has a seat in Steady from Mon 8 Mar 2027: let them know.")
    assert (ben.waiting_since, ben.seated_on, ben.starts_on) == (date(2027, 3, 1), today, today)
    assert keep_up(full.book, now=full.now) == ()
    assert full.acts()[-1] == "enrol.seat"


def test_undoing_an_enrolment_gives_its_seat_to_who_came_later(program):
    program.group(capacity=1)
    program.people("Ana", "Ben")
    join(program, "Ana")
    program.book.actor = "kim"
    join(program, "Ben")
    program.book.actor = "pat"
    done = undo(program.book, now=program.now)
    assert len(done.seated) == 1
    assert standing(program) == {"Ben": True}
    redo(program.book, now=program.now)
    assert standing(program) == {"Ana": True, "Ben": False}


def test_a_seat_that_somebody_else_has_by_now_does_not_come_back(program):
    program.group(capacity=1)
    program.people("Ana", "Ben")
    join(program, "Ana")
    program.now += timedelta(days=3)
    leave(program, "Ana")
    program.book.actor = "kim"
    join(program, "Ben")
    program.book.actor = "pat"
    with pytest.raises(Refused, match="is taken by now"):
        undo(program.book, now=program.now)
    assert standing(program) == {"Ben": True}


def test_a_slip_is_taken_back_where_there_are_fewer_seats_than_people(program):
    program.group(capacity=2)
    program.people("Ana", "Ben")
    for name in ("Ana", "Ben"):
        join(program, name)
    change_group(program.book, "Steady", GroupChange(capacity=1), now=program.now)
    # a day later, or what begins today would be none
    program.now += timedelta(days=3)
    leave(program, "Ben")
    undo(program.book, now=program.now)
    assert standing(program) == {"Ana": True, "Ben": True}


def test_how_many_seats_are_free(full):
    group, found, today = places(full)
    with full.book.read() as db:
        assert seats.seats_free(db, group, today) == 0
        assert seats.seats_free(db, replace(group, capacity=3), today) == 0  # somebody waits
        assert seats.seats_free(db, replace(group, capacity=None), today) is None
    assert seats.left_on(found, found[0].person.id) is None


acts = st.lists(
    st.tuples(
        st.sampled_from(["enrol", "unenrol", "capacity", "undo", "redo", "later", "import"]),
        st.sampled_from(NAMES),
        st.integers(-5, 9),
    ),
    min_size=4,
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_no_seat_is_free_while_somebody_waits(tmp_path_factory, done):
    home = make_practice_home(tmp_path_factory.mktemp("seats"))
    with open_book(home, None, actor="pat") as book:
        run(Program(home, book), done)


def run(program: Program, done) -> None:
    program.group(capacity=2, repeat="every thursday, 8 times")
    program.people(*NAMES)
    lowered = 0
    first = newest_change(program.book)
    for act, name, number in done:
        _, before, today = places(program)
        day = today + timedelta(days=number)
        with suppress(FacilitatorError):
            if act == "enrol":
                join(program, name, starts_on=day if number else None)
            elif act == "unenrol":
                leave(program, name, on=day if number else None)
            elif act == "capacity":
                make_room(program, 1 + number % 3)
                lowered = max(lowered, peak(before, today))
            elif act == "undo" and newest_change(program.book).step <= first.step:
                pass  # the group and its people stay
            elif act in ("undo", "redo"):
                (undo if act == "undo" else redo)(program.book, now=program.now)
                lowered = max(lowered, peak(before, today))
            elif act == "import":
                data = f"name\n{name}\nFay\n".encode()
                import_roster(program.book, data, name="r.csv", group="Steady", now=program.now)
            else:
                program.now += timedelta(days=max(0, number))
                keep_up(program.book, now=program.now)
        check(program, before, lowered)


def check(program: Program, before, lowered: int) -> None:
    group, found, today = places(program)
    line = waiting(found, today)
    if line:
        wanted = max(today, line[0].starts_on)
        assert first_free(group.capacity, found, wanted, line[0].ends_on) != wanted, "a seat is free"
    assert peak(found, today) <= max(group.capacity or 99, lowered), "too many seats"
    waited = {each.id: each.turn for each in before if each.waitlisted}
    fresh = [waited[each.id] for each in found if not each.waitlisted and each.id in waited]
    assert all(seat <= each.turn for seat in fresh for each in line if each.id in waited), "somebody overtook"
    for each in found:
        assert each.ends_on is None or each.ends_on >= each.starts_on
        assert each.waiting_since is not None or not each.waitlisted
    for name in {each.person.name for each in found}:
        mine = sorted((each for each in found if each.person.name == name), key=lambda each: each.starts_on)
        for one, next_one in pairwise(mine):
            assert one.waitlisted or (one.ends_on is not None and one.ends_on < next_one.starts_on), "two seats"
