"""Note when somebody cannot come: nobody expects them then, and they are not missed. Why is not kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from facilitator.domain.people.away import Away, is_away
from facilitator.domain.people.seats import RosterPlace
from facilitator.domain.views import Person
from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.find import find_person
from facilitator.services.people.mend_closed import ThenExpected, closed_differences, mend_closed
from facilitator.services.people.seats import today_of
from facilitator.services.preview_or_write import preview_or_write
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.people import away as query
from facilitator.storage.queries.people import rosters


@dataclass(frozen=True, slots=True)
class AwayDays:
    """When somebody is away, as it was and as it is; ``closed`` are closed sessions that are mended by it."""

    person: Person
    before: tuple[Away, ...]
    after: tuple[Away, ...]
    closed: tuple[ThenExpected, ...] = ()


def away_of(book: Book, person: str) -> AwayDays:
    """When somebody is away, was, or will be."""
    with book.read() as db:
        who = find_person(db, person)
        days = _days(db, who)
        return AwayDays(who, days, days)


def note_away(
    book: Book, person: str, *, first: date, last: date | None = None, now: datetime, preview: bool = False
) -> AwayDays:
    """Note that somebody is away from the first to the last day, both included; without a last one until they are back.

    Days that begin as others did take their place; days that meet others become one time with them.

    Raises:
        BadInput: where the last day is before the first.
        Refused: where that is noted already.
    """
    if last is not None and last < first:
        raise BadInput("the last day away is before the first", "Check --from and --to.")
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        who = find_person(db, person)
        before = _days(db, who)
        new = Away(0, first, last)
        kept: list[Away] = []
        for each in before:
            if each.first == first:
                new = replace(new, id=each.id)
            elif _meet(each, new):
                ends = None if each.last is None or new.last is None else max(each.last, new.last)
                new = Away(new.id or each.id, min(each.first, new.first), ends)
            else:
                kept.append(each)
        done = _done(db, who, before, (*kept, new))
        if change is not None:
            _write(change, done, f"{who.code}: away from {new.first}" + (f" to {new.last}" if new.last else ""))
    return done


def end_away(book: Book, person: str, *, first: date | None = None, now: datetime, preview: bool = False) -> AwayDays:
    """Somebody is back today: the days to come on which they were to be away are taken back.

    ``first`` says which time is meant, by its first day, where there are several.

    Raises:
        NotFound: where they are not away, and will not be.
        BadInput: where it is not plain which time is meant.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        who, today = find_person(db, person), today_of(db, now)
        before = _days(db, who)
        meant = [each for each in before if each.last is None or each.last >= today]
        meant = [each for each in (before if first else meant) if first is None or each.first == first]
        if not meant:
            raise NotFound(f"{who.code} is not away", "Nothing was changed.")
        if len(meant) > 1:
            days = ", ".join(each.first.isoformat() for each in meant)
            raise BadInput(f"{who.code} is away more than once", f"Say which with --from: {days}.")
        (one,) = meant
        eve = today - timedelta(days=1)
        rest = [replace(one, last=eve)] if one.first < today and (one.last is None or one.last >= today) else []
        done = _done(db, who, before, (*(each for each in before if each != one), *rest))
        if change is not None:
            _write(change, done, f"{who.code}: no longer away")
    return done


def _days(db: Db, who: Person) -> tuple[Away, ...]:
    return tuple(query.away_days(db, [who.id]).get(who.id, ()))


def _meet(one: Away, other: Away) -> bool:
    return (one.last is None or other.first <= one.last) and (other.last is None or one.first <= other.last)


def _done(db: Db, who: Person, before: tuple[Away, ...], after: tuple[Away, ...]) -> AwayDays:
    after = tuple(sorted(after, key=lambda each: each.first))
    if before == after:
        raise Refused(f"that is noted of {who.code} already", "Nothing was changed.")
    places: dict[int, list[RosterPlace]] = {
        group_id: [each for each in rosters.places_in(db, group_id) if each.person.id == who.id]
        for group_id in rosters.groups_with(db, who.id)
    }

    def expects(days: tuple[Away, ...], group_id: int, day: date) -> bool:
        return any(each.seated(day) for each in places.get(group_id, ())) and not is_away(days, day)

    differ = closed_differences(
        db,
        list(places),
        [who],
        min(each.first for each in (*before, *after)),
        was=lambda group_id, _, day: expects(before, group_id, day),
        will=lambda group_id, _, day: expects(after, group_id, day),
    )
    return AwayDays(who, before, after, tuple(differ))


def _write(change: Change, done: AwayDays, summary: str) -> None:
    who = done.person
    rows: dict[str, list[int]] = {"person_away.person_id": [who.id]}
    if done.closed:
        rows["attendance"] = [each.session.id for each in done.closed]
    with journal(change, Step("person.away", who.uid, summary, rows=dict(rows))):
        kept = {each.id for each in done.after}
        for each in done.before:
            if each.id not in kept:
                query.forget_away(change.db, each.id)
        for each in done.after:
            if each.id:
                query.change_away(change.db, each.id, each.first, each.last)
            else:
                query.add_away(change.db, who.id, each.first, each.last)
        mend_closed(change, done.closed)
        change.record("person.away", who.uid, times=len(done.after), closed_sessions=len(done.closed))
