from datetime import timedelta

from facilitator.storage.queries.publishing import feeds, told
from facilitator.storage.queries.publishing.told import HeldItem, ToldRow


def row(uid: str, sequence: int = 0, **more: object) -> ToldRow:
    return ToldRow(uid, sequence, "d" * 64, f"{uid}{sequence}".encode(), 1_804_206_600, None)._replace(**more)


def test_what_was_told_is_kept_changed_and_forgotten(program):
    with program.book.write(now=program.now) as change:
        change.record("calendar.export", "x")
        here, there = (feeds.add_export_target(change.db, each) for each in ("here", "there"))
        told.keep_told(change.db, here, [row("a"), row("b")], [])
        told.keep_told(change.db, there, [row("a")], [])
        at = int((program.now + timedelta(days=1)).timestamp())
        told.keep_told(change.db, here, [], [row("b", 4, withdrawn_at=at)])
    with program.book.read() as db:
        assert told.held(db, here) == {
            "a": HeldItem(0, "d" * 64, 1_804_206_600, None),
            "b": HeldItem(4, "d" * 64, 1_804_206_600, at),
        }
        assert told.held_bytes(db, here, ["b", "none"]) == {"b": b"b4"}
        assert told.held_bytes(db, here, []) == {}
        assert (told.count_told(db, here), told.count_told(db, there)) == (2, 1)
    with program.book.write(now=program.now) as change:
        change.record("calendar.export", "x")
        told.forget_told(change.db, here, ["a"])
        assert set(told.held(change.db, here)) == {"b"}
        assert set(told.held(change.db, there)) == {"a"}
