"""Tables of what happens at a session: who was there, and how far its agenda came."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, SmallInteger, String, Table, text

from facilitator.storage.engines.append_only import append_only
from facilitator.storage.tables.base import id_column, metadata, to_column
from facilitator.storage.tables.types import ATTENDANCE_CODES, Code, Moment, Word
from facilitator.words import Mode

attendance = Table(
    "attendance",
    metadata,
    to_column("session", primary_key=True),
    to_column("person", primary_key=True),
    Column("expected", Boolean, nullable=False),
    Column("status", Code(ATTENDANCE_CODES)),
    Column("arrived_at", Moment),
    Column("left_at", Moment),
    Column("mode", Word(Mode)),
    Column("minutes", SmallInteger, nullable=False, server_default=text("0")),
    # the newest event of this person at this session: the one that made it so
    Column("event_id", ForeignKey("mark_event.id")),
    # without what another session of theirs counts already; empty: all of ``minutes``
    Column("counted_minutes", SmallInteger),
    # whom they brought: a number and no more, which no unit and no ratio counts
    Column("children", SmallInteger),
    Index("ix_attendance_person_id_session_id_status", "person_id", "session_id", "status"),
    sqlite_with_rowid=False,
)

mark_event = Table(
    "mark_event",
    metadata,
    id_column(),
    to_column("session"),
    to_column("person"),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
    Column("act", String, nullable=False),
    Column("status", Code(ATTENDANCE_CODES)),
    Column("expected", Boolean, nullable=False),
    Column("arrived_at", Moment),
    Column("left_at", Moment),
    Column("mode", Word(Mode)),
    Column("undoes_id", ForeignKey("mark_event.id")),
    Column("window", String, nullable=False, server_default=""),
    Column("children", SmallInteger),
    Column("reason", String, nullable=False, server_default=""),
    Index("ix_mark_event_session_id_person_id", "session_id", "person_id"),
)
append_only(mark_event)

headcount = Table(
    "headcount",
    metadata,
    to_column("session", primary_key=True),
    Column("people", SmallInteger, CheckConstraint("people >= 0", name="people"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
)

headcount_event = Table(
    "headcount_event",
    metadata,
    id_column(),
    to_column("session"),
    # empty: the count was taken back, and there is none
    Column("people", SmallInteger),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
    Column("window", String, nullable=False, server_default=""),
    Index("ix_headcount_event_session_id", "session_id"),
)
"""Every count of heads that was ever kept: ``headcount`` has the one that holds."""
append_only(headcount_event)

agenda_progress = Table(
    "agenda_progress",
    metadata,
    to_column("session", primary_key=True),
    Column("position", SmallInteger, primary_key=True),
    Column("title", String, nullable=False),
    Column("minutes", SmallInteger, nullable=False),
    Column("least_minutes", SmallInteger, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    sqlite_with_rowid=False,
)
