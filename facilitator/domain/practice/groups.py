"""The groups of an invented program, sketched: the fourteen that every practice book begins with, then more of them.

Days are relative to today, so that something is always about to begin.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Final

from facilitator.domain.dates.rule import WEEKDAY_CODES
from facilitator.words import AttendanceKind, ClosurePolicy, EnrolmentKind, Mode

_CLOSED, _OPEN, _DROP_IN = EnrolmentKind.CLOSED, EnrolmentKind.OPEN, EnrolmentKind.DROP_IN
_DAY_NAMES: Final = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
_DAY: Final = timedelta(days=1)
_LAST_START: Final = time(17, 30)
_ANCHOR_TIME: Final = time(18, 30)


@dataclass(frozen=True, slots=True)
class Window:
    """Today's day and the time on the wall, how far the program reaches back and ahead, and the days it is closed."""

    now_local: datetime
    weeks: int
    is_closed: Callable[[date], bool]

    @property
    def today(self) -> date:
        """The local day."""
        return self.now_local.date()

    @property
    def first(self) -> date:
        """The first day of the program."""
        return self.today - timedelta(weeks=self.weeks)

    @property
    def last(self) -> date:
        """The last day for which open groups have sessions."""
        return self.today + timedelta(weeks=self.weeks)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A group before it has a room, leaders and dates.

    ``rule`` is an RRULE value, ``first`` the day from which it counts. ``pull`` is how much people like to come;
    ``waiting`` people wait for a seat; ``full`` takes every seat; ``moved`` and ``cancelled`` change a session.
    """

    title: str
    program: str
    rule: str
    first: date
    at: time
    minutes: int
    enrolment: EnrolmentKind
    attendance: AttendanceKind = AttendanceKind.NAMES
    mode: Mode = Mode.IN_PERSON
    on_closure: ClosurePolicy = ClosurePolicy.SKIP
    curriculum: str = ""
    capacity: int | None = None
    leaders: int = 1
    credential: str = ""
    public: bool = False
    pull: float = 1.0
    full: bool = False
    waiting: int = 0
    moved: bool = False
    cancelled: bool = False

    @property
    def ends(self) -> bool:
        """Whether the rule has an end of its own."""
        return "COUNT=" in self.rule

    @property
    def meets_somewhere(self) -> bool:
        """Whether it needs a room."""
        return self.mode is not Mode.ONLINE


def sketch_groups(rng: Random, number: int, window: Window) -> list[Sketch]:
    """So many groups: of all kinds first, then a mix of the usual ones."""
    usual = _usual(window)
    return [*usual[:number], *islice(_more(rng, window), max(0, number - len(usual)))]


def _weekly(day: date | int, *, every: int = 1, count: int | None = None) -> str:
    weekday = day if isinstance(day, int) else day.weekday()
    ends = f";COUNT={count}" if count else ""
    return f"FREQ=WEEKLY;INTERVAL={every};BYDAY={WEEKDAY_CODES[weekday]}{ends}"


def _ago(window: Window, weeks: int) -> date:
    return window.today - timedelta(weeks=min(weeks, window.weeks))


def _anchor(window: Window) -> date:
    """Today where the evening is still to come, else tomorrow; the day after where the program is closed."""
    today = window.today
    days = [today] if window.now_local.time() <= _LAST_START else []
    days += [today + _DAY, today + 2 * _DAY, today + 3 * _DAY]
    return next((day for day in days if not window.is_closed(day)), days[0])


def _usual(window: Window) -> list[Sketch]:
    """The first groups, the most telling in front: whoever asks for three gets those."""
    anchor = _anchor(window)
    steady_since = anchor - timedelta(weeks=min(3, window.weeks))
    return [
        Sketch(
            "Eight steady steps", "wellness", _weekly(anchor, count=8), steady_since, _ANCHOR_TIME, 60, _CLOSED,
            curriculum="eight-steady-steps", on_closure=ClosurePolicy.PUSH, capacity=10, leaders=2, pull=1.1,
        ),
        Sketch(
            "Late evening check-in", "peer support", "FREQ=DAILY", window.first, time(21, 0), 60, _OPEN,
            mode=Mode.ONLINE, capacity=20, pull=0.45,
        ),
        Sketch(
            "12-step space", "12-step", _weekly(4), window.first, time(19, 30), 60, _DROP_IN,
            attendance=AttendanceKind.HEADCOUNT, curriculum="twelve-step-space-frame", public=True,
        ),
        Sketch(
            "WRAP, Tuesday cohort", "wrap", _weekly(1, count=8), _ago(window, 5), time(13, 0), 150, _CLOSED,
            curriculum="wrap-frame", on_closure=ClosurePolicy.PUSH, capacity=12, leaders=2,
            credential="WRAP facilitator", pull=1.05,
        ),
        Sketch(
            "Open wellness", "wellness", _weekly(0), window.first, time(17, 0), 60, _OPEN,
            curriculum="eight-areas-of-wellness", on_closure=ClosurePolicy.SHIFT, capacity=14, public=True,
        ),
        Sketch(
            "Dual-recovery discussion", "dual recovery", _weekly(2), window.first, time(19, 0), 60, _OPEN,
            curriculum="dual-recovery-discussion", capacity=12, public=True, moved=True,
        ),
        Sketch(
            "Planning to stay well", "wellness", _weekly(3, count=6), _ago(window, 2), time(10, 0), 90, _CLOSED,
            curriculum="planning-to-stay-well", on_closure=ClosurePolicy.PUSH, capacity=8, full=True, waiting=3,
            pull=1.15,
        ),
        Sketch(
            "Family and parent peers", "family peers", _weekly(3), window.first, time(18, 0), 75, _OPEN,
            mode=Mode.HYBRID, capacity=16, cancelled=True,
        ),
        Sketch(
            "Lunch table", "peer support", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", window.first, time(12, 0), 45, _DROP_IN,
            public=True, pull=0.4,
        ),
        Sketch(
            "Wraparound team meeting", "wraparound", _weekly(1, every=4), window.first, time(16, 0), 75, _CLOSED,
            capacity=8, leaders=1, pull=1.2,
        ),
        Sketch(
            "Young adults online", "peer support", _weekly(0), window.first, time(19, 30), 60, _OPEN,
            mode=Mode.ONLINE, capacity=14,
        ),
        Sketch(
            "Last Friday outing", "healthy leisure", "FREQ=MONTHLY;BYDAY=-1FR", window.first, time(10, 0), 180, _OPEN,
            capacity=12, leaders=2, public=True, cancelled=True,
        ),
        Sketch(
            "Saturday walk", "healthy leisure", _weekly(5, every=2), window.first, time(9, 30), 90, _OPEN,
            public=True,
        ),
        Sketch(
            "Recovery skills, first cohort", "recovery skills",
            _weekly(2, count=min(6, max(1, window.weeks - 2))), window.first, time(14, 0), 60, _CLOSED,
            curriculum="recovery-skills", on_closure=ClosurePolicy.PUSH, capacity=10,
        ),
    ]  # fmt: skip


_TOPICS: Final = (
    ("Stress and ease", "stress"),
    ("Healthy leisure", "healthy leisure"),
    ("Strengths and self-talk", "wellness"),
    ("Managing my care", "wellness"),
    ("Community connection", "community"),
    ("My treatment choices", "wellness"),
    ("Work and school", "work and school"),
    ("Body and mind goals", "wellness"),
    ("Self-advocacy", "self-advocacy"),
    ("Women's circle", "peer support"),
    ("Men's circle", "peer support"),
    ("Elders' table", "peer support"),
    ("Grupo de apoyo en español", "peer support"),
    ("Art hour", "healthy leisure"),
    ("Back from hospital", "peer support"),
    ("Music and memory", "healthy leisure"),
)
_TIMES: Final = (time(9, 30), time(11, 0), time(13, 30), time(15, 30), time(17, 30), time(19, 15))
_KINDS: Final = ("open",) * 8 + ("closed",) * 6 + ("headcount",) * 2 + ("online",) * 3 + ("hybrid",)


def _more(rng: Random, window: Window) -> Iterator[Sketch]:
    """Groups without end; the same title comes with a number the second time."""
    times_made: dict[str, int] = {}
    while True:
        topic, program = rng.choice(_TOPICS)
        weekday, at = rng.randrange(6), rng.choice(_TIMES)
        title = f"{topic}, {_DAY_NAMES[weekday]} {at:%H:%M}"
        times_made[title] = times_made.get(title, 0) + 1
        if times_made[title] > 1:
            title = f"{title} ({times_made[title]})"
        yield _of_kind(
            rng,
            window,
            Sketch(title, program, _weekly(weekday), window.first, at, rng.choice((60, 60, 75, 90)), _OPEN,
                   capacity=rng.choice((10, 12, 14)), public=rng.random() < 0.4, pull=rng.uniform(0.8, 1.2)),
            weekday,
        )  # fmt: skip


def _of_kind(rng: Random, window: Window, plain: Sketch, weekday: int) -> Sketch:
    kind = rng.choice(_KINDS)
    if kind == "closed":
        since = window.first + timedelta(weeks=rng.randrange(window.weeks + 2))
        rule = _weekly(weekday, count=rng.choice((4, 6, 6, 8)))
        return replace(plain, rule=rule, first=since, enrolment=_CLOSED, on_closure=ClosurePolicy.PUSH, public=False)
    if kind == "headcount":
        return replace(plain, enrolment=_DROP_IN, attendance=AttendanceKind.HEADCOUNT, capacity=None)
    if kind == "online":
        return replace(plain, mode=Mode.ONLINE)
    if kind == "hybrid":
        return replace(plain, mode=Mode.HYBRID)
    return replace(plain, rule=_weekly(weekday, every=2)) if rng.random() < 0.15 else plain
