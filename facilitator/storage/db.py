"""The connection of an open transaction, under the name that services know it by: the word Session is the field's."""

from typing import Any

from sqlalchemy import Connection as Db
from sqlalchemy import CursorResult

__all__ = ["Db", "new_id"]


def new_id(done: CursorResult[Any]) -> int:
    """The integer key of the row that was just inserted."""
    (key,) = done.inserted_primary_key or (None,)
    if not isinstance(key, int):
        raise TypeError("the statement inserted no single row")
    return key
