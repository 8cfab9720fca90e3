"""Add people from a roster file, all or none, and enrol them; whom a row means is never guessed."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from facilitator.domain.people.look_alike import look_alikes
from facilitator.domain.people.roster import (
    KnownPerson,
    LineWhat,
    RosterAnswers,
    RosterLine,
    RosterPerson,
    RosterRow,
    RowProblem,
)
from facilitator.domain.people.roster_match import Matching, match_roster
from facilitator.domain.people.same_person import Particulars, email_key, name_key
from facilitator.domain.spelling import fold
from facilitator.domain.views import Person
from facilitator.errors import BadInput, Refused
from facilitator.formats.people.phones import read_phone
from facilitator.formats.people.roster_csv import RosterRead, read_roster
from facilitator.services.find import find_group, find_person
from facilitator.services.people.seats import first_day_for, seats_free, take_places, today_of
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.people import people, rosters
from facilitator.zones import country

_A_LINE = re.compile(r"\s*(?:line\s*)?(\d+)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RosterAsk:
    """How a file is to be read: what its columns are called, and whom lines mean that are asked about.

    ``same`` has for a line another line of the file ("3") or somebody in the book, ``new`` the lines of somebody new.
    """

    columns: Mapping[str, str]
    same: Mapping[int, str]
    new: frozenset[int]


NO_ANSWERS = RosterAsk({}, {}, frozenset())


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What an import did, or would do; with a problem nothing is written. ``lines`` has a verdict for each row."""

    rows: int
    added: int
    updated: int
    skipped: int
    enrolled: int
    waitlisted: int
    problems: tuple[RowProblem, ...]
    ignored_columns: tuple[str, ...]
    lines: tuple[RosterLine, ...] = ()
    warnings: tuple[RowProblem, ...] = ()
    titles: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def import_roster(
    book: Book,
    data: bytes,
    *,
    name: str,
    group: str | None,
    now: datetime,
    ask: RosterAsk = NO_ANSWERS,
    dry_run: bool = False,
    before_writing: Callable[[], object] | None = None,
) -> RosterImport:
    """Read a roster file and write it in one transaction: new people are added, and what is new about others is kept.

    A line that may mean more than one person is a problem until ``ask`` answers it. ``before_writing`` is called once,
    where there is something to write: a face makes a backup then.

    Raises:
        BadInput: for a file that cannot be read, or an answer about a line that is none.
        Refused: for a group that has ended or keeps no roster.
    """
    with book.read() as db:
        region = country(book_info(db).zone)
        read = read_roster(data, name=name, columns=ask.columns, region=region)
        outcome, _ = _examine(db, read, group, ask, region, today_of(db, now))
    if outcome.problems or dry_run:
        return outcome
    if before_writing is not None and (outcome.added or outcome.updated or outcome.enrolled):
        before_writing()
    with book.write(now=now) as change:
        # looked at again: another window may have written since
        outcome, found = _examine(change.db, read, group, ask, region, today_of(change.db, now))
        if outcome.problems:
            raise Refused("the book has changed since this file was looked at", "Look at it again.")
        step = Step("person.import", summary=_summary(outcome))
        step.rows["person"] = [each.person.id for each in found.people if each.person]
        if group:
            step.rows["enrolment.group_id"] = [find_group(change.db, group).id]
        with journal(change, step):
            newest = people.newest_id(change.db)
            meant = _write_people(change.db, found.people, now)
            step.rows["person"] += people.ids_after(change.db, newest)
            if group:
                _enrol(change.db, group, list(meant.values()), now)
            change.record(
                "person.import",
                "",
                rows=outcome.rows,
                added=outcome.added,
                updated=outcome.updated,
                enrolled=outcome.enrolled,
            )
    by_line = {line: meant[each.lines] for each in found.people for line in each.lines}
    lines = tuple(replace(each, person=by_line.get(each.line, each.person)) for each in outcome.lines)
    return replace(outcome, lines=lines)


def _summary(outcome: RosterImport) -> str:
    added = "1 person" if outcome.added == 1 else f"{outcome.added} people"
    return f"a roster file: {added} added, {outcome.updated} changed, {outcome.enrolled} put on a roster"


def _examine(
    db: Db, read: RosterRead, group: str | None, ask: RosterAsk, region: str, today: date
) -> tuple[RosterImport, Matching]:
    """What an import would do to the book as it is."""
    answers, named = _answers(db, read, ask)
    everybody = people.people(db)
    found = match_roster(read.rows, _known(everybody, read.rows, named, region), answers)
    enrolled = waitlisted = 0
    if group:
        wanted = find_group(db, group)
        on_roster = _on_roster(db, wanted.id, today)
        enrolled = sum(each.person is None or each.person.id not in on_roster for each in found.people)
        free = seats_free(db, wanted, today)
        waitlisted = 0 if free is None else max(0, enrolled - free)
    passed_over = [RosterLine(each.line, LineWhat.PASSED_OVER, why=each.message) for each in read.passed_over]
    new = {each.line for each in found.lines if each.what is LineWhat.NEW}
    reach = _reach(everybody, read.rows, region)
    looks = _looks(everybody, [row for row in read.rows if row.line in new])
    told = [_may_be(each, reach, looks) if each.line in new else each for each in found.lines]
    lines = sorted((*told, *passed_over), key=lambda each: each.line)
    asked = [RowProblem(each.line, asked_words(each)) for each in lines if each.what is LineWhat.ASKED]
    outcome = RosterImport(
        rows=len(lines) + len({each.line for each in read.problems}),
        added=sum(each.what is LineWhat.NEW for each in lines),
        updated=sum(each.what is LineWhat.CHANGED for each in lines),
        skipped=sum(each.what in (LineWhat.SAME, LineWhat.PASSED_OVER) for each in lines),
        enrolled=enrolled,
        waitlisted=waitlisted,
        problems=tuple(sorted((*read.problems, *found.problems, *asked), key=lambda each: each.line)),
        ignored_columns=read.ignored_columns,
        lines=tuple(lines),
        warnings=read.warnings,
        titles=read.titles,
        notes=read.notes,
    )
    return outcome, found


def asked_words(line: RosterLine) -> str:
    """A question about a line, and the words that answer it; people by their codes."""
    choices = [f"--same {line.line}={each.code}" for each in line.may_be]
    choices += [f"--same {line.line}={each}" for each in line.may_be_lines]
    shown = choices[:4] + (["..."] if len(choices) > 4 else [])
    return f"{line.why}. Answer with {', '.join(shown)}, or --new {line.line}"


def _answers(db: Db, read: RosterRead, ask: RosterAsk) -> tuple[RosterAnswers, list[Person]]:
    """The answers by line and id, and the people whom they name.

    Raises:
        BadInput, NotFound, Ambiguous: for a line or a person that is none.
    """
    rows = {row.line for row in read.rows}
    for line in (*ask.same, *ask.new):
        if line not in rows:
            raise BadInput(f"nobody is read from line {line} of this file", "Answer about the lines of people.")
        if line in ask.same and line in ask.new:
            raise BadInput(f"line {line} cannot be somebody known and somebody new", "Give one answer for it.")
    same_line: dict[int, int] = {}
    same_person: dict[int, int] = {}
    named: list[Person] = []
    for line, text in ask.same.items():
        number = _A_LINE.fullmatch(text)
        # a uid may begin with four digits or more
        if number and (int(number[1]) in rows or len(number[1]) < 4):
            if int(number[1]) == line or int(number[1]) not in rows:
                raise BadInput(
                    f"line {line} cannot be the same as line {number[1]}", "Name another line of people, or a code."
                )
            same_line[line] = int(number[1])
        else:
            who = find_person(db, text)
            same_person[line] = who.id
            named.append(who)
    return RosterAnswers(ask.new, same_line, same_person), named


def _known(
    everybody: Collection[Person], rows: Collection[RosterRow], named: Collection[Person], region: str
) -> list[KnownPerson]:
    """Those in the book whose name a row has, and those whom an answer names, as they are compared."""
    names = {row.name_key for row in rows}
    ids = {each.id for each in named}
    return [
        KnownPerson(each, key, Particulars(fold(each.alias), read_phone(each.phone, region).key, email_key(each.email)))
        for each in everybody
        if (key := name_key(each.name)) in names or each.id in ids
    ]


def _reach(everybody: Collection[Person], rows: Collection[RosterRow], region: str) -> dict[int, tuple[str, Person]]:
    """Lines whose phone or email somebody in the book has: under another name it may be them, or their mother."""
    # a number is read in full only where its last digits are those of a row
    tails = {row.phone_key[-4:] for row in rows if row.phone_key}
    phones = {read_phone(each.phone, region).key: each for each in everybody if each.phone.strip()[-4:] in tails}
    emails = {email_key(each.email): each for each in everybody if each.email}
    said: dict[int, tuple[str, Person]] = {}
    for row in rows:
        if row.phone_key in phones:
            said[row.line] = "phone", phones[row.phone_key]
        elif row.particulars.email in emails:
            said[row.line] = "email", emails[row.particulars.email]
    return said


def _looks(everybody: Collection[Person], rows: Collection[RosterRow]) -> dict[int, tuple[Person | int, ...]]:
    """Lines whose name looks like another in other letters: of people in the book, and of other new lines."""
    bearers: dict[str, list[Person | int]] = {}
    for each in everybody:
        bearers.setdefault(each.name, []).append(each)
    for row in rows:
        bearers.setdefault(row.name, []).append(row.line)
    alike = look_alikes((row.name for row in rows), bearers)
    return {
        row.line: tuple(who for name in alike[row.name] for who in bearers[name]) for row in rows if row.name in alike
    }


def _may_be(
    line: RosterLine, reach: Mapping[int, tuple[str, Person]], looks: Mapping[int, tuple[Person | int, ...]]
) -> RosterLine:
    """A new line with whom it may be after all; it stays new unless somebody says so."""
    if line.line in reach:
        way, person = reach[line.line]
        return replace(line, why=f"has the {way} of {person.code}", may_be=(person,))
    if line.line in looks:
        may_be = tuple(each for each in looks[line.line] if isinstance(each, Person))
        lines = tuple(each for each in looks[line.line] if isinstance(each, int))
        shown = [*(each.code for each in may_be), *(f"line {each}" for each in lines)]
        return replace(line, why=f"looks like {' and '.join(shown[:4])}", may_be=may_be, may_be_lines=lines)
    return line


def _write_people(db: Db, found: Collection[RosterPerson], now: datetime) -> dict[tuple[int, ...], Person]:
    """Add the new ones and change the others; who it is by the lines that mean them."""
    new = {
        each.lines: people.new_person_row(name=each.name, alias=each.alias, phone=each.phone, email=each.email, now=now)
        for each in found
        if each.person is None
    }
    people.add_people(db, list(new.values()))
    people.edit_people(
        db,
        [
            people.edited_row(each.person, name=each.name, alias=each.alias, phone=each.phone, email=each.email)
            for each in found
            if each.person
            and (each.name, each.alias, each.phone, each.email)
            != (each.person.name, each.person.alias, each.person.phone, each.person.email)
        ],
    )
    added = {each.code: each for each in people.people_with_codes(db, [str(row["code"]) for row in new.values()])}
    return {each.lines: each.person or added[str(new[each.lines]["code"])] for each in found}


def _enrol(db: Db, group: str, everybody: list[Person], now: datetime) -> None:
    """Enrol everybody of the file who is not on the roster yet, in the file's order."""
    found, today = find_group(db, group), today_of(db, now)
    on_roster = _on_roster(db, found.id, today)
    new = list({each.id: each for each in everybody if each.id not in on_roster}.values())
    take_places(db, found, new, starts_on=first_day_for(db, found, now), today=today)


def _on_roster(db: Db, group_id: int, today: date) -> set[int]:
    return {each.person.id for each in rosters.places_in(db, group_id) if each.stands(today)}
