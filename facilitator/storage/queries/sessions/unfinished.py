"""Which sessions are over and not closed: their attendance is to be finished, however long ago they were."""

from sqlalchemy import and_, bindparam

from facilitator.storage.tables import session
from facilitator.words import SessionStatus

to_be_closed = session.c.status.in_([SessionStatus.SCHEDULED, SessionStatus.RUNNING])
"""Nobody closed it, and nobody said that it did not meet."""
over_and_open = and_(to_be_closed, session.c.ends_at <= bindparam("now"))
"""Its planned end is past, and it is to be closed."""
