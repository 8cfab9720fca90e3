"""Tables of people, and of the rosters that they are on."""

from sqlalchemy import Boolean, Column, Date, Index, String, Table, UniqueConstraint, false

from facilitator.storage.engines.partial_index import partial_index
from facilitator.storage.tables.base import id_column, metadata, to_column, uid_column
from facilitator.storage.tables.types import Moment

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
    Index("ix_enrolment_group_id_person_id", "group_id", "person_id"),
    Index("ix_enrolment_person_id", "person_id"),
    partial_index(
        "uq_enrolment_group_id_person_id_current", "group_id", "person_id", unique=True, where="ends_on IS NULL"
    ),
)
