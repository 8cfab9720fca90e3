"""What was told about one person, to read with them."""

from facilitator.services.privacy.keep_disclosures import Emergency, write_emergency
from facilitator.tui.privacy.accounting import AccountingPage
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played


def test_each_disclosure_says_when_to_whom_and_why(program: Program) -> None:
    """Another's is not there; that it was looked at is audited; a hidden name stays hidden."""
    ana, bo = program.people("Xochitl", "Bo")
    fainted = Emergency("Sam Ortiz", "City EMS", "pat", "fainted")
    write_emergency(program.book, ana.uid, fainted, at=program.now, now=program.now)

    async def story(who: str, *words: str) -> None:
        person = ana if who == ana.uid else bo
        async with on_bench(program, AccountingPage(person, names=False)) as bench:
            assert all(each in bench.text for each in (person.code, "From Mon 1 Mar 2021 to Mon 1 Mar 2027.", *words))
            assert "Xochitl" not in bench.text
            await bench.click("#close")
            assert await bench.answer() is None

    before = len(program.acts())
    played(story(ana.uid, "Mon 1 Mar 2027, 1:15 pm to Sam Ortiz, City EMS, by pat", "a medical emergency: fainted"))
    played(story(bo.uid, "Nothing was told outside of the program."))
    assert len(program.acts()) == before + 2
