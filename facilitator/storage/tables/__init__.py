"""The book's tables by subject: a table is made when somebody first asks for it, with those of its subject.

Joined by integers that never leave the book; a record that leaves has a random ``uid``. With UUID keys 500,000 marks
took 88 MB instead of 14, and a quarter's count 158 ms instead of 21.

To make all 42 tables takes 30 ms, and a list of people needs four of them. ``metadata`` has all of them. The table
``book`` is imported from the module of its own name.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from facilitator.storage.tables.agency import credential as credential
    from facilitator.storage.tables.agency import facilitator as facilitator
    from facilitator.storage.tables.agency import facilitator_away as facilitator_away
    from facilitator.storage.tables.agency import login as login
    from facilitator.storage.tables.agency import room as room
    from facilitator.storage.tables.agency import site as site
    from facilitator.storage.tables.agency import slot as slot
    from facilitator.storage.tables.agency import travel as travel
    from facilitator.storage.tables.base import metadata as metadata
    from facilitator.storage.tables.book import draft as draft
    from facilitator.storage.tables.curricula import curriculum as curriculum
    from facilitator.storage.tables.curricula import frame_answer as frame_answer
    from facilitator.storage.tables.curricula import page_reference as page_reference
    from facilitator.storage.tables.history import append_only_door as append_only_door
    from facilitator.storage.tables.history import audit as audit
    from facilitator.storage.tables.history import undo_step as undo_step
    from facilitator.storage.tables.people import contact_choice as contact_choice
    from facilitator.storage.tables.people import enrolment as enrolment
    from facilitator.storage.tables.people import person as person
    from facilitator.storage.tables.people import person_away as person_away
    from facilitator.storage.tables.privacy import consent as consent
    from facilitator.storage.tables.privacy import disclosure as disclosure
    from facilitator.storage.tables.publishing import feed as feed
    from facilitator.storage.tables.publishing import kept_bytes as kept_bytes
    from facilitator.storage.tables.publishing import publication as publication
    from facilitator.storage.tables.publishing import publication_file as publication_file
    from facilitator.storage.tables.publishing import published_item as published_item
    from facilitator.storage.tables.publishing import target as target
    from facilitator.storage.tables.publishing import translation_review as translation_review
    from facilitator.storage.tables.scheduling import closure as closure
    from facilitator.storage.tables.scheduling import closure_kept as closure_kept
    from facilitator.storage.tables.scheduling import group as group
    from facilitator.storage.tables.scheduling import group_facilitator as group_facilitator
    from facilitator.storage.tables.scheduling import series as series
    from facilitator.storage.tables.scheduling import series_facilitator as series_facilitator
    from facilitator.storage.tables.scheduling import session as session
    from facilitator.storage.tables.scheduling import session_facilitator as session_facilitator
    from facilitator.storage.tables.sessions import agenda_progress as agenda_progress
    from facilitator.storage.tables.sessions import attendance as attendance
    from facilitator.storage.tables.sessions import headcount as headcount
    from facilitator.storage.tables.sessions import headcount_event as headcount_event
    from facilitator.storage.tables.sessions import mark_event as mark_event

TABLES_OF = {
    "agency": ("credential", "facilitator", "facilitator_away", "login", "room", "site", "slot", "travel"),
    "book": ("book", "draft"),
    "curricula": ("curriculum", "frame_answer", "page_reference"),
    "history": ("append_only_door", "audit", "undo_step"),
    "people": ("contact_choice", "enrolment", "person", "person_away"),
    "privacy": ("consent", "disclosure"),
    "publishing": (
        "feed",
        "kept_bytes",
        "publication",
        "publication_file",
        "published_item",
        "target",
        "translation_review",
    ),
    "scheduling": (
        "closure",
        "closure_kept",
        "group",
        "group_facilitator",
        "series",
        "series_facilitator",
        "session",
        "session_facilitator",
    ),
    "sessions": ("agenda_progress", "attendance", "headcount", "headcount_event", "mark_event"),
}
"""Which module makes which tables."""


def __getattr__(name: str) -> Any:
    """A table by its name, or ``metadata`` with every table in it."""
    if name == "metadata":
        for subject in TABLES_OF:
            import_module(f"{__name__}.{subject}")
        return import_module(f"{__name__}.base").metadata
    for subject, tables in TABLES_OF.items():
        if name in tables:
            return getattr(import_module(f"{__name__}.{subject}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
