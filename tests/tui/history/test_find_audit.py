"""What to look for in the audit log."""

from datetime import date

from facilitator.domain.history.history import AuditWish
from facilitator.tui.history.find_audit import FindAudit
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


def test_days_are_read_as_one_says_them(program: Program) -> None:
    """Seen from today, backwards; one that cannot be read is told at its line, and the rest stays."""
    asked = AuditWish(date(2027, 2, 1), None, "pat", "Steady", "moved")

    async def story() -> None:
        async with on_bench(program, FindAudit(asked)) as bench:
            typed = [bench.line(f"#ask-{name}").value for name in ("words", "first", "last", "actor", "about")]
            assert typed == ["moved", "Mon 1 Feb 2027", "", "pat", "Steady"]
            bench.line("#ask-last").value = "nonsense"
            await bench.press("enter")
            assert "Not a date" in bench.text
            bench.line("#ask-last").value = "last fri"
            bench.line("#ask-about").value = ""
            await bench.press("enter")
            assert await bench.answer() == AuditWish(date(2027, 2, 1), date(2027, 2, 26), "pat", "", "moved")

    played(story())


def test_everything_again(program: Program) -> None:
    """One button, whatever stands in the lines."""

    async def story() -> None:
        async with on_bench(program, FindAudit(AuditWish(words="moved"))) as bench:
            await bench.click("#all")
            assert (await bench.answer()).empty

    played(story())
