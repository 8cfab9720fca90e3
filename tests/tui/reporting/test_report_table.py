"""A report as a table."""

from datetime import date

from textual.app import ComposeResult
from textual.screen import Screen

from facilitator.services.reporting.make_report import Report
from facilitator.services.reporting.report_attendance import report_groups, report_people
from facilitator.tui.reporting.report_table import WIDEST_NAME, ReportTable, heading
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import WIDE, played

MARCH = date(2027, 3, 1), date(2027, 3, 31)


class _Table(Screen[None]):
    def compose(self) -> ComposeResult:
        yield ReportTable("table")


def test_a_measure_s_name_in_words() -> None:
    """As a reader takes it."""
    assert heading("attendance_rate") == "attendance rate"


def test_rows_totals_and_a_column_that_says_nothing_new(program: Program) -> None:
    """Codes stand once where names are hidden; numbers stand right; a long title is cut; no rows, a word instead."""
    long = "Steady " * 10
    uid = program.group(long.strip())
    program.people("Ana", group=uid)
    program.mark(f"{uid}@2027-03-04", Ana="present")
    program.end(f"{uid}@2027-03-04")

    def people(*, names: bool) -> Report:
        return report_people(program.book, *MARCH, now=program.now, names=names)

    async def story() -> None:
        screen = _Table()
        async with on_bench(program, screen, WIDE):
            table = screen.query_one(ReportTable)
            made = report_groups(program.book, *MARCH, now=program.now)
            table.show(made)
            assert (table.row_count, len(table.columns)) == (2, len(made.columns))
            first, last = table.get_row_at(0), table.get_row_at(1)
            assert first[0].cell_len == WIDEST_NAME
            assert first[0].justify == "left"
            assert first[made.columns.index("sessions_held")].justify == "right"
            assert {str(cell.style) for cell in last} == {"bold"}
            table.show(people(names=True))
            named = [str(key.value) for key in table.columns]
            table.show(people(names=False))
            hidden = [str(key.value) for key in table.columns]
            assert [each for each in named if each not in hidden] == ["code"]
            table.show(report_groups(program.book, date(2026, 1, 1), date(2026, 1, 2), now=program.now))
            (column,) = table.columns.values()
            assert (table.row_count, column.label.plain[:10]) == (0, "No session")

    played(story())
