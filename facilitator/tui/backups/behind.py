"""Backups behind the screens: made in a thread, given up when the book locks.

Nobody is at work on one while a book is restored: a connection that closes later would take the new book's log away.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.worker import Worker, get_current_worker

from facilitator.errors import FacilitatorError
from facilitator.tui.desk import Desk
from facilitator.tui.kit.said import said

if TYPE_CHECKING:  # SQLAlchemy is imported behind the first frame
    from facilitator.storage.backups.copies import Progress
    from facilitator.storage.book import Book
    from facilitator.tui.kit.message import Message

Answer = TypeVar("Answer")

GROUP = "backups"


def back_up_behind(app: Desk) -> None:
    """Make the backup of this day behind the first screen; whatever it has to say is told once it is done."""

    def make(book: "Book", progress: "Progress") -> tuple[str, ...]:
        from facilitator.services.backups.back_up_daily import back_up_today

        return back_up_today(app.home, book, now=app.clock(), progress=progress)

    def done(notes: tuple[str, ...]) -> None:
        for note in notes:
            app.notify(note, timeout=30)
        app.read_again()

    if not app.practice:
        with_book(app, make, done)


def back_up_now(app: Desk, tell: Callable[[str], None]) -> None:
    """Make a backup because somebody asked for it."""

    def make(book: "Book", progress: "Progress") -> str:
        from facilitator.services.backups.back_up import back_up
        from facilitator.services.backups.back_up_daily import keep_elsewhere
        from facilitator.services.book.open_book import book_info

        made = back_up(app.home, book, now=app.clock(), progress=progress)
        info = book_info(book)
        notes = () if info.practice else keep_elsewhere(app.home, info, made.path, now=app.clock())
        return " ".join((f"Made and verified: {made.path}", *notes))

    def done(words: str) -> None:
        tell(words)
        app.read_again()

    tell("Making a backup ...")
    with_book(app, make, done, tell)


def with_book(
    app: Desk,
    act: "Callable[[Book, Progress], Answer]",
    done: Callable[[Answer], None],
    refuse: Callable[[str], None] | None = None,
) -> "Worker[None]":
    """Do something long with the open book in a thread; once the book is locked it is given up, without a word."""
    return app.run_worker(partial(_in_thread, app, act, done, refuse), thread=True, group=GROUP)


def _in_thread(
    app: Desk,
    act: "Callable[[Book, Progress], Answer]",
    done: Callable[[Answer], None],
    refuse: Callable[[str], None] | None,
) -> None:
    from facilitator.services.backups.back_up_daily import GivenUp

    worker = get_current_worker()
    if not app.unlocked:
        return
    book = app.book

    def over() -> bool:
        return worker.is_cancelled or not app.unlocked or app.book is not book

    def go_on(_done: int, _total: int) -> None:
        if over():
            raise GivenUp

    with app.at_backups:
        try:
            answer = act(book, go_on)
        except GivenUp:
            return
        except FacilitatorError as error:
            if refuse is not None and not over():
                app.call_from_thread(refuse, said(error))
            return
        finally:
            if over():
                book.close()  # what was done since the lock has opened it again
    if not over():
        app.call_from_thread(done, answer)


async def restore_backup(app: Desk, path: Path, secret: str | None) -> None:
    """Lock, put the backup in the place of the book in a thread, and say at the door how it went."""
    from facilitator.tui.kit.message import Message

    actor = app.book.actor
    await app.action_let_go()
    app.push_screen(Message("Restoring the backup", "One moment ..."))
    app.run_worker(partial(_restore, app, path, secret, actor), thread=True)


def _restore(app: Desk, path: Path, secret: str | None, actor: str) -> None:
    from facilitator.services.agency.work_as import signed_by
    from facilitator.services.backups.back_up import restore
    from facilitator.tui.kit.message import Message

    try:
        with app.at_backups:
            done = restore(app.home, path, secret, now=app.clock(), sign=signed_by(actor))
    except FacilitatorError as error:
        told = Message.of(error)
    else:
        kept = f"The book before it is kept: {done.before}" if done.before else ""
        told = Message(f"The book is as it was on {app.local(done.made_at):%a %d %b %Y %H:%M}", kept)
    app.call_from_thread(_tell, app, told)


def _tell(app: Desk, message: "Message") -> None:
    from facilitator.tui.kit.message import Message

    if isinstance(app.screen, Message):
        app.pop_screen()
    app.push_screen(message, lambda _seen: app.begin_afresh())
