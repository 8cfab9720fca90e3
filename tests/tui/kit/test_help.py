"""Every key with its sentence."""

from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.help import Help
from tests.tui.kit.bare import bare
from tests.tui.screens import played, text_of


def test_what_can_be_done_here_and_everywhere() -> None:
    """Key, word and sentence of each act, those without a key too; Esc closes it."""
    here = (ScreenAct("enrol", "e", "Enrol", "Put somebody on the roster."),)
    everywhere = (ScreenAct("lock", "ctrl+l", "Lock", "Lock the book."), ScreenAct("keys", "", "Keys", "See keys."))

    async def story() -> None:
        async with bare(size=(80, 24)) as (app, pilot):
            await app.push_screen(Help(here, everywhere))
            await pilot.pause()
            shown = text_of(app)
            at = [
                shown.index(words) for words in ("Put somebody", "Everywhere", "Ctrl+l", "Lock the book.", "See keys.")
            ]
            assert at == sorted(at)
            await pilot.press("escape")
            assert not isinstance(app.screen, Help)

    played(story())
