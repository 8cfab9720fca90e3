"""Put people on a group's roster, take them off again, and mend either afterwards."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from facilitator.domain.people.seats import DAY, RosterPlace, first_free, new_place, peak
from facilitator.domain.views import Enrolled, Group, Person
from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.find import find_group, find_person
from facilitator.services.people.mend_closed import ThenExpected, closed_differences, expected_by, mend_closed
from facilitator.services.people.seats import (
    expect_roster,
    first_day_for,
    left_on,
    seats_to_give,
    today_of,
)
from facilitator.services.preview_or_write import preview_or_write
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.people import overlaps, rosters
from facilitator.storage.queries.people.overlaps import Overlap

_NOTHING = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What became of somebody's place on a roster, or would: ``after`` is None for one that was none after all.

    ``given`` are those who got a seat by it, ``closed`` the closed sessions at which they are expected now or no
    longer, ``overlaps`` the other groups of theirs that meet in the same hours.
    """

    group: Group
    person: Person
    before: RosterPlace | None
    after: RosterPlace | None
    given: tuple[RosterPlace, ...] = ()
    closed: tuple[ThenExpected, ...] = ()
    overlaps: tuple[Overlap, ...] = ()

    @property
    def place(self) -> RosterPlace:
        """The place as it is, or as it was where it is none any more."""
        place = self.after or self.before
        assert place is not None
        return place

    @property
    def waitlisted(self) -> bool:
        """Whether they wait for a seat."""
        return self.place.waitlisted

    @property
    def starts_on(self) -> date:
        """Their first day on the roster; of one who waits, the day from which a seat is wanted."""
        return self.place.starts_on


def enrol(
    book: Book, group: str, person: str, *, now: datetime, starts_on: date | None = None, preview: bool = False
) -> Enrolment:
    """Enrol a person, or put them on the waitlist where the group is full.

    With another ``starts_on`` the first day of somebody who is on the roster already is corrected. Without one, a
    leave that is still to come is taken back.

    Raises:
        Refused: where the person is on the roster already, no seat is free, the group has ended or keeps no roster.
        BadInput: for a day on which the person was on the roster before.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        roster = _Roster(db, find_group(db, group), find_person(db, person), now)
        before, after = roster.joined(starts_on)
        done = roster.outcome(before, after)
        if change is not None:
            word = "put on the waitlist" if done.waitlisted else "put on the roster"
            what = "days on the roster corrected" if before else word
            with journal(change, roster.step("enrol", what, done)):
                roster.write(change, done)
                change.record("enrol", done.group.uid, person=done.person.uid, **_days(before, after, done))
    return done


def unenrol(
    book: Book,
    group: str,
    person: str,
    *,
    now: datetime,
    on: date | None = None,
    reason: str = "",
    preview: bool = False,
) -> Enrolment:
    """Take somebody off a roster: ``on`` is the first day off it, past or to come; without one it is today.

    A seat goes to whoever waited longest when it is free, and not before. An enrolment that would end before it began
    is none, and goes. For somebody who left already the day is corrected.

    Raises:
        NotFound: where the person is not on the roster.
        Refused: where that is the day already, or others have had the seat since.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        found = find_group(db, group)
        who = find_person(db, person, among=lambda: [each.person for each in rosters.places_in(db, found.id)])
        roster = _Roster(db, found, who, now)
        before, after = roster.left(on, reason)
        done = roster.outcome(before, after)
        if change is not None:
            with journal(change, roster.step("unenrol", "taken off the roster", done)):
                roster.write(change, done)
                change.record("unenrol", done.group.uid, person=done.person.uid, **_days(before, after, done))
    return done


def roster_of(book: Book, group: str, *, now: datetime) -> tuple[Group, list[Enrolled]]:
    """A group and who is on its roster today or later, the waitlist last."""
    with book.read() as db:
        found = find_group(db, group)
        return found, rosters.roster(db, found.id, today_of(db, now))


class _Roster:
    """One roster, and one person whose place on it changes."""

    def __init__(self, db: Db, group: Group, who: Person, now: datetime) -> None:
        self.db, self.group, self.who, self.now = db, group, who, now
        self.today = today_of(db, now)
        self.places = rosters.places_in(db, group.id)
        self.mine = [each for each in self.places if each.person.id == who.id]
        self.others = [each for each in self.places if each.person.id != who.id]
        self.here = next((each for each in reversed(self.mine) if each.stands(self.today)), None)

    def joined(self, starts_on: date | None) -> tuple[RosterPlace | None, RosterPlace]:
        """The place as it was and as it is once they are enrolled from that day."""
        here, who, title = self.here, self.who.code, self.group.title
        if here is not None and starts_on is None:
            if here.ends_on is None:
                raise Refused(f"{who} is on the roster of {title} already", _NOTHING)
            return here, self._staying(here, here.ends_on)
        if here is not None and starts_on is not None and (here.ends_on is None or starts_on <= here.ends_on):
            if starts_on == here.starts_on:
                raise Refused(f"{who} is on the roster of {title} already", _NOTHING)
            return here, self._corrected(here, starts_on)
        expect_roster(self.group)
        last = left_on(self.mine, self.who.id)
        self._expect_after(starts_on, last)
        first = starts_on or first_day_for(self.db, self.group, self.now)
        if last:
            first = max(first, last + DAY)
        return None, new_place(self.group.capacity, self.places, self.who, starts_on=first, today=self.today)

    def left(self, on: date | None, reason: str) -> tuple[RosterPlace, RosterPlace | None]:
        """The place as it was and as it is once they are off the roster from that day; None where it was none."""
        who, title = self.who.code, self.group.title
        ended = max(self.mine, key=lambda each: (each.starts_on, each.id), default=None)
        here = self.here or (ended if on is not None else None)
        if here is None:
            raise NotFound(f"{who} is not on the roster of {title}", _NOTHING)
        last = (on or first_day_for(self.db, self.group, self.now)) - DAY
        apart = [each for each in self.mine if each.id != here.id and not each.waitlisted]
        again = [each for each in apart if each.ends_on and each.ends_on > last]
        if again:
            raise BadInput(f"{who} was on the roster until {again[-1].ends_on} before", "Give a later day with --on.")
        if here.ends_on == last:
            raise Refused(f"{who} is off the roster of {title} from that day already", _NOTHING)
        if here.ends_on is not None and last > here.ends_on:
            self._expect_free(here, here.ends_on + DAY, last)
        return here, replace(here, ends_on=last, reason=reason or here.reason) if last >= here.starts_on else None

    def outcome(self, before: RosterPlace | None, after: RosterPlace | None) -> Enrolment:
        """What it comes to, for others too."""
        changed = [after if each is before else each for each in self.places]
        standing = [each for each in (changed if before else [*changed, after]) if each is not None]
        given = seats_to_give(self.group, standing, self.today)
        mine = next((each for each in given if each.person.id == self.who.id), None)
        if mine is not None and after is not None:
            after = mine
        first = min(each.starts_on for each in (before, after) if each is not None)
        differ = closed_differences(
            self.db,
            [self.group.id],
            [self.who],
            first,
            was=expected_by(self.db, self.group.id, self.mine),
            will=expected_by(self.db, self.group.id, standing),
        )
        joins = after is not None and not (after.waitlisted or after.ends_on)
        return Enrolment(
            self.group,
            self.who,
            before,
            after,
            tuple(each for each in given if each is not mine),
            tuple(differ),
            tuple(overlaps.of_person(self.db, self.who.id, self.group.id, self.now)) if joins else (),
        )

    def write(self, change: Change, done: Enrolment) -> None:
        """Write what was planned."""
        if done.after is None and done.before is not None:
            rosters.take_place_away(self.db, done.before.id)
        places = ([done.after] if done.after else []) + list(done.given)
        rosters.put_places(self.db, self.group.id, places)
        mend_closed(change, done.closed)

    def step(self, action: str, what: str, done: Enrolment) -> Step:
        """An edit of a roster; the seat that it frees or takes may be another's."""
        rows: dict[str, list[int]] = {"enrolment.group_id": [self.group.id]}
        if done.closed:
            rows["attendance"] = [each.session.id for each in done.closed]
        return Step(action, self.group.uid, f"{self.group.title}: {self.who.code} {what}", rows=dict(rows))

    def _staying(self, here: RosterPlace, ends_on: date) -> RosterPlace:
        stays = replace(here, ends_on=None, reason="")
        if not here.waitlisted:
            next_day = ends_on + DAY
            if first_free(self.group.capacity, self.others, next_day) != next_day:
                raise Refused(
                    f"every seat of {self.group.title} is taken from {next_day} on",
                    f"To wait for one: enrol GROUP PERSON --from {next_day}",
                )
        return stays

    def _corrected(self, here: RosterPlace, starts_on: date) -> RosterPlace:
        self._expect_after(starts_on, left_on([each for each in self.mine if each.id != here.id], self.who.id))
        if here.waitlisted:
            since = starts_on if starts_on <= self.today else here.waiting_since
            return replace(here, starts_on=starts_on, waiting_since=since)
        if starts_on < here.starts_on:
            self._expect_free(here, starts_on, here.starts_on - DAY)
        return replace(here, starts_on=starts_on, seated_on=starts_on if here.seated_on else None)

    def _expect_after(self, starts_on: date | None, last: date | None) -> None:
        if starts_on and last and starts_on <= last:
            raise BadInput(f"{self.who.code} was on the roster until {last} already", "Give a later day with --from.")

    def _expect_free(self, here: RosterPlace, first: date, last: date) -> None:
        capacity = self.group.capacity
        if capacity is not None and not here.waitlisted and peak(self.others, first, last) >= capacity:
            raise Refused(
                f"every seat of {self.group.title} was taken between {first} and {last}",
                "Raise its capacity first: facilitator group change GROUP --capacity N",
            )


def _days(before: RosterPlace | None, after: RosterPlace | None, done: Enrolment) -> dict[str, Any]:
    """What the audit keeps of it."""
    place = after or before
    assert place is not None
    return {
        "waitlisted": place.waitlisted,
        "from": place.starts_on.isoformat(),
        "until": place.ends_on.isoformat() if place.ends_on else "",
        "seated_from_waitlist": len(done.given),
        "closed_sessions": len(done.closed),
    }
