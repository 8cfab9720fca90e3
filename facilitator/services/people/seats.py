"""Give seats: the one place that does, whatever it was that made one free.

Capacity that is raised, somebody who left, a day on which somebody leaves and which has come, a start that was
corrected, an undoing of any of these: whoever waits longest has the seat.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from facilitator.domain.people.seats import RosterPlace, given_seats, new_place, peak, waiting
from facilitator.domain.views import Group, Person
from facilitator.errors import Refused
from facilitator.services.find import find_group
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.history.row_pairs import Pairs
from facilitator.storage.queries.people import rosters
from facilitator.storage.queries.scheduling import groups
from facilitator.words import EnrolmentKind, GroupStatus
from facilitator.zones import zone


def today_of(db: Db, now: datetime) -> date:
    """The day it is where the book is kept."""
    return now.astimezone(zone(book_info(db).zone)).date()


def first_day_for(db: Db, group: Group, now: datetime) -> date:
    """From which day what is done now counts: today, or where today's session is over from the first one to come.

    Never backwards: nobody is expected, or no longer expected, at what was held before they were put down.
    """
    today = today_of(db, now)
    over = groups.last_over(db, group.id, today, now)
    if over is None:
        return today
    to_come = groups.day_to_come(db, group.id, now)
    return to_come if to_come is not None and to_come >= over else over + timedelta(days=1)


def expect_roster(group: Group) -> None:
    """See that a group takes people.

    Raises:
        Refused: where the group has ended, or keeps no roster.
    """
    if group.status is GroupStatus.ENDED:
        raise Refused(f"{group.title} has ended", "Schedule a new group for the next cycle.")
    if group.enrolment is EnrolmentKind.DROP_IN:
        raise Refused(f"{group.title} is a drop-in group and keeps no roster", "People are marked when they come.")


def seats_free(db: Db, group: Group, today: date) -> int | None:
    """How many may still be enrolled before the next one waits; None where nobody counts seats.

    Raises:
        Refused: where the group has ended, or keeps no roster.
    """
    expect_roster(group)
    if group.capacity is None:
        return None
    places = rosters.places_in(db, group.id)
    return 0 if waiting(places, today) else max(0, group.capacity - peak(places, today))


def seats_to_give(group: Group, places: Sequence[RosterPlace], today: date) -> list[RosterPlace]:
    """Who of these gets a seat; nobody in a group that has ended or keeps no roster."""
    if group.status is GroupStatus.ENDED or group.enrolment is EnrolmentKind.DROP_IN:
        return []
    return given_seats(group.capacity, places, today)


def give_seats(db: Db, group: Group, today: date) -> list[RosterPlace]:
    """Give the free seats of a group to those who wait longest, in the write that is open; who got one."""
    return rosters.put_places(db, group.id, seats_to_give(group, rosters.places_in(db, group.id), today))


def take_places(db: Db, group: Group, people: Iterable[Person], *, starts_on: date, today: date) -> list[RosterPlace]:
    """Put people on a roster in this order, those beyond its seats at the end of the line; in the write that is open.

    Whoever was on the roster before begins after the last day of that time: nobody sits on two seats.

    Raises:
        Refused: where the group has ended, or keeps no roster.
    """
    expect_roster(group)
    places, taken = rosters.places_in(db, group.id), []
    for each in people:
        last = left_on(places, each.id)
        first = max(starts_on, last + timedelta(days=1)) if last else starts_on
        (place,) = rosters.put_places(
            db, group.id, [new_place(group.capacity, places, each, starts_on=first, today=today)]
        )
        places.append(place)
        taken.append(place)
    return taken


def left_on(places: Sequence[RosterPlace], person_id: int) -> date | None:
    """The last day on which somebody had a seat, where they left or will; who only waited had none."""
    days = [each.ends_on for each in places if each.person.id == person_id and each.ends_on and not each.waitlisted]
    return max(days, default=None)


def overbooked(db: Db, group: Group, today: date) -> int:
    """How many more have a seat than there are."""
    if group.capacity is None:
        return 0
    return max(0, peak(rosters.places_in(db, group.id), today) - group.capacity)


class SettledSeats:
    """The rosters that an undoing touches: afterwards a seat that is free is given, and none is given twice."""

    def __init__(self, change: Change, pairs: Pairs, now: datetime, *, quiet: bool = False) -> None:
        """``quiet`` says that nothing was done since that could give a seat: whoever had one has it again."""
        self.quiet = quiet
        self.change, self.today = change, today_of(change.db, now)
        rows = [row for name in ("enrolment", "group") for pair in pairs.get(name, ()) for row in pair if row]
        self.ids = {row["group_id"] if "group_id" in row else row["id"] for row in rows}
        self.over = {each.id: overbooked(change.db, each, self.today) for each in self._groups()}
        self.given: list[tuple[Group, RosterPlace]] = []

    @property
    def rows(self) -> dict[str, list[int]]:
        """The rows that may change by it."""
        return {"enrolment.group_id": sorted(self.ids)} if self.ids else {}

    def settle(self) -> None:
        """Give the seats that are free now, in the write that is open.

        Raises:
            Refused: where the seat that comes back was given to somebody else since.
        """
        for group in self._groups():
            if not self.quiet and overbooked(self.change.db, group, self.today) > self.over.get(group.id, 0):
                raise Refused(f"every seat of {group.title} is taken by now", "Nothing was undone. Change it by hand.")
            for each in give_seats(self.change.db, group, self.today):
                self.change.record("enrol.seat", group.uid, person=each.person.uid)
                self.given.append((group, each))

    def _groups(self) -> list[Group]:
        return [each for each in groups.groups(self.change.db) if each.id in self.ids] if self.ids else []


def give_due_seats(book: Book, *, now: datetime) -> tuple[str, ...]:
    """Give the seats that came free because a day has come on which somebody leaves; a line for each who has one."""
    from facilitator.services.people.roster_words import seat_line

    with book.read() as db:
        today = today_of(db, now)
        if not any(_due(db, today)):
            return ()
    lines: list[str] = []
    with book.write(now=now) as change:
        for group in [find_group(change.db, uid) for uid in rosters.seats_may_be_due(change.db, today)]:
            step = Step("enrol.seat", group.uid, rows={"enrolment.group_id": [group.id]})
            with journal(change, step):
                given = give_seats(change.db, group, today)
                step.summary = f"{group.title}: {', '.join(each.person.code for each in given)} given a seat"
                for each in given:
                    change.record("enrol.seat", group.uid, person=each.person.uid)
            lines += [seat_line(each, title=group.title) for each in given]
    return tuple(lines)


def _due(db: Db, today: date) -> Iterable[bool]:
    for uid in rosters.seats_may_be_due(db, today):
        group = find_group(db, uid)
        yield bool(seats_to_give(group, rosters.places_in(db, group.id), today))
