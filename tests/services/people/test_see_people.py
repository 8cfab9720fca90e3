"""Which rosters a person is on."""

from dataclasses import replace
from datetime import date, timedelta

from facilitator.domain.people.membership import Membership
from facilitator.services.people.enrol import enrol, unenrol
from facilitator.services.people.see_people import SeenPerson, see_person
from facilitator.storage.tables import group as groups
from facilitator.words import GroupStatus
from tests.conftest import Program


def test_current_rosters_by_title_and_waitlists_last(program: Program) -> None:
    """Neither a roster that was left, nor one of an ended group, nor somebody else's."""
    steady, art, ended = program.group("Steady"), program.group("Art", capacity=1), program.group("Ended")
    left = program.group("Left")
    (ana, _) = program.people("Ana", "Bo")
    enrol(program.book, art, "Bo", now=program.now)
    for each in (steady, art, ended, left):
        enrol(program.book, each, "Ana", now=program.now)
    unenrol(program.book, left, "Ana", now=program.now)
    with program.book.write(now=program.now) as change:
        change.db.execute(groups.update().where(groups.c.uid == ended).values(status=GroupStatus.ENDED))
        change.record("group.end", ended)
    first = date(2027, 3, 1)
    seated = Membership(steady, "Steady", first, None, waitlisted=False)
    assert see_person(program.book, "Ana", now=program.now) == SeenPerson(
        ana, (seated, replace(seated, group_uid=art, group_title="Art", waitlisted=True))
    )
    assert see_person(program.book, "Ana", now=program.now + timedelta(days=90)).groups[0] == seated
