from dataclasses import replace
from datetime import datetime

import pytest

from facilitator.domain.scheduling.group_wish import GroupWish, WishProblem
from facilitator.errors import NotFound
from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.curricula.library import find_curriculum
from facilitator.services.find import find_facilitator, find_room
from facilitator.services.scheduling.resolve_wish import resolve

WISH = GroupWish(
    "Steady", datetime(2027, 3, 4, 18, 30), "weekly, 4 times", 60, room="Blue", facilitators=("Lee Novak", "Sam Ortega")
)


@pytest.fixture
def staffed(program):
    for site in ("North", "South"):
        add_site(program.book, name=site, address="", now=program.now)
    add_room(program.book, site="South", name="Blue", capacity=None, now=program.now)
    for name in ("Sam Ortega", "Lee Novak"):
        add_facilitator(program.book, name=name, now=program.now)
    return program


def test_a_room_with_its_own_site_and_leaders_in_the_order_they_were_named(staffed):
    with staffed.book.read() as db:
        found = resolve(db, replace(WISH, facilitators=("lee novak", "Sam Ortega", "Lee Novak")), None)
        room = find_room(db, "Blue")
        leaders = tuple(find_facilitator(db, each).id for each in ("Lee Novak", "Sam Ortega"))
    assert (found.room_id, found.site_id, room.site) == (room.id, room.site_id, "South")
    assert found.facilitator_ids == leaders


def test_the_zone_of_the_book_holds_where_none_is_wished(staffed):
    with staffed.book.read() as db:
        found = resolve(db, replace(WISH, room=None, facilitators=()), None)
        assert (found.terms.zone, found.room_id, found.site_id, found.facilitator_ids) == (
            "America/New_York",
            None,
            None,
            (),
        )
        assert resolve(db, replace(WISH, zone="US/Pacific"), None).terms.zone == "America/Los_Angeles"


def test_what_the_wish_lacks_is_said_before_anything_is_looked_up(staffed):
    wish = replace(WISH, title="", room="no such room", facilitators=("Nobody",))
    with staffed.book.read() as db:
        with pytest.raises(WishProblem, match="needs a title"):
            resolve(db, wish, None)
        with pytest.raises(NotFound, match="no room"):
            resolve(db, replace(wish, title="Steady"), None)


def test_a_curriculum_that_was_read_goes_along(staffed):
    chosen = find_curriculum(staffed.home, "eight-steady-steps")
    with staffed.book.read() as db:
        found = resolve(db, replace(WISH, minutes=None), chosen)
    assert (found.chosen, found.terms.curriculum, found.terms.minutes) == (chosen, chosen.curriculum, 60)
