"""People and facts: who works here, who is away, which event made a mark; what is appended is never changed."""

import json

import sqlalchemy as sa
from alembic import op

from facilitator.domain.people.same_person import name_key
from facilitator.domain.spelling import fold

revision = "0005"
down_revision = "0004"

LOSES_ROWS_OF: tuple[str, ...] = ()
"""Tables whose rows this migration drops on purpose."""


TRIGGER = (
    "CREATE TRIGGER {table}_no_{lower} BEFORE {act} ON {table} WHEN NOT EXISTS (SELECT 1 FROM append_only_door) "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
)


def upgrade() -> None:
    """People and facts."""
    _make_tables()
    _widen()
    _rebuild_people()
    _fold_anew()
    _rebuild_closures()
    _rebuild_leaders()
    _rebuild_marks()
    _fill()
    for table in ("audit", "disclosure", "headcount_event", "mark_event"):
        for act in ("UPDATE", "DELETE"):
            op.execute(TRIGGER.format(table=table, act=act, lower=act.lower()))


def _make_tables() -> None:
    op.create_table(
        "append_only_door",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_append_only_door_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_append_only_door")),
    )
    op.create_table(
        "contact_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), server_default="", nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contact_choice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_choice")),
        sa.UniqueConstraint("person_id", "way", name=op.f("uq_contact_choice_person_id_way")),
    )
    op.create_table(
        "facilitator_away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("facilitator_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.CheckConstraint("last >= first", name=op.f("ck_facilitator_away_order")),
        sa.ForeignKeyConstraint(
            ["facilitator_id"], ["facilitator.id"], name=op.f("fk_facilitator_away_facilitator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilitator_away")),
    )
    op.create_index(
        "ix_facilitator_away_facilitator_id_first", "facilitator_away", ["facilitator_id", "first"], unique=False
    )
    op.create_table(
        "login",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("facilitator_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["facilitator_id"], ["facilitator.id"], name=op.f("fk_login_facilitator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login")),
        sa.UniqueConstraint("login", name=op.f("uq_login_login")),
        sa.UniqueConstraint("uid", name=op.f("uq_login_uid")),
    )
    op.create_table(
        "person_away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.CheckConstraint("last >= first", name=op.f("ck_person_away_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_away_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_away")),
    )
    op.create_index("ix_person_away_person_id_first", "person_away", ["person_id", "first"], unique=False)
    op.create_table(
        "headcount_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.SmallInteger(), nullable=True),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("window", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_headcount_event_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headcount_event")),
    )
    op.create_index("ix_headcount_event_session_id", "headcount_event", ["session_id"], unique=False)


def _widen() -> None:
    """What needs no table to be made anew."""
    op.add_column("audit", sa.Column("chain", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("enrolment", sa.Column("waiting_since", sa.Date(), nullable=True))
    op.add_column("enrolment", sa.Column("seated_on", sa.Date(), nullable=True))
    op.add_column("enrolment", sa.Column("source", sa.String(), server_default="", nullable=False))
    op.add_column("group", sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("group", sa.Column("language", sa.String(), server_default="", nullable=False))
    op.add_column("group", sa.Column("description", sa.String(), server_default="", nullable=False))
    op.add_column("group", sa.Column("access", sa.String(), server_default="", nullable=False))
    op.add_column("group", sa.Column("funder", sa.String(), server_default="", nullable=False))
    op.add_column("group", sa.Column("checked_on", sa.Date(), nullable=True))
    op.add_column("series", sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("series", sa.Column("fold", sa.SmallInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("session", sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("session", sa.Column("clash_kept", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.add_column("session", sa.Column("leaders_by_hand", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.create_index(
        "ix_session_status_ends_at",
        "session",
        ["status", "ends_at"],
        unique=False,
        sqlite_where=sa.text("status IN (1, 2)"),
    )
    op.add_column("site", sa.Column("zone", sa.String(), server_default="", nullable=False))
    op.add_column("site", sa.Column("access", sa.String(), server_default="", nullable=False))
    op.add_column("site", sa.Column("bus", sa.String(), server_default="", nullable=False))
    op.add_column("site", sa.Column("latitude", sa.Float(), nullable=True))
    op.add_column("site", sa.Column("longitude", sa.Float(), nullable=True))
    op.add_column("site", sa.Column("waived", sa.String(), server_default="", nullable=False))
    op.add_column("undo_step", sa.Column("window", sa.String(), server_default="", nullable=False))
    op.add_column("undo_step", sa.Column("first_row", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("undo_step", sa.Column("last_row", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("undo_step", sa.Column("mark_event", sa.Integer(), server_default=sa.text("0"), nullable=False))


def _rebuild_people() -> None:
    with op.batch_alter_table("person", recreate="always") as person:
        person.drop_constraint(op.f("uq_person_name_key_alias_key"), type_="unique")
        person.add_column(sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False))
        person.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        person.add_column(sa.Column("language", sa.String(), server_default="", nullable=False))
        person.create_foreign_key(op.f("fk_person_merged_into_id"), "person", ["merged_into_id"], ["id"])
    op.create_index("ix_person_name_key_alias_key", "person", ["name_key", "alias_key"], unique=False)


def _rebuild_closures() -> None:
    # the unique rule of before held nothing, for one of its columns was always NULL: a day that is there twice stays
    # twice, told apart by its reason
    op.execute(
        "UPDATE closure SET reason = reason || ' (' || again.nth || ')' FROM (SELECT id, row_number() OVER ("
        "PARTITION BY starts_local, ends_local, reason, site_id, room_id ORDER BY id) AS nth FROM closure) AS again "
        "WHERE again.id = closure.id AND again.nth > 1"
    )
    with op.batch_alter_table("closure", recreate="always") as closure:
        closure.drop_constraint(op.f("uq_closure_starts_local_ends_local_reason_site_id_room_id"), type_="unique")
        closure.add_column(sa.Column("source_uid", sa.String(), server_default="", nullable=False))
        closure.add_column(sa.Column("source_sequence", sa.Integer(), server_default=sa.text("0"), nullable=False))
        closure.add_column(sa.Column("state", sa.String(), server_default="closed", nullable=False))
        for place in ("site_id", "room_id"):
            closure.create_unique_constraint(
                op.f(f"uq_closure_starts_local_ends_local_reason_{place}"),
                ["starts_local", "ends_local", "reason", place],
            )
    op.create_index(
        "uq_closure_starts_local_ends_local_reason_everywhere",
        "closure",
        ["starts_local", "ends_local", "reason"],
        unique=True,
        sqlite_where=sa.text("site_id IS NULL AND room_id IS NULL"),
    )


def _rebuild_leaders() -> None:
    with op.batch_alter_table(
        "session_facilitator", recreate="always", table_kwargs={"sqlite_with_rowid": False}
    ) as led:
        led.add_column(sa.Column("part", sa.String(), server_default="lead", nullable=False))
        led.add_column(sa.Column("for_facilitator_id", sa.Integer(), nullable=True))
        led.add_column(sa.Column("cancelled", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        led.add_column(sa.Column("clash_kept", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        led.create_foreign_key(
            op.f("fk_session_facilitator_for_facilitator_id"), "facilitator", ["for_facilitator_id"], ["id"]
        )
    op.create_index(
        "ix_session_facilitator_for_facilitator_id", "session_facilitator", ["for_facilitator_id"], unique=False
    )


def _rebuild_marks() -> None:
    """Events without the list of their acts; each mark knows which event made it so, as soon as it is copied."""
    with op.batch_alter_table("mark_event", recreate="always") as event:
        event.drop_constraint(op.f("ck_mark_event_act"), type_="check")
        event.add_column(sa.Column("window", sa.String(), server_default="", nullable=False))
        event.add_column(sa.Column("children", sa.SmallInteger(), nullable=True))
        event.add_column(sa.Column("reason", sa.String(), server_default="", nullable=False))
    op.create_table(
        "attendance_new",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("arrived_at", sa.Integer(), nullable=True),
        sa.Column("left_at", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("minutes", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("counted_minutes", sa.SmallInteger(), nullable=True),
        sa.Column("children", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["mark_event.id"], name=op.f("fk_attendance_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_attendance_session_id")),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_attendance")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO attendance_new "
        "(session_id, person_id, expected, status, arrived_at, left_at, mode, minutes, event_id) "
        "SELECT session_id, person_id, expected, status, arrived_at, left_at, mode, minutes, (SELECT max(id) "
        "FROM mark_event AS event WHERE event.session_id = held.session_id AND event.person_id = held.person_id) "
        "FROM attendance AS held ORDER BY session_id, person_id"
    )
    op.drop_table("attendance")
    op.rename_table("attendance_new", "attendance")
    op.create_index(
        "ix_attendance_person_id_session_id_status", "attendance", ["person_id", "session_id", "status"], unique=False
    )


def _fill() -> None:
    op.execute(
        "INSERT INTO headcount_event (session_id, people, at, actor) "
        "SELECT session_id, people, at, actor FROM headcount ORDER BY at, session_id"
    )
    op.execute("UPDATE session_facilitator SET part = 'co' WHERE position > 0")
    op.execute("UPDATE enrolment SET waiting_since = starts_on WHERE waitlisted")
    # steps kept whole rows, and numbers beside them; the first ones had rows alone
    op.execute(
        "UPDATE undo_step SET first_row = coalesce(json_extract(rows, '$.first_row'), 0), "
        "last_row = coalesce(json_extract(rows, '$.last_row'), 0), "
        "mark_event = coalesce(json_extract(rows, '$.mark_event'), 0), "
        "rows = coalesce(json_extract(rows, '$.rows'), rows)"
    )


def _fold_anew() -> None:
    """Names by the keys under which they are looked up now; in steps of the journal too, or none could be undone."""
    db = op.get_bind()
    people = db.execute(sa.text("SELECT id, name, alias, name_key, alias_key FROM person")).all()
    changed = [
        {"id": key, "name_key": name_key(name), "alias_key": fold(alias)}
        for key, name, alias, old_name, old_alias in people
        if (name_key(name), fold(alias)) != (old_name, old_alias)
    ]
    if not changed:
        return
    for step, rows in db.execute(sa.text("SELECT id, rows FROM undo_step")).all():
        if "name_key" not in rows:
            continue
        kept = json.loads(rows)
        for pair in kept.get("rows", kept).get("person", ()):
            for row in pair:
                if row and "name_key" in row and "name" in row:
                    row["name_key"] = name_key(row["name"])
                if row and "alias_key" in row and "alias" in row:
                    row["alias_key"] = fold(row["alias"])
        db.execute(
            sa.text("UPDATE undo_step SET rows = :rows WHERE id = :id"),
            {"rows": json.dumps(kept, separators=(",", ":")), "id": step},
        )
    db.execute(sa.text("UPDATE person SET name_key = :name_key, alias_key = :alias_key WHERE id = :id"), changed)
