"""Report which topics and skills were met, in hours, by a group or by a person."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from facilitator.domain.curricula.curriculum import Curriculum
from facilitator.domain.reporting.coverage import Covered, Held, Presence, cover, there
from facilitator.domain.reporting.figures import hours
from facilitator.domain.sessions.agenda import ItemProgress
from facilitator.domain.sessions.lesson_mix import mixed_lesson
from facilitator.domain.sessions.minutes import Span, lasted, ran_for_a_moment
from facilitator.domain.views import Person
from facilitator.services.curricula.read_lesson import pinned_curriculum
from facilitator.services.find import find_group, find_person
from facilitator.services.reporting.make_report import Cell, Report, expect_order, make_report
from facilitator.services.sessions.count_minutes import was_asked
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.reporting import coverage
from facilitator.storage.queries.reporting.coverage import HeldSession


def report_coverage(
    book: Book, first: date, last: date, *, now: datetime, group: str | None = None, person: str | None = None
) -> Report:
    """A row for each topic, then for each skill, that held sessions of the period covered.

    Of one person it counts the sessions that they attended, and the look is audited.

    Raises:
        BadInput: for days in the wrong order.
        NotFound, Ambiguous: for a group or a person that is not one.
    """
    expect_order(first, last)
    if person is None:
        with book.read() as db:
            return _report(db, first, last, find_group(db, group).id if group else None, None, now)
    with book.write(now=now) as change:
        who = find_person(change.db, person)
        group_id = find_group(change.db, group).id if group else None
        change.record("report.coverage", who.uid)
        return _report(change.db, first, last, group_id, who, now)


def _report(db: Db, first: date, last: date, group_id: int | None, who: Person | None, now: datetime) -> Report:
    person_id = who.id if who else None
    present = coverage.presences(db, first, last, group_id, person_id)
    found = coverage.held_sessions(db, first, last, group_id)
    if person_id is not None:
        found = [each for each in found if each.id in present]
    ran = coverage.agendas_run(db, first, last, group_id)
    editions = {each: pinned_curriculum(db, each) for each in {one.curriculum_id for one in found}}
    held = [
        (_held(db, each, editions[each.curriculum_id], ran.get(each.id, [])), present.get(each.id, ()))
        for each in found
    ]
    alone = who is not None
    rows = [_row(each, alone=alone) for each in cover(held)]
    return make_report(
        db,
        "coverage",
        first,
        last,
        ("kind", "name", "sessions", "hours", *(() if alone else ("people", "person_hours"))),
        rows,
        _totals(held, alone=alone),
        now=now,
        group_id=group_id,
        person_id=person_id,
        of_person=who.code if who else "",
    )


def _held(db: Db, each: HeldSession, edition: Curriculum | None, ran: Sequence[ItemProgress]) -> Held:
    """What a session covered: as it was run, or as it was planned where nobody ran it on the clock."""
    span = lasted(each, asked=was_asked(db, each, each.id))
    minutes = span.minutes
    last = each.last_lesson or each.lesson
    if edition is None or last > len(edition.lessons):
        return Held((), (), minutes)
    lessons = edition.lessons[each.lesson - 1 : last]
    if ran and not ran_for_a_moment(each):
        items = tuple((item.title, _took(item, span)) for item in ran)
    else:
        mixed = mixed_lesson(edition.lessons, each.lesson, last=each.last_lesson, part=each.part, parts=each.parts)
        items = tuple((item.title, Fraction(item.minutes)) for item in mixed.items)
    return Held(lessons, items, minutes)


def _took(item: ItemProgress, span: Span) -> Fraction:
    """Its minutes within the session, to the second: rounded one by one they would not add up to it."""
    if item.started_at is None or item.ended_at is None:
        return Fraction(0)
    seconds = (min(item.ended_at, span.ended) - item.started_at).total_seconds()
    return Fraction(max(0, round(seconds)), 60)


def _row(each: Covered, *, alone: bool) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        "kind": each.kind.value,
        "name": each.name,
        "sessions": each.sessions,
        "hours": hours(each.person_minutes if alone else each.minutes),
    }
    return row if alone else {**row, "people": len(each.people), "person_hours": hours(each.person_minutes)}


def _totals(held: Sequence[tuple[Held, Sequence[Presence]]], *, alone: bool) -> dict[str, Cell]:
    """All sessions together, once each: topics and skills overlap, so their rows do not add up to this."""
    minutes = sum((session.minutes * there(session, present) for session, present in held), Fraction(0))
    totals: dict[str, Cell] = {
        "sessions": len(held),
        "hours": hours(minutes if alone else sum(each.minutes for each, _ in held)),
    }
    if not alone:
        totals |= {
            "people": len({each.person_id for _, present in held for each in present}),
            "person_hours": hours(minutes),
        }
    return totals
