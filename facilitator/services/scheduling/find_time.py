"""Find a time for a group that is not scheduled yet."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from facilitator.domain.scheduling.clashes import Premises
from facilitator.domain.scheduling.find_time import Calendar, TimeSlot, TimeWish, find_times
from facilitator.domain.scheduling.plan import EVERY_WEEKDAY
from facilitator.domain.spelling import tidy
from facilitator.errors import BadInput
from facilitator.services.find import find_facilitator, find_site
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.scheduling import clashes, closures
from facilitator.zones import zone as find_zone

MOST_SLOTS = 200


@dataclass(frozen=True, slots=True)
class Search:
    """What a coordinator looks for, in words as they were typed; see :class:`TimeWish`."""

    minutes: int
    weeks: int
    every: int = 1
    start: date | None = None
    zone: str | None = None
    weekdays: frozenset[int] = EVERY_WEEKDAY
    earliest: time = time(8)
    latest: time = time(21)
    facilitators: tuple[str, ...] = ()
    credential: str = ""
    leaders: int = 0
    seats: int | None = None
    features: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    online: bool = False
    evenings_first: bool = True


@dataclass(frozen=True, slots=True)
class TimesFound:
    """The best slots, best first, with the rooms and people that they name; ``zone`` is an IANA name."""

    zone: str
    slots: tuple[TimeSlot, ...]
    premises: Premises


def find_time(book: Book, search: Search, *, now: datetime, limit: int = 12) -> TimesFound:
    """The best times for what is looked for, from tomorrow on unless a day is given.

    Raises:
        BadInput, NotFound, Ambiguous: for what cannot be understood, or what no room and no hour can meet.
    """
    if not 1 <= limit <= MOST_SLOTS:
        raise BadInput(f"{limit} slots?", f"Use 1 to {MOST_SLOTS}.")
    if search.seats is not None and search.seats < 1:
        raise BadInput(f"a room for {search.seats} people?", "Give the number of seats, at least 1.")
    with book.read() as db:
        wish = _wish(db, search, now)
        calendar = _calendar(db, wish)
    return TimesFound(wish.zone.key, find_times(wish, calendar, limit=limit), calendar.premises)


def _wish(db: Db, search: Search, now: datetime) -> TimeWish:
    zone = find_zone(search.zone or book_info(db).zone)
    leaders = dict.fromkeys(find_facilitator(db, each).id for each in search.facilitators)
    return TimeWish(
        minutes=search.minutes,
        zone=zone,
        first_day=search.start or now.astimezone(zone).date() + timedelta(days=1),
        weeks=search.weeks,
        every=search.every,
        weekdays=search.weekdays,
        earliest=search.earliest,
        latest=search.latest,
        facilitator_ids=tuple(leaders),
        credential=tidy(search.credential),
        leaders=search.leaders,
        seats=search.seats,
        features=search.features,
        site_ids=frozenset(find_site(db, each).id for each in search.sites),
        online=search.online,
        evenings_first=search.evenings_first,
    )


def _calendar(db: Db, wish: TimeWish) -> Calendar:
    """All that may matter: from a day before the first date to a day after the last one."""
    premises = clashes.all_premises(db)
    first = datetime.combine(wish.first_day, time(), wish.zone) - timedelta(days=1)
    last = first + timedelta(weeks=wish.weeks + wish.every, days=2)
    booked = clashes.bookings_between(db, first - premises.travel.longest, last + premises.travel.longest)
    closed = [each for each in closures.placed_spans(db, first.date()) if each.span.starts < last.replace(tzinfo=None)]
    return Calendar(premises, booked, closed)
