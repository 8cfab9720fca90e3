"""The book's tables, those of curricula among them: whoever imports this has all of them.

Joined by integers that never leave the book; a record that leaves has a random ``uid``. With UUID keys 500,000 marks
took 88 MB instead of 14, and a quarter's count 158 ms instead of 21.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    text,
)

from facilitator.storage.tables.base import id_column, to_column, uid_column
from facilitator.storage.tables.base import metadata as metadata
from facilitator.storage.tables.curricula import curriculum as curriculum
from facilitator.storage.tables.curricula import frame_answer as frame_answer
from facilitator.storage.tables.curricula import page_reference as page_reference
from facilitator.storage.tables.privacy import consent as consent
from facilitator.storage.tables.privacy import disclosure as disclosure
from facilitator.storage.tables.privacy import draft as draft
from facilitator.storage.tables.types import ATTENDANCE_CODES, SESSION_CODES, Code, Lines, Moment, WallTime, Word
from facilitator.words import AttendanceKind, ClosurePolicy, EnrolmentKind, GapPolicy, GroupStatus, Mode

book = Table(
    "book",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True),
    uid_column(),
    Column("name", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("practice", Boolean, nullable=False),
    # whether 42 CFR Part 2 protects its records: so, unless somebody says otherwise
    Column("protected", Boolean, nullable=False, server_default=text("1")),
    Column("tzdata", String, nullable=False),
    Column("created_at", Moment, nullable=False),
)

site = Table(
    "site",
    metadata,
    id_column(),
    uid_column(),
    Column("name", String, nullable=False, unique=True),
    Column("address", String, nullable=False, server_default=""),
)

room = Table(
    "room",
    metadata,
    id_column(),
    uid_column(),
    to_column("site"),
    Column("name", String, nullable=False),
    Column("capacity", SmallInteger),
    Column("features", Lines, nullable=False, server_default=""),
    UniqueConstraint("site_id", "name"),
)

travel = Table(
    "travel",
    metadata,
    to_column("site", primary_key=True),
    Column("other_site_id", ForeignKey("site.id"), primary_key=True),
    Column("minutes", SmallInteger, nullable=False),
    # the way there is the way back: one row for both
    CheckConstraint("site_id < other_site_id", name="order"),
    CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes"),
    Index("ix_travel_other_site_id", "other_site_id"),
    sqlite_with_rowid=False,
)

facilitator = Table(
    "facilitator",
    metadata,
    id_column(),
    uid_column(),
    Column("name", String, nullable=False, unique=True),
    Column("public_name", Boolean, nullable=False, server_default=text("0")),
)

credential = Table(
    "credential",
    metadata,
    id_column(),
    to_column("facilitator"),
    Column("name", String, nullable=False),
    Column("expires_on", Date),
    UniqueConstraint("facilitator_id", "name"),
)

person = Table(
    "person",
    metadata,
    id_column(),
    uid_column(),
    Column("code", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("name_key", String, nullable=False),
    Column("alias", String, nullable=False, server_default=""),
    Column("alias_key", String, nullable=False, server_default=""),
    Column("phone", String, nullable=False, server_default=""),
    Column("email", String, nullable=False, server_default=""),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("name_key", "alias_key"),
    Index("ix_person_alias_key", "alias_key"),
)

group = Table(
    "group",
    metadata,
    id_column(),
    uid_column(),
    Column("title", String, nullable=False),
    Column("program", String, nullable=False),
    to_column("curriculum", nullable=True),
    Column("enrolment", Word(EnrolmentKind), nullable=False),
    Column("attendance", Word(AttendanceKind), nullable=False),
    Column("mode", Word(Mode), nullable=False),
    Column("link", String, nullable=False, server_default=""),
    to_column("room", nullable=True),
    Column("capacity", SmallInteger),
    Column("expected", SmallInteger),
    Column("required_credential", String, nullable=False, server_default=""),
    Column("least_facilitators", SmallInteger),
    # how many people each specialist may have in a group, where its payer says so
    Column("people_per_specialist", SmallInteger),
    Column("public", Boolean, nullable=False, server_default=text("0")),
    Column("status", Word(GroupStatus), nullable=False),
    Column("ended_on", Date),
    # the cycle before this one
    Column("continues_id", ForeignKey("group.id")),
    Column("created_at", Moment, nullable=False),
    Index("ix_group_title", "title"),
)

group_facilitator = Table(
    "group_facilitator",
    metadata,
    to_column("group", primary_key=True),
    to_column("facilitator", primary_key=True),
    Column("position", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)

series = Table(
    "series",
    metadata,
    id_column(),
    uid_column(),
    to_column("group"),
    Column("zone", String, nullable=False),
    Column("start_local", WallTime, nullable=False),
    Column("minutes", SmallInteger, nullable=False),
    Column("rule", String, nullable=False),
    Column("gap", Word(GapPolicy), nullable=False),
    Column("on_closure", Word(ClosurePolicy), nullable=False),
    Column("lessons", SmallInteger),
    # where its sessions are held unless one says otherwise
    to_column("room", nullable=True),
    # a series without an end: the last day up to which its sessions are stored
    Column("stored_until", Date),
    Column("split_from_id", ForeignKey("series.id")),
    Column("created_at", Moment, nullable=False),
    CheckConstraint("minutes BETWEEN 5 AND 720", name="minutes"),
    Index("ix_series_group_id", "group_id"),
    Index("ix_series_stored_until", "stored_until"),
)

series_facilitator = Table(
    "series_facilitator",
    metadata,
    to_column("series", primary_key=True),
    to_column("facilitator", primary_key=True),
    Column("position", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)

session = Table(
    "session",
    metadata,
    id_column(),
    uid_column(),
    to_column("series"),
    Column("original_local", WallTime, nullable=False),
    # where a closed day shifted it to; empty where it was planned for its original time
    Column("planned_local", WallTime),
    Column("start_local", WallTime, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("minutes", SmallInteger, nullable=False),
    Column("status", Code(SESSION_CODES), nullable=False),
    Column("title", String, nullable=False, server_default=""),
    Column("lesson", SmallInteger),
    Column("lesson_title", String, nullable=False, server_default=""),
    # lessons joined in one session: up to this one; a lesson over several: which part of how many
    Column("last_lesson", SmallInteger),
    Column("part", SmallInteger),
    Column("parts", SmallInteger),
    # somebody chose it: repeated, swapped, joined, split, or what members wanted next
    Column("lesson_by_hand", Boolean, nullable=False, server_default=text("0")),
    # the edition it was held with, where its group has a newer one by now
    to_column("curriculum", nullable=True),
    to_column("room", nullable=True),
    # where it is not held as its group is: online for one day
    Column("mode", Word(Mode)),
    Column("reason", String, nullable=False, server_default=""),
    Column("sequence", Integer, nullable=False, server_default=text("0")),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    UniqueConstraint("series_id", "original_local"),
    # the overlap probe relies on this bound: without it no index helps (7x slower)
    CheckConstraint("minutes BETWEEN 5 AND 720 AND ends_at - starts_at = minutes * 60", name="minutes"),
    Index("ix_session_series_id_local_date", "series_id", "local_date"),
    Index("ix_session_local_date_series_id", "local_date", "series_id"),
    Index("ix_session_room_id_starts_at_ends_at", "room_id", "starts_at", "ends_at"),
    Index("ix_session_starts_at", "starts_at"),
)

session_facilitator = Table(
    "session_facilitator",
    metadata,
    to_column("session", primary_key=True),
    to_column("facilitator", primary_key=True),
    Column("position", SmallInteger, nullable=False, server_default=text("0")),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Index("ix_session_facilitator_facilitator_id_starts_at_ends_at", "facilitator_id", "starts_at", "ends_at"),
    sqlite_with_rowid=False,
)

enrolment = Table(
    "enrolment",
    metadata,
    id_column(),
    to_column("group"),
    to_column("person"),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("waitlisted", Boolean, nullable=False, server_default=text("0")),
    Column("reason", String, nullable=False, server_default=""),
    Index("ix_enrolment_group_id_person_id", "group_id", "person_id"),
    Index("ix_enrolment_person_id", "person_id"),
    Index(
        "uq_enrolment_group_id_person_id_current",
        "group_id",
        "person_id",
        unique=True,
        sqlite_where=text("ends_on IS NULL"),
        postgresql_where=text("ends_on IS NULL"),
    ),
)

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
    CheckConstraint("act IN ('mark', 'void', 'undo', 'close', 'expect')", name="act"),
    Index("ix_mark_event_session_id_person_id", "session_id", "person_id"),
)

headcount = Table(
    "headcount",
    metadata,
    to_column("session", primary_key=True),
    Column("people", SmallInteger, CheckConstraint("people >= 0", name="people"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
)

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

closure = Table(
    "closure",
    metadata,
    id_column(),
    uid_column(),
    Column("starts_local", WallTime, nullable=False),
    Column("ends_local", WallTime, nullable=False),
    Column("all_day", Boolean, nullable=False),
    Column("reason", String, nullable=False),
    Column("source", String, nullable=False, server_default=""),
    # of one site, of one room, or of all where both are empty
    to_column("site", nullable=True),
    to_column("room", nullable=True),
    UniqueConstraint("starts_local", "ends_local", "reason", "site_id", "room_id"),
    CheckConstraint("ends_local > starts_local", name="order"),
    CheckConstraint("site_id IS NULL OR room_id IS NULL", name="place"),
    Index("ix_closure_ends_local_starts_local", "ends_local", "starts_local"),
)

closure_kept = Table(
    "closure_kept",
    metadata,
    id_column(),
    to_column("closure"),
    to_column("session"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("closure_id", "session_id"),
    Index("ix_closure_kept_session_id", "session_id"),
)
"""Sessions that are held although they fall on a closed day: somebody said so, and is not asked again."""

undo_step = Table(
    "undo_step",
    metadata,
    id_column(),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("object", String, nullable=False),
    Column("summary", String, nullable=False),
    # rows by table as they were and as they became, in JSON: schedule values, never names of people
    Column("rows", String, nullable=False),
    Column("undoes_id", ForeignKey("undo_step.id")),
    Column("undone_at", Moment),
    Index("ix_undo_step_undoes_id", "undoes_id"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("object", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("payload", String, nullable=False),
    Column("previous_hash", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)
