"""Local slots: what a program fills in for itself."""

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from facilitator.domain.agency.slots import LocalSlot
from facilitator.storage.tables import site, slot
from facilitator.storage.uids import new_uid

_slots = (
    select(
        slot.c.id,
        slot.c.uid,
        slot.c.name,
        slot.c.site_id,
        func.coalesce(site.c.name, "").label("site"),
        slot.c.language,
        slot.c.text,
        slot.c.source,
        slot.c.checked_on,
    )
    .join_from(slot, site, site.c.id == slot.c.site_id, isouter=True)
    .order_by(slot.c.name, slot.c.language, slot.c.id)
)
_is_slot = slot.c.id == bindparam("slot")
_edit = update(slot).where(_is_slot)
_remove = delete(slot).where(_is_slot)


def slots(db: Connection) -> list[LocalSlot]:
    """All that are filled."""
    return [LocalSlot(*row) for row in db.execute(_slots)]


def add_slot(db: Connection, **values: object) -> str:
    """Fill one that was blank; its uid."""
    uid = new_uid()
    db.execute(insert(slot), {"uid": uid, **values})
    return uid


def edit_slot(db: Connection, slot_id: int, **values: object) -> None:
    """Change what stands in one."""
    db.execute(_edit, {"slot": slot_id, **values})


def remove_slot(db: Connection, slot_id: int) -> None:
    """Let one be blank again."""
    db.execute(_remove, {"slot": slot_id})
