"""Tables of what is published: feeds, where they go, what went there, and what strangers were told of each session."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint, text

from facilitator.storage.tables.base import id_column, metadata, to_column, uid_column, version_column
from facilitator.storage.tables.types import Lines, Moment, Word
from facilitator.words import FeedAudience, FeedKind, TargetKind, TitleStyle

feed = Table(
    "feed",
    metadata,
    id_column(),
    uid_column(),
    # what its address is called; never the name of a person
    Column("name", String, nullable=False, unique=True),
    Column("kind", Word(FeedKind), nullable=False),
    # whose sessions: the uid of a site, group, room or facilitator, a program, a language
    Column("filter", String, nullable=False, server_default=""),
    Column("audience", Word(FeedAudience), nullable=False),
    # what it may show, beside when and where
    Column("fields", Lines, nullable=False, server_default=""),
    Column("title_style", Word(TitleStyle), nullable=False),
    # of a private one; the token itself is nowhere
    Column("token_hash", String(64)),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    version_column(),
)

target = Table(
    "target",
    metadata,
    id_column(),
    uid_column(),
    # none: what leaves by hand, and is nobody's feed
    to_column("feed", nullable=True),
    Column("kind", Word(TargetKind), nullable=False),
    # a folder, or the address of a collection
    Column("address", String, nullable=False, server_default=""),
    Column("account", String, nullable=False, server_default=""),
    # the password of that account: it never leaves the book
    Column("secret", String, nullable=False, server_default=""),
    Column("ended_at", Moment),
    Index("ix_target_feed_id", "feed_id"),
)

publication = Table(
    "publication",
    metadata,
    id_column(),
    uid_column(),
    to_column("target"),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
    # over all that went there at once
    Column("digest", String(64), nullable=False),
    # the one before; one that was taken back is followed by one that replaces it
    Column("replaces_id", ForeignKey("publication.id")),
    Column("added", Integer, nullable=False, server_default=text("0")),
    Column("changed", Integer, nullable=False, server_default=text("0")),
    Column("removed", Integer, nullable=False, server_default=text("0")),
    Index("ix_publication_target_id_at", "target_id", "at"),
    Index("ix_publication_replaces_id", "replaces_id"),
)

publication_file = Table(
    "publication_file",
    metadata,
    to_column("publication", primary_key=True),
    Column("path", String, primary_key=True),
    Column("digest", String(64), nullable=False),
    Index("ix_publication_file_digest", "digest"),
    sqlite_with_rowid=False,
)
"""What a publication was made of; its bytes are kept once for all publications that have the same."""

kept_bytes = Table(
    "kept_bytes",
    metadata,
    Column("digest", String(64), primary_key=True),
    # gzip
    Column("bytes", LargeBinary, nullable=False),
)
"""Bytes that were published, by their SHA-256, so that a publication can be sent again. They stay outside undo, and old
ones may be thrown away: then that publication is history that cannot be taken back to."""

published_item = Table(
    "published_item",
    metadata,
    to_column("target", primary_key=True),
    # no key of session's: what was told outlives it, and is the stone on its grave
    Column("session_uid", String(36), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    # what they were made from, as the schedule said it then, in JSON: what changed since is told from it
    Column("told", String, nullable=False, server_default=""),
    Column("ends_at", Moment, nullable=False),
    # from then on it is told as cancelled, until its date is over
    Column("withdrawn_at", Moment),
    Column("href", String, nullable=False, server_default=""),
    Column("etag", String, nullable=False, server_default=""),
    Index("ix_published_item_target_id_ends_at", "target_id", "ends_at"),
    Index("ix_published_item_session_uid", "session_uid"),
)
"""What subscribers were told last of a session, in one target."""

translation_review = Table(
    "translation_review",
    metadata,
    id_column(),
    Column("language", String, nullable=False),
    # which words: those of the page, of papers, of messages
    Column("part", String, nullable=False),
    # over the words that were read: other words are not signed off
    Column("digest", String(64), nullable=False),
    Column("reviewed_by", String, nullable=False),
    Column("reviewed_on", Date, nullable=False),
    UniqueConstraint("language", "part"),
)
"""What somebody who speaks the language has read and signed off; nothing else goes public in it."""
