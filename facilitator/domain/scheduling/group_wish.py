"""What a coordinator asks for when a group is scheduled, checked in one step before anything it names is found."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from facilitator.domain.curricula.curriculum import Curriculum, Lesson
from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.dates.rule import Rule
from facilitator.domain.scheduling.ahead import HORIZON
from facilitator.domain.scheduling.clashes import Needs
from facilitator.domain.scheduling.closures import ClosedSpan
from facilitator.domain.scheduling.plan import MOST_SESSIONS, Plan, PlannedSession, expect_number, plan_sessions
from facilitator.domain.scheduling.public_words import PARTS, read_public_word
from facilitator.domain.sessions.agenda import fit
from facilitator.domain.spelling import tidy
from facilitator.errors import BadInput
from facilitator.words import AttendanceKind, ClosurePolicy, CurriculumKind, EnrolmentKind, GapPolicy, LessonOrder, Mode
from facilitator.zones import canonical
from facilitator.zones import zone as find_zone


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
    on_closure: ClosurePolicy | None = None
    mode: Mode = Mode.IN_PERSON
    public: bool = False
    language: str = ""
    access: str = ""
    description: str = ""
    link: str = ""
    expected: int | None = None
    required_credential: str | None = None
    least_facilitators: int | None = None
    people_per_specialist: int | None = None
    holds_manual: bool = False
    """The program holds the manual of the frame that its curriculum is, and the credential: asked once, and kept."""


class WishProblem(BadInput):
    """A part of a wish that cannot be used; ``part`` is its name in :class:`GroupWish`."""

    def __init__(self, part: str, title: str, hint: str = "") -> None:
        super().__init__(title, hint)
        self.part = part


@contextmanager
def part_of_wish(name: str) -> Iterator[None]:
    """Say of which part of the wish a problem is."""
    try:
        yield
    except BadInput as error:
        raise WishProblem(name, error.title, error.hint) from None


@dataclass(frozen=True, slots=True)
class GroupTerms:
    """A wish that lacks nothing, and what it comes to with its curriculum; ``zone`` is a canonical IANA name."""

    wish: GroupWish
    curriculum: Curriculum | None
    zone: str
    rule: Rule
    minutes: int

    @property
    def program(self) -> str:
        """As asked, else the curriculum's."""
        return tidy(self.wish.program or "") or (self.curriculum.program if self.curriculum else "wellness")

    @property
    def enrolment(self) -> EnrolmentKind:
        """As asked, else as the curriculum says, else closed where the group has an end and open where it goes on."""
        if self.wish.enrolment is not None:
            return self.wish.enrolment
        if self.curriculum is not None:
            return self.curriculum.enrolment
        return EnrolmentKind.OPEN if self.rule.endless else EnrolmentKind.CLOSED

    @property
    def on_closure(self) -> ClosurePolicy:
        """As asked, else what loses no lesson of a closed cohort: it meets a time later. Others skip the day.

        What happens once does not happen on another day.
        """
        if self.wish.on_closure is not None:
            return self.wish.on_closure
        cohort = self.enrolment is EnrolmentKind.CLOSED and self.rule.count != 1
        return ClosurePolicy.PUSH if cohort else ClosurePolicy.SKIP

    @property
    def attendance(self) -> AttendanceKind:
        """What is kept of who came."""
        return self.curriculum.attendance if self.curriculum else AttendanceKind.NAMES

    @property
    def needs(self) -> Needs:
        """What it asks of each session: its own words, else those of the frame that its curriculum is."""
        wish, frame = self.wish, self.curriculum.frame if self.curriculum else None
        return Needs(
            capacity=wish.capacity,
            expected=wish.expected,
            credential=tidy(wish.required_credential or "") or (frame.credential if frame else ""),
            least_facilitators=wish.least_facilitators
            or (self.curriculum.facilitators if self.curriculum and frame else None),
            people_per_specialist=wish.people_per_specialist,
        )

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons that its sessions walk through; none without a curriculum."""
        return self.curriculum.lessons if self.curriculum else ()

    @property
    def cycles(self) -> bool:
        """Whether lessons rotate for as long as the group meets, instead of being walked once."""
        rotates = self.curriculum is not None and self.curriculum.order is LessonOrder.ANY
        return rotates and self.enrolment is not EnrolmentKind.CLOSED

    @property
    def walks(self) -> int | None:
        """How many lessons are walked once, and end the group; None where nothing but the rule does."""
        return len(self.lessons) if self.curriculum and not self.cycles else None

    def stored_until(self, now: datetime) -> date | None:
        """How far the sessions of a group without an end are stored; None where something ends it."""
        if self.walks is not None or not self.rule.endless:
            return None
        return max(self.wish.start.date(), now.astimezone(find_zone(self.zone)).date()) + HORIZON

    def plan(self, closures: Iterable[ClosedSpan], now: datetime) -> Plan:
        """The dates that it makes around closed days.

        Raises:
            WishProblem: for a rule that leaves no session, or makes too many.
        """
        with part_of_wish("repeat"):
            plan = plan_sessions(
                start=self.wish.start,
                zone=find_zone(self.zone),
                rule=self.rule,
                minutes=self.minutes,
                closures=closures,
                on_closure=self.on_closure,
                lessons=self.walks,
                limit=MOST_SESSIONS + 1,
                until=self.stored_until(now),
                gap=GapPolicy.FORWARD,
            )
            expect_number(plan)
        return plan

    def lesson_of(self, at: int, each: PlannedSession) -> tuple[int | None, str]:
        """Number and title of the lesson of the session at that place in the plan."""
        lesson = at % len(self.lessons) + 1 if self.cycles else each.lesson
        return lesson, self.lessons[lesson - 1].title if lesson and lesson <= len(self.lessons) else ""

    def notes(self, leaders: int) -> tuple[str, ...]:
        """What a coordinator should know about the curriculum: a frame's owner, and how many must lead."""
        curriculum = self.curriculum
        if curriculum is None:
            return ()
        notes: list[str] = []
        if curriculum.kind is CurriculumKind.FRAME and curriculum.frame:
            notes.append(
                f"{curriculum.title} is a frame for a manual of {curriculum.frame.rights_holder}: "
                f"use it only with the manual in hand and this credential: {curriculum.frame.credential}."
            )
        if leaders < curriculum.facilitators:
            asked = curriculum.facilitators
            notes.append(
                f"{curriculum.title} asks for {asked} facilitator{'' if asked == 1 else 's'}; {leaders} named."
            )
        return tuple(notes)


def check_wish(wish: GroupWish, curriculum: Curriculum | None, *, zone: str) -> GroupTerms:
    """What a wish comes to in a zone, with its curriculum.

    Raises:
        WishProblem: with the part that lacks something or cannot be used.
        BadInput: for an unknown zone.
    """
    if not tidy(wish.title):
        raise WishProblem("title", "the group needs a title", "Give it the name that members know.")
    wish = _with_words(wish)
    _check_numbers(wish)
    minutes = wish.minutes if wish.minutes is not None else (curriculum.minutes if curriculum else None)
    if minutes is None:
        raise WishProblem("minutes", "how long is a session?", "Add --minutes N.")
    for number, lesson in enumerate(curriculum.lessons if curriculum else (), 1):
        _check_fits(number, lesson, minutes)
    name = canonical(zone)
    with part_of_wish("repeat"):
        rule = parse_rule(wish.repeat, start=wish.start, zone=find_zone(name), minutes=minutes)
    return GroupTerms(wish, curriculum, name, rule, minutes)


def _with_words(wish: GroupWish) -> GroupWish:
    """The wish with what the public is told as it is kept."""
    kept: dict[str, Any] = {}
    for part in PARTS:
        with part_of_wish(part):
            kept[part] = read_public_word(part, getattr(wish, part))
    return replace(wish, **kept)


def _check_numbers(wish: GroupWish) -> None:
    if wish.capacity is not None and wish.capacity < 1:
        raise WishProblem(
            "capacity", f"a capacity of {wish.capacity} leaves no seat", "Leave it out, or give at least 1."
        )
    for part, what, number in (
        ("expected", "people are expected", wish.expected),
        ("least_facilitators", "facilitators are needed", wish.least_facilitators),
        ("people_per_specialist", "people a specialist", wish.people_per_specialist),
    ):
        if number is not None and number < 1:
            raise WishProblem(part, f"{number} {what}?", "Leave it out, or give at least 1.")


def _check_fits(number: int, lesson: Lesson, minutes: int) -> None:
    try:
        fit(lesson.items, minutes)
    except BadInput as error:
        raise WishProblem("minutes", f"lesson {number} of the curriculum: {error.title}", error.hint) from None
