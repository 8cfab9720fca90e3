"""What the audit chain tells of the clock: it is ordered by number, so a clock that jumped shows in its moments."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

SLACK = timedelta(minutes=2)

_AHEAD = "SELECT count(*), max(at) FROM audit WHERE at > ?"
_BACK = (
    "SELECT count(*), max(seq) FROM (SELECT seq, at - lag(at) OVER (ORDER BY seq) AS step FROM audit) WHERE step < ?"
)


@dataclass(frozen=True, slots=True)
class ClockJumps:
    """Rows that lie in the future, with the latest of them, and how often the clock went back, last at which row."""

    ahead: int
    latest: datetime | None
    back: int
    last_back: int | None


def clock_jumps(raw: Any, now: datetime) -> ClockJumps:
    """Jumps of more than two minutes in the audit chain, on the driver's connection."""
    ahead, latest = raw.execute(_AHEAD, (int((now + SLACK).timestamp()),)).fetchone()
    back, last_back = raw.execute(_BACK, (-int(SLACK.total_seconds()),)).fetchone()
    return ClockJumps(ahead, datetime.fromtimestamp(latest, UTC) if latest else None, back, last_back)
