"""Which sessions are over and not closed: their attendance is to be finished, however long ago they were."""

from sqlalchemy import and_, bindparam, func, select, text

from facilitator.storage.tables import session
from facilitator.storage.tables.scheduling import TO_BE_CLOSED
from facilitator.words import SessionStatus

_OPEN = [SessionStatus.SCHEDULED, SessionStatus.RUNNING]
to_be_closed = session.c.status.in_(_OPEN)
"""Nobody closed it, and nobody said that it did not meet."""
still_to_be_closed = session.c.status.not_in([each for each in SessionStatus if each not in _OPEN])
"""The same in words that no index answers: for a few days, of which an engine would else read all that waits."""
over_and_open = and_(to_be_closed, session.c.ends_at <= bindparam("now"))
"""Its planned end is past, and it is to be closed."""

_seen = session.alias("seen")
# word for word the condition of its index: so it costs what is waiting, not what was ever held
_in_index = text(f"seen.{TO_BE_CLOSED}")
running = select(_seen.c.id).where(_in_index, _seen.c.status == SessionStatus.RUNNING)
"""The sessions that run, or were started and never ended."""
_never_begun = and_(_in_index, _seen.c.status == SessionStatus.SCHEDULED, _seen.c.ends_at <= bindparam("now"))
_newest = (
    select(_seen.c.id)
    .where(_never_begun)
    .order_by(_seen.c.ends_at.desc(), _seen.c.id.desc())
    .limit(bindparam("most"))
    .subquery("newest")
)
newest_waiting = select(_newest.c.id)
"""Of those that are over and were neither started nor closed, the last ones."""
_oldest = select(_seen.c.local_date).where(_never_begun).order_by(_seen.c.ends_at, _seen.c.id).limit(1)
waiting = select(func.count().label("number"), _oldest.scalar_subquery().label("oldest")).where(_never_begun)
"""How many those are, and the day of the first."""
