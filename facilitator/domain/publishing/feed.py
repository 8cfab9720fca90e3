"""A feed as the book keeps it: whose sessions, for whom, and under which address."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from facilitator.domain.curricula.curriculum import slug_of
from facilitator.domain.publishing.feed_terms import FeedTerms
from facilitator.words import FeedAudience, FeedKind

TOKEN_BYTES = 16
"""128 bits of a secret address."""

MANIFEST = "manifest.json"
"""Beside published files: by it, and by it alone, they are served."""

PRIVATE = "private"
"""The folder of files that have a secret address, and what stands before the secret in it."""

KEPT = "-with-canceled"
"""What the name of a file ends with in which a cancelled session stays."""

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

    @property
    def path(self) -> str:
        """Its file in a folder, where a cancelled session is CANCELLED: some apps hide it then."""
        return f"{self._stem}.ics"

    @property
    def address(self) -> str | None:
        """Where it is found below the address of the folder; of a private one nobody can say who has no token."""
        return None if self.private else self.path

    @property
    def kept_path(self) -> str:
        """The same for those who want to see that a session is cancelled: it stays, and its title says so."""
        return kept_of(self.path)

    @property
    def page(self) -> str:
        """The page of its groups; what belongs to it lies in the folder beside."""
        return f"{self._stem}.html"

    @property
    def page_folder(self) -> str:
        """The folder of the pages of its groups."""
        return f"{self._stem}-pages"

    @property
    def _stem(self) -> str:
        return f"{PRIVATE}/{self.uid}" if self.private else slug_of(self.name) or self.uid[:8]

    @property
    def shown_name(self) -> str:
        """What apps call it: the marks that tell the feeds of facilitators apart are for the office."""
        return "My groups" if self.audience is FeedAudience.FACILITATOR else self.name


def kept_of(path: str) -> str:
    """The file beside a feed's in which cancelled sessions stay."""
    return f"{path.removesuffix('.ics')}{KEPT}.ics"


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
