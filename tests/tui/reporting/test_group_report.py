"""Who came to a group, each number with its definition."""

from datetime import date

import pytest

from facilitator.services.reporting.report_attendance import report_groups
from facilitator.services.scheduling.see_groups import see_group
from facilitator.tui.reporting.group_report import GroupReport, report_text
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import WIDE, played

MARCH = date(2027, 3, 1), date(2027, 3, 31)


@pytest.mark.slow
def test_it_changes_with_its_days(program: Program) -> None:
    """Last month and this one at first; days that cannot be are told at their lines."""
    uid = program.group("Steady")
    program.people("Ana", "Bo", group=uid)
    program.mark(f"{uid}@2027-03-04", Ana="present", Bo="missed")
    program.end(f"{uid}@2027-03-04")
    group = see_group(program.book, uid, now=program.now).group

    async def story() -> None:
        async with on_bench(program, GroupReport(group), WIDE, now=program.now.replace(day=5)) as bench:
            await bench.shows(
                "Mon 1 Feb 2027 to Fri 5 Mar 2027, both days included", "Nothing is still open in this period."
            )
            await bench.shows("sessions held 1 ")
            bench.line("#ask-to").value = "1 jan 2027"
            await bench.shows("Fri 1 Jan 2027 is before Mon 1 Feb 2027.")
            bench.line("#ask-to").value = "nonsense"
            await bench.shows("Not a date")
            bench.line("#ask-from").value = "5 mar"
            bench.line("#ask-to").value = "5 mar"
            await bench.shows("This group was not to meet in this period.")
            await bench.click("#close")
            assert await bench.answer() is None

    played(story())


def test_each_measure_has_its_number_and_its_definition(program: Program) -> None:
    """In the words of the report."""
    uid = program.group("Steady")
    program.end(f"{uid}@2027-03-04")
    made = report_groups(program.book, *MARCH, now=program.now, group=uid)
    lines = report_text(made).plain.splitlines()
    at = lines.index(f"{'sessions held':<22}1")
    assert lines[0] == "Mon 1 Mar 2027 to Wed 31 Mar 2027, both days included"
    assert lines[1] == "As of Mon 1 Mar 2027, 1:15 pm. Nothing is still open in this period."
    assert lines[at + 1] == f"  {made.definitions['sessions_held']}"
    assert len([line for line in lines if line.startswith("  ")]) == len(made.definitions)
