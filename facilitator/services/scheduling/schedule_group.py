"""Schedule a group: a rule minus the closed days becomes dated sessions, in one write."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.domain.dates.rule_words import in_words
from facilitator.domain.scheduling.group_wish import GroupTerms, GroupWish, WishProblem
from facilitator.domain.scheduling.plan import Plan, PlannedSession
from facilitator.domain.scheduling.public_words import PARTS
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
from facilitator.services.scheduling.resolve_wish import Resolved, resolve
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import closures, groups
from facilitator.storage.queries.sessions import sessions
from facilitator.storage.uids import new_uid
from facilitator.words import ClosurePolicy, EnrolmentKind, GapPolicy, GroupStatus, SessionStatus
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
        _expect_manual(change, resolved.terms)
    plan = _plan(change.db, resolved, change.now)
    found = check(change.db, _times(plan), _asked(resolved))
    if refusing(found) and not force:
        raise Clashed(plan, found)
    group_id, uid = _write(change.db, resolved, plan, change.now, continues_id)
    change.record(step.action, uid, sessions=len(plan.sessions), forced_over=forced_over(found))
    step.groups.append(group_id)
    step.object_uid, step.summary = uid, f"{tidy(wish.title)}: scheduled, {len(plan.sessions)} sessions"
    return Scheduled(uid, plan, found, resolved.terms.notes(len(resolved.facilitator_ids)))


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
        return foresee_in(db, wish, chosen, now=now)


def foresee_in(db: Db, wish: GroupWish, chosen: CurriculumAtHand | None, *, now: datetime) -> Preview:
    """The same as :func:`preview_group`, in a book that is being read."""
    resolved = resolve(db, wish, chosen)
    terms = resolved.terms
    plan = _plan(db, resolved, now)
    return Preview(
        plan,
        foresee(db, _times(plan), _asked(resolved)),
        terms.notes(len(resolved.facilitator_ids)),
        in_words(terms.rule, wish.start, zone=zone(terms.zone)),
        tuple(terms.lesson_of(at, each)[1] for at, each in enumerate(plan.sessions)),
        terms.minutes,
        terms.enrolment,
        must_ask(db, terms.curriculum) is not None,
    )


def _expect_manual(change: Change, terms: GroupTerms) -> None:
    """The first use of a frame needs somebody's word; it is kept with the group, and asked for no more."""
    curriculum = terms.curriculum
    frame = must_ask(change.db, curriculum)
    if curriculum is None or frame is None:
        return
    if not terms.wish.holds_manual:
        raise ManualNotHeld(curriculum, frame)
    keep_answer(change, curriculum.key, frame)


def _plan(db: Db, resolved: Resolved, now: datetime) -> Plan:
    first = resolved.terms.wish.start.date()
    return resolved.terms.plan(closures.closed_spans(db, first, resolved.site_id, resolved.room_id), now)


def _times(plan: Plan) -> list[Span]:
    """When the sessions of a plan take room and leaders, in UTC."""
    return [(each.starts_at_utc, each.starts_at_utc + timedelta(minutes=each.minutes)) for each in plan.sessions]


def _asked(resolved: Resolved) -> BookingRequest:
    terms, keeps = resolved.terms, resolved.terms.on_closure is ClosurePolicy.KEEP
    return BookingRequest(terms.zone, resolved.room_id, resolved.facilitator_ids, terms.needs, meets_when_closed=keeps)


def _write(db: Db, resolved: Resolved, plan: Plan, now: datetime, continues_id: int | None = None) -> tuple[int, str]:
    terms, uid = resolved.terms, new_uid()
    wish, needs = terms.wish, terms.needs
    group_id = groups.add_group(
        db,
        {
            "uid": uid,
            "title": tidy(wish.title),
            "program": terms.program,
            "curriculum_id": pin(db, resolved.chosen, now) if resolved.chosen else None,
            "enrolment": terms.enrolment,
            "attendance": terms.attendance,
            "mode": wish.mode,
            "room_id": resolved.room_id,
            "capacity": wish.capacity,
            "expected": wish.expected,
            "required_credential": needs.credential,
            "least_facilitators": needs.least_facilitators,
            "people_per_specialist": wish.people_per_specialist,
            "public": wish.public,
            **{part: getattr(wish, part) for part in PARTS},
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
            "zone": terms.zone,
            "start_local": wish.start,
            "minutes": terms.minutes,
            "rule": terms.rule.value(),
            "gap": GapPolicy.FORWARD,
            "on_closure": terms.on_closure,
            "lessons": len(terms.lessons) if terms.curriculum else None,
            "room_id": resolved.room_id,
            "stored_until": terms.stored_until(now),
            "created_at": now,
        },
        resolved.facilitator_ids,
    )
    rows = [_session_row(series_id, at, each, resolved, now) for at, each in enumerate(plan.sessions)]
    sessions.add_sessions(db, series_id, rows, resolved.facilitator_ids)
    return group_id, uid


def _session_row(series_id: int, at: int, each: PlannedSession, resolved: Resolved, now: datetime) -> dict[str, object]:
    lesson, lesson_title = resolved.terms.lesson_of(at, each)
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
