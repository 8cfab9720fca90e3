"""When a screen has come to rest: nothing to do in the loop, nothing to lay out, nothing to paint.

Textual's pilot takes a process that uses little time of a core as one at rest. On a busy machine a process that only
waits for a core uses little too, and a key is then answered on a screen that was not laid out yet. What there is to do
can be counted instead, and that needs no waiting.
"""

import asyncio

from textual._context import active_app
from textual._wait import wait_for_idle
from textual.app import App

_TURNS = 4
"""What a call starts is in the loop's hands by then: a task, a message of a message, a callback of a callback."""


async def rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Go on as soon as the program waits for keys; takes what Textual's own takes, and its place."""
    app = active_app.get()
    for _ in range(1000):
        await _all_turns()
        if not _update(app):
            break
    if any(worker.is_running for worker in app.workers):
        await wait_for_idle(min_sleep, max_sleep)
        _update(app)
        await _all_turns()


async def _all_turns() -> None:
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]  # no public word says whether a loop is idle
    quiet = 0
    while quiet < _TURNS:
        quiet = 0 if ready else quiet + 1
        await asyncio.sleep(0)


def _update(app: App[object]) -> bool:
    """Do now what the program would do at its next tick; whether there was something."""
    if app._resize_event is not None:
        app._check_resize()
        return True
    if not app.screen_stack:
        return False
    screen = app.screen
    wanted = bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
    if wanted:
        screen._on_timer_update()
    return wanted
