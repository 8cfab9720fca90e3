"""A screen that was closed, by an answer or a lock, while a message or a thread was still on its way to it."""

from collections.abc import Callable
from typing import Any, cast

from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkType

from facilitator.tui.desk import AtDesk


class Closing(AtDesk):
    """What is still told to a screen that is gone ends there: it has no parts any more, and the program goes on."""

    @property
    def gone(self) -> bool:
        """Whether it was closed, or the program is ending and makes no parts; its last messages may still come."""
        screen, app = cast("Screen[Any]", self), self.app
        ending = app._exit or not app.is_running
        return ending or not any(screen in stack for stack in app._screen_stacks.values())

    def tell_back(self, act: Callable[..., object], *told: object) -> None:
        """Tell the screen what a thread found out, from that thread, where it is still there to hear it."""
        self.app.call_from_thread(lambda: None if self.gone else act(*told))

    def run_worker(self, work: WorkType[Any], *words: Any, **named: Any) -> Worker[Any]:
        """Start what goes on beside the screen; a thread's work tells back, any other may come back to no parts."""

        async def to_its_end() -> object:
            try:
                return await (work() if callable(work) else work)
            except NoMatches:
                if not self.gone:
                    raise
                return None

        beside = work if named.get("thread") else to_its_end
        return cast("Screen[Any]", super()).run_worker(beside, *words, **named)

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except NoMatches:
            if not self.gone:
                raise
