"""Newer editions of a group's curriculum, offered on its screen."""

from collections.abc import Callable

from facilitator.errors import FacilitatorError
from facilitator.services.curricula.take_edition import groups_with_newer, take_edition
from facilitator.tui.kit.page import Page
from facilitator.tui.scheduling.edition import NewerEdition


def look_for_edition(page: Page, uid: str, say: Callable[[str], None]) -> None:
    """Say it where a group's curriculum has another edition at hand. In a thread: it reads every curriculum."""
    app = page.facilitator

    def look() -> None:
        try:
            newer = app.unlocked and uid in groups_with_newer(app.book, app.home)
        except FacilitatorError:  # a folder that cannot be read is told in the Curricula page
            return
        if newer and page.is_attached:
            app.call_from_thread(say, "A newer edition of its curriculum is at hand. n shows what it changes.")

    page.run_worker(look, thread=True, exclusive=True, group="edition")


def show_edition(page: Page, uid: str, say: Callable[[str], None]) -> None:
    """Show what the edition at hand changes, and take it where that is wished."""
    app = page.facilitator
    found = app.attempt(lambda: take_edition(app.book, app.home, uid, now=app.clock(), preview=True))
    if found is None:
        return

    def answered(take: bool | None) -> None:
        if take and app.attempt(lambda: take_edition(app.book, app.home, uid, now=app.clock())):
            page.read_again()
            say("The newer edition is taken. u takes it back.")

    app.push_screen(NewerEdition(found), answered)
