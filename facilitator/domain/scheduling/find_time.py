"""Find a time: the best weekly slots for a group, each with the reasons for its rank and what would clash.

A slot is a weekday and a time, kept for some weeks. What is booked or closed is marked once on a map of all slots, one
bit for each date, so that the search itself only counts bits.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from facilitator.domain.dates.wall_time import place_in_zone, to_utc
from facilitator.domain.scheduling.clashes import Booking, Needs, Premises, Travel, clashes_of, holds, last_instant
from facilitator.domain.scheduling.closures import PlacedSpan
from facilitator.domain.scheduling.plan import EVERY_WEEKDAY, MINUTES
from facilitator.domain.spelling import fold
from facilitator.domain.views import Clash, Facilitator, Room
from facilitator.errors import BadInput

EVENING: Final = time(17)
"""From then on people in work or school can come, and on weekends all day."""

USUAL_MINUTE: Final = 18 * 60
"""Evening groups meet around six: of two evening slots the one nearer to it comes first."""

MOST_WEEKS, MOST_APART, MOST_LEADERS = 104, 8, 4
_DAY: Final = 24 * 60
_SATURDAY: Final = 5
_UNCOUNTED: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class TimeWish:
    """What is looked for. Weekdays count from Monday, 0; a session is over by ``latest``, midnight is the day's end.

    ``facilitator_ids`` must all be free. ``leaders`` must hold ``credential``; those who are missing among the named
    are chosen. ``seats`` and ``features`` are asked of the room, ``site_ids`` (all where it is empty) of its site.
    """

    minutes: int
    zone: ZoneInfo
    first_day: date
    weeks: int
    every: int = 1
    weekdays: frozenset[int] = EVERY_WEEKDAY
    earliest: time = time(8)
    latest: time = time(21)
    facilitator_ids: tuple[int, ...] = ()
    credential: str = ""
    leaders: int = 0
    seats: int | None = None
    features: tuple[str, ...] = ()
    site_ids: frozenset[int] = frozenset()
    online: bool = False
    evenings_first: bool = True
    step_minutes: int = 30

    @property
    def last_minute(self) -> int:
        """The minute of the day by which a session is over."""
        return self.latest.hour * 60 + self.latest.minute or _DAY


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known: places and people, what is booked, what is closed."""

    premises: Premises = field(default_factory=Premises)
    bookings: Sequence[Booking] = ()
    closed: Sequence[PlacedSpan] = ()


@dataclass(frozen=True, slots=True)
class TimeSlot:
    """A time that could be: ``start`` is the wall time of the first session, ``starts_at`` are all of them in UTC.

    ``free`` of them can be kept; ``clashes`` say what stands in the way of the others, and what else to look at.
    """

    start: datetime
    every: int
    starts_at: tuple[datetime, ...]
    room_id: int | None
    facilitator_ids: tuple[int, ...]
    free: int
    reasons: tuple[str, ...]
    clashes: tuple[Clash, ...]


def find_times(wish: TimeWish, calendar: Calendar, *, limit: int = 12) -> tuple[TimeSlot, ...]:
    """The best slots, best first, one for each weekday and time; the same answer for the same question, always.

    The order: most dates that can be kept; enough facilitators with the credential; outside of work and school hours;
    near six in the evening; the room with the fewest seats to spare; then the sooner day and time; then by name.

    Raises:
        BadInput: for a wish that no slot can meet, and why.
    """
    _check(wish)
    rooms = _rooms(wish, calendar.premises)
    grid = _Grid(wish)
    masks = _Masks(grid, calendar, wish)
    best = sorted(
        min(_choices(wish, calendar, grid, masks, at, rooms), key=lambda choice: choice.rank)
        for at in range(len(grid.starts))
    )
    return tuple(_slot(choice, wish, calendar, grid) for choice in best[:limit])


def _check(wish: TimeWish) -> None:
    if wish.minutes not in MINUTES:
        raise BadInput(f"a session cannot last {wish.minutes} minutes", f"Use {MINUTES[0]} to {MINUTES[-1]} minutes.")
    for what, number, most in (
        ("weeks", wish.weeks, MOST_WEEKS),
        ("weeks from one session to the next", wish.every, MOST_APART),
    ):
        if not 1 <= number <= most:
            raise BadInput(f"{number} {what}?", f"Use 1 to {most}.")
    if not 0 <= wish.leaders <= MOST_LEADERS:
        raise BadInput(f"{wish.leaders} facilitators with the credential?", f"Use 1 to {MOST_LEADERS}.")
    if not wish.weekdays or not wish.weekdays <= EVERY_WEEKDAY:
        raise BadInput("no weekday is left to meet on", "Name at least one, such as mo,we.")
    if not 5 <= wish.step_minutes <= _DAY:
        raise BadInput(f"a start every {wish.step_minutes} minutes?", f"Use 5 to {_DAY}.")
    between = wish.last_minute - wish.earliest.hour * 60 - wish.earliest.minute
    if between < wish.minutes:
        raise BadInput(
            f"{wish.minutes} minutes do not fit between {wish.earliest:%H:%M} and {wish.latest:%H:%M}",
            "Give more hours, the earlier one first.",
        )


def _rooms(wish: TimeWish, premises: Premises) -> list[Room | None]:
    """The rooms that would do; None stands for none at all, online."""
    if wish.online:
        return [None]
    asked = {fold(each) for each in wish.features}
    found = [
        each
        for each in premises.rooms.values()
        if (not wish.site_ids or each.site_id in wish.site_ids)
        and (not wish.seats or each.capacity is None or each.capacity >= wish.seats)
        and asked <= {fold(feature) for feature in each.features}
    ]
    if not found:
        raise BadInput(
            "no room has what is asked for", "Ask for fewer seats or features, or see: facilitator room list"
        )
    return list(found)


class _Grid:
    """All slots with their dates; ``starts`` are the first sessions in wall time, ``dates`` the UTC starts of each."""

    def __init__(self, wish: TimeWish) -> None:
        self.length = timedelta(minutes=wish.minutes)
        self.starts: list[datetime] = list(_first_starts(wish))
        number = -(-wish.weeks // wish.every)
        self.dates: list[tuple[datetime, ...]] = [
            tuple(_placed(start + timedelta(weeks=at * wish.every), wish) for at in range(number))
            for start in self.starts
        ]
        flat = sorted((moment, slot, at) for slot, dates in enumerate(self.dates) for at, moment in enumerate(dates))
        self._moments = [moment for moment, _, _ in flat]
        self._marks = [(slot, 1 << at) for _, slot, at in flat]

    def mark(self, mask: dict[int, int], starts_at: datetime, ends_at: datetime) -> None:
        """Mark the dates of all slots that overlap this time."""
        first = bisect_right(self._moments, starts_at - self.length)
        for slot, bit in self._marks[first : bisect_left(self._moments, ends_at)]:
            mask[slot] |= bit


def _first_starts(wish: TimeWish) -> Iterator[datetime]:
    """The first session of each slot: every weekday in turn, from the first day on, at every step."""
    earliest = wish.earliest.hour * 60 + wish.earliest.minute
    for days in range(7 * wish.every):
        day = wish.first_day + timedelta(days=days)
        if day.weekday() in wish.weekdays:
            for minute in range(earliest, wish.last_minute - wish.minutes + 1, wish.step_minutes):
                yield datetime.combine(day, time(minute // 60, minute % 60))


def _placed(local: datetime, wish: TimeWish) -> datetime:
    placed = place_in_zone(local, wish.minutes, wish.zone)
    assert placed is not None  # a gap moves it forward
    return placed.starts_at_utc


class _Masks:
    """For each slot the dates, one bit each, on which a room or a person cannot be had."""

    def __init__(self, grid: _Grid, calendar: Calendar, wish: TimeWish) -> None:
        self._grid, self._zone, self._calendar = grid, wish.zone, calendar
        self._travel: Travel = calendar.premises.travel
        self._rooms: dict[int | None, dict[int, int]] = {}
        self._people: dict[tuple[int, int | None], dict[int, int]] = {}
        self._in_room: dict[int | None, list[Booking]] = defaultdict(list)
        self._led_by: dict[int, list[Booking]] = defaultdict(list)
        for each in calendar.bookings:
            if each.room_id is not None:
                self._in_room[each.room_id].append(each)
            for who in each.facilitator_ids:
                self._led_by[who].append(each)

    def of_room(self, room: Room | None) -> dict[int, int]:
        """When a room is taken or closed; None is online, which closes with everything else."""
        key = room.id if room else None
        if key not in self._rooms:
            mask = self._rooms[key] = defaultdict(int)
            for each in self._in_room[key] if room else ():
                self._grid.mark(mask, each.starts_at, each.ends_at)
            for span in _closing(self._calendar.closed, room):
                self._grid.mark(mask, to_utc(span.span.starts, self._zone), last_instant(span.span.ends, self._zone))
        return self._rooms[key]

    def of_person(self, who: int, site_id: int | None) -> dict[int, int]:
        """When somebody cannot be at a site: they lead elsewhere, or are on the way."""
        key = (who, site_id)
        if key not in self._people:
            mask = self._people[key] = defaultdict(int)
            for each in self._led_by[who]:
                way = self._travel.between(site_id, each.site_id)
                self._grid.mark(mask, each.starts_at - way, each.ends_at + way)
        return self._people[key]


def _closing(closed: Iterable[PlacedSpan], room: Room | None) -> list[PlacedSpan]:
    return [each for each in closed if each.closes(room.site_id if room else None, room.id if room else None)]


@dataclass(frozen=True, slots=True, order=True)
class _Choice:
    """A slot in a room with its leaders; ``rank`` says how good it is, least is best."""

    rank: tuple[object, ...]
    at: int
    room: Room | None = field(compare=False)
    team: tuple[int, ...] = field(compare=False)
    lost: int = field(compare=False)


def _choices(
    wish: TimeWish, calendar: Calendar, grid: _Grid, masks: _Masks, at: int, rooms: Sequence[Room | None]
) -> Iterator[_Choice]:
    """The slot in every room, each with the facilitators who are free most often."""
    start = grid.starts[at]
    wanted, pool = _leaders(wish, calendar.premises, grid.dates[at][-1])
    by_day = wish.evenings_first and _is_by_day(start)
    away = abs(start.hour * 60 + start.minute - USUAL_MINUTE) if wish.evenings_first else 0
    for room in rooms:
        site_id = room.site_id if room else None
        taken = masks.of_room(room)[at]
        for who in wish.facilitator_ids:
            taken |= masks.of_person(who, site_id)[at]
        chosen, lost = _team([(each.id, masks.of_person(each.id, site_id)[at]) for each in pool], wanted, taken)
        spare = room.capacity - (wish.seats or 0) if room and room.capacity is not None else _UNCOUNTED
        place = (room.site, room.name, room.id) if room else ("", "", 0)
        rank = (lost.bit_count(), wanted - len(chosen), by_day, away, spare, start, *place)
        yield _Choice(rank, at, room, (*wish.facilitator_ids, *chosen), lost.bit_count())


def _is_by_day(start: datetime) -> bool:
    """Whether people in work or school may not get away then."""
    return start.weekday() < _SATURDAY and start.time() < EVENING


def _leaders(wish: TimeWish, premises: Premises, last: datetime) -> tuple[int, list[Facilitator]]:
    """How many must be found beside those who are named, and among whom, by name.

    Credentials end and never begin here: who holds one on the last date holds it on all of them.
    """
    day = last.astimezone(wish.zone).date()
    certified = [each for each in premises.staff.values() if not wish.credential or holds(each, wish.credential, day)]
    least = wish.leaders or (1 if wish.credential else 0)
    wanted = max(0, least - sum(each.id in wish.facilitator_ids for each in certified))
    if not wanted:
        return 0, []
    pool = [each for each in certified if each.id not in wish.facilitator_ids]
    return wanted, sorted(pool, key=lambda each: (each.name, each.id))


def _team(pool: Sequence[tuple[int, int]], wanted: int, taken: int) -> tuple[tuple[int, ...], int]:
    """So many of the pool, with whom the fewest dates are lost, the first such by name; and the dates lost."""
    wanted = min(wanted, len(pool))
    always = [who for who, busy in pool if not busy & ~taken]
    if len(always) >= wanted:
        return tuple(always[:wanted]), taken
    return _best_team(pool, wanted, (), taken, ((), -1))


def _best_team(
    pool: Sequence[tuple[int, int]], wanted: int, team: tuple[int, ...], lost: int, best: tuple[tuple[int, ...], int]
) -> tuple[tuple[int, ...], int]:
    """A team made whole from the pool, where it loses fewer dates than the best so far; a team only ever loses more."""
    for at, (who, busy) in enumerate(pool[: len(pool) - wanted + 1]):
        together = lost | busy
        if best[1] >= 0 and together.bit_count() >= best[1].bit_count():
            continue
        if wanted == 1:
            best = (*team, who), together
        else:
            best = _best_team(pool[at + 1 :], wanted - 1, (*team, who), together, best)
    return best


def _slot(choice: _Choice, wish: TimeWish, calendar: Calendar, grid: _Grid) -> TimeSlot:
    """A choice with what there is to say of it."""
    premises, room, dates = calendar.premises, choice.room, grid.dates[choice.at]
    mine = [
        Booking(
            -at,
            moment,
            moment + grid.length,
            room_id=room.id if room else None,
            site_id=room.site_id if room else None,
            site=room.site if room else "",
            facilitator_ids=choice.team,
        )
        for at, moment in enumerate(dates, 1)
    ]
    clashes = clashes_of(
        mine,
        calendar.bookings,
        premises,
        needs=Needs(expected=wish.seats, credential=wish.credential, least_facilitators=wish.leaders or None),
        closed=[each.span for each in _closing(calendar.closed, room)],
        zone=wish.zone,
    )
    return TimeSlot(
        start=grid.starts[choice.at],
        every=wish.every,
        starts_at=dates,
        room_id=room.id if room else None,
        facilitator_ids=choice.team,
        free=len(dates) - choice.lost,
        reasons=tuple(_reasons(choice, wish, premises, grid)),
        clashes=clashes,
    )


def _reasons(choice: _Choice, wish: TimeWish, premises: Premises, grid: _Grid) -> Iterator[str]:
    """Why it stands where it stands, in the order in which the ranks count."""
    number, start = len(grid.dates[choice.at]), grid.starts[choice.at]
    free = number - choice.lost
    dates = "1 date" if number == 1 else f"{number} dates"
    yield f"free on all {dates}" if free == number else f"free on {free} of {dates}"
    if choice.team:
        names = " and ".join(premises.staff[each].name for each in choice.team)
        yield f"{names} can lead" if free == number else f"{names} would lead"
    if wish.evenings_first and _is_by_day(start):
        yield "by day: people in work or school may not get away"
    elif wish.evenings_first:
        yield "on a weekend, outside of work and school" if start.weekday() >= _SATURDAY else "after work and school"
    yield _seats(choice.room, wish.seats)


def _seats(room: Room | None, wanted: int | None) -> str:
    if room is None:
        return "online: no room is needed"
    if room.capacity is None:
        return f"{room.name} at {room.site}, where nobody has counted the seats"
    return f"{room.name} at {room.site} seats {room.capacity}" + (f" for {wanted}" if wanted else "")
