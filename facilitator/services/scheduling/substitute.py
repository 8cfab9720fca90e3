"""Let somebody stand in: who leads is told of one session alone, and the series stays whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.sessions.leading import Leading, stand_in, who_lead
from facilitator.domain.views import Clash, Facilitator, Session
from facilitator.errors import Refused
from facilitator.services.find import find_facilitator, find_session
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.scheduling.check_clashes import check_session, forced_over
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.agency import staff
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.storage.queries.scheduling import series
from facilitator.storage.queries.sessions import leaders, sessions
from facilitator.words import ClashKind, SessionStatus

_THEIR_TIME = (ClashKind.FACILITATOR, ClashKind.TRAVEL, ClashKind.AWAY)
_OF_ALL = (ClashKind.CREDENTIAL, ClashKind.RATIO)


@dataclass(frozen=True, slots=True)
class Substituted:
    """A session before and after, who leads it now, and whose place they took; ``back`` says that it was their own."""

    before: Session
    after: Session
    who: str
    instead_of: str
    back: bool
    clashes: tuple[Clash, ...] = ()

    @property
    def sentence(self) -> str:
        """Who leads it now, and whose place they have."""
        if self.back:
            return f"{self.who} leads it as before, and {self.instead_of} does not."
        done = f"stands in for {self.instead_of}" if self.instead_of else "leads it"
        return f"{self.who} {done.removesuffix('.')}."

    @property
    def words(self) -> str:
        """What became of which session."""
        return f"{self.after.title}, {say_moment(self.after.start_local)}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could stand in, and in words what they have at that time; nothing where they are free."""

    facilitator: Facilitator
    words: tuple[str, ...]


def substitute(
    book: Book,
    session: str,
    facilitator: str,
    *,
    now: datetime,
    instead_of: str | None = None,
    force: bool = False,
    preview: bool = False,
) -> Substituted:
    """Let a facilitator lead one session in the place of another, or of the lead where nobody is named.

    Whoever was replaced is free then, and keeps the session in mind: named again, they lead it as before. Sessions that
    are over can be put right, too: reports credit who really led.

    Raises:
        Refused: where it does not meet, they lead it already, or have something else then, unless forced.
        BadInput, NotFound, Ambiguous: for one whose place it cannot be.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        found, who = find_session(db, session), find_facilitator(db, facilitator)
        if found.status in (SessionStatus.CANCELLED, SessionStatus.DID_NOT_MEET):
            raise Refused("this session does not meet", "Restore it first if it does.")
        leading = leaders.leading_of(db, found.id)
        place = find_facilitator(db, instead_of) if instead_of else None
        rows, replaced = stand_in(leading, who, place)
        met = _clashes(db, found, who, rows)
        back = any(each.facilitator_id == who.id for each in leading)
        whose = _whose(leading, replaced, back=back)
        if writing is None:
            return Substituted(found, _as_led(found, rows), who.name, whose, back, met)
        kept = in_the_way(met)
        if kept and not force:
            raise Refused(kept[0].words, "Choose somebody else, or add --force.")
        if kept:
            rows = tuple(replace(each, clash_kept=each.clash_kept or each.facilitator_id == who.id) for each in rows)
        done = Substituted(found, found, who.name, whose, back, met)
        with journal(writing, Step("session.substitute", found.uid, done.words, sessions=[found.id])):
            _write(writing, found, rows)
            for_uid = next((each.uid for each in staff.staff(db) if each.name == whose), "")
            writing.record(
                "session.substitute",
                found.uid,
                facilitator=who.uid,
                instead_of=for_uid,
                forced_over=forced_over(kept),
            )
        return replace(done, after=sessions.session_with_id(db, found.id))


def see_candidates(book: Book, session: str) -> tuple[Session, tuple[Leading, ...], tuple[Candidate, ...]]:
    """A session, who leads it, and who else could: those who are free come first."""
    with book.read() as db:
        found = find_session(db, session)
        leading = leaders.leading_of(db, found.id)
        active = who_lead(leading)
        busy = {each.facilitator_id for each in active}
        others = [
            Candidate(each, tuple(clash.words for clash in _clashes(db, found, each, _row_of(each))))
            for each in staff.staff(db)
            if each.id not in busy
        ]
    return found, active, tuple(sorted(others, key=lambda each: bool(each.words)))


def in_the_way(met: Iterable[Clash]) -> tuple[Clash, ...]:
    """What refuses a stand-in unless somebody says to keep it: who is away cannot lead."""
    return tuple(each for each in met if each.kind in _THEIR_TIME)


def _row_of(who: Facilitator) -> tuple[Leading, ...]:
    return (Leading(who.id, who.name, 0),)


def _clashes(db: Db, found: Session, who: Facilitator, rows: Sequence[Leading]) -> tuple[Clash, ...]:
    """What they have at that time, and what the group then lacks; what was so before is not told."""
    ids = [each.facilitator_id for each in who_lead(rows)]
    times = [(found.starts_at, found.ends_at)]
    met = check_session(db, found.id, times, room_id=found.room_id, facilitator_ids=ids)
    theirs = [each for each in met if each.kind in _THEIR_TIME and each.who_or_where == who.name]
    return (*theirs, *(each for each in met if each.kind in _OF_ALL))


def _whose(leading: Sequence[Leading], replaced: Leading | None, *, back: bool) -> str:
    """The name of the one in whose place somebody leads: of a stand-in's stand-in, the one who was to lead."""
    if replaced is None:
        return ""
    if back or replaced.for_id is None:
        return replaced.name
    return next(each.name for each in leading if each.facilitator_id == replaced.for_id)


def _write(writing: Change, found: Session, rows: Sequence[Leading]) -> None:
    db = writing.db
    usual = series.series_of_session(db, found.id).pattern.leader_ids
    by_hand = tuple(each.facilitator_id for each in who_lead(rows)) != usual
    leaders.set_leading(db, found.id, rows, starts_at=found.starts_at, ends_at=found.ends_at, by_hand=by_hand)
    if writing.now < found.starts_at:
        sessions.change_schedule(db, found, now=writing.now)


def _as_led(found: Session, rows: Sequence[Leading]) -> Session:
    names = {each.facilitator_id: each.name for each in rows}
    active = who_lead(rows)
    pairs = tuple((each.name, names[each.for_id]) for each in active if each.for_id is not None)
    return replace(found, facilitators=tuple(each.name for each in active), standing_in=pairs)
