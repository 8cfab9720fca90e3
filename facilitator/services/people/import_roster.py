"""Add people from a roster file, all or none, and enrol them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from facilitator.domain.views import Person
from facilitator.formats.people.roster_csv import RosterRead, RosterRow, RowProblem, read_roster
from facilitator.services.find import find_group
from facilitator.services.people.seats import first_day_for, seats_free, take_places, today_of
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.people import people, rosters

Identity = tuple[str, str]
"""A folded name and a folded alias."""


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What an import did, or would do; with a problem nothing is written."""

    rows: int
    added: int
    updated: int
    skipped: int
    enrolled: int
    waitlisted: int
    problems: tuple[RowProblem, ...]
    ignored_columns: tuple[str, ...]


@dataclass(slots=True)
class _Sorted:
    """Rows by what becomes of them; ``known`` says whom in the book a row speaks of."""

    new: list[RosterRow] = field(default_factory=list)
    changed: list[tuple[Person, RosterRow]] = field(default_factory=list)
    known: dict[Identity, Person] = field(default_factory=dict)
    skipped: int = 0
    problems: list[RowProblem] = field(default_factory=list)


def import_roster(
    book: Book,
    data: bytes,
    *,
    name: str,
    group: str | None,
    now: datetime,
    dry_run: bool = False,
    before_writing: Callable[[], object] | None = None,
) -> RosterImport:
    """Read a roster file and write it in one transaction: new people are added, changed phones and emails updated.

    A row that says nothing new is skipped, and so is one that repeats another. Two people may share a name where an
    alias tells them apart; a row without an alias means the one person of its name. ``before_writing`` is called once,
    where there is something to write: a face makes a backup then.

    Raises:
        BadInput: for a file that cannot be read.
        Refused: for a group that has ended or keeps no roster.
    """
    read = read_roster(data, name=name)
    with book.read() as db:
        outcome, _ = _examine(db, read, group, today_of(db, now))
    if outcome.problems or dry_run:
        return outcome
    if before_writing is not None and (outcome.added or outcome.updated or outcome.enrolled):
        before_writing()
    with book.write(now=now) as change:
        # looked at again: another window may have written since
        outcome, done = _examine(change.db, read, group, today_of(change.db, now))
        step = Step("person.import", summary=_summary(outcome))
        step.rows["person"] = [person.id for person, _ in done.changed]
        if group:
            step.rows["enrolment.group_id"] = [find_group(change.db, group).id]
        with journal(change, step):
            newest = people.newest_id(change.db)
            _write_people(change.db, done, now)
            step.rows["person"] += people.ids_after(change.db, newest)
            if group:
                _enrol(change.db, group, read.rows, done.known, now)
            change.record(
                "person.import",
                "",
                rows=outcome.rows,
                added=outcome.added,
                updated=outcome.updated,
                enrolled=outcome.enrolled,
            )
    return outcome


def _summary(outcome: RosterImport) -> str:
    added = "1 person" if outcome.added == 1 else f"{outcome.added} people"
    return f"a roster file: {added} added, {outcome.updated} changed, {outcome.enrolled} put on a roster"


def _examine(db: Db, read: RosterRead, group: str | None, today: date) -> tuple[RosterImport, _Sorted]:
    """What an import would do to the book as it is."""
    done = _sort(read.rows, people.people_by_name(db))
    enrolled = waitlisted = 0
    if group:
        found = find_group(db, group)
        on_roster = _on_roster(db, found.id, today)
        enrolled = len(done.new) + sum(each.id not in on_roster for each in done.known.values())
        free = seats_free(db, found, today)
        waitlisted = 0 if free is None else max(0, enrolled - free)
    outcome = RosterImport(
        rows=len(read.rows) + len(read.problems),
        added=len(done.new),
        updated=len(done.changed),
        skipped=done.skipped,
        enrolled=enrolled,
        waitlisted=waitlisted,
        problems=tuple(sorted((*read.problems, *done.problems), key=lambda each: each.line)),
        ignored_columns=read.ignored_columns,
    )
    return outcome, done


def _sort(rows: tuple[RosterRow, ...], known: dict[Identity, Person]) -> _Sorted:
    done = _Sorted()
    seen: dict[Identity, RosterRow] = {}
    in_file = {row.identity for row in rows}
    # whom a row without an alias may mean: those of its name whom no other row of the file names
    namesakes: dict[str, list[Person]] = defaultdict(list)
    for identity, person in known.items():
        if identity not in in_file:
            namesakes[identity[0]].append(person)
    for row in rows:
        earlier = seen.get(row.identity)
        if earlier is not None:
            if (earlier.phone, earlier.email) == (row.phone, row.email) or not (row.phone or row.email):
                done.skipped += 1
            else:
                done.problems.append(
                    RowProblem(row.line, f"the same name as in line {earlier.line}; an alias would tell them apart")
                )
            continue
        seen[row.identity] = row
        meant = [known[row.identity]] if row.identity in known else []
        if not meant and not row.alias:
            meant = namesakes[row.identity[0]]
        if not meant:
            done.new.append(row)
            continue
        if len(meant) > 1:
            done.problems.append(
                RowProblem(row.line, "more than one person in the book has this name; an alias would tell them apart")
            )
            continue
        person = done.known[row.identity] = meant[0]
        if (row.phone and row.phone != person.phone) or (row.email and row.email != person.email):
            done.changed.append((person, row))
        else:
            done.skipped += 1
    return done


def _write_people(db: Db, done: _Sorted, now: datetime) -> None:
    people.add_people(
        db,
        [
            people.new_person_row(name=row.name, alias=row.alias, phone=row.phone, email=row.email, now=now)
            for row in done.new
        ],
    )
    people.edit_people(
        db,
        [
            {"person_id": person.id, "phone": row.phone or person.phone, "email": row.email or person.email}
            for person, row in done.changed
        ],
    )


def _enrol(db: Db, group: str, rows: tuple[RosterRow, ...], known: dict[Identity, Person], now: datetime) -> None:
    """Enrol everybody of the file who is not on the roster yet, in the file's order."""
    found = find_group(db, group)
    everybody = people.people_by_name(db) | known
    today = today_of(db, now)
    on_roster = _on_roster(db, found.id, today)
    wanted = {everybody[row.identity].id: everybody[row.identity] for row in rows}
    new = [each for each in wanted.values() if each.id not in on_roster]
    take_places(db, found, new, starts_on=first_day_for(db, found, now), today=today)


def _on_roster(db: Db, group_id: int, today: date) -> set[int]:
    return {each.person.id for each in rosters.places_in(db, group_id) if each.stands(today)}
