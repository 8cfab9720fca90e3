"""Tables of the agency: where groups meet, and who leads them."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    false,
)

from facilitator.storage.engines.partial_index import partial_index
from facilitator.storage.tables.base import id_column, metadata, to_column, uid_column
from facilitator.storage.tables.types import Lines, Word
from facilitator.words import LoginRole, SlotName

site = Table(
    "site",
    metadata,
    id_column(),
    uid_column(),
    Column("name", String, nullable=False, unique=True),
    Column("address", String, nullable=False, server_default=""),
    # its own, where it is not the book's
    Column("zone", String, nullable=False, server_default=""),
    # steps, lift, hearing loop; which bus: as it is told to whoever comes
    Column("access", String, nullable=False, server_default=""),
    Column("bus", String, nullable=False, server_default=""),
    Column("latitude", Float),
    Column("longitude", Float),
    # what it lacks (access, closed days, a crisis sheet) and somebody said is right so
    Column("waived", Lines, nullable=False, server_default=""),
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
    Column("public_name", Boolean, nullable=False, server_default=false()),
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

facilitator_away = Table(
    "facilitator_away",
    metadata,
    id_column(),
    to_column("facilitator"),
    Column("first", Date, nullable=False),
    # empty: until they are back
    Column("last", Date),
    CheckConstraint("last >= first", name="order"),
    Index("ix_facilitator_away_facilitator_id_first", "facilitator_id", "first"),
)
"""Days on which somebody cannot lead; why is not kept."""

login = Table(
    "login",
    metadata,
    id_column(),
    uid_column(),
    Column("login", String, nullable=False, unique=True),
    Column("role", Word(LoginRole), nullable=False),
    to_column("facilitator", nullable=True),
    Column("ended_on", Date),
)
"""Who works in this book: what they do is theirs in history, audit and undo."""

slot = Table(
    "slot",
    metadata,
    id_column(),
    uid_column(),
    Column("name", Word(SlotName), nullable=False),
    # empty: wherever a site has none of its own
    to_column("site", nullable=True),
    Column("language", String, nullable=False),
    Column("text", String, nullable=False),
    # who said so, and when somebody last asked
    Column("source", String, nullable=False, server_default=""),
    Column("checked_on", Date, nullable=False),
    UniqueConstraint("name", "site_id", "language"),
    partial_index("uq_slot_name_language_everywhere", "name", "language", unique=True, where="site_id IS NULL"),
    Index("ix_slot_site_id", "site_id"),
)
"""What a program fills in for itself: numbers to call, where help is, what its people may say of confidentiality."""
