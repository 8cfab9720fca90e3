"""What a clock on the wall showed at a session, and which moment that was.

On the night when the clocks go back an hour comes twice: where both can be meant it is asked, and never guessed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from facilitator.domain.dates.plain_dates import parse_time
from facilitator.domain.sessions.minutes import LONGEST, Span
from facilitator.errors import BadInput

_AROUND: Final = timedelta(hours=1)
_SECOND: Final = timedelta(seconds=1)
_ORDER: Final = ("first", "second")


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day; ``which`` says of an hour that comes twice ``first``, ``second``, or the zone as in ``EST``."""

    at: time
    which: str = ""


class ComesTwice(BadInput):
    """A time that the clocks showed twice that night, and either can be meant; ``moments`` are the two."""

    def __init__(self, at: time, moments: tuple[datetime, datetime], zone: ZoneInfo) -> None:
        self.moments = moments
        names = [moment.astimezone(zone).tzname() for moment in moments]
        ways = [f'"{at:%H:%M} {order}" ({name})' for order, name in zip(_ORDER, names, strict=True)]
        super().__init__(
            f"{at:%H:%M} comes twice on the night when the clocks go back", f"Say which: {' or '.join(ways)}."
        )


def parse_clock_time(text: str) -> ClockTime:
    """A time of day, and which of two where it says so: ``01:30``, ``1:30 am first``, ``01:30 EST``.

    Raises:
        BadInput: for words that name no time.
    """
    words = text.split()
    last = words[-1] if len(words) > 1 else ""
    if last.lower() in _ORDER:
        return ClockTime(parse_time(" ".join(words[:-1])), last.lower())
    if len(last) > 2 and last.isalpha() and last.isupper():
        return ClockTime(parse_time(" ".join(words[:-1])), last)
    return ClockTime(parse_time(text))


def moment_during(clock: ClockTime, session: Span, zone: ZoneInfo) -> datetime:
    """The UTC moment of a clock time at a session, on the next day where it runs past midnight.

    Raises:
        BadInput: for a time more than an hour before its start or after its end, or one that no clock showed.
        ComesTwice: for one that the clocks showed twice, where nothing says which.
    """
    # less than a day, so that no time comes on two days
    last = min(session.ended + _AROUND, session.began + LONGEST - 2 * _AROUND)
    found = _meant(clock, Span(session.began - _AROUND, last), zone)
    if found is None:
        began, ended = (each.astimezone(zone) for each in session)
        raise BadInput(
            f"{clock.at:%H:%M} is not during the session, which goes from {began:%H:%M} to {ended:%H:%M}",
            "Give the time as HH:MM, in the group's time zone.",
        )
    return found


def moment_of_end(clock: ClockTime, began: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """The UTC moment at which a session ended that began then.

    Raises:
        BadInput: for a time before it began, more than a day later, or still to come.
        ComesTwice: for one that the clocks showed twice, where nothing says which.
    """
    found = _meant(clock, Span(began + _SECOND, min(now, began + LONGEST)), zone)
    if found is None:
        local = began.astimezone(zone)
        raise BadInput(
            f"{clock.at:%H:%M} did not come between its start and now",
            f"It began at {local:%H:%M} on {local:%a %d %b}.",
        )
    return found


def _meant(clock: ClockTime, reach: Span, zone: ZoneInfo) -> datetime | None:
    """The one moment that is meant; None where no clock showed that time then."""
    showing = _showing(clock.at, reach, zone)
    found = [each for each in showing if not clock.which or _is(clock.which, each, zone)]
    if showing and not found:
        raise BadInput(f"{clock.at:%H:%M} does not come twice there", f"Leave {clock.which} out.")
    if not showing and _left_out(clock.at, reach, zone):
        raise BadInput(
            f"no clock showed {clock.at:%H:%M} that night: they went forward", "Give a time that one showed."
        )
    if len(found) > 1:
        raise ComesTwice(clock.at, (found[0], found[1]), zone)
    return found[0] if found else None


def _showing(at: time, reach: Span, zone: ZoneInfo) -> list[datetime]:
    """The moments at which clocks showed that time."""
    first, last = (each.astimezone(zone).date() for each in reach)
    found: set[datetime] = set()
    for days in range((last - first).days + 1):
        wall = datetime.combine(first + timedelta(days=days), at)
        for fold in (0, 1):
            moment = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
            # in the gap of the spring night no clock shows it
            if moment.astimezone(zone).replace(tzinfo=None) == wall and reach.began <= moment <= reach.ended:
                found.add(moment)
    return sorted(found)


def _left_out(at: time, reach: Span, zone: ZoneInfo) -> bool:
    """Whether the clocks went forward over that time then."""
    days = {each.astimezone(zone).date() for each in reach}
    moments = [datetime.combine(day, at, zone).astimezone(UTC) for day in days]
    return any(reach.began <= each <= reach.ended and each.astimezone(zone).time() != at for each in moments)


def _is(which: str, moment: datetime, zone: ZoneInfo) -> bool:
    local = moment.astimezone(zone)
    return _ORDER.index(which) == local.fold if which in _ORDER else local.tzname() == which
