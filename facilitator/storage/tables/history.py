"""Tables of what was done: edits that can be undone, and the audit chain."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from facilitator.storage.tables.base import id_column, metadata
from facilitator.storage.tables.types import Moment

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
