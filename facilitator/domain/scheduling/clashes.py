"""What stands in the way of a session: who or what is taken already, closed days, and what the group asks for.

Times are instants in UTC, half open: one session may begin in the very minute in which another ends.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from facilitator import zones
from facilitator.domain.dates.plain_dates import say_date, say_time
from facilitator.domain.dates.wall_time import to_utc
from facilitator.domain.scheduling.closures import ClosedSpan
from facilitator.domain.spelling import fold
from facilitator.domain.views import Clash, Facilitator, Room
from facilitator.words import ClashKind

_CLOCKS: Final = timedelta(days=1)
"""Wall time and UTC are never further apart."""

_ORDER: Final = {kind: place for place, kind in enumerate(ClashKind)}


@dataclass(frozen=True, slots=True)
class Booking:
    """A session that takes a room, and those who lead it, from ``starts_at`` to ``ends_at`` (UTC).

    ``key`` tells it from all others: a stored session's id, a negative number for one to be. ``enrolled`` are the
    people on its group's roster that day.
    """

    key: int
    starts_at: datetime
    ends_at: datetime
    title: str = ""
    group_uid: str = ""
    room_id: int | None = None
    site_id: int | None = None
    site: str = ""
    facilitator_ids: tuple[int, ...] = ()
    enrolled: int = 0


@dataclass(frozen=True, slots=True)
class Travel:
    """Minutes on the way between two sites, the same there and back; none are known where nobody said."""

    minutes: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def between(self, site_id: int | None, other_id: int | None) -> timedelta:
        """How long it takes from one site to another; nothing online, or at the same site."""
        if site_id is None or other_id is None or site_id == other_id:
            return timedelta()
        return timedelta(minutes=self.minutes.get((min(site_id, other_id), max(site_id, other_id)), 0))

    @property
    def longest(self) -> timedelta:
        """The longest way there is."""
        return timedelta(minutes=max(self.minutes.values(), default=0))


@dataclass(frozen=True, slots=True)
class Premises:
    """Rooms and facilitators by id, and the ways between the sites."""

    rooms: Mapping[int, Room] = field(default_factory=dict)
    staff: Mapping[int, Facilitator] = field(default_factory=dict)
    travel: Travel = field(default_factory=Travel)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a group asks of each of its sessions; None and empty where it asks nothing.

    ``capacity`` is the most it takes, ``expected`` how many usually come. ``credential`` must be held by
    ``least_facilitators`` of those who lead, by one where no number is given. ``people_per_specialist`` is what its
    payer allows; specialists are those who hold the credential, everybody who leads where none is asked for.
    """

    capacity: int | None = None
    expected: int | None = None
    credential: str = ""
    least_facilitators: int | None = None
    people_per_specialist: int | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bookings that cannot both be kept, and the room or facilitator that both of them take."""

    kind: ClashKind
    resource_id: int
    mine: Booking
    other: Booking


def overlap(booking: Booking, other: Booking) -> bool:
    """Whether two bookings share any time."""
    return booking.starts_at < other.ends_at and other.starts_at < booking.ends_at


def pairs_between(mine: Booking, other: Booking, travel: Travel) -> Iterator[Pair]:
    """What two bookings cannot share: the room, or one who leads both and would have to be at two sites."""
    if mine.room_id is not None and mine.room_id == other.room_id and overlap(mine, other):
        yield Pair(ClashKind.ROOM, mine.room_id, mine, other)
    both = [each for each in mine.facilitator_ids if each in other.facilitator_ids]
    if both and (kind := _meet(mine, other, travel)):
        for each in both:
            yield Pair(kind, each, mine, other)


def _meet(mine: Booking, other: Booking, travel: Travel) -> ClashKind | None:
    """Why one person cannot lead both."""
    if overlap(mine, other):
        return ClashKind.FACILITATOR
    way = travel.between(mine.site_id, other.site_id)
    return ClashKind.TRAVEL if other.ends_at + way > mine.starts_at and mine.ends_at + way > other.starts_at else None


def sweep(mine: Iterable[Booking], others: Iterable[Booking] = (), travel: Travel | None = None) -> list[Pair]:
    """All pairs among ``mine``, and of one of ``mine`` with one of ``others``, in order of time.

    Of two of ``mine``, the one that starts later is the pair's own. One sorted line for each room and each person is
    walked with those still going on in hand: n log n, where comparing all with all takes n squared.
    """
    ways = travel or Travel()
    lines: dict[tuple[bool, int], list[tuple[Booking, bool]]] = defaultdict(list)
    for owned, bookings in ((True, mine), (False, others)):
        for each in bookings:
            if each.room_id is not None:
                lines[(False, each.room_id)].append((each, owned))
            for who in each.facilitator_ids:
                lines[(True, who)].append((each, owned))
    found: list[Pair] = []
    for (person, resource_id), line in lines.items():
        line.sort(key=lambda item: _by_time(item[0]))
        found.extend(_walk(line, resource_id, ways if person else None))
    return sorted(found, key=_pair_order)


def pairs_among(mine: Sequence[Booking], others: Iterable[Booking], travel: Travel) -> list[Pair]:
    """As :func:`sweep`; one booking alone is held against the few others at hand, which takes a third of the time."""
    if len(mine) != 1:
        return sweep(mine, others, travel)
    found = [pair for other in others for pair in pairs_between(mine[0], other, travel)]
    return sorted(found, key=_pair_order) if len(found) > 1 else found


def _walk(line: Sequence[tuple[Booking, bool]], resource_id: int, ways: Travel | None) -> Iterator[Pair]:
    """The pairs on the line of one resource; ``ways`` are known for a person, None stands for a room."""
    reach = ways.longest if ways else timedelta()
    going_on: list[tuple[Booking, bool]] = []
    for booking, owned in line:
        going_on = [each for each in going_on if each[0].ends_at + reach > booking.starts_at]
        for earlier, earlier_owned in going_on:
            if not owned and not earlier_owned:
                continue
            kind = _meet(booking, earlier, ways) if ways else ClashKind.ROOM if overlap(booking, earlier) else None
            if kind:
                yield Pair(kind, resource_id, *((booking, earlier) if owned else (earlier, booking)))
        going_on.append((booking, owned))


def _by_time(booking: Booking) -> tuple[datetime, datetime, int]:
    return booking.starts_at, booking.ends_at, booking.key


def _pair_order(pair: Pair) -> tuple[object, ...]:
    mine = pair.mine
    place = mine.facilitator_ids.index(pair.resource_id) if pair.kind is not ClashKind.ROOM else 0
    return *_by_time(mine), pair.kind is not ClashKind.ROOM, place, *_by_time(pair.other)


def closed_span(booking: Booking, spans: Iterable[ClosedSpan], zone: ZoneInfo) -> ClosedSpan | None:
    """The closed span that a booking in that zone falls into, the first to begin; a night of a clock change counts.

    A span is wall time: it ends when the clocks show its end for the last time.
    """
    first, last = booking.starts_at.replace(tzinfo=None) - _CLOCKS, booking.ends_at.replace(tzinfo=None) + _CLOCKS
    hit = [
        span
        for span in spans
        if span.starts < last
        and span.ends > first  # most spans are of other days, and naive times compare ten times faster
        and to_utc(span.starts, zone) < booking.ends_at
        and last_instant(span.ends, zone) > booking.starts_at
    ]
    return min(hit, key=lambda span: (span.starts, span.reason), default=None)


def last_instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The last instant at which clocks show that wall time; in a gap, moved forward by it."""
    first, second = (local.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    return to_utc(local, zone) + max(first - second, timedelta())


def holds(facilitator: Facilitator, credential: str, day: date) -> bool:
    """Whether somebody holds a credential on that day; the day on which it expires is still in it.

    A frame says in a sentence what it asks for: a credential counts whose name stands in it, in whole words.
    """
    return any(
        _names(held.name, credential) and (held.expires_on is None or held.expires_on >= day)
        for held in facilitator.credentials
    )


@lru_cache(maxsize=1000)
def _names(held: str, asked: str) -> bool:
    return held == asked or bool(re.search(rf"(?<!\w){re.escape(fold(held))}(?!\w)", fold(asked)))


def clashes_of(
    mine: Sequence[Booking],
    others: Iterable[Booking],
    premises: Premises,
    *,
    needs: Needs,
    closed: Sequence[ClosedSpan] = (),
    zone: ZoneInfo,
) -> tuple[Clash, ...]:
    """All that stands in the way of ``mine``, in order of time, the gravest first; what concerns many is said once.

    ``closed`` are the spans that hold for their rooms; ``zone`` is the one that their wall times are in.
    """
    found = [(pair.mine, _of_pair(pair, premises, zone)) for pair in pairs_among(mine, others, premises.travel)]
    for each in mine:
        span = closed_span(each, closed, zone) if closed else None
        if span is not None:
            found.append((each, _closed(each, span, premises, zone)))
        found.extend((each, clash) for clash in _unmet(each, premises, needs, zone))
    if len(found) < 2:
        return tuple(clash for _, clash in found)
    found.sort(key=lambda item: (*_by_time(item[0]), _ORDER[item[1].kind]))
    return tuple(_once(clash for _, clash in found))


def _once(found: Iterable[Clash]) -> Iterator[Clash]:
    """Each refusal by itself; a warning that is the same for many sessions once, at the first of them."""
    merged: dict[object, Clash] = {}
    for at, clash in enumerate(found):
        key: object = at if clash.refuses else (clash.kind, clash.who_or_where, clash.words)
        known = merged.get(key)
        merged[key] = replace(known, sessions=known.sessions + 1) if known else clash
    yield from merged.values()


def _of_pair(pair: Pair, premises: Premises, zone: ZoneInfo) -> Clash:
    mine, other = pair.mine, pair.other
    others_title = other.title or "another session of this group"
    at = say_time(other.starts_at.astimezone(zone).time())
    if pair.kind is ClashKind.ROOM:
        name = premises.rooms[pair.resource_id].name
        words = f"{name} is in use with {others_title} ({at})"
    else:
        name = premises.staff[pair.resource_id].name
        words = f"{name} is busy with {others_title} ({at})"
    if pair.kind is ClashKind.TRAVEL:
        words = f"{name} {_way(mine, other, premises.travel)} {others_title} ({at})"
    return Clash(
        pair.kind, name, mine.starts_at, zones.key_of(zone), others_title, other.starts_at, words, other.group_uid
    )


def _way(mine: Booking, other: Booking, travel: Travel) -> str:
    """``has 10 minutes for the way of 25 from North to South after``."""
    needed = travel.between(mine.site_id, other.site_id)
    before = other.ends_at <= mine.starts_at
    there = mine.starts_at - other.ends_at if before else other.starts_at - mine.ends_at
    first, then = (other.site, mine.site) if before else (mine.site, other.site)
    have, need = (int(span.total_seconds()) // 60 for span in (there, needed))
    minutes = "1 minute" if have == 1 else f"{have} minutes"
    return f"has {minutes} for the {need} from {first} to {then}, {'after' if before else 'before'}"


def _closed(booking: Booking, span: ClosedSpan, premises: Premises, zone: ZoneInfo) -> Clash:
    room = premises.rooms.get(booking.room_id or 0)
    when = (
        "a closed day"
        if span.all_day
        else f"closed from {say_time(span.starts.time())} to {say_time(span.ends.time())}"
    )
    return Clash(
        ClashKind.CLOSED,
        room.name if room else "",
        booking.starts_at,
        zones.key_of(zone),
        span.reason,
        None,
        f"{when}: {span.reason}",
    )


def _unmet(booking: Booking, premises: Premises, needs: Needs, zone: ZoneInfo) -> Iterator[Clash]:
    """What the group asks for and does not have at this session."""
    leaders = [premises.staff[each] for each in booking.facilitator_ids]
    day = booking.starts_at.astimezone(zone).date()
    certified = [each for each in leaders if not needs.credential or holds(each, needs.credential, day)]

    def warning(kind: ClashKind, who_or_where: str, words: str) -> Clash:
        return Clash(kind, who_or_where, booking.starts_at, zones.key_of(zone), "", None, words)

    for each in leaders:
        if any(days.covers(day) for days in each.away):
            yield warning(ClashKind.AWAY, each.name, f"{each.name} is away")
    least = needs.least_facilitators or (1 if needs.credential else 0)
    if len(certified) < least:
        names = ", ".join(each.name for each in leaders if each not in certified)
        yield warning(ClashKind.CREDENTIAL, names, _lacking(leaders, len(certified), least, needs.credential, day))
    room = premises.rooms.get(booking.room_id or 0)
    seats = room.capacity if room else None
    people = max(needs.capacity or 0, needs.expected or 0, booking.enrolled)
    if room and seats is not None and seats < people:
        yield warning(ClashKind.CAPACITY, room.name, f"{room.name} seats {seats}, and {people} may come")
    coming = max(needs.expected or needs.capacity or 0, booking.enrolled)
    per_head = needs.people_per_specialist
    if per_head and coming > per_head * len(certified):
        specialists = "1 specialist" if len(certified) == 1 else f"{len(certified)} specialists"
        words = f"{coming} people are expected for {specialists}; the payer allows {per_head} for each"
        yield warning(ClashKind.RATIO, ", ".join(each.name for each in certified), words)


def _lacking(leaders: Sequence[Facilitator], have: int, least: int, credential: str, day: date) -> str:
    """How many hold what is asked for, and why the others do not."""
    if not credential:
        return f"{have} of {least} facilitators are named"
    why = [_lacks(each, credential) for each in leaders if not holds(each, credential, day)]
    said = f": {'; '.join(why)}" if why else ""
    return f"{have} of {least} facilitators with what this group asks for ({credential}){said}"


def _lacks(facilitator: Facilitator, credential: str) -> str:
    ended = [held.expires_on for held in facilitator.credentials if held.expires_on and _names(held.name, credential)]
    if ended:
        return f"{facilitator.name}'s is valid to {say_date(max(ended))}"
    return f"{facilitator.name} has none"
