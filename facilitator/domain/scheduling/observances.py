"""Days that calendars name and hardly anybody closes for: they are offered, never taken by themselves.

Days on which some states or schools are closed (Good Friday, Election Day, Indigenous Peoples' Day) are not in the
list: a calendar of closed days that names them means them.
"""

from collections.abc import Iterable
from typing import Final

from facilitator.domain.spelling import fold

_NAMES: Final = frozenset(
    {
        *("valentines day", "saint valentines day", "st valentines day", "groundhog day", "super bowl sunday"),
        *("st patricks day", "saint patricks day", "april fools day", "april fools", "mardi gras", "pi day"),
        *("mothers day", "fathers day", "grandparents day", "national grandparents day", "parents day", "sweetest day"),
        *("halloween", "cinco de mayo", "earth day", "arbor day", "flag day", "armed forces day", "leap day"),
        *("tax day", "administrative professionals day", "bosss day", "boss day", "cyber monday"),
        *("daylight saving time begins", "daylight saving time starts", "daylight saving time ends", "kwanzaa"),
        *("daylight savings begins", "daylight savings ends", "first day of spring", "first day of summer"),
        *("first day of fall", "first day of autumn", "first day of winter", "ash wednesday", "palm sunday"),
        *("international womens day", "teacher appreciation day", "world mental health day", "may day"),
        *("pearl harbor remembrance day", "patriot day", "constitution day", "loyalty day"),
        *("thomas jeffersons birthday", "national police week", "friendship day", "giving tuesday"),
    }
)


def is_observance(name: str, *, kinds: Iterable[str] = ()) -> bool:
    """Whether an entry of a calendar is one of these, by its name or by what the calendar says it is."""
    if any(fold(kind).rstrip(".").startswith("observance") for kind in kinds):
        return True
    plain = fold(name).replace("'", "").replace("\u2019", "").replace(".", "")
    return plain.removesuffix("(regional holiday)").strip() in _NAMES
