"""Make a practice book: a whole program of invented people, the same for the same seed, moment and size.

It is filled beside its place and put there whole, so that a killed run leaves the practice book that was there before,
or none. Its key and its own uid are random like any book's; all that is in it repeats.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from facilitator.domain.practice.groups import Sketch, Window, sketch_groups
from facilitator.domain.scheduling.ahead import HORIZON
from facilitator.errors import BadInput, FacilitatorError, Refused
from facilitator.formats.scheduling.ics_read import read_closures
from facilitator.home import Home, bundled, make_private_folder
from facilitator.services.book.open_book import create_book, note_head
from facilitator.services.book.unlock import secret_for
from facilitator.services.curricula.library import curricula_at_hand
from facilitator.services.practice.history import History
from facilitator.services.practice.rosters import enrol_people
from facilitator.services.practice.rows import Identities, Rows
from facilitator.services.practice.schedule import PracticeGroup, Setting, schedule
from facilitator.services.practice.sites import PracticePremises
from facilitator.storage.book import Book
from facilitator.storage.files.locks import alone, held_open
from facilitator.storage.files.staging import replace_with, settle, staging, unsettled
from facilitator.storage.keys.slots import SlotKind, read_key_file
from facilitator.storage.queries import practice as bulk
from facilitator.storage.queries.book.book_row import book_info
from facilitator.words import EnrolmentKind, SessionStatus
from facilitator.zones import zone

NAME: Final = "Harbor Street (practice)"
ZONE: Final = "America/New_York"
MOST_PEOPLE, MOST_GROUPS, MOST_WEEKS = 100_000, 5_000, 260
_CLOSURES: Final = "us-federal.ics"
_OURS: Final = (".lock", ".staged-")
# how much of the work is done when groups are scheduled, and when their history is written
_SCHEDULED, _LIVED = 0.1, 0.45

Progress = Callable[[float], None]
"""Called with the share of the work that is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much to invent: people, groups, and weeks back from today; ahead it goes as far as any book.

    Raises:
        BadInput: for a number below 1, or beyond what one book is for.
    """

    people: int = 120
    groups: int = 14
    weeks: int = 12

    def __post_init__(self) -> None:
        for name, number, most in (
            ("people", self.people, MOST_PEOPLE),
            ("groups", self.groups, MOST_GROUPS),
            ("weeks", self.weeks, MOST_WEEKS),
        ):
            if not 1 <= number <= most:
                raise BadInput(f"a practice book with {number} {name}?", f"Give a number from 1 to {most}.")


@dataclass(frozen=True, slots=True)
class Practice:
    """What was made: counts, the days from its first to today, and a session to try first, by the start of its uid."""

    home: Home
    replaced: bool
    first: date
    today: date
    sites: int
    rooms: int
    facilitators: int
    groups: int
    people: int
    sessions: int
    held: int
    marks: int
    next_session: str | None


def make_practice(
    home: Home,
    *,
    now: datetime,
    seed: int = 1,
    scale: Scale | None = None,
    actor: str | None = None,
    progress: Progress | None = None,
) -> Practice:
    """Fill a home with a practice book, in place of the one that it may hold; ``now`` is aware.

    Raises:
        Refused: for a folder that holds anything else, or a practice book that is open in another window.
        BookError: where it cannot be written.
    """
    tell = progress or (lambda _share: None)
    _expect_practice(home)
    make_private_folder(home.folder)
    with alone(home.folder):
        settle(home)
        replaced = _expect_practice(home)
        if held_open(home.book):
            raise Refused("another window of facilitator has this practice book open", "Close it, then try again.")
        rows, groups = _invent(home, now, seed, scale or Scale(), tell)
        with staging(home) as staged:
            created = create_book(staged, name=NAME, zone=ZONE, passphrase=None, practice=True, now=now, actor=actor)
            with created.book as book:
                _write(book, rows, seed, now, tell)
                note_head(staged, book)
            replace_with(staged, home, now=now, covered=True)
    tell(1.0)
    return _told(home, rows, groups, now, replaced=replaced)


def _expect_practice(home: Home) -> bool:
    """Whether there is a practice book to replace; an empty folder, or none, has none.

    Raises:
        Refused: where there is anything else.
    """
    if unsettled(home):  # a replacement was decided: it is looked at again when it is finished
        return True
    try:
        found = [path for path in home.folder.iterdir() if not path.name.startswith(_OURS)]
    except FileNotFoundError:
        return False
    except OSError as error:
        raise BadInput(f"cannot use {home.folder}: {error.strerror}", "Name an empty folder with --home.") from error
    if not found:
        return False
    if not home.keys.exists():
        raise _refused(home, "is not empty and holds no practice book")
    try:
        practice = _is_practice(home)
    except FacilitatorError as error:
        raise _refused(home, f"cannot be read as a practice book ({error.title})") from error
    if not practice:
        raise _refused(home, "holds the book of a real program")
    return True


def _is_practice(home: Home) -> bool:
    """Whether keys and book both say so; keys alone do where somebody deleted the book."""
    keys = read_key_file(home.keys)
    if not keys.slots or any(slot.kind is not SlotKind.PRACTICE for slot in keys.slots):
        return False
    if not home.book.exists():
        return True
    with Book(home.book, keys.unlock(secret_for(home, None))) as book, book.read() as db:
        return book_info(db).practice


def _refused(home: Home, why: str) -> Refused:
    return Refused(
        f"{home.folder} {why}: it was left as it is",
        "Name an empty folder, or one with a practice book: facilitator demo --home DIR",
    )


def _invent(home: Home, now: datetime, seed: int, scale: Scale, tell: Progress) -> tuple[Rows, list[PracticeGroup]]:
    """All rows of the program, in memory: a few hundred thousand at the largest sizes that one would look at."""
    rows = Rows()
    identities = Identities(_stream(seed, "identities"))
    local = zone(ZONE)
    now_local = now.astimezone(local).replace(tzinfo=None)
    first, last = (now_local.date() + sign * timedelta(weeks=scale.weeks) for sign in (-1, 1))
    ahead = max(
        last, now_local.date() + HORIZON
    )  # as far as any book is kept: the first line after it has nothing to do
    far = timedelta(days=400)  # a closed group may end after that, and a holiday may push it on
    data = (bundled("calendars") / "closures" / _CLOSURES).read_bytes()
    closed = read_closures(data, name=_CLOSURES, zone=local, first=first - far, last=ahead + far).spans
    for span in closed:
        rows.add(
            "closure",
            uid=identities.uid(),
            starts_local=span.starts,
            ends_local=span.ends,
            all_day=span.all_day,
            reason=span.reason,
            source=_CLOSURES,
            site_id=None,
        )
    shut = {span.starts.date() for span in closed}
    window = Window(now_local, scale.weeks, lambda day: day in shut)
    curricula = {each.curriculum.key: each for each in curricula_at_hand(home) if each.curriculum and each.usable}
    setting = Setting(now, local, closed, curricula, ahead)
    premises = PracticePremises(rows, identities, _stream(seed, "premises"), window.today)
    sketches: list[Sketch] = sketch_groups(_stream(seed, "sketches"), scale.groups, window)
    groups = schedule(sketches, setting, premises, rows, identities, _stream(seed, "schedule"))
    tell(_SCHEDULED)
    people, seats = enrol_people(scale.people, groups, setting, rows, identities, _stream(seed, "people"))
    premises.fill_slots()
    history = History(setting, rows, _stream(seed, "history"), people, seats, premises.staff)
    total = len(rows.by_table["session"])
    for done in history.write(groups):
        if not done % 200:
            tell(_SCHEDULED + (_LIVED - _SCHEDULED) * done / total)
    return rows, groups


def _write(book: Book, rows: Rows, seed: int, now: datetime, tell: Progress) -> None:
    """Write all rows and what was done, in one transaction."""
    total = len(rows)
    with book.write(now=now) as change:
        for done in bulk.fill(change.db, rows.by_table):
            tell(_LIVED + (0.99 - _LIVED) * done / total)
        counts = {table: len(found) for table, found in sorted(rows.by_table.items())}
        change.record("practice.fill", "", seed=seed, rows=counts)


def _told(home: Home, rows: Rows, groups: list[PracticeGroup], now: datetime, *, replaced: bool) -> Practice:
    def count(table: str) -> int:
        return len(rows.by_table[table])

    sessions = rows.by_table["session"]
    today = now.astimezone(zone(ZONE)).date()
    return Practice(
        home=home,
        replaced=replaced,
        first=min((group.meetings[0].day for group in groups), default=today),
        today=today,
        sites=count("site"),
        rooms=count("room"),
        facilitators=count("facilitator"),
        groups=count("group"),
        people=count("person"),
        sessions=len(sessions),
        held=sum(row["status"] is SessionStatus.HELD for row in sessions),
        marks=sum(row["status"] is not None for row in rows.by_table["attendance"]),
        next_session=_next_session(groups),
    )


def _next_session(groups: list[PracticeGroup]) -> str | None:
    """The session to try first: the next one to come, of a cohort with lessons that expects people, if one is soon."""
    coming = [
        (meeting.starts_at, group, meeting)
        for group in groups
        for meeting in group.meetings
        if meeting.row["status"] is SessionStatus.SCHEDULED
    ]
    if not coming:
        return None
    soonest = min(starts_at for starts_at, _, _ in coming)
    _, _, chosen = min(
        coming,
        key=lambda each: (
            each[0] > soonest + timedelta(days=2),
            each[2].lesson is None or each[1].sketch.enrolment is not EnrolmentKind.CLOSED,
            each[0],
        ),
    )
    return _unique_start(str(chosen.row["uid"]), [str(meeting.row["uid"]) for _, _, meeting in coming])


def _unique_start(uid: str, others: list[str]) -> str:
    """As much of a uid as tells it from the others, eight characters at least."""
    length = 8
    while sum(other.startswith(uid[:length]) for other in others) > 1:
        length += 1
    return uid[:length]


def _stream(seed: int, purpose: str) -> Random:
    """A stream of chance of its own, so that more people change no group."""
    return Random(f"{seed}/{purpose}")  # noqa: S311 - a seed that repeats is what is wanted, and nothing here is secret
