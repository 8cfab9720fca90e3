"""What takes long with the feeds, in a thread: it says how far it is, and is given up when the book locks."""

from collections.abc import Callable
from typing import TypeVar

from textual.worker import get_current_worker

from facilitator.errors import FacilitatorError
from facilitator.tui.kit.message import Message
from facilitator.tui.kit.page import Page

Answer = TypeVar("Answer")
Progress = Callable[[float], object]


class _GivenUp(Exception):
    """Nobody waits for it any more; what was written since is rolled back."""


def behind(
    page: Page,
    group: str,
    act: Callable[[Progress], Answer],
    done: Callable[[Answer], object],
    tell: Progress,
) -> None:
    """Do it in a thread, in the place of what ``group`` has at work; ``tell`` is called with 0 to 1."""
    app = page.facilitator
    book = app.book

    def work() -> None:
        worker = get_current_worker()

        def locked() -> bool:
            return not app.unlocked or app.book is not book

        def show(what: Callable[[], object]) -> None:
            if not (worker.is_cancelled or locked()):
                app.call_from_thread(lambda: what() if page.is_attached else None)

        def go_on(part: float) -> None:
            if worker.is_cancelled or locked():
                raise _GivenUp
            show(lambda: tell(part))

        try:
            answer = act(go_on)
        except _GivenUp:
            return
        except FacilitatorError as error:
            wrong = error
            show(lambda: app.push_screen(Message.of(wrong)))
            return
        finally:
            if locked():
                book.close()  # what was done since the lock has opened it again
        show(lambda: done(answer))

    page.run_worker(work, thread=True, exclusive=True, group=group)
