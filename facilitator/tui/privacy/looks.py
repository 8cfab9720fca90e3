"""Looks at protected records are recorded behind the screen that shows them: it paints first, and is never held up."""

from functools import partial
from typing import TYPE_CHECKING

from facilitator.tui.desk import Desk

if TYPE_CHECKING:  # SQLAlchemy is imported behind the first frame
    from facilitator.services.privacy.note_reading import Look, Readings


def looked(app: Desk, action: str, object_uid: str = "", *, names: bool = True, people: int | None = None) -> None:
    """Record a look once the screen was painted, unless the same look was recorded a moment ago in this window.

    ``action`` is one of those of :class:`facilitator.services.privacy.note_reading.Look`.
    """
    from facilitator.services.privacy.note_reading import Look, Readings

    if app.readings is None or app.readings.book is not app.book:
        app.readings = Readings(app.book)
    look = Look(action, object_uid, names)
    if app.readings.due(look, now=app.clock()):
        app.call_after_refresh(_behind, app, app.readings, look, people)


def _behind(app: Desk, readings: "Readings", look: "Look", people: int | None) -> None:
    app.run_worker(partial(_record, app, readings, look, people), thread=True, group="looks")


def _record(app: Desk, readings: "Readings", look: "Look", people: int | None) -> None:
    if not _still_open(app, readings):
        return
    problem = readings.record(look, now=app.clock(), people=people)
    if not _still_open(app, readings):
        readings.book.close()  # it was locked in the meantime, and the row opened it again
    elif problem:
        app.call_from_thread(app.notify, problem, severity="warning", timeout=15)


def _still_open(app: Desk, readings: "Readings") -> bool:
    return app.unlocked and app.book is readings.book
