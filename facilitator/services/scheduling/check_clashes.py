"""What stands in the way of sessions: asked inside the transaction that is about to book them, or for a preview."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator.domain.scheduling.clashes import Booking, Needs, Premises, clashes_of
from facilitator.domain.views import Clash
from facilitator.storage.db import Db
from facilitator.storage.queries.scheduling import clashes
from facilitator.words import ClashKind
from facilitator.zones import zone as find_zone

Span = tuple[datetime, datetime]
"""Start and end in UTC."""

NOTHING_ASKED = Needs()


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """What sessions of a group are to take; ``zone`` is that of their wall times.

    ``group_id`` is None for a group to be: it has no roster yet. ``own_ids`` are sessions that these times would
    replace, and that are no clash for that reason. A group that ``meets_when_closed`` said that closed days are none;
    of the starts in ``kept`` somebody said so one by one.
    """

    zone: str
    room_id: int | None = None
    facilitator_ids: tuple[int, ...] = ()
    needs: Needs = NOTHING_ASKED
    group_id: int | None = None
    own_ids: Collection[int] = ()
    meets_when_closed: bool = False
    kept: Collection[datetime] = ()


def check(db: Db, times: Iterable[Span], asked: BookingRequest) -> tuple[Clash, ...]:
    """What stands in the way at those times: a probe on the indexes for each, in the transaction that is open.

    Times of one call are held against one another, too. See :class:`ClashKind` for what refuses and what warns.
    """
    spans = list(times)
    premises = clashes.premises_of(db, asked.room_id, asked.facilitator_ids)
    others = clashes.bookings_at(
        db,
        spans,
        room_id=asked.room_id,
        facilitator_ids=asked.facilitator_ids,
        travel=premises.travel.longest,
    )
    return _judged(db, spans, asked, premises, others)


def foresee(db: Db, times: Iterable[Span], asked: BookingRequest) -> tuple[Clash, ...]:
    """The same as :func:`check`, for previews of many times: what is booked in all that while is read at once."""
    spans = list(times)
    if not spans:
        return ()
    premises = clashes.premises_of(db, asked.room_id, asked.facilitator_ids)
    way = premises.travel.longest
    others = clashes.bookings_holding(
        db,
        min(start for start, _ in spans) - way,
        max(end for _, end in spans) + way,
        room_id=asked.room_id,
        facilitator_ids=asked.facilitator_ids,
    )
    return _judged(db, spans, asked, premises, others)


def check_session(
    db: Db, session_id: int, times: Sequence[Span], *, room_id: int | None, facilitator_ids: Sequence[int]
) -> tuple[Clash, ...]:
    """What stands in the way of a stored session at other times, or in another room or hands."""
    group_id, zone, keeps = clashes.group_of(db, session_id)
    needs = clashes.needs_of(db, group_id)
    asked = BookingRequest(zone, room_id, tuple(facilitator_ids), needs, group_id, (session_id,), keeps)
    return check(db, times, asked)


def refusing(found: Iterable[Clash]) -> tuple[Clash, ...]:
    """Those that refuse; the others warn."""
    return tuple(each for each in found if each.refuses)


CHOOSE_OTHERS = "Choose another time or room, or add --force."
"""The hint that goes with :func:`times_clash`."""


def times_clash(found: Iterable[Clash]) -> str:
    """How many of the times that were asked for are refused, in words."""
    number = len({each.starts_at for each in refusing(found)})
    times = "1 of the times clashes" if number == 1 else f"{number} of the times clash"
    return f"{times} with other sessions or closed days"


def forced_over(found: Iterable[Clash]) -> dict[str, dict[str, list[str]]]:
    """For the audit chain: by kind, then by the uid of the other group, the UTC starts that were kept all the same.

    Uids and moments alone: no name of anybody.
    """
    told: dict[str, dict[str, list[str]]] = {}
    for each in refusing(found):
        told.setdefault(each.kind.value, {}).setdefault(each.with_uid, []).append(f"{each.starts_at:%Y-%m-%dT%H:%MZ}")
    return told


def _judged(
    db: Db, spans: Sequence[Span], asked: BookingRequest, premises: Premises, others: Iterable[Booking]
) -> tuple[Clash, ...]:
    if not spans:
        return ()
    zone = find_zone(asked.zone)
    room = premises.rooms.get(asked.room_id or 0)
    site_id, site = (room.site_id, room.site) if room else (None, "")
    leaders, group_id = tuple(asked.facilitator_ids), asked.group_id
    mine = [
        Booking(
            -at,
            start,
            end,
            room_id=asked.room_id,
            site_id=site_id,
            site=site,
            facilitator_ids=leaders,
            enrolled=clashes.enrolled_on(db, group_id, start.astimezone(zone).date()) if group_id else 0,
        )
        for at, (start, end) in enumerate(spans, 1)
    ]
    first, last = (
        moment.astimezone(zone).replace(tzinfo=None) for moment in (min(spans)[0], max(end for _, end in spans))
    )
    closed = (
        []
        if asked.meets_when_closed
        else clashes.closed_between(db, first, last, site_id=site_id, room_id=asked.room_id)
    )
    kept = [each for each in others if each.key not in asked.own_ids]
    found = clashes_of(mine, kept, premises, needs=asked.needs, closed=closed, zone=zone)
    return tuple(each for each in found if each.kind is not ClashKind.CLOSED or each.starts_at not in asked.kept)
