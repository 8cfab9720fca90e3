"""The two lines on top of every room."""

from facilitator.tui.kit.masthead import Masthead
from tests.books import NOW
from tests.tui.kit.bare import bare
from tests.tui.screens import played, text_of


def test_a_practice_book_is_always_said_to_be_one() -> None:
    """Where one is, whose book it is, and the time at the right end; the name gives way, the word does not."""
    head = Masthead("groups")

    async def story() -> None:
        async with bare(head, size=(80, 4)) as (app, pilot):
            app.book_name, app.practice, app.minute = "Harbor Street", True, NOW.replace(tzinfo=None)
            await pilot.pause()
            places, book = text_of(app).splitlines()[:2]
            assert "3 Groups" in places
            assert book.startswith(" PRACTICE  invented people   Harbor Street  ")
            assert book.endswith(f"{NOW:%H:%M}")
            await pilot.resize_terminal(60, 4)
            await pilot.pause()
            assert " PRACTICE " in text_of(app)
            await pilot.resize_terminal(80, 4)
            app.who = "Dana R., facilitator"
            await pilot.pause()
            assert text_of(app).splitlines()[1].startswith(" PRACTICE  Harbor Street · Dana R., facilitator  ")
            app.practice, app.who = False, "Somebody with a name that is longer than the line, facilitator"
            await pilot.pause()
            assert "Harbor Street · Somebody with a name that is longer th…" in text_of(app)
            assert text_of(app).splitlines()[1].endswith(f"{NOW:%H:%M}")

    played(story())
