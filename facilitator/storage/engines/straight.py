"""Statements that go straight to the driver, which answers one in 5 us: Core takes 45 around each."""

from typing import Any, Final

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.sql import ClauseElement


class Straight:
    """A statement that is written out once for each engine, with its values and rows as the driver knows them."""

    def __init__(self, statement: Executable) -> None:
        self.statement: Final = statement
        self._written: dict[str, str] = {}

    def rows(self, db: Connection, **values: object) -> list[Any]:
        """All rows, in the transaction that is open."""
        text = self._written.get(db.dialect.name) or self.text(db.dialect)
        driver: Any = db.connection.driver_connection
        rows: list[Any] = driver.execute(text, values).fetchall()
        return rows

    def text(self, dialect: Dialect) -> str:
        """What the driver of an engine is given, its values by name."""
        assert isinstance(self.statement, ClauseElement)
        kind: Any = type(dialect)
        named = kind(paramstyle="named") if dialect.positional else dialect
        text = self._written[dialect.name] = str(self.statement.compile(dialect=named))
        return text
