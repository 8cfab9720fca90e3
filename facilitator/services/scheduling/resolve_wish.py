"""What a coordinator asks for when a group is scheduled, and everything found that it names."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from facilitator.domain.curricula.curriculum import Lesson
from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.dates.rule import Rule
from facilitator.domain.scheduling.clashes import Needs
from facilitator.domain.sessions.agenda import fit
from facilitator.domain.spelling import tidy
from facilitator.errors import BadInput
from facilitator.services.curricula.library import CurriculumAtHand
from facilitator.services.find import find_facilitator, find_room, find_site
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.words import ClosurePolicy, EnrolmentKind, LessonOrder, Mode
from facilitator.zones import canonical, zone


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


@dataclass(frozen=True, slots=True)
class Resolved:
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
    def needs(self) -> Needs:
        """What it asks of each session: its own words, else those of the frame that its curriculum is."""
        wish = self.wish
        chosen = self.curriculum.curriculum if self.curriculum else None
        frame = chosen if chosen and chosen.frame else None
        return Needs(
            capacity=wish.capacity,
            expected=wish.expected,
            credential=tidy(wish.required_credential or "")
            or (frame.frame.credential if frame and frame.frame else ""),
            least_facilitators=wish.least_facilitators or (frame.facilitators if frame else None),
            people_per_specialist=wish.people_per_specialist,
        )

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


def resolve(db: Db, wish: GroupWish, chosen: CurriculumAtHand | None) -> Resolved:
    """Find what a wish names; ``chosen`` is its curriculum, read already.

    Raises:
        WishProblem: with the part that cannot be used.
        BadInput, NotFound, Ambiguous: for a zone, a room or a facilitator that cannot be told.
    """
    if not tidy(wish.title):
        raise WishProblem("title", "the group needs a title", "Give it the name that members know.")
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
    curriculum = chosen.curriculum if chosen else None
    minutes = wish.minutes if wish.minutes is not None else (curriculum.minutes if curriculum else None)
    if minutes is None:
        raise WishProblem("minutes", "how long is a session?", "Add --minutes N.")
    for number, lesson in enumerate(curriculum.lessons if curriculum else (), 1):
        _check_fits(number, lesson, minutes)
    name = canonical(wish.zone) if wish.zone else book_info(db).zone
    with part_of_wish("repeat"):
        rule = parse_rule(wish.repeat, start=wish.start, zone=zone(name))
    room = find_room(db, wish.room) if wish.room else None
    site_id = find_site(db, room.site).id if room else None
    leaders = dict.fromkeys(find_facilitator(db, text).id for text in wish.facilitators)
    return Resolved(
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


@contextmanager
def part_of_wish(name: str) -> Iterator[None]:
    """Say of which part of the wish a problem is."""
    try:
        yield
    except BadInput as error:
        raise WishProblem(name, error.title, error.hint) from None
