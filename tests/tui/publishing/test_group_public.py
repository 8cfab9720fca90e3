"""What the public may read of a group, said on its page."""

from textual.widgets import Input

from facilitator.services.scheduling.see_groups import see_group
from facilitator.tui.kit.parts.select import Select
from facilitator.tui.publishing.group_public import GroupPublic
from facilitator.tui.scheduling.group import GroupScreen
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until


def test_it_is_said_by_keys_and_taken_back(program: Program) -> None:
    """W opens it, Enter saves it, u takes it back; what nobody touched stays, its lines too."""
    uid = program.group(description="First.\nSecond.", access="stairs")

    def told() -> tuple[object, ...]:
        group = see_group(program.book, uid, now=program.now).group
        return group.public, group.language, group.access, group.description

    before = told()

    async def story() -> None:
        async with on_bench(program, GroupScreen(uid)) as bench:
            await bench.press("W")
            await until(bench.pilot, lambda: isinstance(bench.app.screen, GroupPublic))
            bench.app.screen.query_one("#ask-public", Select).value = True
            bench.line("#ask-language").value = "ES"
            bench.line("#ask-access").value = "step-free"
            bench.line("#ask-access").focus()
            await bench.press("enter")
            await bench.shows("may read of Steady is changed", "u takes it back")
            assert told() == (True, "es", "step-free", "First.\nSecond.")
            await bench.press("u")
            await bench.shows("Taken back.")

    played(story())
    assert told() == before == (False, "", "stairs", "First.\nSecond.")


def test_what_is_wrong_is_said_at_its_line_and_nothing_changed_is_nothing_done(program: Program) -> None:
    """The first wrong line has the focus; the button does what Enter does."""
    uid = program.group()
    acts = program.acts()

    async def story() -> None:
        group = see_group(program.book, uid, now=program.now).group
        async with on_bench(program, GroupPublic(group)) as bench:
            bench.line("#ask-link").value = "our room"
            await bench.click("#ok")
            await bench.shows("no link that an app can open")
            assert isinstance(bench.app.focused, Input)
            assert bench.app.focused.id == "ask-link"
            bench.line("#ask-link").value = ""
            await bench.click("#ok")
            assert await bench.answer() is None

    played(story())
    assert program.acts() == acts
