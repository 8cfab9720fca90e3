"""The two tables of a group: what stands in a row, and a cursor that stays with its record."""

from datetime import date, datetime
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.screen import Screen

from facilitator.domain.views import Enrolled
from facilitator.tui.kit.parts.table import Weight
from facilitator.tui.scheduling.group_tables import RosterTable, SessionsTable, people_words
from facilitator.words import SessionStatus
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.rows import person, session
from tests.tui.screens import played


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": SessionStatus.DID_NOT_MEET, "reason": "nobody came"}, "nobody came"),
        ({"status": SessionStatus.CANCELLED, "reason": "snow"}, "snow"),
        ({"status": SessionStatus.HELD, "present": 3, "expected": 5}, "3 came, 5 expected"),
        ({"status": SessionStatus.HELD, "present": 3}, "3 came"),
        ({"expected": 5}, "5 expected"),
    ],
)
def test_people_of_a_session(values: dict[str, Any], words: str) -> None:
    """The status has a column of its own: here is only why, or how many."""
    assert people_words(session(**values)) == words


class _Tables(Screen[None]):
    """Both of them."""

    def compose(self) -> ComposeResult:
        yield SessionsTable("sessions")
        yield RosterTable("roster")


def test_rows_and_cursors(program: Program) -> None:
    """A year is named where it is another; read again, the cursor is on the record it was on, wherever that is now."""
    rows = [session(datetime(2027, 3, day, 18, 30)) for day in (4, 11, 18)]
    late = session(datetime(2028, 1, 6, 9, 0), status=SessionStatus.HELD, lesson_title="Rest")
    roster = [
        Enrolled(person(1), date(2027, 3, 1), None, waitlisted=False),
        Enrolled(person(2), date(2027, 5, 1), None, waitlisted=False),
        Enrolled(person(3), date(2027, 3, 1), date(2027, 6, 1), waitlisted=False),
        Enrolled(person(4), date(2027, 3, 1), None, waitlisted=True),
    ]

    async def story() -> None:
        async with on_bench(program, _Tables()) as bench:
            table, people = bench.app.screen.query_one(SessionsTable), bench.app.screen.query_one(RosterTable)
            assert table.current == people.current == ""
            table.show_sessions([*rows, late], this_year=2027, at=rows[1].uid)
            assert table.current == rows[1].uid
            assert [each.weight for each in table.rows] == [Weight.NEXT, Weight.NOW, Weight.NEXT, Weight.PAST]
            assert table.rows[-1].cells[:3] == ("Thu 06 Jan 2028  09:00", "x held", "Rest")
            table.show_sessions(rows[1:], this_year=2027, at=rows[2].uid)
            assert (table.current, table.cursor) == (rows[1].uid, 0)
            people.show_roster(roster, date(2027, 3, 4), kept=True)
            assert [each.cells[1] for each in people.rows] == [
                "",
                "begins then",
                "until Tue 1 Jun 2027",
                "waits for a seat",
            ]
            people.show_roster(roster[1:], date(2027, 3, 4), kept=True)
            assert people.current == "person-2"
            people.show_roster([], date(2027, 3, 4), kept=False)
            assert "keeps no roster" in people.empty

    played(story())
