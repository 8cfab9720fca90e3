"""Choose the lesson of a session: one act, seen before it is written, that moves the others as little as it can."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from facilitator.domain.dates.plain_dates import say_date, say_moment
from facilitator.domain.scheduling.meetings import HAPPENED, Pattern
from facilitator.domain.scheduling.series.edits import Meeting, SessionChange
from facilitator.domain.scheduling.series.lesson_choice import LessonAct, Walk, choose, follower
from facilitator.domain.scheduling.series.lesson_walk import lessons_of
from facilitator.domain.scheduling.series.one_more import one_more
from facilitator.domain.sessions.lesson_mix import mix, title_of
from facilitator.domain.sessions.session_plan import SessionPlan, least_minutes
from facilitator.domain.views import Clash, Session
from facilitator.errors import BadInput, Refused
from facilitator.services.curricula.find_lesson import find_lesson
from facilitator.services.curricula.read_lesson import plan_of
from facilitator.services.find import find_session
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.scheduling.check_clashes import BookingRequest, check, forced_over, refusing
from facilitator.services.scheduling.read_series import SeriesAtHand, at_hand, closed_where
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import clashes, series
from facilitator.storage.queries.sessions import sessions
from facilitator.words import SessionStatus

__all__ = ["LessonAct", "LessonChosen", "LessonLost", "LessonWish", "WhenLost", "choose_lesson"]


@dataclass(frozen=True, slots=True)
class LessonWish:
    """What is chosen for a session: a ``lesson`` by number, key or title to take, or the ``other`` session to swap."""

    act: LessonAct
    lesson: str = ""
    other: str = ""


class WhenLost(StrEnum):
    """What is done where a lesson would lose its session: one more session at the end, or it is left out."""

    EXTEND = "extend"
    LEAVE_OUT = "leave-out"


@dataclass(frozen=True, slots=True)
class LessonChosen:
    """What came of it, or would: sessions before and after, in order, and those that are new at the end.

    ``titles`` are those of the changed sessions afterwards, by uid; ``lost`` and ``back`` are lessons that have no
    session any more, or have one again, as ``number: title``. ``plan`` is the agenda of the session.
    """

    session: Session
    changed: tuple[SessionChange, ...]
    titles: dict[str, str]
    plan: SessionPlan | None
    lost: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    added: tuple[Meeting, ...] = ()
    added_titles: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    warnings: tuple[str, ...] = ()
    written: bool = False


class LessonLost(Refused):
    """A lesson would lose its session, and nobody said what becomes of it; nothing was written."""

    def __init__(self, planned: LessonChosen) -> None:
        which = " and ".join(f"lesson {each}" for each in planned.lost)
        number = len(planned.lost)
        super().__init__(
            f"{which} would have no session any more; nothing was changed",
            f"Add {'a session' if number == 1 else f'{number} sessions'} at the end with --extend, or leave "
            f"{'it' if number == 1 else 'them'} out with --leave-out.",
        )
        self.planned = planned


def choose_lesson(
    book: Book,
    session: str,
    wish: LessonWish,
    *,
    now: datetime,
    when_lost: WhenLost | None = None,
    preview: bool = False,
    force: bool = False,
) -> LessonChosen:
    """Choose the lesson of one session; the others of its group keep their order around it.

    Sessions that were held, run, have marks or have begun keep their lessons. A preview writes nothing, and refuses no
    loss and no clash, for it shows them.

    Raises:
        LessonLost: where lessons are walked once and one would have no session any more, without ``when_lost``.
        Refused: for a session that is over or cancelled, what cannot be chosen there, a lesson that does not fit into
            its minutes, and a session at the end that would clash, unless forced.
        BadInput, NotFound, Ambiguous: for a wish that cannot be understood.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        work = _LessonChoice(db, session, wish, now)
        planned = work.planned(when_lost)
        if writing is None:
            return planned
        if planned.lost and when_lost is not WhenLost.LEAVE_OUT:
            raise LessonLost(planned)
        met = refusing(planned.clashes)
        if met and not force:
            day = say_date(planned.added[0].start_local.date())
            raise Refused(f"the session at the end, {day}, clashes: {met[0].words}", "Add --force, or --leave-out.")
        step = Step("session.lesson", work.session.uid, groups=[work.session.group_id])
        with journal(writing, step):
            work.write(planned, now)
            done = replace(planned, session=sessions.session_with_id(db, work.session.id), written=True)
            step.summary = f"{done.session.title} on {say_moment(done.session.start_local)}: {_said(done.session)}"
            writing.record(
                "session.lesson",
                work.session.uid,
                act=wish.act.value,
                changed=len(done.changed),
                added=len(done.added),
                lost=len(done.lost),
                forced_over=forced_over(done.clashes),
            )
    return done


def _said(session: Session) -> str:
    return f"lesson {session.lesson_title}" if session.lesson_title else "no lesson"


@dataclass(slots=True)
class _End:
    """The end of a group's last series: the pattern by which it goes on, and sessions added there."""

    each: SeriesAtHand
    pattern: Pattern
    added: list[Meeting] = field(default_factory=list)


class _LessonChoice:
    """One wish about one session: what it names is found, what it makes is planned, what is planned is written."""

    def __init__(self, db: Db, session: str, wish: LessonWish, now: datetime) -> None:
        self.db, self.wish = db, wish
        self.session = find_session(db, session)
        _expect_open(self.session)
        stored = series.series_of_group(db, self.session.group_id)
        self.all = [each for each in (at_hand(db, one) for one in stored) if each.curriculum is not None]
        here = next((each for each in self.all if self.session.id in {one.id for one in each.meetings}), None)
        if here is None or here.curriculum is None:
            raise Refused(
                f"{self.session.group_title} has no curriculum", "Its sessions have no lessons to choose among."
            )
        self.lessons = here.curriculum.lessons
        self.title_of = here.title_of
        self.meetings = sorted(
            (one for each in self.all for one in each.meetings), key=lambda one: (one.original_local, one.starts_at)
        )
        self.at = self._place(self.session)
        self.lesson = find_lesson(self.lessons, wish.lesson) if wish.act is LessonAct.TAKE else None
        self.other = self._other() if wish.act is LessonAct.SWAP else None
        asked = {self.session.id, *([self.meetings[self.other].id] if self.other is not None else [])}
        self.walk = Walk(
            len(self.lessons),
            here.pattern.cycles,
            {
                each.id
                for each in self.meetings
                if each.status in HAPPENED or ((each.marked or each.starts_at <= now) and each.id not in asked)
            },
        )
        last = max((each for each in self.all if each.meetings), key=lambda each: each.meetings[-1].original_local)
        self.end = _End(last, last.pattern)

    def planned(self, when_lost: WhenLost | None) -> LessonChosen:
        """What it makes of the group."""
        if (
            when_lost is WhenLost.EXTEND
            and self.wish.act is LessonAct.SPLIT
            and follower(self.meetings, self.at, self.walk) is None
        ):
            self._extend()
        after = self._after()
        while when_lost is WhenLost.EXTEND and self._gone(after) and len(self.end.added) < len(self.lessons):
            self._extend()
            after = self._after()
        pairs = zip(self.meetings, after, strict=False)
        changed = tuple(SessionChange(before, now_so) for before, now_so in pairs if before != now_so)
        self.end.added = after[len(self.meetings) :]
        warnings = self._expect_fitting(changed)
        here = after[self.at]
        taught = replace(
            self.session, lesson=here.lesson, last_lesson=here.last_lesson, part=here.part, parts=here.parts
        )
        return LessonChosen(
            self.session,
            changed,
            {each.before.uid: self.title_of(each.after) for each in changed},
            plan_of(self.db, taught),
            self._named(self._gone(after)),
            self._named(_live(after) - _live(self.meetings)),
            tuple(self.end.added),
            tuple(self.title_of(each) for each in self.end.added),
            self._clashes(),
            tuple(warnings),
        )

    def write(self, planned: LessonChosen, now: datetime) -> None:
        """Write what was planned, series by series."""
        for each in self.all:
            mine = {one.id for one in each.meetings}
            changes = [change for change in planned.changed if change.before.id in mine]
            series.rewrite(self.db, each.stored.id, changes, each.title_of, now=now)
        end = self.end
        if planned.added:
            series.set_pattern(self.db, end.each.stored.id, end.pattern)
            series.add_meetings(self.db, end.each.stored.id, planned.added, end.each.title_of, now=now)

    def _after(self) -> list[Meeting]:
        everyone = [*self.meetings, *self.end.added]
        return choose(everyone, self.at, self.wish.act, self.walk, lesson=self.lesson, other=self.other)

    def _extend(self) -> None:
        end = self.end
        there = [*end.each.meetings, *end.added]
        shut = closed_where(self.db, end.pattern.room_id, there[-1].start_local.date())
        rule, made = one_more(end.pattern, there, shut)
        end.pattern = replace(end.pattern, rule=rule)
        end.added.append(made)

    def _gone(self, after: Sequence[Meeting]) -> set[int]:
        """Lessons that have no session any more; where they go round, every one comes again."""
        return set() if self.walk.cycles else _live(self.meetings) - _live(after)

    def _named(self, lessons: set[int]) -> tuple[str, ...]:
        return tuple(f"{each}: {title_of(self.lessons, each)}" for each in sorted(lessons))

    def _expect_fitting(self, changed: Sequence[SessionChange]) -> list[str]:
        """Warnings on lessons that move to a session that is too short; what was chosen has to fit."""
        warnings = []
        for each in (change.after for change in changed):
            lesson = mix(self.lessons, each.lesson, each.last_lesson, each.part, each.parts)
            least = least_minutes(lesson) if lesson else 0
            if lesson is None or least <= each.minutes:
                continue
            words = f"{lesson.title} needs at least {least} minutes, and the session on "
            words += f"{say_date(each.start_local.date())} has {each.minutes}"
            if each.by_hand:
                raise Refused(words, f"Give it more: facilitator session minutes SESSION {least}")
            warnings.append(f"{words}.")
        return warnings

    def _clashes(self) -> tuple[Clash, ...]:
        added, pattern, group_id = self.end.added, self.end.pattern, self.session.group_id
        needs = clashes.needs_of(self.db, group_id)
        asked = BookingRequest(
            pattern.zone, pattern.room_id, pattern.leader_ids, needs, group_id, meets_when_closed=pattern.keeps
        )
        return check(self.db, [(each.starts_at, each.ends_at) for each in added], asked) if added else ()

    def _other(self) -> int:
        found = find_session(self.db, self.wish.other)
        if found.group_id != self.session.group_id:
            raise BadInput(f"that session belongs to {found.group_title}", "Swap two sessions of one group.")
        _expect_open(found)
        return self._place(found)

    def _place(self, session: Session) -> int:
        return next(at for at, each in enumerate(self.meetings) if each.id == session.id)


def _live(meetings: Sequence[Meeting]) -> set[int]:
    return lessons_of(each for each in meetings if not each.cancelled)


def _expect_open(session: Session) -> None:
    if session.status is SessionStatus.CANCELLED:
        raise Refused("this session is cancelled", "Restore it first: facilitator session restore SESSION")
    if session.status is not SessionStatus.SCHEDULED:
        raise Refused("this session has been held or is running", "What happened stays as it was.")
