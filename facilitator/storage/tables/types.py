"""Column types: words as small integers, moments as seconds, wall times as text."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Integer, SmallInteger, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from facilitator.storage.codes import ATTENDANCE_CODES, SESSION_CODES

__all__ = ["ATTENDANCE_CODES", "SESSION_CODES", "Code", "Lines", "Moment", "WallTime", "Word"]


class Code(TypeDecorator[StrEnum]):
    """A word of the field, kept as a small integer that never changes its meaning."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, codes: dict[Any, int]) -> None:
        super().__init__()
        self.codes = tuple(codes.items())
        self._code = dict(codes)
        self._word = {code: word for word, code in codes.items()}

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        return None if value is None else self._code[value]

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self._word[value]

    def __repr__(self) -> str:
        return "SmallInteger()"


class Word(TypeDecorator[StrEnum]):
    """A word of the field, kept as itself."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words
        self._kept = {each.value: each for each in words}

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(self.words(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self._kept.get(value) or self.words(value)

    def __repr__(self) -> str:
        return "String()"


class Moment(TypeDecorator[datetime]):
    """An instant, kept as whole seconds since 1970 in UTC: 64 bits wide, as every integer of SQLite is."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value, UTC)

    def __repr__(self) -> str:
        return "Integer()"


class WallTime(TypeDecorator[datetime]):
    """What the clock on the wall says, without a zone, kept as ISO text to the second."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is not None:
            raise ValueError("a wall time has no zone")
        text: str = value.isoformat(timespec="seconds")
        return text

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)

    def __repr__(self) -> str:
        return "String()"


class Lines(TypeDecorator[tuple[str, ...]]):
    """A few short texts in order, kept a line each."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else "\n".join(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else tuple(value.split("\n")) if value else ()

    def __repr__(self) -> str:
        return "String()"
