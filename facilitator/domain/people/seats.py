"""Seats of a group by day: which are free, and who gets one.

A seat is free for somebody where no day from their first to their last on the roster has every seat taken. Who waits
is given one in the order of waiting, and nobody overtakes: while the first in line waits, so does everybody behind.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from facilitator.domain.views import Person

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RosterPlace:
    """Somebody's place on a roster, both days included; ``id`` is 0 for one that is not written yet.

    Of one who waits, ``starts_on`` is the day from which the seat is wanted. ``seated_on`` is the day from which
    whoever waited has a seat; who never waited has neither ``waiting_since`` nor ``seated_on``.
    """

    id: int
    person: Person
    starts_on: date
    ends_on: date | None = None
    waitlisted: bool = False
    waiting_since: date | None = None
    seated_on: date | None = None
    reason: str = ""

    def seated(self, day: date) -> bool:
        """Whether they have a seat on that day."""
        return not self.waitlisted and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def stands(self, day: date) -> bool:
        """Whether they are on the roster or the waitlist on that day, or will be."""
        return self.ends_on is None or self.ends_on >= day

    @property
    def turn(self) -> tuple[date, int]:
        """The order of waiting: since when, then who was put down first."""
        return self.waiting_since or self.starts_on, self.id


def peak(places: Sequence[RosterPlace], first: date, last: date | None = None) -> int:
    """The most seats that are taken on one day, of those from first to last."""
    rises: Counter[date] = Counter()
    for each in places:
        if not each.waitlisted and each.stands(first) and (last is None or each.starts_on <= last):
            rises[max(first, each.starts_on)] += 1
            if each.ends_on is not None:
                rises[each.ends_on + DAY] -= 1
    taken = most = 0
    for day in sorted(rises):
        if last is not None and day > last:
            break
        taken += rises[day]
        most = max(most, taken)
    return most


def first_free(
    capacity: int | None, places: Sequence[RosterPlace], wanted: date, until: date | None = None
) -> date | None:
    """The first day from which a seat is free until the end, not before the one wanted; None where none ever is."""
    if capacity is None:
        return wanted
    ends = {each.ends_on + DAY for each in places if not each.waitlisted and each.ends_on and each.ends_on >= wanted}
    days = (day for day in sorted({wanted, *ends}) if until is None or day <= until)
    return next((day for day in days if peak(places, day, until) < capacity), None)


def waiting(places: Sequence[RosterPlace], today: date) -> list[RosterPlace]:
    """Those who wait, the one first in line first."""
    return sorted((each for each in places if each.waitlisted and each.stands(today)), key=lambda each: each.turn)


def given_seats(capacity: int | None, places: Sequence[RosterPlace], today: date) -> list[RosterPlace]:
    """Who gets a seat that is free, in the order of waiting: from today, or from the day that they wanted."""
    standing, given = list(places), []
    for each in waiting(places, today):
        wanted = max(today, each.starts_on)
        if first_free(capacity, standing, wanted, each.ends_on) != wanted:
            break
        seat = replace(each, waitlisted=False, starts_on=wanted, seated_on=wanted)
        standing[standing.index(each)] = seat
        given.append(seat)
    return given


def new_place(
    capacity: int | None, places: Sequence[RosterPlace], person: Person, *, starts_on: date, today: date
) -> RosterPlace:
    """A new place on a roster: a seat from the first day that has one, else at the end of the line.

    Only days that are over can put the first day off: who enters last month's list finds a seat that was taken then.
    """
    if not waiting(places, today):
        free = first_free(capacity, places, starts_on)
        if free is not None and free <= max(today, starts_on):
            return RosterPlace(0, person, free)
    return RosterPlace(0, person, starts_on, waitlisted=True, waiting_since=min(today, starts_on))
