"""JSON that lies in the home folder or in a backup, taken as input: whoever can write there may have written anything.

Bounds on bytes and on nesting hold before anything is built; after that each value is asked for by what it has to be.
Fields that nobody asks for are left alone: a later program may have added them.
"""

import base64
import binascii
import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NoReturn

MOST_BYTES: Final = 64 * 1024
MOST_NESTED: Final = 64
"""Objects and lists in one file, so that it is nested no deeper either."""

LARGEST: Final = 2**63 - 1
"""What a database still takes as a whole number."""

_MOST_TEXT: Final = 4_096
_YEARS: Final = range(1970, 3000)


class NotAsPromised(ValueError):
    """A value is missing, of another kind, or out of bounds."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one object; each method gives one of them, or raises :class:`NotAsPromised`."""

    values: dict[str, Any]

    def has(self, name: str) -> bool:
        """Whether there is anything under that name; null is nothing."""
        return self.values.get(name) is not None

    def text(self, name: str, *, most: int = _MOST_TEXT) -> str:
        """Text that can be shown on a line: of so many characters at most, all of them printable."""
        return str(self._as(name, lambda value: isinstance(value, str) and len(value) <= most and value.isprintable()))

    def whole(self, name: str, least: int = 0, most: int = LARGEST) -> int:
        """A whole number within bounds; true and 1.0 are none."""
        return int(self._as(name, lambda value: type(value) is int and least <= value <= most))

    def number(self, name: str, least: float, most: float) -> float:
        """A number within bounds."""
        return float(self._as(name, lambda value: type(value) in (int, float) and least <= value <= most))

    def flag(self, name: str) -> bool:
        """True or false."""
        return bool(self._as(name, lambda value: isinstance(value, bool)))

    def moment(self, name: str) -> datetime:
        """A moment in UTC; one without a zone is none."""
        try:
            at = datetime.fromisoformat(self.text(name))
            if at.tzinfo is not None and at.year in _YEARS:
                return at.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise NotAsPromised(name)

    def hexadecimal(self, name: str, *, size: int) -> str:
        """So many bytes, written in small letters and digits."""
        text = self.text(name)
        if len(text) != 2 * size or not set(text) <= set("0123456789abcdef"):
            raise NotAsPromised(name)
        return text

    def data(self, name: str, *, least: int, most: int) -> bytes:
        """Bytes within bounds, written in base64."""
        try:
            found = base64.b64decode(self.text(name, most=2 * most + 4), validate=True)
        except (binascii.Error, ValueError) as error:
            raise NotAsPromised(name) from error
        if not least <= len(found) <= most:
            raise NotAsPromised(name)
        return found

    def inner(self, name: str) -> "Fields":
        """An object."""
        return Fields(self._as(name, lambda value: isinstance(value, dict)))

    def each(self, name: str, *, most: int) -> list["Fields"]:
        """A list of so many objects at most."""
        found = self._as(name, lambda value: isinstance(value, list) and len(value) <= most)
        if not all(isinstance(each, dict) for each in found):
            raise NotAsPromised(name)
        return [Fields(each) for each in found]

    def _as(self, name: str, fits: Any) -> Any:
        value = self.values.get(name)
        if value is None or not fits(value):
            raise NotAsPromised(name)
        return value


def read_fields(data: bytes) -> Fields:
    """The fields of the one object in some bytes.

    Raises:
        NotAsPromised: for more bytes or nesting than any file of ours has, for what is no JSON (NaN and Infinity
            are none), for a field that is there twice, and for any other value than an object.
    """
    if len(data) > MOST_BYTES or data.count(b"[") + data.count(b"{") > MOST_NESTED:
        raise NotAsPromised("too large")
    try:
        value = json.loads(
            data, parse_constant=_no_number, parse_float=_finite, parse_int=_whole, object_pairs_hook=_once_each
        )
    except NotAsPromised:
        raise
    except ValueError as error:  # UnicodeDecodeError is one, too
        raise NotAsPromised("no JSON") from error
    if not isinstance(value, dict):
        raise NotAsPromised("no object")
    return Fields(value)


def _no_number(name: str) -> NoReturn:
    raise NotAsPromised(name)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise NotAsPromised(text[:20])
    return value


def _whole(text: str) -> int:
    if len(text) > len(str(-LARGEST)):
        raise NotAsPromised(text[:20])
    return int(text)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotAsPromised("a field twice")
    return found
