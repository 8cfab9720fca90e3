"""What a calendar of closed days changes in the book: what is new, what a revision takes away, what is known."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.scheduling.closures import ClosedSpan, Closures, ListedSpan
from facilitator.words import ClosureState

_DAY: Final = timedelta(days=1)
_STAYS: Final = "no higher SEQUENCE says that it moved: an earlier import had it on"


@dataclass(frozen=True, slots=True)
class KnownSpan:
    """A span that the book has for the same place; ``id`` is the book's, ``uid`` and ``sequence`` its entry's."""

    id: int
    span: ClosedSpan
    state: ClosureState
    uid: str
    sequence: int
    source: str


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """One day of a span; without hours where the whole day is meant. ``what``: closed, offered, reopened, over."""

    day: date
    begins: time | None
    ends: time | None
    reason: str
    what: str


@dataclass(slots=True)
class ClosureChanges:
    """What becomes of the spans of a file, and of those of earlier revisions.

    ``close`` are offered spans of the book that the file closes, ``revise`` those that only have a higher SEQUENCE
    now, ``remove`` those that a revision takes away. ``same`` counts what is there already; ``lines`` says so for each
    entry by its line, and ``why`` where that needs words.
    """

    add: list[ListedSpan] = field(default_factory=list)
    close: list[tuple[KnownSpan, ListedSpan]] = field(default_factory=list)
    revise: list[tuple[KnownSpan, ListedSpan]] = field(default_factory=list)
    remove: list[KnownSpan] = field(default_factory=list)
    same: int = 0
    lines: dict[int, str] = field(default_factory=dict)
    why: dict[int, str] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether the book becomes another."""
        return bool(self.add or self.close or self.revise or self.remove)

    def note(self, line: int, what: str, why: str = "") -> None:
        """Say what became of an entry; what is new outweighs what is the same."""
        order = ("passed over", "same", "changed", "new")
        if line and order.index(what) >= order.index(self.lines.get(line, "passed over")):
            self.lines[line] = what
        if line and why:
            self.why[line] = why


def work_out(
    listed: Iterable[ListedSpan],
    known: Sequence[KnownSpan],
    *,
    today: date,
    source: str,
    revisions: Mapping[str, int] | None = None,
    withdrawn: Collection[tuple[str, datetime | None]] = (),
    once_a_day: bool = True,
) -> ClosureChanges:
    """What the spans of a file change in a book that knows some for the same place.

    ``revisions`` has the highest SEQUENCE of each UID in the file, ``withdrawn`` the starts that it takes away (None:
    all of an entry). What is over stays as it was. With ``once_a_day`` a whole day that the book has closed already, by
    another name, is not closed a second time: a holiday may be the country's and the state's.
    """
    revisions = revisions or {}
    spans = _each_once(listed)
    outcome = ClosureChanges()
    newest = _newest(known)
    of_file = {(each.uid, _key(each.span)) for each in spans}
    for row in known:
        revised = revisions.get(row.uid, -1) if row.uid else -1
        if revised < 0 or (row.uid, _key(row.span)) in of_file or row.span.ends.date() <= today:
            continue
        gone = (row.uid, None) in withdrawn or (row.uid, row.span.starts) in withdrawn
        if row.sequence < revised or (gone and row.sequence == revised):
            outcome.remove.append(row)
    removed = {each.id for each in outcome.remove}
    stays = {_key(each.span): each for each in known if each.id not in removed}
    days = {(each.span.starts, each.span.ends): each.span.reason for each in stays.values() if _closes_whole(each)}
    changed = {each.uid for each in outcome.remove}
    left_behind = {
        row.uid: row
        for row in known
        if row.uid in revisions and row.uid not in changed and (row.uid, _key(row.span)) not in of_file
        if row.state is ClosureState.CLOSED and row.span.ends.date() > today
    }
    for each in spans:
        old, name = stays.get(_key(each.span)), days.get((each.span.starts, each.span.ends))
        if each.uid and revisions.get(each.uid, 0) < newest.get(each.uid, 0):
            outcome.note(each.line, "passed over", "the book has a newer revision of this entry")
        elif old is not None:
            _known(outcome, old, each, revisions, source)
        elif once_a_day and name is not None:
            outcome.same += 1
            outcome.note(each.line, "same", f"that day is closed already: {name}")
        else:
            outcome.add.append(_revised(each, revisions))
            stays_closed = left_behind.get(each.uid)
            why = f"{_STAYS} {say_date(stays_closed.span.starts.date())}, which stays closed" if stays_closed else ""
            outcome.note(each.line, "changed" if each.uid in changed else "new", why)
    return outcome


def _known(outcome: ClosureChanges, old: KnownSpan, new: ListedSpan, revisions: Mapping[str, int], source: str) -> None:
    """What becomes of a span that the book has under the same name."""
    entry = _revised(new, revisions)
    if old.state is ClosureState.OFFERED and new.state is ClosureState.CLOSED:
        outcome.close.append((old, entry))
        outcome.note(new.line, "changed")
        return
    outcome.same += 1
    outcome.note(new.line, "same")
    unnamed = not old.uid and old.source == source
    if new.uid and ((old.uid == new.uid and old.sequence < entry.sequence) or unnamed):
        outcome.revise.append((old, entry))


def _each_once(listed: Iterable[ListedSpan]) -> list[ListedSpan]:
    """The spans in their order without repeats; one that is closed and offered is closed."""
    once: dict[tuple[datetime, datetime, str], ListedSpan] = {}
    for each in listed:
        old = once.get(_key(each.span))
        if old is None or (old.state is ClosureState.OFFERED and each.state is ClosureState.CLOSED):
            once[_key(each.span)] = each
    # what is closed first: a day that is closed need not be offered under another name
    return sorted(once.values(), key=lambda each: each.state is ClosureState.OFFERED)


def _newest(known: Iterable[KnownSpan]) -> dict[str, int]:
    newest: dict[str, int] = {}
    for each in known:
        newest[each.uid] = max(each.sequence, newest.get(each.uid, 0))
    return newest


def _revised(each: ListedSpan, revisions: Mapping[str, int]) -> ListedSpan:
    """The span with the SEQUENCE of its whole entry: an exception may have a higher one than its series."""
    return ListedSpan(each.span, each.state, each.uid, revisions.get(each.uid, each.sequence), each.line)


def _closes_whole(each: ListedSpan | KnownSpan) -> bool:
    return each.span.all_day and each.state is ClosureState.CLOSED


def _key(span: ClosedSpan) -> tuple[datetime, datetime, str]:
    return span.starts, span.ends, span.reason


def days_of(span: ClosedSpan, what: str, *, today: date) -> Iterator[ClosedDay]:
    """A span day by day; those before ``today`` are over."""
    midnight = datetime.combine(span.starts.date(), time())
    while midnight < span.ends:
        begins = None if span.starts <= midnight else span.starts.time()
        ends = None if span.ends >= midnight + _DAY else span.ends.time()
        yield ClosedDay(midnight.date(), begins, ends, span.reason, "over" if midnight.date() < today else what)
        midnight += _DAY


def open_again(removed: Iterable[KnownSpan], closed: Iterable[ClosedSpan], *, today: date) -> list[ClosedDay]:
    """The days on which something is open again, now that spans were taken away and others are closed."""
    still = Closures(closed)
    found = []
    for each in removed:
        if each.state is not ClosureState.CLOSED:
            continue
        for day in days_of(each.span, "reopened", today=today):
            begins = datetime.combine(day.day, day.begins or time())
            ends = datetime.combine(day.day, day.ends) if day.ends else datetime.combine(day.day, time()) + _DAY
            covered = still.reason_closed(begins, ends)
            if covered is None or covered.starts > begins or covered.ends < ends:
                found.append(day)
    return [each for each in found if each.what != "over"]
