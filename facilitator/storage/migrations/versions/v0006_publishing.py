"""Publishing: what a program fills in for itself, feeds, where they go, and what strangers were told."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

LOSES_ROWS_OF: tuple[str, ...] = ()
"""Tables whose rows this migration drops on purpose."""


def upgrade() -> None:
    """Publishing."""
    op.create_table(
        "feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("filter", sa.String(), server_default="", nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), server_default="", nullable=False),
        sa.Column("title_style", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
        sa.UniqueConstraint("name", name=op.f("uq_feed_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_feed_uid")),
    )
    op.create_table(
        "kept_bytes",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_kept_bytes")),
    )
    op.create_table(
        "translation_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reviewed_by", sa.String(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_review")),
        sa.UniqueConstraint("language", "part", name=op.f("uq_translation_review_language_part")),
    )
    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source", sa.String(), server_default="", nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_slot_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("name", "site_id", "language", name=op.f("uq_slot_name_site_id_language")),
        sa.UniqueConstraint("uid", name=op.f("uq_slot_uid")),
    )
    op.create_index("ix_slot_site_id", "slot", ["site_id"], unique=False)
    op.create_index(
        "uq_slot_name_language_everywhere",
        "slot",
        ["name", "language"],
        unique=True,
        sqlite_where=sa.text("site_id IS NULL"),
    )
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.String(), server_default="", nullable=False),
        sa.Column("account", sa.String(), server_default="", nullable=False),
        sa.Column("secret", sa.String(), server_default="", nullable=False),
        sa.Column("ended_at", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_target_feed_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint("uid", name=op.f("uq_target_uid")),
    )
    op.create_index("ix_target_feed_id", "target", ["feed_id"], unique=False)
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("added", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("changed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("removed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["replaces_id"], ["publication.id"], name=op.f("fk_publication_replaces_id")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_publication_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("uid", name=op.f("uq_publication_uid")),
    )
    op.create_index("ix_publication_replaces_id", "publication", ["replaces_id"], unique=False)
    op.create_index("ix_publication_target_id_at", "publication", ["target_id", "at"], unique=False)
    op.create_table(
        "published_item",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("session_uid", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("told", sa.String(), server_default="", nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.Integer(), nullable=True),
        sa.Column("href", sa.String(), server_default="", nullable=False),
        sa.Column("etag", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_published_item_target_id")),
        sa.PrimaryKeyConstraint("target_id", "session_uid", name=op.f("pk_published_item")),
    )
    op.create_index("ix_published_item_session_uid", "published_item", ["session_uid"], unique=False)
    op.create_index("ix_published_item_target_id_ends_at", "published_item", ["target_id", "ends_at"], unique=False)
    op.create_table(
        "publication_file",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_publication_file_publication_id")
        ),
        sa.PrimaryKeyConstraint("publication_id", "path", name=op.f("pk_publication_file")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_publication_file_digest", "publication_file", ["digest"], unique=False)
