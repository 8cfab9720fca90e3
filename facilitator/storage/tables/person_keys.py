"""Every column that points to a person: whoever merges two, writes out, takes along or disposes of one walks these.

A new table that points to people is written here; a test walks the metadata and fails on one that is missing.
"""

from typing import Any, Final

from sqlalchemy import Column

from facilitator.storage.tables.people import contact_choice, enrolment, person, person_away
from facilitator.storage.tables.privacy import consent, disclosure
from facilitator.storage.tables.sessions import attendance, mark_event

PERSON_KEYS: Final[tuple[Column[Any], ...]] = (
    attendance.c.person_id,
    consent.c.person_id,
    contact_choice.c.person_id,
    disclosure.c.person_id,
    enrolment.c.person_id,
    mark_event.c.person_id,
    person.c.merged_into_id,
    person_away.c.person_id,
)

STAYS_WHEN_MERGED: Final = frozenset((disclosure.c.person_id, mark_event.c.person_id))
"""Where two rows become one person, these stay as they were written: nothing is changed in them. Whoever reads what is
held on somebody reads those of everybody who became them too."""
