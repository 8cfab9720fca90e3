from datetime import timedelta

import pytest
from sqlalchemy import select

from facilitator.storage.queries.sessions.unfinished import over_and_open
from facilitator.storage.tables import session
from facilitator.words import SessionStatus
from tests.storage.rows import at


@pytest.mark.parametrize("status", SessionStatus)
def test_a_session_is_to_be_finished_from_its_end_until_it_is_closed_or_called_off(db, rows, status):
    made = rows.session(rows.series(rows.group()), "2027-03-04 18:30", status=status)  # ends at 00:30 in UTC
    ends_at = at("2027-03-05 00:30")
    found = [
        db.execute(select(session.c.id).where(over_and_open), {"now": now}).scalars().all()
        for now in (ends_at - timedelta(seconds=1), ends_at)
    ]
    waits = status in (SessionStatus.SCHEDULED, SessionStatus.RUNNING)
    assert found == [[], [made] if waits else []]
