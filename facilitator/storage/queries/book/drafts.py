"""What was typed and not saved when the book locked."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from facilitator.storage.engines.statements import upsert
from facilitator.storage.tables import draft

_mine = draft.c.form == bindparam("of_form"), draft.c.actor == bindparam("by")
_read = select(draft.c["values"]).where(*_mine)
_drop = delete(draft).where(*_mine)
_keep = upsert(draft)


def keep_draft(db: Connection, form: str, actor: str, values: Mapping[str, str], *, now: datetime) -> None:
    """Keep what somebody typed into a form, in place of an older draft of theirs."""
    row = {"form": form, "actor": actor, "values": json.dumps(dict(values), ensure_ascii=False), "at": now}
    db.execute(_keep, row)


def draft_of(db: Connection, form: str, actor: str) -> dict[str, str]:
    """What this person typed into a form before; empty without any."""
    text: str | None = db.execute(_read, {"of_form": form, "by": actor}).scalar()
    return dict(json.loads(text)) if text else {}


def drop_draft(db: Connection, form: str, actor: str) -> None:
    """Forget it."""
    db.execute(_drop, {"of_form": form, "by": actor})
