"""The end of a session on its page: what comes next, in words, and in which order."""

from datetime import date
from typing import cast

from rich.console import Console

from facilitator.services.sessions.see_next import ComesNext
from facilitator.tui.sessions.session_end import next_lines
from tests.conftest import Program


def _said(seen: ComesNext) -> list[str]:
    console = Console(width=80)
    with console.capture() as told:
        console.print(next_lines(seen, "none yet"))
    return cast("str", told.get()).split("\n")


def test_all_that_may_come_next(program: Program) -> None:
    """The group, this day, what waits, backups."""
    program.group("Steady")
    one, other = program.session("Steady@2027-03-11"), program.session("Steady@2027-03-18")
    assert [each.rstrip() for each in _said(ComesNext(one, other, 2, date(2027, 2, 4)))][:6] == [
        "What comes next",
        "Next time  Thu 11 Mar 2027, 6:30 pm",
        "Today      6:30 pm, Steady",
        "Backup     none yet",
        "Attendance to finish: 2 sessions, from Thu 4 Feb 2027. Esc, then Today, shows",
        "them.",
    ]


def test_where_nothing_comes_it_says_so() -> None:
    """No empty lines."""
    assert [each.rstrip() for each in _said(ComesNext(None, None, 0, None))][1:3] == [
        "Next time  none is planned",
        "Backup     none yet",
    ]
