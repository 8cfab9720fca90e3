"""A newer edition of a group's curriculum: what it changes, and taking it for the sessions that were not held yet."""

from dataclasses import dataclass, replace
from datetime import datetime

from facilitator.domain.curricula.curriculum import Curriculum
from facilitator.domain.curricula.editions import LessonDifference, compare
from facilitator.domain.scheduling.meetings import HAPPENED, Meeting
from facilitator.domain.scheduling.series.lesson_choice import Walk, spread_anew
from facilitator.domain.scheduling.series.lesson_walk import lessons_of
from facilitator.domain.sessions.lesson_mix import title_of
from facilitator.domain.views import Group
from facilitator.errors import NotFound, Refused
from facilitator.home import Home
from facilitator.services.curricula.library import curricula_at_hand, find_curriculum
from facilitator.services.curricula.pin_curriculum import pin
from facilitator.services.curricula.read_lesson import pinned_curriculum
from facilitator.services.find import find_group
from facilitator.services.preview_or_write import preview_or_write
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.curricula import pinned as curricula
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import editions, series
from facilitator.words import EnrolmentKind, GroupStatus, LessonOrder


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition that a group has, and the one at hand, lesson by lesson.

    ``changed`` are sessions to come as they were and will be, with the titles of their lessons before and after;
    ``without`` are lessons of the new edition that have no session, as ``number: title``.
    """

    group: Group
    key: str
    version: str
    newer: str
    differences: tuple[LessonDifference, ...]
    changed: tuple[tuple[Meeting, Meeting, str, str], ...]
    without: tuple[str, ...]
    taken: bool = False


def groups_with_newer(book: Book, home: Home) -> list[str]:
    """The uids of groups whose curriculum has another edition at hand, one that can be used."""
    at_hand = {each.curriculum.key: each for each in curricula_at_hand(home) if each.usable and each.curriculum}
    with book.read() as db:
        pinned = editions.pinned_by_groups(db)
    return [uid for uid, key, known in pinned if key in at_hand and at_hand[key].content_hash != known]


def take_edition(book: Book, home: Home, group: str, *, now: datetime, preview: bool = False) -> Edition:
    """Let a group go on with the edition at hand: sessions that were held keep theirs, those to come are taught anew.

    Lessons are known by their keys. What was chosen by hand stays with its session where its lesson still exists.

    Raises:
        Refused: for a group that has ended, has no curriculum, or has the edition at hand already.
        NotFound, BadInput: where no file has the curriculum any more, or it has problems.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        work = _TakenEdition(db, home, group, now)
        planned = work.planned()
        if change is None:
            return planned
        summary = f"{work.group.title}: goes on with {planned.key} {planned.newer}, was {planned.version}"
        step = Step("group.edition", work.group.uid, summary, groups=[work.group.id])
        with journal(change, step):
            work.write(planned, now)
            change.record(step.action, work.group.uid, key=planned.key, version=planned.newer, was=planned.version)
    return replace(planned, taken=True)


class _TakenEdition:
    """One group and the edition at hand: what it would change is planned, what is planned is written."""

    def __init__(self, db: Db, home: Home, group: str, now: datetime) -> None:
        self.db = db
        self.group = found = find_group(db, group)
        if found.status is GroupStatus.ENDED:
            raise Refused(f"{found.title} has ended", "Its next cycle begins with the edition at hand.")
        if found.curriculum_id is None or found.curriculum_key is None:
            raise Refused(f"{found.title} has no curriculum", "There is no edition to take.")
        self.pinned_id = found.curriculum_id
        self.old = _expect(pinned_curriculum(db, self.pinned_id), found)
        self.at_hand = find_curriculum(home, found.curriculum_key)
        self.new = _expect(self.at_hand.curriculum, found)
        if curricula.content_hash(db, self.pinned_id) == self.at_hand.content_hash:
            raise Refused(f"{found.title} has the edition at hand", "Nothing was changed.")
        stored = series.series_of_group(db, found.id)
        every = (one for each in stored if each.pattern.lessons is not None for one in series.meetings_of(db, each.id))
        self.meetings = sorted(every, key=lambda one: (one.original_local, one.starts_at))
        settled = {each.id for each in self.meetings if each.pinned or each.status in HAPPENED or each.starts_at <= now}
        rotates = self.new.order is LessonOrder.ANY and found.enrolment is not EnrolmentKind.CLOSED
        self.walk = Walk(len(self.new.lessons), rotates, settled)

    def planned(self) -> Edition:
        """What it would change."""
        differences = compare(self.old, self.new)
        places = {each.old_place: each.new_place for each in differences if each.old_place is not None}
        mapped = [_mapped(each, places) for each in self.meetings]
        after = spread_anew(self.meetings, mapped, self.walk, places)
        shown = editions.lesson_titles(self.db, [each.id for each in self.meetings])
        changed = tuple(
            (before, now_so, shown[before.id], self.title_of(now_so))
            for before, now_so in zip(self.meetings, after, strict=True)
            if before.id not in self.walk.settled
            and not before.cancelled
            and (before != now_so or shown[before.id] != self.title_of(now_so))
        )
        given = lessons_of(each for each in after if not each.cancelled)
        without = [] if self.walk.cycles else [at for at in range(1, self.walk.lessons + 1) if at not in given]
        return Edition(
            self.group,
            self.new.key,
            self.old.version,
            self.new.version,
            differences,
            changed,
            tuple(f"{at}: {self.new.lessons[at - 1].title}" for at in without),
        )

    def write(self, planned: Edition, now: datetime) -> None:
        """Write what was planned."""
        held = [each.id for each in self.meetings if each.id in self.walk.settled]
        editions.keep_edition(self.db, held, self.pinned_id)
        pinned_id = pin(self.db, self.at_hand, now)
        editions.go_on_with(self.db, self.group.id, pinned_id, self.walk.lessons)
        editions.teach(self.db, [after for _, after, _, _ in planned.changed], self.title_of, now=now)

    def title_of(self, each: Meeting) -> str:
        """The title of what a session has of the new edition."""
        return title_of(self.new.lessons, each.lesson, each.last_lesson, each.part, each.parts)


def _mapped(each: Meeting, places: dict[int, int | None]) -> Meeting:
    """A session with its lessons' numbers in the new edition; what was joined and is no longer beside it, is alone."""
    lessons = [place for old in each.lessons if (place := places.get(old)) is not None]
    together = lessons == list(range(lessons[0], lessons[0] + len(lessons))) if lessons else False
    return replace(
        each,
        lesson=lessons[0] if lessons else None,
        last_lesson=lessons[-1] if together and len(lessons) > 1 else None,
        part=each.part if lessons else None,
        parts=each.parts if lessons else None,
        by_hand=each.by_hand and bool(lessons),
    )


def _expect(curriculum: Curriculum | None, group: Group) -> Curriculum:
    if curriculum is None:
        raise NotFound(f"the curriculum of {group.title} cannot be read", "See: facilitator curriculum list")
    return curriculum
