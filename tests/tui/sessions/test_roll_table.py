"""The roll: a letter and a word for each mark, and a cursor that stays with its person."""

import pytest
from textual.app import ComposeResult
from textual.screen import Screen

from facilitator.domain.views import Mark
from facilitator.tui.sessions.roll_table import MARKS, MarkKeys, RollTable, mark_text
from facilitator.words import AttendanceStatus
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.rows import person
from tests.tui.screens import played


def _mark(number: int, status: AttendanceStatus | None = None, *, expected: bool = True) -> Mark:
    return Mark(person(number), expected, status, None, None, None, 0)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (AttendanceStatus.PRESENT, " P  Present"),
        (AttendanceStatus.LATE, " L  Late"),
        (AttendanceStatus.LEFT_EARLY, " E  Left early"),
        (AttendanceStatus.EXCUSED, " K  Let us know"),
        (AttendanceStatus.MISSED, " M  Missed"),
        (None, " -"),
    ],
)
def test_a_mark_has_a_letter_and_a_word(status: AttendanceStatus | None, words: str) -> None:
    """Never colour alone."""
    assert mark_text(status).plain == words


def test_every_status_has_a_key_of_its_own() -> None:
    """And the act of that key marks it."""
    assert [status for _, status, _ in MARKS] == list(AttendanceStatus)
    acts = {act.key.split(",")[0]: act.action for act in RollTable.ACTS}
    assert all(acts[key] == f"screen.mark('{status}')" for key, status, _ in MARKS)


class _Roll(Screen[None]):
    """A roll with its keys, on a screen that keeps what is marked."""

    def __init__(self) -> None:
        super().__init__()
        self.marked: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield RollTable("roll")
        yield MarkKeys()

    def action_mark(self, status: str) -> None:
        """Keep it."""
        self.marked.append((self.query_one(RollTable).current, status))


def test_rows_cursor_keys_and_clicks(program: Program) -> None:
    """Read again, the cursor is with its person; the last row is the last; a mark that is not saved says so."""

    async def story() -> None:
        screen = _Roll()
        async with on_bench(program, screen) as bench:
            roll = screen.query_one(RollTable)
            assert roll.current == ""
            came = _mark(3, AttendanceStatus.LATE, expected=False)
            roll.show((_mark(1), _mark(2), came, _mark(4, expected=False)), names=True)
            people = [roll.get_row(f"person-{number}")[1].plain for number in (1, 2, 3, 4)]
            assert people == ["Person 1", "Person 2", "Person 3  walk-in", "Person 4  may come"]
            roll.go_to("person-2")
            roll.go_to("nobody")
            roll.show((_mark(4), _mark(2), came), names=False, closed=False)
            assert roll.current == "person-2"
            assert [roll.get_row(uid)[1].plain for uid in ("person-2", "person-3")] == ["CODE2", "CODE3"]
            roll.go_on()
            roll.go_on()
            assert roll.current == "person-3"
            roll.show_one("person-3", AttendanceStatus.PRESENT, saved=False)
            assert roll.get_row("person-3")[0].plain == " P  Present  NOT saved"
            roll.focus()
            await bench.press("m")
            await bench.click("MarkKey")
            assert screen.marked == [("person-3", "missed"), ("person-3", "present")]

    played(story())
