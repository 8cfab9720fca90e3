"""What comes after a session: of its group, on its day, and what waits elsewhere."""

from datetime import timedelta

from facilitator.services.scheduling import edit_sessions
from facilitator.services.sessions.see_next import ComesNext, see_next
from tests.conftest import Program


def test_the_next_of_the_group_and_of_the_day(program: Program) -> None:
    """One that is called off is not next."""
    program.group("Steady")
    program.group("Late", start="2027-03-04 20:00")
    session = program.session("Steady@2027-03-04")
    edit_sessions.cancel(program.book, "Steady@2027-03-11", reason="snow", now=program.now)
    late = program.session("Late@2027-03-04")
    seen = see_next(program.book, session, now=session.ends_at)
    assert seen == ComesNext(program.session("Steady@2027-03-18"), late, 1, session.start_local.date())


def test_of_the_last_one_nothing_comes(program: Program) -> None:
    """And what waits is counted from the first of it."""
    program.group("Steady")
    last = program.session("Steady@2027-03-25")
    seen = see_next(program.book, last, now=last.ends_at + timedelta(hours=1))
    assert (seen.of_group, seen.today, seen.waiting) == (None, None, 4)
    assert str(seen.since) == "2027-03-04"
