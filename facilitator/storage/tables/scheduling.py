"""Tables of groups, their series and sessions, and of the days that are closed."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from facilitator.storage.engines.partial_index import partial_index
from facilitator.storage.tables.base import id_column, metadata, to_column, uid_column, version_column
from facilitator.storage.tables.types import SESSION_CODES, Code, Moment, WallTime, Word
from facilitator.words import (
    AttendanceKind,
    ClosurePolicy,
    ClosureState,
    EnrolmentKind,
    GapPolicy,
    GroupStatus,
    LeadPart,
    Mode,
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
    Column("public", Boolean, nullable=False, server_default=false()),
    Column("status", Word(GroupStatus), nullable=False),
    Column("ended_on", Date),
    # the cycle before this one
    Column("continues_id", ForeignKey("group.id")),
    Column("created_at", Moment, nullable=False),
    version_column(),
    Column("language", String, nullable=False, server_default=""),
    Column("description", String, nullable=False, server_default=""),
    Column("access", String, nullable=False, server_default=""),
    Column("funder", String, nullable=False, server_default=""),
    # when somebody last saw that what is told of it is so
    Column("checked_on", Date),
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
    version_column(),
    # which of the two, where the hour of its start occurs twice
    Column("fold", SmallInteger, nullable=False, server_default=text("0")),
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

TO_BE_CLOSED = "status IN (1, 2)"
"""Sessions that nobody closed and nobody called off; their codes stand in ``storage/codes.py``."""

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
    Column("lesson_by_hand", Boolean, nullable=False, server_default=false()),
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
    version_column(),
    # somebody knows that it clashes, and it is held all the same
    Column("clash_kept", Boolean, nullable=False, server_default=false()),
    # who leads it was said for it alone, and no longer follows its series
    Column("leaders_by_hand", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("series_id", "original_local"),
    # the overlap probe relies on this bound: without it no index helps (7x slower)
    CheckConstraint("minutes BETWEEN 5 AND 720 AND ends_at - starts_at = minutes * 60", name="minutes"),
    Index("ix_session_series_id_local_date", "series_id", "local_date"),
    Index("ix_session_local_date_series_id", "local_date", "series_id"),
    Index("ix_session_room_id_starts_at_ends_at", "room_id", "starts_at", "ends_at"),
    Index("ix_session_starts_at", "starts_at"),
    # what is over and waits for its attendance, out of any number of sessions
    partial_index("ix_session_status_ends_at", "status", "ends_at", where=TO_BE_CLOSED),
)

session_facilitator = Table(
    "session_facilitator",
    metadata,
    to_column("session", primary_key=True),
    to_column("facilitator", primary_key=True),
    Column("position", SmallInteger, nullable=False, server_default=text("0")),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("part", Word(LeadPart), nullable=False, server_default=LeadPart.LEAD.value),
    # whom a substitute stands in for
    Column("for_facilitator_id", ForeignKey("facilitator.id")),
    # they were to lead it, and could not
    Column("cancelled", Boolean, nullable=False, server_default=false()),
    Column("clash_kept", Boolean, nullable=False, server_default=false()),
    Index("ix_session_facilitator_for_facilitator_id", "for_facilitator_id"),
    Index("ix_session_facilitator_facilitator_id_starts_at_ends_at", "facilitator_id", "starts_at", "ends_at"),
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
    # of an entry in a calendar that is read again and again
    Column("source_uid", String, nullable=False, server_default=""),
    Column("source_sequence", Integer, nullable=False, server_default=text("0")),
    Column("state", Word(ClosureState), nullable=False, server_default=ClosureState.CLOSED.value),
    # once in each place: a NULL is unlike every other, so a day of all places has an index of its own
    UniqueConstraint("starts_local", "ends_local", "reason", "site_id"),
    UniqueConstraint("starts_local", "ends_local", "reason", "room_id"),
    partial_index(
        "uq_closure_starts_local_ends_local_reason_everywhere",
        "starts_local",
        "ends_local",
        "reason",
        unique=True,
        where="site_id IS NULL AND room_id IS NULL",
    ),
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
