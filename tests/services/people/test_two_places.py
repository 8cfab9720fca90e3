from datetime import datetime

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.services.people.enrol import enrol
from facilitator.services.people.two_places import two_places
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.change_minutes import change_minutes


def test_a_single_session_tells_how_many_are_in_two_places(program):
    program.group()
    program.group("Art", "2027-03-05 18:30", repeat="every friday, 4 times")
    ana, _ = program.people("Ana", "Ben", group="Steady")
    enrol(program.book, "Art", ana.uid, now=program.now)
    line = ("1 person of the roster is then expected in another group in the same hours.",)
    for preview in (True, False):
        to = datetime(2027, 3, 5, 17, 30)
        moved, _ = edit_sessions.move(program.book, "Steady@2027-03-04", to, now=program.now, preview=preview)
        # one ends when the other begins
        assert two_places(program.book, moved) == ()
    assert two_places(program.book, change_minutes(program.book, moved.uid, 90, now=program.now).session) == line
    to = datetime(2027, 3, 5, 19, 0)
    assert two_places(program.book, edit_sessions.move(program.book, moved.uid, to, now=program.now)[0]) == line


def test_a_group_that_lasts_longer_tells_it_too(program):
    program.group()
    program.group("Art", "2027-03-04 19:30", repeat="every thursday, 4 times")
    ana, _ = program.people("Ana", "Ben", group="Steady")
    enrol(program.book, "Art", ana.uid, now=program.now)
    assert change_group(program.book, "Steady", GroupChange(minutes=45), now=program.now, preview=True).warnings == ()
    longer = change_group(program.book, "Steady", GroupChange(minutes=75), now=program.now, preview=True)
    assert longer.warnings[-1] == "1 person of the roster is then expected in another group in the same hours."
