"""Find what the wish for a group names: its room, and who leads it."""

from dataclasses import dataclass

from facilitator.domain.scheduling.group_wish import GroupTerms, GroupWish, check_wish
from facilitator.services.curricula.library import CurriculumAtHand
from facilitator.services.find import find_facilitator, find_room
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a wish comes to, with everything found that it names."""

    terms: GroupTerms
    chosen: CurriculumAtHand | None
    room_id: int | None
    site_id: int | None
    facilitator_ids: tuple[int, ...]


def resolve(db: Db, wish: GroupWish, chosen: CurriculumAtHand | None) -> Resolved:
    """Check a wish, then find what it names; ``chosen`` is its curriculum, read already.

    Raises:
        WishProblem: with the part that cannot be used.
        BadInput, NotFound, Ambiguous: for a zone, a room or a facilitator that cannot be told.
    """
    terms = check_wish(wish, chosen.curriculum if chosen else None, zone=wish.zone or book_info(db).zone)
    room = find_room(db, wish.room) if wish.room else None
    leaders = dict.fromkeys(find_facilitator(db, text).id for text in wish.facilitators)
    return Resolved(terms, chosen, room.id if room else None, room.site_id if room else None, tuple(leaders))
