"""What restoring a backup would change, before anything is touched."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from facilitator.domain.book.tally import BookTally, acts_in_words
from facilitator.errors import FacilitatorError, WrongKey
from facilitator.home import Home
from facilitator.services.backups.verify_backup import Unpacked, unpacked
from facilitator.services.book.unlock import secret_for
from facilitator.storage.backups.copies import Progress
from facilitator.storage.backups.manifest import Manifest
from facilitator.storage.book import SCHEMA, Book
from facilitator.storage.files.tally import acts_since, last_in_common, tally
from facilitator.storage.keys.slots import KeyFile, SlotKind, read_key_file


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """A backup against the book that it would replace.

    ``then`` is None where the backup was not opened, ``now`` where there is no book or it cannot be opened.
    ``lost`` was done in the book since, ``returning`` is in the backup and not in the book. ``opens_with`` says what
    opens the restored book.
    """

    made_at: datetime
    program: str
    schema: int
    practice: bool
    audit_rows: int
    there: bool
    same_book: bool
    now: BookTally | None
    then: BookTally | None
    lost: tuple[str, ...]
    returning: tuple[str, ...]
    opens_with: str

    @property
    def older(self) -> bool:
        """Whether the backup would be upgraded on the way."""
        return self.schema < SCHEMA


def preview_restore(
    home: Home, path: Path, secret: str | None, *, book: Book | None = None, progress: Progress | None = None
) -> RestorePreview:
    """Compare a backup with the book of this home; with ``book`` where that is open already.

    Raises:
        BadInput: for a file that is no backup, or is damaged.
        WrongKey: where neither the secret nor the key of the open book opens it.
        BookError: where there is no room.
    """
    with unpacked(home, path, progress=progress) as inside:
        copy = inside.opened(book, secret)
        if copy is None:
            raise WrongKey("that does not open this backup", "Use the passphrase or the recovery code of its time.")
        with copy:
            own = book or _current(home, inside, copy, secret)
            try:
                return _compared(home, inside.manifest, inside.keys, copy, own)
            finally:
                if own is not None and own is not book:
                    own.close()


def preview_lines(seen: RestorePreview, *, made: str = "") -> tuple[str, ...]:
    """The preview in sentences, for a terminal or a screen; ``made`` is when it was made as people there read it."""
    made = made or f"{seen.made_at:%Y-%m-%d %H:%M} UTC"
    upgrade = ", and is upgraded on the way" if seen.older else ""
    lines = [f"The backup was made on {made} by facilitator {seen.program}{upgrade}."]
    if not seen.there:
        lines.append("There is no book here now, so nothing is replaced.")
    elif not seen.same_book:
        lines.append("It is of ANOTHER book than the one here, which it would replace.")
    if seen.there and seen.now is None:
        lines.append("The book here cannot be opened; it would be kept beside, as it is.")
    elif seen.there:
        lines.extend(_changes(seen))
    lines.extend(
        f"{when}: {', '.join(counted.words)}."
        for when, counted in (("Now", seen.now), ("Then", seen.then))
        if counted is not None
    )
    return (*lines, seen.opens_with)


def _changes(seen: RestorePreview) -> list[str]:
    lines = []
    if seen.lost:
        lines.append(
            f"Done since, and lost from the book: {', '.join(seen.lost)}. They stay in the backup that is made first."
        )
    elif seen.same_book:
        lines.append("Nothing was done in the book since.")
    if seen.returning:
        lines.append(f"In the backup, and back in the book then: {', '.join(seen.returning)}.")
    return lines


def _current(home: Home, inside: Unpacked, copy: Book, secret: str | None) -> Book | None:
    """The book of this home: with the key of the backup, or with the secret; None where it cannot be opened."""
    if not home.book.exists():
        return None
    own = copy.at(home.book)
    try:
        with own.raw():
            return own
    except FacilitatorError:
        own.close()
    with suppress(FacilitatorError):
        own = Book(home.book, read_key_file(home.keys).unlock(secret_for(home, secret)))
        try:
            with own.raw():
                return own
        except FacilitatorError:
            own.close()
    return None


def _compared(home: Home, manifest: Manifest, keys: KeyFile, copy: Book, own: Book | None) -> RestorePreview:
    own_keys = None
    with suppress(FacilitatorError):
        own_keys = read_key_file(home.keys)
    same = own_keys is not None and own_keys.book == manifest.book
    with copy.raw() as theirs:
        then = tally(theirs)
        now, lost, returning = None, {}, {}
        if own is not None:
            with suppress(FacilitatorError), own.raw() as ours:
                fork = last_in_common(ours, theirs) if same else 0
                lost, returning = acts_since(ours, fork), acts_since(theirs, fork) if same else {}
                now = tally(ours)
    return RestorePreview(
        made_at=manifest.created_at,
        program=manifest.program,
        schema=manifest.schema,
        practice=manifest.practice,
        audit_rows=manifest.held(copy).head.seq,
        there=home.book.exists(),
        same_book=same,
        now=now,
        then=then,
        lost=acts_in_words(lost),
        returning=acts_in_words(returning),
        opens_with=_opens_with(manifest, keys, own_keys if same else None),
    )


def _opens_with(manifest: Manifest, keys: KeyFile, own: KeyFile | None) -> str:
    if manifest.practice:
        return "It is a practice book, which opens itself."
    same = {
        kind: own is not None and _slots(keys, kind) == _slots(own, kind)
        for kind in (SlotKind.PASSPHRASE, SlotKind.RECOVERY)
    }
    if all(same.values()):
        return "Your passphrase and recovery code open it, as they do now."
    if same[SlotKind.PASSPHRASE]:
        return "Your passphrase opens it, as now; of the recovery codes, the one of that day."
    if same[SlotKind.RECOVERY]:
        return "The passphrase of that day opens it, not the one of now; your recovery code does, as now."
    return "The passphrase and the recovery code of that day open it, not those of now."


def _slots(file: KeyFile, kind: SlotKind) -> list[bytes]:
    return [slot.wrapped for slot in file.slots if slot.kind is kind]
