"""Consents, disclosures, drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

LOSES_ROWS_OF: tuple[str, ...] = ()
"""Tables whose rows this migration drops on purpose."""


def upgrade() -> None:
    """Consents, disclosures, drafts."""
    op.create_table(
        "draft",
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("values", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("form", "actor", name=op.f("pk_draft")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("discloser", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("covers", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("for_care", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("expires_event", sa.String(), server_default="", nullable=False),
        sa.Column("event_came_on", sa.Date(), nullable=True),
        sa.Column("told_of_revoking", sa.Boolean(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("revoked_at", sa.Integer(), nullable=True),
        sa.Column("revoked_how", sa.String(), server_default="", nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.CheckConstraint(
            "for_care OR expires_on IS NOT NULL OR expires_event <> ''", name=op.f("ck_consent_expires")
        ),
        sa.CheckConstraint("told_of_revoking", name=op.f("ck_consent_told")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("uid", name=op.f("uq_consent_uid")),
    )
    op.create_index("ix_consent_person_id", "consent", ["person_id"], unique=False)
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("emergency", sa.String(), server_default="", nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), server_default="", nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.CheckConstraint("basis <> 'consent' OR consent_id IS NOT NULL", name=op.f("ck_disclosure_consent")),
        sa.CheckConstraint("basis <> 'emergency' OR emergency <> ''", name=op.f("ck_disclosure_emergency")),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name=op.f("fk_disclosure_consent_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_disclosure_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
        sa.UniqueConstraint("uid", name=op.f("uq_disclosure_uid")),
    )
    op.create_index("ix_disclosure_person_id_at", "disclosure", ["person_id", "at"], unique=False)
    op.add_column("book", sa.Column("protected", sa.Boolean(), server_default=sa.text("1"), nullable=False))
