"""The desk: what holds for it before a book is open, and in whose time it reads a moment."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.tui.desk import Desk
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.page import Page
from facilitator.tui.pin import TRIES, SessionPin
from facilitator.zones import zone
from tests.books import NOW
from tests.conftest import Program
from tests.tui.screens import opened, played


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk that nobody sits at."""
    return Desk(Home(tmp_path), clock=lambda: NOW)


def test_without_a_book_it_is_locked(desk: Desk) -> None:
    """Whoever asks for the book is told what opens it."""
    assert not desk.unlocked
    with pytest.raises(FacilitatorError, match="the book is locked"):
        _ = desk.book


def test_a_moment_is_read_in_the_zone_of_the_book(desk: Desk) -> None:
    """Not in that of the computer, once a book has said which it is."""
    moment = datetime(2027, 3, 4, 23, 30, tzinfo=UTC)
    assert desk.local(moment) == moment
    desk._zone = zone("America/New_York")
    assert f"{desk.local(moment):%H:%M}" == "18:30"


def test_its_clock_has_whole_seconds(tmp_path: Path) -> None:
    """What is written to the book has no fractions."""
    now = Desk(Home(tmp_path)).clock()
    assert (now.tzinfo, now.microsecond) == (UTC, 0)


def test_a_pin_is_for_its_session_and_while_it_lives(desk: Desk) -> None:
    """Another session's digits, or used up ones, bring nothing back."""
    assert desk.pin_of("monday") is None
    desk.pin = pin = SessionPin("monday", "2580")
    assert desk.pin_of("monday") is pin
    assert desk.pin_of("tuesday") is None
    for _ in range(TRIES):
        pin.fits("0000")
    assert desk.pin_of("monday") is None


def test_page_and_dialog_work_at_the_desk_that_shows_them(program: Program) -> None:
    """The program itself: one desk for every screen."""

    async def story() -> None:
        async with opened(program.home, program.now) as (app, _):
            page, dialog = Page(), Dialog[str]()
            await app.push_screen(page)
            await app.push_screen(dialog)
            assert page.facilitator is dialog.facilitator is app
            assert app.unlocked
            assert app.book is page.facilitator.book

    played(story())
