"""Tables whose rows are added and never changed or deleted, and the one door for what has to change them after all.

A trigger refuses, in the words of each engine. It looks into the table ``append_only_door``: while a transaction has a
row there, and nobody but that transaction sees it, rows may change. Renewing the key binds the audit chain anew, an
upgrade rewrites tables, disposal takes a person's rows away; nothing else goes through.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Table, event


class Why(StrEnum):
    """What the door is opened for."""

    KEY = "key"
    UPGRADE = "upgrade"
    DISPOSAL = "disposal"


_IN_SQLITE: Final = (
    "CREATE TRIGGER {table}_no_{lower} BEFORE {act} ON {table} WHEN NOT EXISTS (SELECT 1 FROM append_only_door) "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
)
_FUNCTION: Final = (
    "CREATE OR REPLACE FUNCTION refuse_what_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF NOT EXISTS (SELECT 1 FROM append_only_door) "
    "THEN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END IF; "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
)
_IN_POSTGRES: Final = (
    "CREATE TRIGGER {table}_no_{lower} BEFORE {act} ON {table} FOR EACH ROW "
    "EXECUTE FUNCTION refuse_what_is_append_only()"
)


def append_only(table: Table) -> None:
    """Let rows be added to a table alone, wherever it is made."""
    event.listen(table, "after_create", _guard)


def _guard(table: Table, db: Connection, **_more: object) -> None:
    in_postgres = db.dialect.name == "postgresql"
    if in_postgres:
        db.exec_driver_sql(_FUNCTION)
    trigger = _IN_POSTGRES if in_postgres else _IN_SQLITE
    for act in ("UPDATE", "DELETE"):
        db.exec_driver_sql(trigger.format(table=table.name, act=act, lower=act.lower()))


@contextmanager
def door_open(driver: Any, why: Why) -> Iterator[None]:
    """Let rows of append-only tables change until this is left, in the transaction that is open on this connection.

    ``driver`` is the driver's own connection. Who goes through tells it in the audit chain.

    Raises:
        RuntimeError: where no transaction is open: the door would stay open for everybody.
    """
    if not getattr(driver, "in_transaction", True):
        raise RuntimeError("the door to what is append-only opens inside a transaction alone")
    driver.execute(f"INSERT INTO append_only_door (id, why) VALUES (1, '{why.value}')")  # noqa: S608 - a word of ours
    try:
        yield
    except BaseException:
        with suppress(Exception):  # the transaction may be broken; what it did goes with it
            driver.execute("DELETE FROM append_only_door")
        raise
    driver.execute("DELETE FROM append_only_door")
