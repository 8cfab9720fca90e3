"""Tables of curricula: the editions that groups were scheduled with, and what a program noted about its frames."""

from sqlalchemy import Column, LargeBinary, SmallInteger, String, Table, UniqueConstraint

from facilitator.storage.tables.base import id_column, metadata
from facilitator.storage.tables.types import Moment, Word
from facilitator.words import CurriculumKind

curriculum = Table(
    "curriculum",
    metadata,
    id_column(),
    Column("key", String, nullable=False),
    Column("version", String, nullable=False),
    Column("title", String, nullable=False),
    Column("kind", Word(CurriculumKind), nullable=False),
    Column("content_hash", String(64), nullable=False, unique=True),
    Column("content", LargeBinary, nullable=False),
    Column("pinned_at", Moment, nullable=False),
)

frame_answer = Table(
    "frame_answer",
    metadata,
    # of all editions of a frame: its key
    Column("key", String, primary_key=True),
    Column("credential", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
)
"""Frames whose manual and credential somebody said that the program holds: asked once, and kept."""

page_reference = Table(
    "page_reference",
    metadata,
    id_column(),
    Column("key", String, nullable=False),
    Column("lesson_key", String, nullable=False),
    # which agenda item of the lesson, from 1
    Column("position", SmallInteger, nullable=False),
    Column("pages", String, nullable=False),
    UniqueConstraint("key", "lesson_key", "position"),
)
"""Where an item stands in the program's own copy of a manual; it never leaves the book with a curriculum."""
