"""Tables of consent and disclosure (42 CFR Part 2)."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, String, Table, false

from facilitator.storage.engines.append_only import append_only
from facilitator.storage.tables.base import id_column, metadata, to_column, uid_column
from facilitator.storage.tables.types import Lines, Moment, Word
from facilitator.words import DisclosureBasis

consent = Table(
    "consent",
    metadata,
    id_column(),
    uid_column(),
    to_column("person"),
    # the elements of 2.31(a): who discloses, what, to whom, what for
    Column("discloser", String, nullable=False),
    Column("what", String, nullable=False),
    Column("covers", Lines, nullable=False),
    Column("recipient", String, nullable=False),
    Column("purpose", String, nullable=False),
    # for treatment, payment and health care operations alone a consent may have no end
    Column("for_care", Boolean, nullable=False, server_default=false()),
    Column("expires_on", Date),
    Column("expires_event", String, nullable=False, server_default=""),
    Column("event_came_on", Date),
    # that it can be revoked, and how, was told
    Column("told_of_revoking", Boolean, nullable=False),
    Column("signed_on", Date, nullable=False),
    # where the signature is: on paper in the cabinet, or how it was given electronically
    Column("signature", String, nullable=False),
    Column("revoked_at", Moment),
    Column("revoked_how", String, nullable=False, server_default=""),
    Column("created_at", Moment, nullable=False),
    Column("actor", String, nullable=False),
    CheckConstraint("told_of_revoking", name="told"),
    CheckConstraint("for_care OR expires_on IS NOT NULL OR expires_event <> ''", name="expires"),
    Index("ix_consent_person_id", "person_id"),
)

disclosure = Table(
    "disclosure",
    metadata,
    id_column(),
    uid_column(),
    to_column("person"),
    Column("at", Moment, nullable=False),
    Column("basis", Word(DisclosureBasis), nullable=False),
    to_column("consent", nullable=True),
    # the elements of 164.528(b), and of 2.51(c): to whom (and where), what, what for, by whom, which emergency
    Column("recipient", String, nullable=False),
    Column("description", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("emergency", String, nullable=False, server_default=""),
    Column("made_by", String, nullable=False),
    # which edition of the statement of 2.32 went with it
    Column("statement", String, nullable=False, server_default=""),
    Column("actor", String, nullable=False),
    CheckConstraint("basis <> 'consent' OR consent_id IS NOT NULL", name="consent"),
    CheckConstraint("basis <> 'emergency' OR emergency <> ''", name="emergency"),
    Index("ix_disclosure_person_id_at", "person_id", "at"),
)
append_only(disclosure)
