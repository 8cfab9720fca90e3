"""Keep a curriculum in the book as it is now: a group goes on with it whatever happens to the file."""

from datetime import datetime

from facilitator.errors import BadInput
from facilitator.services.curricula.library import CurriculumAtHand
from facilitator.storage.db import Db
from facilitator.storage.queries.curricula import pinned as curricula


def pin(db: Db, chosen: CurriculumAtHand, now: datetime) -> int:
    """Keep the bytes of a curriculum, once per content; the id under which they are kept.

    Raises:
        BadInput: for a file with problems.
    """
    curriculum = chosen.curriculum
    if curriculum is None or not chosen.usable:
        raise BadInput(f"{chosen.path} has problems", f"See them: facilitator curriculum check {chosen.path}")
    return curricula.pin(
        db,
        key=curriculum.key,
        version=curriculum.version,
        title=curriculum.title,
        kind=curriculum.kind,
        content_hash=chosen.content_hash,
        content=chosen.content,
        now=now,
    )
