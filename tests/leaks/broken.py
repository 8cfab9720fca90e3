"""The program with something broken in it: ``python -m tests.leaks.broken PLACE facilitator's words``.

Each place breaks as programs break: with names of people in the error, in the error behind it, and in locals.
"""

import asyncio
import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

from tests.leaks.sentinels import PEOPLE

PERSON = PEOPLE[0]


def _fail(*_: Any, **__: Any) -> Any:
    """An error that holds names, caused by another one that does."""
    person = PERSON
    try:
        {}[person.alias]
    except KeyError as error:
        raise RuntimeError(f"cannot keep {person!r}") from error


def marking() -> None:
    """In the midst of a mark."""
    from facilitator.services.sessions import take_attendance

    take_attendance.mark_person = _fail  # type: ignore[assignment]
    if hasattr(take_attendance, "mark_known"):
        take_attendance.mark_known = _fail  # type: ignore[assignment]


def importing() -> None:
    """In the midst of an import."""
    from facilitator.services.people import import_roster

    import_roster._write_people = _fail


def constraint() -> None:
    """The database refuses a row with all its values: nobody looked whether it is there, and it comes twice."""
    from facilitator.storage.queries.people import people

    add = people.add_people
    people.add_people = lambda db, rows: (add(db, rows), add(db, rows))  # type: ignore[assignment]


def statement() -> None:
    """A value of a type that the database does not take."""
    from facilitator.storage.queries.people import people

    made = people.new_person_row
    people.new_person_row = lambda **values: {**made(**values), "phone": [PERSON.phone]}  # type: ignore[assignment,arg-type]


def moment() -> None:
    """A value that a column's own type cannot turn: an error of SQLAlchemy, which repeats parameters."""
    from facilitator.storage.queries.people import people

    made = people.new_person_row
    people.new_person_row = lambda **values: {**made(**values), "created_at": PERSON.name}  # type: ignore[assignment]


def table() -> None:
    """A table is gone."""
    from facilitator.storage.book import Book

    entered = Book.__enter__

    def enter(book: Book) -> Book:
        with book.raw() as raw:
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute("DROP TABLE mark_event")
        return entered(book)

    Book.__enter__ = enter  # type: ignore[method-assign]


def thread() -> None:
    """In a thread that nobody waits for, and in what is thrown away."""
    from facilitator.services.people import keep_people

    listed = keep_people.list_people

    class Left:
        def __del__(self) -> None:
            _fail()

    def list_people(book: Any) -> Any:
        threaded = threading.Thread(target=_fail, name=PERSON.name)
        threaded.start()
        threaded.join()
        Left()
        return listed(book)

    keep_people.list_people = list_people
    from facilitator.cli.people import person

    person.list_people = list_people


def first() -> None:
    """Before the first word is read."""
    from facilitator.cli import main

    main.run = _fail


def logging_all() -> None:
    """Every logger tells all it knows."""
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, force=True)
    logging.getLogger().setLevel(logging.DEBUG)
    for name in ("sqlalchemy.engine", "sqlalchemy.pool", "sqlalchemy.dialects", "alembic", "asyncio", "concurrent"):
        logging.getLogger(name).setLevel(logging.DEBUG)


def logging_screens() -> None:
    """The same into a file: a screen has no place for it."""
    logging.basicConfig(level=logging.DEBUG, filename=os.environ["LEAKS_LOG"], force=True)
    for name in ("sqlalchemy.engine", "sqlalchemy.pool"):
        logging.getLogger(name).setLevel(logging.DEBUG)


def _in_app(act: Callable[[Any], None]) -> None:
    """Have the app do this where it would show a person."""
    from facilitator.tui.people import people

    shown = people.PeopleScreen.on_mount if hasattr(people.PeopleScreen, "on_mount") else None

    def on_mount(screen: Any) -> Any:
        act(screen)
        return shown(screen) if shown else None

    people.PeopleScreen.on_mount = on_mount  # type: ignore[method-assign]


def worker() -> None:
    """In a worker thread of the screens."""
    _in_app(lambda screen: screen.run_worker(_fail, thread=True))


def loop() -> None:
    """Beside the loop's own messages: in a task that nobody waits for, in a callback with names, in a thread."""

    async def forgotten() -> None:
        _fail()

    def start(screen: Any) -> None:
        running = asyncio.get_running_loop()
        running.create_task(forgotten(), name=PERSON.name)  # noqa: RUF006 - it is to be forgotten
        running.call_soon(_fail, PERSON.name)
        threading.Thread(target=_fail, name=PERSON.name).start()
        screen.set_timer(0.2, gc.collect)

    _in_app(start)


def screen() -> None:
    """While a screen is put together."""
    _in_app(_fail)


def clipboard() -> None:
    """As Textual copies."""
    from facilitator.tui.app import FacilitatorApp

    del FacilitatorApp.copy_to_clipboard


PLACES: dict[str, Callable[[], None]] = {
    each.__name__: each
    for each in (
        *(marking, importing, constraint, statement, moment, table, thread, first),
        *(logging_all, logging_screens, worker, loop, screen, clipboard),
    )
}


def main() -> None:
    """Break it, then run it."""
    PLACES[sys.argv.pop(1)]()
    from facilitator.__main__ import main as program

    program()


if __name__ == "__main__":
    main()
