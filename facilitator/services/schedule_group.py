"""Schedule a group: a rule minus the closed days becomes dated sessions, in one write."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.domain.plan import Plan, PlannedSession, plan_sessions
from facilitator.domain.recurrence import parse_rule
from facilitator.domain.rule import Rule
from facilitator.domain.views import Clash
from facilitator.errors import BadInput, Refused
from facilitator.places import Home
from facilitator.services.curricula import CurriculumAtHand, find_curriculum
from facilitator.services.find import find_facilitator, find_room, find_site
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries import clashes, closures, curricula, groups, sessions
from facilitator.storage.queries.book import book_info
from facilitator.storage.uids import new_uid
from facilitator.words import (
    AttendanceKind,
    ClosurePolicy,
    CurriculumKind,
    EnrolmentKind,
    GapPolicy,
    GroupStatus,
    LessonOrder,
    Mode,
    SessionStatus,
)
from facilitator.zones import canonical, zone

HORIZON = timedelta(days=548)
"""How far ahead the sessions of a group without an end are stored: 18 months."""

MOST_SESSIONS = 2_000


@dataclass(frozen=True, slots=True)
class GroupWish:
    """What a coordinator asks for; None leaves the choice to the curriculum, else to the plain default."""

    title: str
    start: datetime
    repeat: str
    minutes: int | None = None
    program: str | None = None
    zone: str | None = None
    curriculum: str | None = None
    room: str | None = None
    facilitators: tuple[str, ...] = ()
    capacity: int | None = None
    enrolment: EnrolmentKind | None = None
    on_closure: ClosurePolicy = ClosurePolicy.SKIP
    mode: Mode = Mode.IN_PERSON
    public: bool = False


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What came of it; the clashes are those it was forced over."""

    uid: str
    plan: Plan
    clashes: tuple[Clash, ...]
    notes: tuple[str, ...]


class Clashed(Refused):
    """A room or a facilitator is taken at one of the times; nothing was written."""

    def __init__(self, plan: Plan, found: tuple[Clash, ...]) -> None:
        super().__init__(
            f"{len(found)} of the times clash with other sessions", "Choose another time or room, or add --force."
        )
        self.plan = plan
        self.clashes = found


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A wish with everything found that it names."""

    wish: GroupWish
    zone: str
    rule: Rule
    minutes: int
    curriculum: CurriculumAtHand | None
    enrolment: EnrolmentKind
    room_id: int | None
    site_id: int | None
    facilitator_ids: tuple[int, ...]

    @property
    def cycles(self) -> bool:
        """Whether lessons rotate for as long as the group meets, instead of being walked once."""
        chosen = self.curriculum.curriculum if self.curriculum else None
        return chosen is not None and chosen.order is LessonOrder.ANY and self.enrolment is not EnrolmentKind.CLOSED

    @property
    def lessons(self) -> int | None:
        """How many lessons the sessions walk through."""
        chosen = self.curriculum.curriculum if self.curriculum else None
        return len(chosen.lessons) if chosen else None


def schedule_group(book: Book, home: Home, wish: GroupWish, *, now: datetime, force: bool = False) -> Scheduled:
    """Make the group with its series and sessions, around the closed days that the book knows.

    A clash with another session's room or facilitator refuses it, unless forced; what was forced is in the audit chain.

    Raises:
        Clashed: with the plan and what stands in its way.
        BadInput, NotFound, Ambiguous: for a wish that cannot be understood.
    """
    chosen = find_curriculum(home, wish.curriculum) if wish.curriculum else None
    with book.write(now=now) as change:
        resolved = _resolve(change.db, wish, chosen)
        plan = _plan(change.db, resolved, now)
        found = clashes.clashes_of(
            change.db,
            [(each.starts_at_utc, each.starts_at_utc + timedelta(minutes=each.minutes)) for each in plan.sessions],
            room_id=resolved.room_id,
            facilitator_ids=resolved.facilitator_ids,
        )
        if found and not force:
            raise Clashed(plan, tuple(found))
        uid = _write(change.db, resolved, plan, now)
        change.record("group.add", uid, sessions=len(plan.sessions), forced_over=len(found))
    return Scheduled(uid, plan, tuple(found), _notes(resolved))


def _resolve(db: Db, wish: GroupWish, chosen: CurriculumAtHand | None) -> _Resolved:
    if not wish.title.strip():
        raise BadInput("the group needs a title", "Give it the name that members know.")
    if wish.capacity is not None and wish.capacity < 1:
        raise BadInput(f"a capacity of {wish.capacity} leaves no seat", "Leave it out, or give at least 1.")
    curriculum = chosen.curriculum if chosen else None
    minutes = wish.minutes if wish.minutes is not None else (curriculum.minutes if curriculum else None)
    if minutes is None:
        raise BadInput("how long is a session?", "Add --minutes N.")
    name = canonical(wish.zone) if wish.zone else book_info(db).zone
    rule = parse_rule(wish.repeat, start=wish.start, zone=zone(name))
    room = find_room(db, wish.room) if wish.room else None
    site_id = find_site(db, room.site).id if room else None
    leaders = dict.fromkeys(find_facilitator(db, text).id for text in wish.facilitators)
    return _Resolved(
        wish=wish,
        zone=name,
        rule=rule,
        minutes=minutes,
        curriculum=chosen,
        enrolment=_enrolment(wish, chosen, ends=rule.count is not None or rule.until is not None),
        room_id=room.id if room else None,
        site_id=site_id,
        facilitator_ids=tuple(leaders),
    )


def _enrolment(wish: GroupWish, chosen: CurriculumAtHand | None, *, ends: bool) -> EnrolmentKind:
    """As asked, else as the curriculum says, else closed where the group has an end and open where it goes on."""
    if wish.enrolment is not None:
        return wish.enrolment
    if chosen and chosen.curriculum:
        return chosen.curriculum.enrolment
    return EnrolmentKind.CLOSED if ends else EnrolmentKind.OPEN


def _plan(db: Db, resolved: _Resolved, now: datetime) -> Plan:
    wish = resolved.wish
    walks = resolved.lessons if not resolved.cycles else None
    ends = resolved.rule.count is not None or resolved.rule.until is not None or walks is not None
    horizon = max(wish.start, now.astimezone(zone(resolved.zone)).replace(tzinfo=None)) + HORIZON
    plan = plan_sessions(
        start=wish.start,
        zone=zone(resolved.zone),
        rule=resolved.rule,
        minutes=resolved.minutes,
        closures=closures.closed_spans(db, wish.start.date(), resolved.site_id),
        on_closure=wish.on_closure,
        lessons=walks,
        limit=MOST_SESSIONS + 1,
        until=None if ends else horizon.date(),
        gap=GapPolicy.FORWARD,
    )
    if len(plan.sessions) > MOST_SESSIONS:
        raise BadInput(f"this rule makes more than {MOST_SESSIONS} sessions", "End it sooner, or meet less often.")
    if not plan.sessions:
        raise BadInput("this rule leaves no session", "Every date it makes is a closed day. Try another day, or shift.")
    return plan


def _write(db: Db, resolved: _Resolved, plan: Plan, now: datetime) -> str:
    wish, uid = resolved.wish, new_uid()
    curriculum = resolved.curriculum.curriculum if resolved.curriculum else None
    group_id = groups.add_group(
        db,
        {
            "uid": uid,
            "title": " ".join(wish.title.split()),
            "program": wish.program or (curriculum.program if curriculum else "wellness"),
            "curriculum_id": _pin(db, resolved.curriculum, now),
            "enrolment": resolved.enrolment,
            "attendance": curriculum.attendance if curriculum else AttendanceKind.NAMES,
            "mode": wish.mode,
            "room_id": resolved.room_id,
            "capacity": wish.capacity,
            "public": wish.public,
            "status": GroupStatus.ACTIVE,
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
            "created_at": now,
        },
    )
    rows = [_session_row(series_id, at, each, resolved, now) for at, each in enumerate(plan.sessions)]
    sessions.add_sessions(db, series_id, rows, resolved.facilitator_ids)
    return uid


def _pin(db: Db, chosen: CurriculumAtHand | None, now: datetime) -> int | None:
    if chosen is None or chosen.curriculum is None:
        return None
    curriculum = chosen.curriculum
    return curricula.pin(
        db,
        key=curriculum.key,
        version=curriculum.version,
        title=curriculum.title,
        kind=curriculum.kind,
        content_hash=chosen.content_hash,
        content=chosen.content,
        now=now,
    )


def _session_row(
    series_id: int, at: int, each: PlannedSession, resolved: _Resolved, now: datetime
) -> dict[str, object]:
    lessons = resolved.curriculum.curriculum.lessons if resolved.curriculum and resolved.curriculum.curriculum else ()
    lesson = at % len(lessons) + 1 if resolved.cycles else each.lesson
    return {
        "uid": new_uid(),
        "series_id": series_id,
        "original_local": each.original_local,
        "start_local": each.start_local,
        "local_date": each.start_local.date(),
        "starts_at": each.starts_at_utc,
        "ends_at": each.starts_at_utc + timedelta(minutes=each.minutes),
        "minutes": each.minutes,
        "status": SessionStatus.SCHEDULED,
        "lesson": lesson,
        "lesson_title": lessons[lesson - 1].title if lesson and lesson <= len(lessons) else "",
        "room_id": resolved.room_id,
        "created_at": now,
        "updated_at": now,
    }


def _notes(resolved: _Resolved) -> tuple[str, ...]:
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
        notes.append(
            f"{curriculum.title} asks for {curriculum.facilitators} facilitators; {len(resolved.facilitator_ids)} named."
        )
    return tuple(notes)
