"""The book's tables by subject: whoever imports this has all of them.

Joined by integers that never leave the book; a record that leaves has a random ``uid``. With UUID keys 500,000 marks
took 88 MB instead of 14, and a quarter's count 158 ms instead of 21.
"""

from facilitator.storage.tables.agency import credential, facilitator, room, site, travel
from facilitator.storage.tables.base import metadata
from facilitator.storage.tables.book import book, draft
from facilitator.storage.tables.curricula import curriculum, frame_answer, page_reference
from facilitator.storage.tables.history import audit, undo_step
from facilitator.storage.tables.people import enrolment, person
from facilitator.storage.tables.privacy import consent, disclosure
from facilitator.storage.tables.scheduling import (
    closure,
    closure_kept,
    group,
    group_facilitator,
    series,
    series_facilitator,
    session,
    session_facilitator,
)
from facilitator.storage.tables.sessions import agenda_progress, attendance, headcount, mark_event

__all__ = [
    "agenda_progress",
    "attendance",
    "audit",
    "book",
    "closure",
    "closure_kept",
    "consent",
    "credential",
    "curriculum",
    "disclosure",
    "draft",
    "enrolment",
    "facilitator",
    "frame_answer",
    "group",
    "group_facilitator",
    "headcount",
    "mark_event",
    "metadata",
    "page_reference",
    "person",
    "room",
    "series",
    "series_facilitator",
    "session",
    "session_facilitator",
    "site",
    "travel",
    "undo_step",
]
