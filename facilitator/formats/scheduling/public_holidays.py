"""Public holidays of a year as closed days: from the bundled calendars, else from the ``holidays`` library.

The bundled calendars come first, so that the answer does not depend on what else is installed.
"""

from datetime import date
from typing import Final

from facilitator import zones
from facilitator.domain.scheduling.closures import ClosedSpan, closed_day
from facilitator.errors import BadInput
from facilitator.formats.scheduling.ics_read import read_closures
from facilitator.home import bundled

BUNDLED: Final = {"US": "us-federal", "US-VA": "us-va"}
YEARS: Final = range(2000, 2101)
_INSTALL: Final = "python -m pip install 'facilitator[holidays]'"


def public_holidays(region: str, year: int) -> tuple[ClosedSpan, ...]:
    """The closed days of a country or one of its parts (ISO 3166: ``US``, ``US-VA``, ``CA-ON``) in a year, in order.

    Days observed in the place of one on a weekend are among them.

    Raises:
        BadInput: for a region nobody knows, a year out of range, or one that needs the library where it is missing.
    """
    if year not in YEARS:
        raise BadInput(f"no holidays are known for the year {year}", f"Use a year from {YEARS[0]} to {YEARS[-1]}.")
    code = region.strip().upper()
    return _bundled(code, year) or _from_library(code, year)


def _bundled(code: str, year: int) -> tuple[ClosedSpan, ...]:
    if code not in BUNDLED:
        return ()
    path = bundled("calendars") / "closures" / f"{BUNDLED[code]}.ics"
    first, last = date(year, 1, 1), date(year, 12, 31)
    return read_closures(path.read_bytes(), name=path.name, zone=zones.zone("UTC"), first=first, last=last).spans


def _from_library(code: str, year: int) -> tuple[ClosedSpan, ...]:
    try:
        import holidays  # an extra: it cannot be installed beside dateutil 4
    except ImportError:
        raise BadInput(
            f"{code} {year} is not among the calendars that come with the program",
            f"It has {' and '.join(BUNDLED)}, 2026 to 2030. For others: {_INSTALL}, or import an .ics file.",
        ) from None
    country, _, part = code.partition("-")
    try:
        # in one language: else the names would be those of the computer's settings
        found = holidays.country_holidays(country, subdiv=part or None, years=year, language="en_US")
    except NotImplementedError:
        raise BadInput(
            f"no holidays are known for {code!r}", "Use a country and its part, such as US-VA, CA-ON or GB-SCT."
        ) from None
    return tuple(closed_day(day, name) for day, name in sorted(found.items()) if day.year == year)
