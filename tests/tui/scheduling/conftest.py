"""A group to look at."""

import pytest

from facilitator.services.agency.keep_sites import add_room, add_site
from tests.conftest import Program


@pytest.fixture
def group(program: Program) -> str:
    """Four Thursdays in the blue room from 4 March, two seats; Ana and Bo have them, Zoë waits."""
    add_site(program.book, name="Harbor House", address="", now=program.now)
    add_room(program.book, site="Harbor House", name="Blue room", capacity=12, now=program.now)
    uid = program.group("Steady", curriculum="eight-steady-steps", room="Blue room", capacity=2)
    program.people("Ana", "Bo", "Zoë", group=uid)
    return uid
