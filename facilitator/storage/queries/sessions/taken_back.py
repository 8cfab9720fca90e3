"""Which events of attendance were taken back: by an undo that was not taken back itself.

A closing may be undone and come back: close, undo of the close, undo of that undo. Deeper it never goes: a closing that
is undone once more gets an undo of its own.
"""

from sqlalchemy import ColumnElement, FromClause, bindparam, select

from facilitator.storage.tables import mark_event

_undo, _again = mark_event.alias("undo_of_it"), mark_event.alias("undo_of_that")
_undone_undos = select(_again.c.undoes_id).where(
    _again.c.session_id == bindparam("session_id"), _again.c.undoes_id.is_not(None)
)

undone_in_session = select(_undo.c.undoes_id).where(
    _undo.c.session_id == bindparam("session_id"), _undo.c.undoes_id.is_not(None), _undo.c.id.not_in(_undone_undos)
)
"""The ids of the events of ``:session_id`` that were taken back."""


def is_taken_back(event: FromClause) -> ColumnElement[bool]:
    """Whether an event, or an alias of it, was taken back; the index of session and person leads there."""
    by, over = mark_event.alias(), mark_event.alias()
    same = (by.c.session_id == event.c.session_id, by.c.person_id == event.c.person_id)
    turned = (
        select(over.c.id)
        .where(over.c.session_id == by.c.session_id, over.c.person_id == by.c.person_id, over.c.undoes_id == by.c.id)
        .correlate(by)
        .exists()
    )
    return select(by.c.id).where(*same, by.c.undoes_id == event.c.id, ~turned).correlate(event).exists()
