"""Closed days out of an iCalendar file (RFC 5545): holidays, breaks, half days, once or repeating.

What can be read is read; what cannot, and what closes nothing, is told by its line.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter
from zoneinfo import ZoneInfo

from facilitator.domain.scheduling.closures import ClosedSpan, ListedSpan
from facilitator.errors import BadInput
from facilitator.formats.scheduling.ics_entry import DAY, ClosesNothing, Entry, Moment, read_entry
from facilitator.formats.scheduling.ics_events import BadEntry, FileProblem, read_events
from facilitator.formats.scheduling.ics_rule import rule_starts
from facilitator.formats.scheduling.ics_zones import FileZones
from facilitator.words import ClosureState

MOST_SPANS = 20_000
MOST_STEPS = 400_000

_ENTRIES_A_TELLING = 100
_LINES, _ENTRIES = 0.35, 0.8
"""Which part of the work is done when all lines are read, and when all entries are; laying them out is the rest."""

_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class ClosuresRead:
    """What a file says of closed days, in order.

    ``problems`` are the entries that were left out, ``passed`` those that close nothing, with the reason, ``notes``
    are warnings of entries that were read. ``revisions`` has the highest SEQUENCE of each UID, also of those that
    were cancelled, and ``withdrawn`` the starts that an entry takes away, None for all of its own. ``outside`` counts
    the days, without repeats, that lie before and after the dates asked for.
    """

    listed: tuple[ListedSpan, ...]
    problems: tuple[FileProblem, ...] = ()
    passed: tuple[FileProblem, ...] = ()
    notes: tuple[FileProblem, ...] = ()
    revisions: Mapping[str, int] | None = None
    withdrawn: frozenset[tuple[str, datetime | None]] = frozenset()
    outside: tuple[int, int] = (0, 0)

    @property
    def spans(self) -> tuple[ClosedSpan, ...]:
        """What is closed, without what is offered, each span once."""
        return tuple(dict.fromkeys(each.span for each in self.listed if each.state is ClosureState.CLOSED))

    @property
    def readable(self) -> bool:
        """Whether anything in the file could be read, be it that it closes nothing."""
        return bool(self.listed or self.passed or any(self.outside))


@dataclass(frozen=True, slots=True)
class _Window:
    """The dates asked for, both included, in the wall time of a zone."""

    zone: ZoneInfo
    first: date
    last: date

    def holds(self, span: ClosedSpan) -> bool:
        begins, ends = datetime.combine(self.first, time()), datetime.combine(self.last, time()) + DAY
        return span.starts < ends and span.ends > begins


def read_closures(
    data: bytes,
    *,
    name: str,
    zone: ZoneInfo,
    first: date,
    last: date,
    progress: Callable[[float], None] | None = None,
) -> ClosuresRead:
    """What a calendar file closes between ``first`` and ``last`` (both included), in wall time of ``zone``.

    Whole days keep their date whatever the zone; times of day are converted, and those without a zone are taken as
    ``zone``'s own. Cancelled events close nothing. Events that leave people free (TRANSP:TRANSPARENT), and
    observances, are offered. Of two revisions of an entry the one with the higher SEQUENCE counts. An event whose
    start does not fit its rule closes that day too.

    ``progress`` is told how much was read, from 0 to 1; what it raises ends the reading.

    Source: RFC 5545, 3.6.1 and 3.8.5.

    Raises:
        BadInput: for a file that is too big, no calendar at all, or repeats without bounds. ``name`` is the file's.
    """
    told = progress or _untold
    content = read_events(data, name=name, progress=lambda done: told(_LINES * done))
    problems, passed = content.problems, list[FileProblem]()
    zones, read = FileZones(content.zones), list[Entry]()
    for number, event in enumerate(content.events):
        if number % _ENTRIES_A_TELLING == 0:
            told(_LINES + (_ENTRIES - _LINES) * number / len(content.events))
        try:
            read.append(read_entry(event, zone, zones, cancels=content.cancels))
        except BadEntry as bad:
            problems.append(FileProblem(event.line, str(bad)))
        except ClosesNothing as nothing:
            passed.append(FileProblem(event.line, str(nothing)))
    entries, older = _newest(read)
    passed += older
    expansion = _Expansion(name, _Window(zone, first, last), entries)
    for number, entry in enumerate(entries):
        if number % _ENTRIES_A_TELLING == 0:
            told(_ENTRIES + (1 - _ENTRIES) * number / len(entries))
        try:
            why = expansion.take(entry)
        except BadEntry as bad:
            problems.append(FileProblem(entry.line, str(bad)))
            continue
        if why:
            passed.append(FileProblem(entry.line, why))
    told(1.0)
    revisions: dict[str, int] = {}
    for entry in read:
        if entry.uid:
            revisions[entry.uid] = max(entry.sequence, revisions.get(entry.uid, 0))
    return ClosuresRead(
        tuple(sorted(expansion.listed, key=lambda each: (each.span.starts, each.span.ends, each.span.reason))),
        _by_line(problems),
        _by_line(passed),
        _by_line(expansion.notes),
        revisions,
        frozenset(expansion.withdrawn),
        (expansion.before, expansion.after),
    )


def _untold(_done: float) -> None:
    """Nobody asked how much was read."""


def _by_line(told: Iterable[FileProblem]) -> tuple[FileProblem, ...]:
    return tuple(sorted(told, key=lambda each: each.line))


def _newest(entries: Sequence[Entry]) -> tuple[list[Entry], list[FileProblem]]:
    """The entries without older revisions of the same, and what to say of those.

    Entries that share a UID without a SEQUENCE between them are days of their own: some programs give all the same.
    """
    highest: dict[tuple[str, Moment | None], Entry] = {}
    for entry in entries:
        key = (entry.uid, entry.replaces)
        if entry.uid and (key not in highest or entry.sequence > highest[key].sequence):
            highest[key] = entry
    kept, older = list[Entry](), list[FileProblem]()
    for entry in entries:
        newest = highest.get((entry.uid, entry.replaces))
        if newest is None or entry.sequence == newest.sequence:
            kept.append(entry)
        else:
            older.append(FileProblem(entry.line, f"line {newest.line} is a newer revision of this entry"))
    return kept, older


class _Expansion:
    """Lays out the entries of a file, one after the other, within its bounds."""

    def __init__(self, name: str, window: _Window, entries: Sequence[Entry]) -> None:
        self.listed: set[ListedSpan] = set()
        self.notes: list[FileProblem] = []
        self.withdrawn: set[tuple[str, datetime | None]] = set()
        self.before = self.after = 0
        self._name, self._window, self._steps = name, window, 0
        self._replaced: dict[str, list[Moment]] = {}
        self._onward: dict[str, list[Entry]] = {}
        self._later: set[int] = set()
        masters = {entry.uid for entry in entries if entry.replaces is None}
        for entry in entries:
            if entry.replaces is None or not entry.uid:
                continue
            if entry.onward and entry.uid in masters:
                self._onward.setdefault(entry.uid, []).append(entry)
                self._later.add(id(entry))
            else:
                self._replaced.setdefault(entry.uid, []).append(entry.replaces)

    def take(self, entry: Entry) -> str:
        """Add what an entry closes; where it closes nothing within the dates asked for, why.

        Raises:
            BadEntry: for a rule that cannot be read.
            BadInput: where the file repeats without bounds.
        """
        if id(entry) in self._later:
            return ""
        if entry.uid and entry.replaces is not None:
            self.withdrawn.add((entry.uid, _at_home(entry.replaces, self._window.zone)))
        if entry.cancelled:
            if entry.uid and entry.replaces is None:
                self.withdrawn.add((entry.uid, None))
            return "it is cancelled, so it closes nothing"
        removed = (*entry.removed, *(() if entry.replaces else self._replaced.get(entry.uid, ())))
        self._steps += len(removed) + len(self._onward.get(entry.uid, ()))
        self._keep_bounds()
        found = list(self._spans(entry, removed))
        state = ClosureState.OFFERED if entry.offered else ClosureState.CLOSED
        inside = [ListedSpan(span, state, entry.uid, entry.sequence, entry.line) for span in found]
        self.listed.update(inside)
        self._keep_bounds()
        if inside and entry.note:
            self.notes.append(FileProblem(entry.line, entry.note))
        return "" if inside else self._outside(entry)

    def _outside(self, entry: Entry) -> str:
        """Count an entry that has no day within the dates asked for, and say so."""
        ends = entry.wall_time(entry.starts) + entry.length
        if entry.wall_time(entry.starts).date() > self._window.last:
            self.after += 1
            return f"it lies after {self._window.last}, which is as far as days are kept"
        if not entry.rules and ends <= datetime.combine(self._window.first, time()):
            self.before += 1
            return f"it was over before {self._window.first}"
        return "every one of its dates is taken away, or over"

    def _spans(self, entry: Entry, removed: Iterable[Moment]) -> Iterator[ClosedSpan]:
        """The spans of an entry inside the window."""
        # two days take in every difference between the zones of entry and window
        last = datetime.combine(self._window.last, time()) + 2 * DAY
        begin = entry.wall_time(entry.starts)
        starts: list[tuple[datetime, timedelta | None]] = [(begin, None)]
        starts += [(entry.wall_time(at), length) for at, length in entry.added]
        starts += [(at, None) for at in self._given(entry.rules, begin, last, entry)]
        # a bare date takes away whatever begins that day, also from a series with times
        removed = list(removed)
        gone_days = {moment for moment in removed if not isinstance(moment, datetime)}
        gone = {entry.wall_time(moment) for moment in removed if isinstance(moment, datetime)}
        gone.update(self._given(entry.exceptions, begin, last, entry))
        first = datetime.combine(self._window.first, time()) - 2 * DAY
        onward = self._changes(entry)
        try:
            for at, length in starts:
                if at in gone or at.date() in gone_days:
                    span = _span(entry, at, length or entry.length, self._window.zone)
                    self.withdrawn.add((entry.uid, span.starts))
                    continue
                place = bisect_right(onward, at, key=itemgetter(0))
                changed = onward[place - 1] if place else None
                source, begins, lasts = entry, at, length or entry.length
                if changed is not None:
                    _, by, source = changed
                    begins, lasts = at + by, source.length
                    span = _span(entry, at, length or entry.length, self._window.zone)
                    self.withdrawn.add((entry.uid, span.starts))
                if source.cancelled or begins + lasts <= first:
                    continue
                span = _span(source, begins, lasts, self._window.zone)
                if self._window.holds(span):
                    yield span
        except OverflowError:
            raise BadEntry("this event reaches beyond the year 9999") from None

    def _given(self, rules: Iterable[str], begin: datetime, last: datetime, entry: Entry) -> Iterator[datetime]:
        for rule in rules:
            found, steps = rule_starts(rule, begin, last, entry)
            self._steps += steps
            self._keep_bounds()
            yield from found

    def _keep_bounds(self) -> None:
        if self._steps > MOST_STEPS or len(self.listed) > MOST_SPANS:
            raise BadInput(
                f"{self._name} repeats too much: more than {MOST_SPANS:,} closed days, or rules that go on too long",
                "Give a calendar that holds closed days only.",
            )

    def _changes(self, entry: Entry) -> list[tuple[datetime, timedelta, Entry]]:
        """From which date of a series on another entry counts, and by how much it moves what follows; in order."""
        if entry.replaces is not None:
            return []
        found = []
        for each in self._onward.get(entry.uid, ()):
            if each.replaces is not None:
                at = entry.wall_time(each.replaces)
                moved = timedelta() if each.cancelled else each.wall_time(each.starts) - at
                found.append((at, moved, each))
        found.reverse()  # of two from the same date on, the first of the file counts
        return sorted(found, key=itemgetter(0))


def _at_home(moment: Moment, zone: ZoneInfo) -> datetime:
    if isinstance(moment, datetime):
        return moment.astimezone(zone).replace(tzinfo=None)
    return datetime.combine(moment, time())


def _span(entry: Entry, starts: datetime, length: timedelta, zone: ZoneInfo) -> ClosedSpan:
    """One span in wall time of ``zone``: whole days from midnight to midnight, also where a minute is missing."""
    if entry.tz is None:
        return ClosedSpan(starts=starts, ends=starts + length, reason=entry.reason, all_day=True)
    instant = starts.replace(tzinfo=entry.tz).astimezone(UTC)
    begins = instant.astimezone(zone).replace(tzinfo=None)
    ends = (instant + length).astimezone(zone).replace(tzinfo=None)
    if ends <= begins:  # within the hour that the clocks repeat
        ends = begins + length
    if begins.time() == time() and ends.time() >= _LAST_MINUTE:
        ends = datetime.combine(ends.date(), time()) + DAY
    whole = begins.time() == time() == ends.time()
    return ClosedSpan(starts=begins, ends=ends, reason=entry.reason, all_day=whole)
