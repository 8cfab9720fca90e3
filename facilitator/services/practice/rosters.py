"""Invented people, and who of them is on which roster since when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from facilitator.domain.dates.wall_time import to_utc
from facilitator.domain.practice.people import invent_names
from facilitator.domain.practice.rolls import Habits, invent_habits
from facilitator.domain.spelling import fold, tidy
from facilitator.services.practice.rows import Identities, Rows
from facilitator.services.practice.schedule import SEATS_WITHOUT_CAPACITY, PracticeGroup, Setting
from facilitator.words import EnrolmentKind

_EACH_IN: Final = 1.25
"""Rosters that a person is on, on average."""
_FEWEST: Final = 3
_LEAVES: Final = {EnrolmentKind.CLOSED: 0.07, EnrolmentKind.OPEN: 0.12}
_REASONS: Final = ("", "", "moved away", "work hours changed", "found another group", "no ride")


@dataclass(slots=True)
class Participant:
    """A person, with habits, and since when they come."""

    id: int
    habits: Habits
    since: date


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place on a roster, from the first day to the last, both included."""

    person: Participant
    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        """Whether it is theirs on that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def enrol_people(
    number: int, groups: Sequence[PracticeGroup], setting: Setting, rows: Rows, identities: Identities, rng: Random
) -> tuple[list[Participant], dict[int, list[Seat]]]:
    """So many people, and the seats of each group by its id; the waitlist is in the rows only."""
    first = min((group.meetings[0].day for group in groups), default=setting.today)
    people = [
        Participant(key, invent_habits(rng), first - timedelta(days=rng.randint(1, 500)))
        for key in range(1, number + 1)
    ]
    deck = _deal(rng, people)
    with_roster = [group for group in groups if group.sketch.enrolment is not EnrolmentKind.DROP_IN]
    usual = round(number * _EACH_IN / max(1, len(with_roster)))
    seats: dict[int, list[Seat]] = {}
    newcomers: dict[int, date] = {}
    for group in with_roster:
        seats[group.id] = _fill(group, deck, usual, number, setting, rows, rng)
        for place in seats[group.id]:
            newcomers[place.person.id] = min(place.starts_on, newcomers.get(place.person.id, place.starts_on))
    for person in people:
        person.since = min(newcomers.get(person.id, person.since), setting.today)
    _write_people(people, setting, rows, identities, rng)
    return people, seats


def _deal(rng: Random, people: Sequence[Participant]) -> Iterator[Participant]:
    """Everybody in turn, shuffled anew each time, so that nobody is left out for long."""
    deck = list(people)
    while True:
        rng.shuffle(deck)
        yield from deck


def _fill(
    group: PracticeGroup,
    deck: Iterator[Participant],
    usual: int,
    number: int,
    setting: Setting,
    rows: Rows,
    rng: Random,
) -> list[Seat]:
    """Enrol people in a group; those beyond its capacity wait."""
    sketch = group.sketch
    most = sketch.capacity or SEATS_WITHOUT_CAPACITY
    wanted = most if sketch.full else min(most, max(_FEWEST, usual + rng.randint(-3, 3)))
    members = _draw(deck, min(number, wanted + sketch.waiting))
    places: list[Seat] = []
    for at, person in enumerate(members):
        waits = at >= wanted
        starts_on = _first_day(group, setting.today, rng, late=waits)
        ends_on = None if waits or sketch.full else _last_day(group, starts_on, setting.today, rng)
        rows.add(
            "enrolment",
            group_id=group.id,
            person_id=person.id,
            starts_on=starts_on,
            ends_on=ends_on,
            waitlisted=waits,
            reason=rng.choice(_REASONS) if ends_on else "",
        )
        if not waits:
            places.append(Seat(person, starts_on, ends_on))
    return places


def _draw(deck: Iterator[Participant], number: int) -> list[Participant]:
    """The next people, nobody twice; there must be so many."""
    drawn: dict[int, Participant] = {}
    while len(drawn) < number:
        person = next(deck)
        drawn.setdefault(person.id, person)
    return list(drawn.values())


def _first_day(group: PracticeGroup, today: date, rng: Random, *, late: bool) -> date:
    """Closed groups enrol before they begin; open ones at any time, most of their people long ago."""
    begins = group.meetings[0].day
    if group.sketch.enrolment is EnrolmentKind.CLOSED:
        day = begins + timedelta(days=rng.randint(0, 5)) if late else begins - timedelta(days=rng.randint(1, 12))
    else:
        open_days = max(0, (today - begins).days)
        day = begins + timedelta(days=int(open_days * rng.random() ** 3) - rng.randint(0, 10))
    return min(day, today)


def _last_day(group: PracticeGroup, starts_on: date, today: date, rng: Random) -> date | None:
    """The day before the session from which somebody stayed away for good; None for those who still come."""
    if rng.random() >= _LEAVES[group.sketch.enrolment]:
        return None
    later = [meeting.day for meeting in group.meetings if starts_on < meeting.day <= today]
    return rng.choice(later) - timedelta(days=1) if later else None


def _write_people(
    people: Sequence[Participant], setting: Setting, rows: Rows, identities: Identities, rng: Random
) -> None:
    for person, invented in zip(people, invent_names(rng, len(people)), strict=True):
        name, alias, code = tidy(invented.name), tidy(invented.alias), identities.code()
        came = datetime.combine(person.since, time(8, rng.randrange(60)))
        rows.add(
            "person",
            uid=identities.uid(),
            code=code,
            name=name,
            name_key=fold(name),
            alias=alias,
            alias_key=fold(alias),
            # numbers that are kept for stories, and a domain that is nobody's (RFC 2606)
            phone=f"804-555-01{rng.randrange(100):02}" if rng.random() < 0.6 else "",
            email=f"{code.lower()}@example.org" if rng.random() < 0.4 else "",
            created_at=min(to_utc(came, setting.zone), setting.now),
        )
