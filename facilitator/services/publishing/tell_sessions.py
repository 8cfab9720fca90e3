"""Work out what subscribers of one target are to be told: what is new, what changed, what is taken from them.

What once left stays known. A session that is no longer there, or no longer theirs, is told as cancelled until its date
is over; whatever is told anew has a higher SEQUENCE than what was told before, or apps would pass over it.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from facilitator.domain.publishing.changes import NewsKind, Shown, ToldChange, shown_of
from facilitator.domain.publishing.feed_terms import FeedTerms
from facilitator.domain.publishing.published import PublishedCalendar, PublishedSession
from facilitator.domain.publishing.selection import BACK, DayWindow, Selection
from facilitator.formats.publishing.ics_write import TAIL, event_bytes, head_bytes, timezones_for
from facilitator.formats.publishing.told_event import read_event, withdrawn_event
from facilitator.services.publishing.gather_schedule import gather_moved, gather_schedule
from facilitator.storage.book import Change
from facilitator.storage.db import Db
from facilitator.storage.queries.publishing import told as items
from facilitator.storage.queries.publishing.told import HeldItem, ToldRow
from facilitator.zones import canonical

_A_DAY = timedelta(days=1)
_EVENTS_A_TELLING = 500


@dataclass(slots=True)
class News:
    """What a target is told: ``events`` by their end and uid, with those that are as they were.

    ``before`` has the VEVENTs that were told last, of sessions that are told anew or taken away.
    """

    zones: Mapping[str, bytes | None]
    events: list[tuple[int, str, bytes]] = field(default_factory=list)
    new: list[ToldRow] = field(default_factory=list)
    changed: list[ToldRow] = field(default_factory=list)
    withdrawn: list[ToldRow] = field(default_factory=list)
    over: Collection[str] = ()
    unchanged: int = 0
    after: dict[str, Shown] = field(default_factory=dict)
    before: dict[str, bytes] = field(default_factory=dict)

    @property
    def anew(self) -> bool:
        """Whether the book has to keep anything of it."""
        return bool(self.new or self.changed or self.withdrawn or self.over)

    def file(self, calendar: PublishedCalendar) -> bytes:
        """The calendar with all of it; the same data gives the same bytes."""
        head = head_bytes(calendar, [each for _, each in sorted(self.zones.items()) if each])
        return b"".join((head, *(event for _, _, event in sorted(self.events)), TAIL))

    def changes(self) -> tuple[ToldChange, ...]:
        """What is told anew, by date."""
        found = [(self.after[row.uid].starts_at_utc, NewsKind.ADDED, row.uid) for row in self.new]
        found += [(self.after[row.uid].starts_at_utc, NewsKind.CHANGED, row.uid) for row in self.changed]
        found += [(read_event(row.bytes).starts_at_utc, NewsKind.REMOVED, row.uid) for row in self.withdrawn]
        return tuple(self._change(what, uid) for _, what, uid in sorted(found))

    def _change(self, what: NewsKind, uid: str) -> ToldChange:
        told = self.before.get(uid)
        return ToldChange(what, uid, read_event(told) if told else None, self.after.get(uid))


def tell_sessions(
    db: Db,
    target_id: int | None,
    wanted: Selection,
    terms: FeedTerms,
    span: DayWindow,
    *,
    now: datetime,
    progress: Callable[[float], object] | None = None,
) -> News:
    """What the target is to be told of the selected sessions of these days; nothing is written.

    Without a target nothing was ever told. Of what was told, and lies outside of the days, nothing is said now.
    ``progress`` is told how much is done, from 0 to 1.
    """
    held = items.held(db, target_id) if target_id is not None else {}
    found = gather_schedule(db, wanted, terms, span)
    missing = held.keys() - {each.uid for each in found}
    first, last, moment = _seconds(span.first - _A_DAY), _seconds(span.last + 2 * _A_DAY), now.timestamp()
    here = {uid for uid in missing if first <= held[uid].ends_at <= last}
    to_come = {uid for uid in here if held[uid].ends_at > moment}
    # what was moved to a day that was not asked for is told all the same: else it would seem to be gone
    found += gather_moved(db, wanted, terms, to_come)
    made = News(timezones_for(found))
    made.over = (here - to_come) | {uid for uid in missing if held[uid].ends_at < (now - BACK - _A_DAY).timestamp()}
    as_told: list[str] = []
    for number, each in enumerate(found):
        if progress is not None and number % _EVENTS_A_TELLING == 0:
            progress(number / len(found))
        _tell(made, each, held.get(each.uid), now, as_told)
    if target_id is not None:
        gone = to_come - {each.uid for each in found}
        _take_away(made, {uid: held[uid] for uid in gone}, items.held_bytes(db, target_id, gone), now)
        kept = items.held_bytes(db, target_id, as_told)
        made.events.extend((held[uid].ends_at, uid, event) for uid, event in kept.items())
        made.before |= items.held_bytes(db, target_id, [each.uid for each in made.changed])
    return made


def _tell(made: News, session: PublishedSession, held: HeldItem | None, now: datetime, as_told: list[str]) -> None:
    in_utc = made.zones[canonical(session.zone)] is None
    event = event_bytes(session, in_utc=in_utc)
    digest = hashlib.sha256(event).hexdigest()
    ends_at = int(session.ends_at_utc.timestamp())
    sequence = session.sequence
    if held is None:
        made.new.append(ToldRow(session.uid, sequence, digest, event, ends_at, None))
        made.after[session.uid] = shown_of(session)
    elif held.digest == digest and held.withdrawn_at is None:
        made.unchanged += 1
        if held.sequence != sequence:
            as_told.append(session.uid)
            return
    else:
        if sequence <= held.sequence:
            sequence = held.sequence + 1
            event = event_bytes(replace(session, sequence=sequence, updated_at_utc=now), in_utc=in_utc)
        made.changed.append(ToldRow(session.uid, sequence, digest, event, ends_at, None))
        made.after[session.uid] = shown_of(session)
    made.events.append((ends_at, session.uid, event))


def _take_away(made: News, gone: Mapping[str, HeldItem], told: Mapping[str, bytes], now: datetime) -> None:
    """What is theirs no longer: told as cancelled, once, and then so until its date is over."""
    for uid, held in gone.items():
        event = told[uid]
        if held.withdrawn_at is None:
            made.before[uid] = event
            sequence, at = held.sequence + 1, int(now.timestamp())
            event = withdrawn_event(event, sequence=sequence, at=now)
            made.withdrawn.append(ToldRow(uid, sequence, held.digest, event, held.ends_at, at))
        else:
            made.unchanged += 1
        made.events.append((held.ends_at, uid, event))


def keep_news(change: Change, target_id: int, made: News) -> None:
    """Keep what is told from now on, in the same transaction with the audit row of what sends it."""
    items.keep_told(change.db, target_id, made.new, [*made.changed, *made.withdrawn])
    items.forget_told(change.db, target_id, made.over)


def _seconds(day: date) -> float:
    return datetime.combine(day, time(), UTC).timestamp()
