"""A feed as the book keeps it: whose sessions, for whom, and under which address."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from facilitator.domain.publishing.feed_terms import FeedTerms
from facilitator.words import FeedAudience, FeedKind

TOKEN_BYTES = 16
"""128 bits of a secret address."""

_PRIVATE = {FeedKind.FACILITATOR: FeedAudience.FACILITATOR, FeedKind.TEAM: FeedAudience.TEAM}


@dataclass(frozen=True, slots=True)
class Feed:
    """``chosen`` is the uid of the site, group, room or facilitator that it is about, or a program, or a language.

    ``token_hash`` is there for a private one alone; the token itself is nowhere.
    """

    id: int
    uid: str
    name: str
    kind: FeedKind
    chosen: str
    audience: FeedAudience
    terms: FeedTerms
    token_hash: str | None
    created_at: datetime
    ended_at: datetime | None

    @property
    def private(self) -> bool:
        """Whether it is found by a secret address alone."""
        return self.audience is not FeedAudience.PUBLIC


def audience_of(kind: FeedKind) -> FeedAudience:
    """Who reads feeds of this kind."""
    return _PRIVATE.get(kind, FeedAudience.PUBLIC)


def new_token() -> tuple[str, str]:
    """A secret for an address, to be shown once, and the hash that is kept of it."""
    token = secrets.token_hex(TOKEN_BYTES)
    return token, token_hash(token)


def token_hash(token: str) -> str:
    """What is kept of a token: 128 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
