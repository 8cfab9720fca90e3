"""Make two rows of one person one: what was the other's is theirs, and the other's code and id lead to them.

What was said stays as it was said: events of marks and what was disclosed keep the row that they were about, and are
read with the person whom it became. Everything else moves, table by table of the registry of person keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from facilitator.domain.people.away import joined
from facilitator.domain.people.merge import MergedPlaces, merged_places
from facilitator.domain.people.seats import RosterPlace
from facilitator.domain.views import Group, Person, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.find import find_person
from facilitator.services.people.edit_person import FIELDS
from facilitator.services.people.roster_words import days_words
from facilitator.services.people.seats import seats_to_give, today_of
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.sessions.count_minutes import count_again
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.people import away, merging, people, rosters
from facilitator.storage.queries.people.merging import StateThen
from facilitator.storage.queries.scheduling import groups
from facilitator.storage.queries.sessions import attendance, sessions, sittings


class WhoseMark(StrEnum):
    """Whose mark stands where both have another: of the person who stays, or of the one who becomes them."""

    STAYS = "A"
    BECOMES = "B"


@dataclass(frozen=True, slots=True)
class BothMarked:
    """A session at which both have a mark, and not the same; ``keep`` says which stands."""

    session: Session
    stays: StateThen
    becomes: StateThen
    keep: WhoseMark | None = None


@dataclass(frozen=True, slots=True)
class MergedRoster:
    """A roster on which the other was: the days before, and the days after."""

    group: Group
    before: tuple[RosterPlace, ...]
    after: MergedPlaces
    given: tuple[RosterPlace, ...]


@dataclass(frozen=True, slots=True)
class MergedPeople:
    """What becomes of two who are one: ``other`` became ``after``, who was ``before``.

    ``rows`` counts what moves, by table. ``both`` are sessions at which both are marked differently.
    """

    before: Person
    after: Person
    other: Person
    rows: Mapping[str, int]
    rosters: tuple[MergedRoster, ...]
    both: tuple[BothMarked, ...]

    @property
    def asked(self) -> tuple[BothMarked, ...]:
        """Sessions of which nobody said which mark stands."""
        return tuple(each for each in self.both if each.keep is None)

    @property
    def filled(self) -> tuple[str, ...]:
        """What was empty of the person who stays, and is the other's now."""
        return tuple(each for each in FIELDS if getattr(self.before, each) != getattr(self.after, each))


class MergeAsks(Refused):
    """Both are marked at one session, and not the same; nothing was written."""

    def __init__(self, plan: MergedPeople) -> None:
        number = len(plan.asked)
        super().__init__(
            f"both are marked at {number} {'session' if number == 1 else 'sessions'}, and not the same",
            "Nothing was changed. Say whose mark stands: --keep A, --keep B, or --keep SESSION=A.",
        )
        self.plan = plan


def merge_people(
    book: Book,
    person: str,
    other: str,
    *,
    now: datetime,
    keep: WhoseMark | None = None,
    keep_at: Mapping[str, WhoseMark] | None = None,
    preview: bool = False,
) -> MergedPeople:
    """Make ``other`` the same person as ``person``; it can be undone like every edit.

    ``keep`` says whose mark stands where both have another, ``keep_at`` of single sessions, by the beginning of their
    uid. A preview writes nothing, and refuses nothing that it can show.

    Raises:
        MergeAsks: where both are marked at a session, and nobody said which mark stands.
        BadInput: for one person twice, or a session at which not both are marked.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        stays, becomes = find_person(db, person), find_person(db, other)
        if stays.id == becomes.id:
            raise BadInput("that is one person already", "Name two people.")
        merge = _Merge(db, stays, becomes, now)
        done = merge.planned(keep, keep_at or {})
        if change is None:
            return done
        if done.asked:
            raise MergeAsks(done)
        with journal(change, merge.step(done)):
            merge.write(change, done)
            change.record(
                "person.merge",
                stays.uid,
                person=stays.uid,
                was=becomes.uid,
                rows=dict(done.rows),
                seated=[each.person.code for one in done.rosters for each in one.given],
            )
    return done


class _Merge:
    """One merge: what it finds, what it comes to, and the writing of it."""

    def __init__(self, db: Db, stays: Person, becomes: Person, now: datetime) -> None:
        self.db, self.stays, self.becomes = db, stays, becomes
        self.today = today_of(db, now)
        self.mine = merging.states_of(db, stays.id)
        self.theirs = merging.states_of(db, becomes.id)

    def planned(self, keep: WhoseMark | None, keep_at: Mapping[str, WhoseMark]) -> MergedPeople:
        """What it comes to."""
        fill = {each: getattr(self.stays, each) or getattr(self.becomes, each) for each in FIELDS}
        both = [
            BothMarked(sessions.session_with_id(self.db, each), self.mine[each], theirs, keep)
            for each, theirs in self.theirs.items()
            if each in self.mine and _differ(self.mine[each], theirs)
        ]
        for begin, whose in keep_at.items():
            if not any(each.session.uid.startswith(begin) for each in both):
                raise BadInput("not both are marked at that session", "Name one that the preview lists, by its id.")
            both = [replace(each, keep=whose) if each.session.uid.startswith(begin) else each for each in both]
        return MergedPeople(
            self.stays,
            replace(self.stays, **fill),
            self.becomes,
            merging.rows_of(self.db, self.becomes.id),
            tuple(self._rosters()),
            tuple(both),
        )

    def _rosters(self) -> list[MergedRoster]:
        found: list[MergedRoster] = []
        ids = set(rosters.groups_with(self.db, self.becomes.id))
        for group in [each for each in groups.groups(self.db) if each.id in ids]:
            places = rosters.places_in(self.db, group.id)
            theirs = [each for each in places if each.person.id in (self.stays.id, self.becomes.id)]
            after = merged_places(theirs, self.today, stays=self.stays.id)
            after = replace(after, stay=tuple(replace(each, person=self.stays) for each in after.stay))
            others = [each for each in places if each not in theirs]
            given = seats_to_give(group, [*others, *after.stay], self.today)
            found.append(MergedRoster(group, tuple(theirs), after, tuple(given)))
        return found

    def step(self, done: MergedPeople) -> Step:
        """Every row that may change by it, of both people."""
        two = [self.stays.id, self.becomes.id]
        rows: dict[str, list[int]] = {"person": two}
        for column in merging.MOVED:
            rows[f"{column.table.name}.{column.name}"] = two
        if done.rosters:
            rows["enrolment.group_id"] = [each.group.id for each in done.rosters]
            del rows["enrolment.person_id"]
        summary = f"{self.becomes.code} is the same person as {self.stays.code}"
        return Step("person.merge", self.stays.uid, summary, rows=dict(rows))

    def write(self, change: Change, done: MergedPeople) -> None:
        """Write what was planned."""
        for each in done.rosters:
            merging.move_places(self.db, [one.id for one in each.after.stay], self.stays.id, gone=each.after.go)
            rosters.put_places(self.db, each.group.id, [*each.after.stay, *each.given])
        self._move_attendance(change, done)
        merging.move_rows(self.db, self.becomes.id, self.stays.id)
        self._join_away()
        if done.filled:
            values = {each: getattr(done.after, each) for each in FIELDS}
            people.edit_people(self.db, [people.edited_row(self.stays, **values)])
        merging.become(self.db, self.becomes.id, self.stays.id)

    def _join_away(self) -> None:
        """Days on which both were away are one time."""
        days = away.away_days(self.db, [self.stays.id]).get(self.stays.id, [])
        kept = {each.id: each for each in joined(days)}
        for each in days:
            if each.id not in kept:
                away.forget_away(self.db, each.id)
            elif kept[each.id] != each:
                away.change_away(self.db, each.id, each.first, kept[each.id].last)

    def _move_attendance(self, change: Change, done: MergedPeople) -> None:
        """Each session where the other has a row: an event for both, and what counts of it counted once."""
        whose = {each.session.id: each.keep for each in done.both}
        rows: list[dict[str, object]] = []
        gone: list[dict[str, object]] = []
        counted: list[dict[str, object]] = []
        for session_id, theirs in self.theirs.items():
            mine = self.mine.get(session_id)
            state = _one(mine, theirs, whose.get(session_id))
            stored = {**state._asdict(), "session_id": session_id, "person_id": self.stays.id}
            minutes = stored.pop("counted_minutes")
            rows.append(stored)
            if minutes is not None:
                where = {"of_session": session_id, "of_person": self.stays.id}
                counted.append({**where, "counted_minutes": minutes})
            gone.append(attendance.empty_state(session_id, self.becomes.id))
        attendance.put_marks(change, rows, act="merge")
        attendance.put_marks(change, gone, act="merge")
        for session_id in self.theirs:
            attendance.forget_state(self.db, session_id, self.becomes.id)
        sittings.put_minutes(self.db, counted)
        for session_id in self.theirs:
            count_again(self.db, sessions.session_with_id(self.db, session_id), [self.stays.id])


def _differ(mine: StateThen, theirs: StateThen) -> bool:
    """Whether both say something, and not the same."""
    if mine.status is None or theirs.status is None:
        return False
    return (mine.status, mine.arrived_at, mine.left_at, mine.mode) != (
        theirs.status,
        theirs.arrived_at,
        theirs.left_at,
        theirs.mode,
    )


def _one(mine: StateThen | None, theirs: StateThen, keep: WhoseMark | None) -> StateThen:
    """What stands of two: the mark where one has none, and expected where one was."""
    if mine is None:
        return theirs
    takes_theirs = mine.status is None or (keep is WhoseMark.BECOMES and theirs.status is not None)
    return (theirs if takes_theirs else mine)._replace(expected=mine.expected or theirs.expected)


def roster_line(each: MergedRoster) -> str:
    """The days on one roster, before and after."""

    def said(places: Sequence[RosterPlace]) -> str:
        return " and ".join(days_words(one) for one in sorted(places, key=lambda one: one.starts_on))

    return f"{each.group.title}: {said(each.before)} -> {said(each.after.stay)}."
