"""The statements of 42 CFR 2.32(a) that go with what is told on consent: dated data in ``statements.toml``."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("statements.toml")


@dataclass(frozen=True, slots=True)
class Statements:
    """One edition: the long statement and the short one, either of which will do, and where they stand.

    ``verified`` says whether the wording was read in the official text itself, ``checked`` with what it was compared.
    """

    key: str
    first_day: date
    source: str
    verified: bool
    checked: str
    long: str
    short: str


def statements_on(day: date) -> Statements:
    """The edition in use on a day; on one before all of them, the first."""
    known = editions()
    return next((each for each in reversed(known) if each.first_day <= day), known[0])


@cache
def editions() -> tuple[Statements, ...]:
    """All editions, the oldest first."""
    import tomllib  # 4 ms, and only where something leaves

    kept = tomllib.loads(_FILE.read_text("utf-8"))["edition"]
    found = (
        Statements(
            each["key"], each["from"], each["source"], each["verified"], each["checked"], each["long"], each["short"]
        )
        for each in kept
    )
    return tuple(sorted(found, key=lambda each: each.first_day))
