from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from facilitator.services.practice.rows import Identities, Rows
from facilitator.services.practice.sites import WRAP, PracticePremises

AT = datetime(2027, 3, 4, 18, 30, tzinfo=UTC)
SPAN = (AT, AT + timedelta(hours=1))
LATER = (SPAN[1], SPAN[1] + timedelta(hours=1))


@pytest.fixture
def rows():
    return Rows()


@pytest.fixture
def premises(rows):
    return PracticePremises(rows, Identities(Random(3)), Random(3), date(2027, 3, 1))


def test_no_room_and_nobody_is_given_twice_at_a_time(premises):
    rooms = [premises.room_for([SPAN], 8, turn=0) for _ in range(30)]
    assert len(set(rooms)) == 30
    assert premises.room_for([LATER], 8, turn=0) == rooms[0]
    leaders = [premises.leaders_for([SPAN], 2, turn=0) for _ in range(10)]
    assert len({each for pair in leaders for each in pair}) == 20


def test_a_room_seats_as_many_as_were_asked_for_and_one_is_built_where_none_does(premises, rows):
    found = premises.room_for([SPAN], 300, turn=5)
    assert rows.by_table["room"][found - 1]["capacity"] >= 300


def test_who_leads_holds_the_credential(premises, rows):
    certified = {each["facilitator_id"] for each in rows.by_table["credential"] if each["name"] == WRAP}
    chosen = premises.leaders_for([SPAN], 5, turn=0, credential=WRAP)
    now_certified = {each["facilitator_id"] for each in rows.by_table["credential"] if each["name"] == WRAP}
    assert certified < set(chosen) <= now_certified


def test_a_meeting_moves_with_all_it_takes_or_not_at_all(premises):
    room, leaders = premises.room_for([SPAN], 8, turn=0), premises.leaders_for([SPAN], 1, turn=0)
    premises.leaders_for([LATER], 1, turn=0)
    assert not premises.move(room, leaders, SPAN, LATER)
    evening = (LATER[1], LATER[1] + timedelta(hours=1))
    assert premises.move(room, leaders, SPAN, evening)
    assert premises.room_for([SPAN], 8, turn=0) == room
