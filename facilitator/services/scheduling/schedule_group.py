"""Schedule a group: a rule minus the closed days becomes dated sessions, in one write."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facilitator.domain.dates.rule_words import in_words
from facilitator.domain.scheduling.ahead import HORIZON
from facilitator.domain.scheduling.plan import MOST_SESSIONS, Plan, PlannedSession, expect_number, plan_sessions
from facilitator.domain.spelling import tidy
from facilitator.domain.views import Clash
from facilitator.errors import Refused
from facilitator.home import Home
from facilitator.services.curricula.frames import ManualNotHeld, keep_answer, must_ask
from facilitator.services.curricula.library import CurriculumAtHand, find_curriculum
from facilitator.services.curricula.pin_curriculum import pin
from facilitator.services.scheduling.check_clashes import (
    CHOOSE_OTHERS,
    BookingRequest,
    Span,
    check,
    forced_over,
    foresee,
    refusing,
    times_clash,
)
from facilitator.services.scheduling.resolve_wish import GroupWish, Resolved, WishProblem, part_of_wish, resolve
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import closures, groups
from facilitator.storage.queries.sessions import sessions
from facilitator.storage.uids import new_uid
from facilitator.words import AttendanceKind, CurriculumKind, EnrolmentKind, GapPolicy, GroupStatus, SessionStatus
from facilitator.zones import zone

__all__ = [
    "Clashed",
    "GroupWish",
    "ManualNotHeld",
    "Preview",
    "Scheduled",
    "WishProblem",
    "preview_group",
    "schedule_group",
    "schedule_in",
]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What came of it; the clashes are warnings, and those it was forced over."""

    uid: str
    plan: Plan
    clashes: tuple[Clash, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What scheduling a wish would make; nothing was written.

    ``lesson_titles`` has one for each session of the plan, empty where it has no lesson. ``words`` say the rule back;
    ``minutes`` and ``enrolment`` are those that the wish comes to. ``asks_for_manual``: its curriculum is a frame,
    and nobody has said yet that the manual and the credential are held.
    """

    plan: Plan
    clashes: tuple[Clash, ...]
    notes: tuple[str, ...]
    words: str
    lesson_titles: tuple[str, ...]
    minutes: int
    enrolment: EnrolmentKind
    asks_for_manual: bool = False


class Clashed(Refused):
    """A room or a facilitator is taken at one of the times; nothing was written."""

    def __init__(self, plan: Plan, found: tuple[Clash, ...]) -> None:
        super().__init__(times_clash(found), CHOOSE_OTHERS)
        self.plan = plan
        self.clashes = found


def schedule_group(book: Book, home: Home, wish: GroupWish, *, now: datetime, force: bool = False) -> Scheduled:
    """Make the group with its series and sessions, around the closed days that the book knows.

    A clash that refuses (see :class:`ClashKind`) stops it, unless forced; the audit chain says over what.

    Raises:
        Clashed: with the plan and what stands in its way.
        ManualNotHeld: for a frame of which nobody has said yet that its manual is held.
        BadInput, NotFound, Ambiguous: for a wish that cannot be understood.
    """
    chosen = find_curriculum(home, wish.curriculum) if wish.curriculum else None
    with book.write(now=now) as change, journal(change, Step("group.add")) as step:
        return schedule_in(change, step, wish, chosen, force=force)


def schedule_in(
    change: Change,
    step: Step,
    wish: GroupWish,
    chosen: CurriculumAtHand | None,
    *,
    force: bool = False,
    continues_id: int | None = None,
) -> Scheduled:
    """The same as :func:`schedule_group`, inside a write that is open; ``continues_id`` is the cycle before it."""
    resolved = resolve(change.db, wish, chosen)
    if continues_id is None:  # who led the cycle before has the manual
        _expect_manual(change, wish, chosen)
    plan = _plan(change.db, resolved, change.now)
    found = check(change.db, _times(plan), _asked(resolved))
    if refusing(found) and not force:
        raise Clashed(plan, found)
    group_id, uid = _write(change.db, resolved, plan, change.now, continues_id)
    change.record(step.action, uid, sessions=len(plan.sessions), forced_over=forced_over(found))
    step.groups.append(group_id)
    step.object_uid, step.summary = uid, f"{tidy(wish.title)}: scheduled, {len(plan.sessions)} sessions"
    return Scheduled(uid, plan, found, _notes(resolved))


def preview_group(
    book: Book, home: Home, wish: GroupWish, *, now: datetime, chosen: CurriculumAtHand | None = None
) -> Preview:
    """What :func:`schedule_group` would make of a wish at this moment, and what would clash.

    ``chosen`` is the curriculum that the wish names where somebody has read it already: files are not read again then.

    Raises:
        WishProblem: for a part of the wish that cannot be used.
        BadInput, NotFound, Ambiguous: for a wish that cannot be understood.
    """
    if chosen is None and wish.curriculum:
        chosen = find_curriculum(home, wish.curriculum)
    with book.read() as db:
        resolved = resolve(db, wish, chosen)
        plan = _plan(db, resolved, now)
        found = foresee(db, _times(plan), _asked(resolved))
        asks = must_ask(db, chosen.curriculum if chosen else None) is not None
    return Preview(
        plan,
        found,
        _notes(resolved),
        in_words(resolved.rule, wish.start, zone=zone(resolved.zone)),
        tuple(_lesson(resolved, at, each)[1] for at, each in enumerate(plan.sessions)),
        resolved.minutes,
        resolved.enrolment,
        asks,
    )


def _expect_manual(change: Change, wish: GroupWish, chosen: CurriculumAtHand | None) -> None:
    """The first use of a frame needs somebody's word; it is kept with the group, and asked for no more."""
    curriculum = chosen.curriculum if chosen else None
    frame = must_ask(change.db, curriculum)
    if curriculum is None or frame is None:
        return
    if not wish.holds_manual:
        raise ManualNotHeld(curriculum, frame)
    keep_answer(change, curriculum.key, frame)


def _times(plan: Plan) -> list[Span]:
    """When the sessions of a plan take room and leaders, in UTC."""
    return [(each.starts_at_utc, each.starts_at_utc + timedelta(minutes=each.minutes)) for each in plan.sessions]


def _asked(resolved: Resolved) -> BookingRequest:
    return BookingRequest(resolved.zone, resolved.room_id, resolved.facilitator_ids, resolved.needs)


def _plan(db: Db, resolved: Resolved, now: datetime) -> Plan:
    wish = resolved.wish
    walks = resolved.lessons if not resolved.cycles else None
    with part_of_wish("repeat"):
        plan = plan_sessions(
            start=wish.start,
            zone=zone(resolved.zone),
            rule=resolved.rule,
            minutes=resolved.minutes,
            closures=closures.closed_spans(db, wish.start.date(), resolved.site_id, resolved.room_id),
            on_closure=wish.on_closure,
            lessons=walks,
            limit=MOST_SESSIONS + 1,
            until=_stored_until(resolved, now),
            gap=GapPolicy.FORWARD,
        )
        expect_number(plan)
    return plan


def _stored_until(resolved: Resolved, now: datetime) -> date | None:
    """How far the sessions of a group without an end are stored; None where something ends it."""
    walks = resolved.lessons is not None and not resolved.cycles
    if walks or not resolved.rule.endless:
        return None
    today = now.astimezone(zone(resolved.zone)).date()
    return max(resolved.wish.start.date(), today) + HORIZON


def _write(db: Db, resolved: Resolved, plan: Plan, now: datetime, continues_id: int | None = None) -> tuple[int, str]:
    wish, uid = resolved.wish, new_uid()
    curriculum = resolved.curriculum.curriculum if resolved.curriculum else None
    group_id = groups.add_group(
        db,
        {
            "uid": uid,
            "title": tidy(wish.title),
            "program": tidy(wish.program or "") or (curriculum.program if curriculum else "wellness"),
            "curriculum_id": pin(db, resolved.curriculum, now) if resolved.curriculum else None,
            "enrolment": resolved.enrolment,
            "attendance": curriculum.attendance if curriculum else AttendanceKind.NAMES,
            "mode": wish.mode,
            "room_id": resolved.room_id,
            "capacity": wish.capacity,
            "expected": wish.expected,
            "required_credential": resolved.needs.credential,
            "least_facilitators": resolved.needs.least_facilitators,
            "people_per_specialist": wish.people_per_specialist,
            "public": wish.public,
            "status": GroupStatus.ACTIVE,
            "continues_id": continues_id,
            "created_at": now,
        },
        resolved.facilitator_ids,
    )
    series_id = groups.add_series(
        db,
        {
            "uid": new_uid(),
            "group_id": group_id,
            "zone": resolved.zone,
            "start_local": wish.start,
            "minutes": resolved.minutes,
            "rule": resolved.rule.value(),
            "gap": GapPolicy.FORWARD,
            "on_closure": wish.on_closure,
            "lessons": resolved.lessons,
            "room_id": resolved.room_id,
            "stored_until": _stored_until(resolved, now),
            "created_at": now,
        },
        resolved.facilitator_ids,
    )
    rows = [_session_row(series_id, at, each, resolved, now) for at, each in enumerate(plan.sessions)]
    sessions.add_sessions(db, series_id, rows, resolved.facilitator_ids)
    return group_id, uid


def _session_row(series_id: int, at: int, each: PlannedSession, resolved: Resolved, now: datetime) -> dict[str, object]:
    lesson, lesson_title = _lesson(resolved, at, each)
    return {
        "uid": new_uid(),
        "series_id": series_id,
        "original_local": each.original_local,
        "planned_local": each.start_local if each.shifted else None,
        "start_local": each.start_local,
        "local_date": each.start_local.date(),
        "starts_at": each.starts_at_utc,
        "ends_at": each.starts_at_utc + timedelta(minutes=each.minutes),
        "minutes": each.minutes,
        "status": SessionStatus.SCHEDULED,
        "lesson": lesson,
        "lesson_title": lesson_title,
        "room_id": resolved.room_id,
        "created_at": now,
        "updated_at": now,
    }


def _lesson(resolved: Resolved, at: int, each: PlannedSession) -> tuple[int | None, str]:
    """Number and title of the lesson of the session at that place in the plan."""
    lessons = resolved.curriculum.curriculum.lessons if resolved.curriculum and resolved.curriculum.curriculum else ()
    lesson = at % len(lessons) + 1 if resolved.cycles else each.lesson
    return lesson, lessons[lesson - 1].title if lesson and lesson <= len(lessons) else ""


def _notes(resolved: Resolved) -> tuple[str, ...]:
    """What a coordinator should know about the curriculum: a frame's owner, and how many must lead."""
    curriculum = resolved.curriculum.curriculum if resolved.curriculum else None
    if curriculum is None:
        return ()
    notes: list[str] = []
    if curriculum.kind is CurriculumKind.FRAME and curriculum.frame:
        notes.append(
            f"{curriculum.title} is a frame for a manual of {curriculum.frame.rights_holder}: "
            f"use it only with the manual in hand and this credential: {curriculum.frame.credential}."
        )
    if len(resolved.facilitator_ids) < curriculum.facilitators:
        asked, named = curriculum.facilitators, len(resolved.facilitator_ids)
        notes.append(f"{curriculum.title} asks for {asked} facilitator{'' if asked == 1 else 's'}; {named} named.")
    return tuple(notes)
