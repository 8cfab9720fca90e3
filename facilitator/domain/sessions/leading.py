"""Who leads one session: the lead, who leads with them, and whoever stands in for one that could not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from facilitator.domain.views import Facilitator
from facilitator.errors import Ambiguous, BadInput, Refused
from facilitator.words import LeadPart


@dataclass(frozen=True, slots=True)
class Leading:
    """One facilitator of a session, in its order by ``position``.

    ``for_id`` is whom a substitute stands in for; ``cancelled`` says that they were to lead it, and could not.
    ``clash_kept`` says that somebody knew that they have something else then.
    """

    facilitator_id: int
    name: str
    position: int
    part: LeadPart = LeadPart.LEAD
    for_id: int | None = None
    cancelled: bool = False
    clash_kept: bool = False


def who_lead(leading: Sequence[Leading]) -> tuple[Leading, ...]:
    """Those who really lead, in order."""
    return tuple(sorted((each for each in leading if not each.cancelled), key=lambda each: each.position))


def stand_in(
    leading: Sequence[Leading], who: Facilitator, instead_of: Facilitator | None = None
) -> tuple[tuple[Leading, ...], Leading | None]:
    """All rows as they are once somebody stands in, and whose place they took; None where nobody led.

    Without ``instead_of`` it is the place of the lead. Who was replaced may come back by the same act: then they lead
    as before, and their stand-in goes.

    Raises:
        Refused: for one who leads it already.
        BadInput: for a place that nobody has.
        Ambiguous: where several lead, none of them as the lead.
    """
    active = who_lead(leading)
    if any(each.facilitator_id == who.id for each in active):
        raise Refused(f"{who.name} leads this session already", "Nothing was changed.")
    if any(each.facilitator_id == who.id for each in leading):
        return _back(leading, who, instead_of)
    replaced = _place(active, instead_of)
    if replaced is None:
        return (Leading(who.id, who.name, 0),), None
    for_id = replaced.facilitator_id if replaced.for_id is None else replaced.for_id
    new = Leading(who.id, who.name, replaced.position, LeadPart.SUBSTITUTE, for_id)
    others = [each for each in leading if each != replaced]
    # of one stand-in after another the last is kept: the first was never to lead it
    gone = [replace(replaced, cancelled=True)] if replaced.for_id is None else []
    return (*others, *gone, new), replaced


def _back(
    leading: Sequence[Leading], who: Facilitator, instead_of: Facilitator | None
) -> tuple[tuple[Leading, ...], Leading | None]:
    holder = next(each for each in leading if each.for_id == who.id)
    if instead_of is not None and instead_of.id not in (holder.facilitator_id, who.id):
        raise Refused(
            f"{holder.name} stands in for {who.name} here", f"Let {who.name} have their own place again first."
        )
    rest = [each for each in leading if each != holder]
    return tuple(replace(each, cancelled=each.cancelled and each.facilitator_id != who.id) for each in rest), holder


def _place(active: Sequence[Leading], instead_of: Facilitator | None) -> Leading | None:
    names = ", ".join(each.name for each in active)
    if instead_of is not None:
        for each in active:
            if instead_of.id in (each.facilitator_id, each.for_id):
                return each
        raise BadInput(
            f"{instead_of.name} does not lead this session", f"It is led by {names}." if names else "Nobody leads it."
        )
    leads = [each for each in active if each.part is LeadPart.LEAD] if len(active) > 1 else active
    if len(leads) == 1:
        return leads[0]
    if not active:
        return None
    raise Ambiguous(f"more than one leads this session: {names}", "Say whose place it is: --for FACILITATOR")
