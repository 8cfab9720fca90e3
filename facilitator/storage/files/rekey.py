"""Writing every page of a closed book under another key, its audit chain with it."""

from pathlib import Path

from facilitator.errors import BookError
from facilitator.storage import audit
from facilitator.storage.engines.append_only import Why, door_open
from facilitator.storage.engines.sqlcipher import connect_raw, said_plainly
from facilitator.storage.files.row_check import Renewal
from facilitator.storage.files.staging import sync_file
from facilitator.storage.keys.slots import audit_key


def rekey(path: Path, old: bytes, new: bytes) -> None:
    """Let the new key open this database, and the old one no longer; nobody else has it open.

    The audit chain is bound by a key that is derived from the book's, so its rows are bound anew, in one transaction,
    after the old chain was found to hold, and so are its digests of rows.

    Raises:
        BookError: where the old chain or a row does not hold, the log cannot be emptied, or the file cannot be written.
    """
    with said_plainly():
        db = connect_raw(path, old)
        try:
            db.execute("BEGIN IMMEDIATE")
            with door_open(db, Why.KEY):
                old_key, new_key = audit_key(old), audit_key(new)
                audit.rebind(db, old_key, new_key, Renewal(db, old_key, new_key).payload)
            db.execute("COMMIT")
            # until the log is empty the main file alone still opens with the old key
            emptied = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            mode = db.execute("PRAGMA journal_mode=DELETE").fetchone()
            if emptied != (0, 0, 0) or mode != ("delete",):
                raise BookError("the log of the book cannot be emptied", "Close all windows, then try again.")
            db.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
        finally:
            db.close()
        connect_raw(path, new).close()  # in WAL mode again
    sync_file(path)
