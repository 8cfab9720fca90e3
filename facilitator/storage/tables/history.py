"""Tables of what was done: edits that can be undone, and the audit chain."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, text

from facilitator.storage.engines.append_only import append_only
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
    # rows by table as they were and as they became, in JSON: the columns that changed. Names are among them where a
    # person was added or changed: this is a protected table, and its rows go with the hundredth step after them
    Column("rows", String, nullable=False),
    Column("undoes_id", ForeignKey("undo_step.id")),
    Column("undone_at", Moment),
    # the window that it was done in; a line of the command line is none
    Column("window", String, nullable=False, server_default=""),
    # its rows in the audit chain, and the newest mark there was then
    Column("first_row", Integer, nullable=False, server_default=text("0")),
    Column("last_row", Integer, nullable=False, server_default=text("0")),
    Column("mark_event", Integer, nullable=False, server_default=text("0")),
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
    # a shared book has one chain a login, so that writers do not wait for one another
    Column("chain", Integer, nullable=False, server_default=text("0")),
)
append_only(audit)

append_only_door = Table(
    "append_only_door",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True),
    # renewing the key, an upgrade, disposal
    Column("why", String, nullable=False),
)
"""While a transaction has a row here, it may change what is append-only; see ``storage/engines/append_only.py``."""
