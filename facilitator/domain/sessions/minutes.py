"""The one rule for minutes: how long a session lasted, how long somebody was there, and what of it counts.

A session lasted from its real start to its real end where its clock ran, and as planned where nobody started it, or
only for a moment: what is entered from paper has an end that says when it was closed, and no more. Somebody was there
from their arrival to their leaving, within that; without a time, from its start or to its end. Minutes are those that
clocks show, whatever the seconds: from 18:34 to 19:02 are 28, so that anybody can count them again. Where sessions of
one person overlap, the one that began first counts whole, and a later one only what no earlier one covers.

Every report, paper and record takes its minutes from here. All moments are aware.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple, Protocol

from facilitator.words import AttendanceStatus

LATEST_END: Final = timedelta(minutes=30)
"""How long after it was to end a session is ended without being asked about.

Groups run over by minutes, and half an hour is as long as a room and people's rides wait: what is ended later was
forgotten more often than it was held. So an end that nobody was asked about is wrong by half an hour at most.
"""
LEAST_RUN: Final = timedelta(minutes=5)
"""A clock that ran shorter was only opened to enter who came: the planned times hold, and whoever ends it is told."""
LONGEST: Final = timedelta(hours=24)
"""A session of which somebody says that it lasted longer is not believed."""


class SessionTimes(Protocol):
    """What a session's row knows of its times: planned, and as its clock ran where somebody started it."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...

    @property
    def started_at(self) -> datetime | None: ...

    @property
    def ended_at(self) -> datetime | None: ...


class Span(NamedTuple):
    """A stretch of time."""

    began: datetime
    ended: datetime

    @property
    def minutes(self) -> int:
        """From one minute that clocks showed to the other."""
        return _minute(self.ended) - _minute(self.began)


class Sitting(NamedTuple):
    """That one person was at a session: which began when, its number, and how long they were there."""

    session_began: datetime
    session_id: int
    there: Span


def runs_as_planned(session: SessionTimes) -> bool:
    """Whether a session is held when it was to be, or on another day or at another time: its plan says nothing then."""
    began = session.started_at or session.starts_at
    return abs(began - session.starts_at) <= session.ends_at - session.starts_at


def due_end(session: SessionTimes) -> datetime:
    """When a session is to end: as planned, or as long after its start as was planned."""
    if session.started_at is None or runs_as_planned(session):
        return session.ends_at
    return session.started_at + (session.ends_at - session.starts_at)


def is_late(session: SessionTimes, end: datetime) -> bool:
    """Whether a session whose clock ran would end so late that somebody has to say whether it did."""
    return session.started_at is not None and end - due_end(session) > LATEST_END


def ran_for_a_moment(session: SessionTimes) -> bool:
    """Whether the clock of a session that is over was only opened and closed."""
    began, ended = session.started_at, session.ended_at
    return began is not None and ended is not None and ended - began < LEAST_RUN


def lasted(session: SessionTimes, *, asked: bool = True) -> Span:
    """From when to when a session was held; while it runs, to its due end.

    ``asked`` is False where it ended late and nobody was asked: then it is taken to have ended when it was due.
    """
    if session.started_at is None or ran_for_a_moment(session):
        return Span(session.starts_at, session.ends_at)
    ended = session.ended_at
    if ended is None or (not asked and is_late(session, ended)):
        ended = due_end(session)
    return Span(session.started_at, max(session.started_at, ended))


def presence(
    status: AttendanceStatus | None, session: Span, arrived_at: datetime | None = None, left_at: datetime | None = None
) -> Span | None:
    """From when to when somebody was at a session; None where they were not."""
    if status is None or not status.attended:
        return None
    came = max(arrived_at or session.began, session.began)
    return Span(came, max(came, min(left_at or session.ended, session.ended)))


def minutes_present(
    status: AttendanceStatus | None, session: Span, arrived_at: datetime | None = None, left_at: datetime | None = None
) -> int:
    """How many minutes somebody was at a session. Without a time the whole of it counts: nobody's time is guessed."""
    there = presence(status, session, arrived_at, left_at)
    return there.minutes if there else 0


def count_once(sittings: Sequence[Sitting]) -> list[int]:
    """How many minutes count of each of one person's sittings: together as many as they were anywhere."""
    counted = [0] * len(sittings)
    covered: list[tuple[int, int]] = []
    for at in sorted(range(len(sittings)), key=lambda at: sittings[at][:2]):
        began, _, there = sittings[at]
        # nobody is anywhere before the session began: what ended until then is out of the way
        covered = [each for each in covered if each[1] > _minute(began)]
        pieces = _without((_minute(there.began), _minute(there.ended)), covered)
        counted[at] = sum(end - start for start, end in pieces)
        covered += pieces
    return counted


def _without(piece: tuple[int, int], taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces = [piece]
    for start, end in taken:
        cut = [part for one in pieces for part in ((one[0], min(one[1], start)), (max(one[0], end), one[1]))]
        pieces = [part for part in cut if part[0] < part[1]]
    return pieces


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
