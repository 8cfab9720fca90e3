"""Two rows that were one person: what becomes of their places on rosters, and of what differs at one session."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from facilitator.domain.people.seats import DAY, RosterPlace


@dataclass(frozen=True, slots=True)
class MergedPlaces:
    """The places on one roster that stay, each with the days it has now, and the numbers of those that go."""

    stay: tuple[RosterPlace, ...]
    go: tuple[int, ...]


def merged_places(places: Sequence[RosterPlace], today: date, *, stays: int) -> MergedPlaces:
    """The places of two people on one roster as those of one: times that meet are one from the earlier first day.

    A seat is worth more than waiting for one; of two who wait, the longer time counts. ``stays`` is the number of the
    person whom the other becomes: their row goes on where the place has no end, and so an undoing finds it.
    """
    seats: list[RosterPlace] = []
    for each in sorted((one for one in places if not one.waitlisted), key=lambda one: (one.starts_on, one.id)):
        last = seats[-1] if seats else None
        if last is not None and (last.ends_on is None or each.starts_on <= last.ends_on + DAY):
            ends_on = None if last.ends_on is None or each.ends_on is None else max(last.ends_on, each.ends_on)
            reason = each.reason if ends_on == each.ends_on else last.reason
            seats[-1] = replace(last, ends_on=ends_on, reason=reason)
        else:
            seats.append(each)
    has_seat = any(each.ends_on is None for each in seats)
    line = sorted((each for each in places if each.waitlisted and each.stands(today)), key=lambda each: each.turn)
    over = [each for each in places if each.waitlisted and not each.stands(today)]
    waits: list[RosterPlace] = []
    if line and not has_seat:
        first = min(each.starts_on for each in line)
        ends_on = None if any(each.ends_on is None for each in line) else line[0].ends_on
        waits = [replace(line[0], starts_on=first, ends_on=ends_on)]
    stay = [*seats, *over, *waits]
    mine = next((each for each in places if each.ends_on is None and each.person.id == stays), None)
    if mine is not None:
        stay = [replace(each, id=mine.id) if each.ends_on is None else each for each in stay]
    kept = {each.id for each in stay}
    return MergedPlaces(tuple(stay), tuple(each.id for each in places if each.id not in kept))
