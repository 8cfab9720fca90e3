"""Schedule a group: a rule minus the closed days becomes dated sessions, in one write."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.domain.agenda import fit
from facilitator.domain.curriculum import Lesson
from facilitator.domain.names import tidy
from facilitator.domain.plan import Plan, PlannedSession, plan_sessions
from facilitator.domain.recurrence import parse_rule
from facilitator.domain.rule import Rule
from facilitator.domain.rule_words import in_words
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


@dataclass(frozen=True, slots=True)
class Preview:
    """What scheduling a wish would make; nothing was written.

    ``lesson_titles`` has one for each session of the plan, empty where it has no lesson. ``words`` say the rule back;
    ``minutes`` and ``enrolment`` are those that the wish comes to.
    """

    plan: Plan
    clashes: tuple[Clash, ...]
    notes: tuple[str, ...]
    words: str
    lesson_titles: tuple[str, ...]
    minutes: int
    enrolment: EnrolmentKind


class WishProblem(BadInput):
    """A part of a wish that cannot be used; ``part`` is its name in :class:`GroupWish`."""

    def __init__(self, part: str, title: str, hint: str = "") -> None:
        super().__init__(title, hint)
        self.part = part


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
        found = _clashes(change.db, resolved, plan)
        if found and not force:
            raise Clashed(plan, found)
        uid = _write(change.db, resolved, plan, now)
        change.record("group.add", uid, sessions=len(plan.sessions), forced_over=len(found))
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
        resolved = _resolve(db, wish, chosen)
        plan = _plan(db, resolved, now)
        found = _clashes(db, resolved, plan)
    return Preview(
        plan,
        found,
        _notes(resolved),
        in_words(resolved.rule, wish.start, zone=zone(resolved.zone)),
        tuple(_lesson(resolved, at, each)[1] for at, each in enumerate(plan.sessions)),
        resolved.minutes,
        resolved.enrolment,
    )


@contextmanager
def _part(name: str) -> Iterator[None]:
    """Say of which part of the wish a problem is."""
    try:
        yield
    except BadInput as error:
        raise WishProblem(name, error.title, error.hint) from None


def _clashes(db: Db, resolved: _Resolved, plan: Plan) -> tuple[Clash, ...]:
    """What else is in the room, or takes a facilitator, at the times of a plan."""
    found = clashes.clashes_of(
        db,
        [(each.starts_at_utc, each.starts_at_utc + timedelta(minutes=each.minutes)) for each in plan.sessions],
        room_id=resolved.room_id,
        facilitator_ids=resolved.facilitator_ids,
    )
    return tuple(found)


def _resolve(db: Db, wish: GroupWish, chosen: CurriculumAtHand | None) -> _Resolved:
    if not tidy(wish.title):
        raise WishProblem("title", "the group needs a title", "Give it the name that members know.")
    if wish.capacity is not None and wish.capacity < 1:
        raise WishProblem(
            "capacity", f"a capacity of {wish.capacity} leaves no seat", "Leave it out, or give at least 1."
        )
    curriculum = chosen.curriculum if chosen else None
    minutes = wish.minutes if wish.minutes is not None else (curriculum.minutes if curriculum else None)
    if minutes is None:
        raise WishProblem("minutes", "how long is a session?", "Add --minutes N.")
    for number, lesson in enumerate(curriculum.lessons if curriculum else (), 1):
        _check_fits(number, lesson, minutes)
    name = canonical(wish.zone) if wish.zone else book_info(db).zone
    with _part("repeat"):
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


def _check_fits(number: int, lesson: Lesson, minutes: int) -> None:
    try:
        fit(lesson.items, minutes)
    except BadInput as error:
        raise WishProblem("minutes", f"lesson {number} of the curriculum: {error.title}", error.hint) from None


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
    with _part("repeat"):
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
        raise WishProblem(
            "repeat", f"this rule makes more than {MOST_SESSIONS} sessions", "End it sooner, or meet less often."
        )
    if not plan.sessions:
        raise WishProblem(
            "repeat",
            "this rule leaves no session",
            "Every date it makes is a closed day. Try another day, or shift.",
        )
    return plan


def _write(db: Db, resolved: _Resolved, plan: Plan, now: datetime) -> str:
    wish, uid = resolved.wish, new_uid()
    curriculum = resolved.curriculum.curriculum if resolved.curriculum else None
    group_id = groups.add_group(
        db,
        {
            "uid": uid,
            "title": tidy(wish.title),
            "program": tidy(wish.program or "") or (curriculum.program if curriculum else "wellness"),
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
    lesson, lesson_title = _lesson(resolved, at, each)
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
        "lesson_title": lesson_title,
        "room_id": resolved.room_id,
        "created_at": now,
        "updated_at": now,
    }


def _lesson(resolved: _Resolved, at: int, each: PlannedSession) -> tuple[int | None, str]:
    """Number and title of the lesson of the session at that place in the plan."""
    lessons = resolved.curriculum.curriculum.lessons if resolved.curriculum and resolved.curriculum.curriculum else ()
    lesson = at % len(lessons) + 1 if resolved.cycles else each.lesson
    return lesson, lessons[lesson - 1].title if lesson and lesson <= len(lessons) else ""


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
        asked, named = curriculum.facilitators, len(resolved.facilitator_ids)
        notes.append(f"{curriculum.title} asks for {asked} facilitator{'' if asked == 1 else 's'}; {named} named.")
    return tuple(notes)
