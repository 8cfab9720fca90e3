"""Edits that can be undone, clashes of more kinds, closed rooms, series that go on by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

LOSES_ROWS_OF: tuple[str, ...] = ()
"""Tables whose rows this migration drops on purpose."""


def upgrade() -> None:
    """Edits that can be undone, clashes of more kinds, closed rooms, series that go on by themselves."""
    op.create_table(
        "undo_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("rows", sa.String(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undoes_id"], ["undo_step.id"], name=op.f("fk_undo_step_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undo_step")),
    )
    op.create_index("ix_undo_step_undoes_id", "undo_step", ["undoes_id"], unique=False)
    op.create_table(
        "travel",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("other_site_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 720", name=op.f("ck_travel_minutes")),
        sa.CheckConstraint("site_id < other_site_id", name=op.f("ck_travel_order")),
        sa.ForeignKeyConstraint(["other_site_id"], ["site.id"], name=op.f("fk_travel_other_site_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_travel_site_id")),
        sa.PrimaryKeyConstraint("site_id", "other_site_id", name=op.f("pk_travel")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_travel_other_site_id", "travel", ["other_site_id"], unique=False)
    op.create_table(
        "series_facilitator",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("facilitator_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_series_facilitator_facilitator_id")
        ),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_series_facilitator_series_id")),
        sa.PrimaryKeyConstraint("series_id", "facilitator_id", name=op.f("pk_series_facilitator")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "closure_kept",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closure_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["closure_id"], ["closure.id"], name=op.f("fk_closure_kept_closure_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_closure_kept_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure_kept")),
        sa.UniqueConstraint("closure_id", "session_id", name=op.f("uq_closure_kept_closure_id_session_id")),
    )
    op.create_index("ix_closure_kept_session_id", "closure_kept", ["session_id"], unique=False)
    with op.batch_alter_table("closure", recreate="always") as closure:
        closure.add_column(sa.Column("room_id", sa.Integer(), nullable=True))
        closure.drop_constraint(op.f("uq_closure_starts_local_ends_local_reason_site_id"), type_="unique")
        closure.create_unique_constraint(
            op.f("uq_closure_starts_local_ends_local_reason_site_id_room_id"),
            ["starts_local", "ends_local", "reason", "site_id", "room_id"],
        )
        closure.create_check_constraint(op.f("ck_closure_place"), "site_id IS NULL OR room_id IS NULL")
        closure.create_foreign_key(op.f("fk_closure_room_id"), "room", ["room_id"], ["id"])
    op.create_index("ix_closure_ends_local_starts_local", "closure", ["ends_local", "starts_local"], unique=False)
    with op.batch_alter_table("group", recreate="always") as group:
        group.add_column(sa.Column("expected", sa.SmallInteger(), nullable=True))
        group.add_column(sa.Column("required_credential", sa.String(), server_default="", nullable=False))
        group.add_column(sa.Column("least_facilitators", sa.SmallInteger(), nullable=True))
        group.add_column(sa.Column("people_per_specialist", sa.SmallInteger(), nullable=True))
        group.add_column(sa.Column("continues_id", sa.Integer(), nullable=True))
        group.create_foreign_key(op.f("fk_group_continues_id"), "group", ["continues_id"], ["id"])
    op.add_column("room", sa.Column("features", sa.String(), server_default="", nullable=False))
    with op.batch_alter_table("series", recreate="always") as series:
        series.add_column(sa.Column("room_id", sa.Integer(), nullable=True))
        series.add_column(sa.Column("stored_until", sa.Date(), nullable=True))
        series.create_foreign_key(op.f("fk_series_room_id"), "room", ["room_id"], ["id"])
    op.create_index("ix_series_stored_until", "series", ["stored_until"], unique=False)
    op.add_column("session", sa.Column("planned_local", sa.String(), nullable=True))
    op.add_column("session", sa.Column("mode", sa.String(), nullable=True))
    op.add_column(
        "session_facilitator", sa.Column("position", sa.SmallInteger(), server_default=sa.text("0"), nullable=False)
    )
    _fill()


def _fill() -> None:
    """What a group has holds for its one series; one without COUNT, UNTIL or last lesson goes on from its last day."""
    op.execute('UPDATE series SET room_id = (SELECT room_id FROM "group" WHERE "group".id = series.group_id)')
    op.execute(
        "INSERT INTO series_facilitator (series_id, facilitator_id, position) "
        "SELECT series.id, led.facilitator_id, led.position FROM series "
        "JOIN group_facilitator AS led ON led.group_id = series.group_id"
    )
    op.execute(
        "UPDATE session_facilitator SET position = coalesce((SELECT led.position FROM session "
        "JOIN series_facilitator AS led ON led.series_id = session.series_id "
        "WHERE session.id = session_facilitator.session_id "
        "AND led.facilitator_id = session_facilitator.facilitator_id), 0)"
    )
    op.execute(
        "UPDATE series SET stored_until = (SELECT max(local_date) FROM session WHERE session.series_id = series.id) "
        "WHERE rule NOT LIKE '%COUNT=%' AND rule NOT LIKE '%UNTIL=%' AND (lessons IS NULL "
        "OR lessons < (SELECT count(*) FROM session WHERE session.series_id = series.id))"
    )
    op.execute("UPDATE session SET planned_local = start_local WHERE start_local <> original_local AND sequence = 0")
