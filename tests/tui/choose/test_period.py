"""From which day to which: said back as it is understood, with every letter."""

from datetime import date

from facilitator.tui.choose.period import AskPeriod, Period
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played

FEBRUARY = Period(date(2027, 2, 1), date(2027, 2, 28))


def test_a_period_in_words() -> None:
    """Both days are named."""
    assert FEBRUARY.shown == "Mon 1 Feb 2027 to Sun 28 Feb 2027"


def test_days_are_understood_backwards_and_in_order(program: Program) -> None:
    """What cannot be read, or is the wrong way round, is said and not answered with."""

    async def story() -> None:
        async with on_bench(program, AskPeriod(FEBRUARY, date(2027, 3, 1))) as bench:
            first, last = bench.line("#first"), bench.line("#last")
            assert (first.value, last.value) == ("2027-02-01", "2027-02-28")
            last.value = "1 jan"
            await bench.shows("Fri 1 Jan 2027 is before Mon 1 Feb 2027.")
            first.focus()
            await bench.press("enter")
            assert bench.app.focused is last
            await bench.press("enter")
            assert bench.answers == []
            last.value = "nonsense"
            await bench.shows("Not a date")
            last.value = "last fri"
            await bench.shows("Mon 1 Feb 2027 to Fri 26 Feb 2027")
            await bench.press("enter")
            assert await bench.answer() == Period(date(2027, 2, 1), date(2027, 2, 26))

    played(story())


def test_a_period_in_one_field_is_both_ends(program: Program) -> None:
    """Where the other field was left as it was."""

    async def story() -> None:
        async with on_bench(program, AskPeriod(FEBRUARY, date(2027, 3, 1))) as bench:
            bench.line("#first").value = "last quarter"
            await bench.shows("Thu 1 Oct 2026 to Thu 31 Dec 2026")
            bench.line("#last").value = "january"
            await bench.shows("Thu 1 Oct 2026 to Sun 31 Jan 2027")

    played(story())
