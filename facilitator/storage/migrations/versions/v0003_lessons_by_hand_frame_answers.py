"""Lessons chosen by hand, answers about frames."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

LOSES_ROWS_OF: tuple[str, ...] = ()
"""Tables whose rows this migration drops on purpose."""


def upgrade() -> None:
    """Lessons chosen by hand, answers about frames."""
    op.create_table(
        "frame_answer",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_frame_answer")),
    )
    op.create_table(
        "page_reference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("lesson_key", sa.String(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("pages", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_reference")),
        sa.UniqueConstraint("key", "lesson_key", "position", name=op.f("uq_page_reference_key_lesson_key_position")),
    )
    with op.batch_alter_table("session", recreate="always") as session:
        session.add_column(sa.Column("last_lesson", sa.SmallInteger(), nullable=True))
        session.add_column(sa.Column("part", sa.SmallInteger(), nullable=True))
        session.add_column(sa.Column("parts", sa.SmallInteger(), nullable=True))
        session.add_column(sa.Column("lesson_by_hand", sa.Boolean(), server_default=sa.text("0"), nullable=False))
        session.add_column(sa.Column("curriculum_id", sa.Integer(), nullable=True))
        session.create_foreign_key(op.f("fk_session_curriculum_id"), "curriculum", ["curriculum_id"], ["id"])
