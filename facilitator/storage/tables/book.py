"""What the book says of itself, and input that a lock kept."""

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, String, Table, true

from facilitator.storage.tables.base import metadata, uid_column
from facilitator.storage.tables.types import Moment

book = Table(
    "book",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True),
    uid_column(),
    Column("name", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("practice", Boolean, nullable=False),
    # whether 42 CFR Part 2 protects its records: so, unless somebody says otherwise
    Column("protected", Boolean, nullable=False, server_default=true()),
    Column("tzdata", String, nullable=False),
    Column("created_at", Moment, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    # the form it belongs to
    Column("form", String, primary_key=True),
    Column("actor", String, primary_key=True),
    Column("values", String, nullable=False),
    Column("at", Moment, nullable=False),
)
"""What was typed and not saved when the book locked; it comes back once, and only to the one who typed it."""
