"""Tables of people, and of the rosters that they are on."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    UniqueConstraint,
    false,
)

from facilitator.storage.engines.partial_index import partial_index
from facilitator.storage.tables.base import id_column, metadata, to_column, uid_column, version_column
from facilitator.storage.tables.types import Moment, Word
from facilitator.words import ContactWay

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
    version_column(),
    # two rows that were one person: whom this one became
    Column("merged_into_id", ForeignKey("person.id")),
    Column("language", String, nullable=False, server_default=""),
    # two people may have one name
    Index("ix_person_name_key_alias_key", "name_key", "alias_key"),
    Index("ix_person_alias_key", "alias_key"),
)

enrolment = Table(
    "enrolment",
    metadata,
    id_column(),
    to_column("group"),
    to_column("person"),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("waitlisted", Boolean, nullable=False, server_default=false()),
    Column("reason", String, nullable=False, server_default=""),
    Column("waiting_since", Date),
    Column("seated_on", Date),
    # who sent them, in words of a list
    Column("source", String, nullable=False, server_default=""),
    Index("ix_enrolment_group_id_person_id", "group_id", "person_id"),
    Index("ix_enrolment_person_id", "person_id"),
    partial_index(
        "uq_enrolment_group_id_person_id_current", "group_id", "person_id", unique=True, where="ends_on IS NULL"
    ),
)

person_away = Table(
    "person_away",
    metadata,
    id_column(),
    to_column("person"),
    Column("first", Date, nullable=False),
    # empty: until they are back
    Column("last", Date),
    CheckConstraint("last >= first", name="order"),
    Index("ix_person_away_person_id_first", "person_id", "first"),
)
"""Days on which somebody cannot come; why is not kept."""

contact_choice = Table(
    "contact_choice",
    metadata,
    id_column(),
    to_column("person"),
    Column("way", Word(ContactWay), nullable=False),
    # when they want to be reached, as they said it
    Column("hours", String, nullable=False, server_default=""),
    Column("stopped_on", Date),
    UniqueConstraint("person_id", "way"),
)
"""How somebody wants to be reached; a way without a row was never said yes to."""
