"""Backups: make one, list and verify them, drill, and put one in the place of the book."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.progress import progress
from facilitator.cli.kit.terminal import agreed, ask, say
from facilitator.errors import FacilitatorError

if TYPE_CHECKING:  # the services load SQLAlchemy, and --help needs none of it
    from facilitator.domain.book.tally import BookTally
    from facilitator.services.backups.preview_restore import RestorePreview
    from facilitator.services.backups.see_backups import BackupSeen
    from facilitator.services.backups.verify_backup import Verified
    from facilitator.storage.book import Book

_FILE = click.Path(path_type=Path)


@line("backup")
@click.argument("file", required=False, type=_FILE)
@click.option("--copy-to", "folder", type=_FILE, metavar="FOLDER", help="Copy it there too, and read it again there.")
@json_option
@click.pass_obj
def backup(desk: CommandDesk, file: Path | None, folder: Path | None, as_json: bool) -> None:
    """Make a verified, encrypted backup: one FILE, or a new one in the folder for backups."""
    from facilitator.services.backups.back_up import back_up
    from facilitator.services.backups.copy_backup import copy_backup, expect_folder

    if folder is not None:
        expect_folder(folder)
    with desk.open_book() as book:
        made = back_up(desk.home, book, file, now=desk.now(), progress=progress("Copying"))
        notes = () if file or folder else _kept_elsewhere(desk, book, made.path)
    copy = copy_backup(made.path, folder) if folder is not None else None
    if as_json:
        print_json(
            {
                "file": str(made.path),
                "bytes": made.bytes,
                "audit_rows": made.audit_rows,
                **({"copy": str(copy)} if copy else {}),
            }
        )
    else:
        say(f"{made.path}  {made.bytes / 1024**2:.1f} MiB, verified")
        if copy is not None:
            say(f"{copy}  the same, read again there")
    for note in notes:
        desk.say(note)


def _kept_elsewhere(desk: CommandDesk, book: "Book", made: Path) -> tuple[str, ...]:
    from facilitator.services.backups.back_up_daily import keep_elsewhere
    from facilitator.services.book.open_book import book_info

    info = book_info(book)
    return () if info.practice else keep_elsewhere(desk.home, info, made, now=desk.now())


@line("restore")
@click.argument("file", type=_FILE)
@click.option("--preview", "--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@json_option
@click.pass_obj
def restore(desk: CommandDesk, file: Path, preview: bool, as_json: bool) -> None:
    """Put the backup FILE in the place of the book; the book that was there is kept.

    At a terminal it shows what would change, and asks.
    """
    from facilitator.services.backups import back_up

    secret = desk.secret() if back_up.backup_needs_secret(file) else None
    if preview or sys.stdin.isatty():
        _say_preview(desk, file, secret, as_json=preview and as_json)
    if preview:
        return
    if sys.stdin.isatty() and desk.home.book.exists():
        agreed(f"Replace the book in {desk.home.folder}? It will be kept beside", abort=True)
    done = back_up.restore(desk.home, file, secret, now=desk.now(), sign=desk.sign, progress=progress("Reading"))
    before = str(done.before) if done.before else None
    if as_json:
        print_json({"made_at": done.made_at.isoformat(), "audit_rows": done.audit_rows, "before": before})
        return
    say(f"The book is as it was on {done.made_at:%Y-%m-%d %H:%M} UTC.")
    if before:
        say(f"The one before it: {before}")


def _say_preview(desk: CommandDesk, file: Path, secret: str | None, *, as_json: bool) -> None:
    """The preview: the answer where it was asked for as JSON, else beside the answer."""
    from facilitator.services.backups.preview_restore import preview_lines, preview_restore

    seen = preview_restore(desk.home, file, secret, progress=progress("Looking"))
    if as_json:
        print_json(_preview_shape(seen))
        return
    for words in preview_lines(seen):
        desk.say(words)


def _preview_shape(seen: "RestorePreview") -> dict[str, object]:
    def counts(held: "BookTally | None") -> dict[str, int] | None:
        return asdict(held) if held else None

    return {
        "made_at": seen.made_at.isoformat(),
        "program": seen.program,
        "schema": seen.schema,
        "audit_rows": seen.audit_rows,
        "practice": seen.practice,
        "same_book": seen.same_book,
        "now": counts(seen.now),
        "then": counts(seen.then),
        "lost": list(seen.lost),
        "returning": list(seen.returning),
        "opens_with": seen.opens_with,
    }


@line("list")
@json_option
@click.pass_obj
def list_(desk: CommandDesk, as_json: bool) -> None:
    """List the backups, the newest first. Nothing is opened for it; each was verified when it was made."""
    from facilitator.services.backups.see_backups import see_backups

    found = see_backups(desk.home)
    if as_json:
        print_json([_backup_shape(each) for each in found])
        return
    print_table(
        ("file", "made (UTC)", "why", "MiB", "schema", "verified"),
        [
            (
                each.path if each.copy else each.path.name,
                f"{each.made_at:%Y-%m-%d %H:%M}" if each.made_at else "",
                each.reason.words,
                f"{each.bytes / 1024**2:.1f}",
                each.schema,
                _standing(each),
            )
            for each in found
        ],
        empty="No backups yet: facilitator backup",
    )


def _standing(each: "BackupSeen") -> str:
    if each.problem:
        return f"NO: {each.problem}"
    return "when it was made" if each.this_book else "of another book"


def _backup_shape(each: "BackupSeen") -> dict[str, object]:
    made_at = each.made_at.isoformat() if each.made_at else None
    return {
        "file": str(each.path),
        "made_at": made_at,
        "verified_at": made_at,
        "reason": each.reason.value or "by-hand",
        "bytes": each.bytes,
        "schema": each.schema,
        "program": each.program or None,
        "this_book": each.this_book,
        "copy": each.copy,
        "problem": each.problem or None,
    }


@line("verify")
@click.argument("files", nargs=-1, type=_FILE, metavar="[FILE]...")
@json_option
@click.pass_obj
def verify(desk: CommandDesk, files: tuple[Path, ...], as_json: bool) -> int:
    """Read every page of a backup, or of all of them.

    One from before a new key needs the passphrase of its time.
    """
    from facilitator.services.backups.see_backups import see_backups

    paths = files or tuple(each.path for each in see_backups(desk.home))
    found = _verified(desk, paths)
    if as_json:
        print_json([{"file": str(each.path), "whole": each.whole, "problem": _problem(each)} for each in found])
    else:
        for each in found:
            say(f"{each.path}: {_problem(each) or 'whole'}")
        if not found:
            say("No backups yet: facilitator backup")
    return 0 if all(each.whole for each in found) else 1


def _problem(each: "Verified") -> str | None:
    return "not looked into: it needs the passphrase of its time" if each.other_key else each.problem or None


def _verified(desk: CommandDesk, paths: tuple[Path, ...]) -> "list[Verified]":
    """Verify with the open book's key, then with the secret, then, at a terminal, with one that is asked for."""
    from facilitator.services.backups.verify_backup import verify_backup
    from facilitator.services.book.open_book import open_book
    from facilitator.services.book.unlock import needs_secret

    book = secret = None
    try:
        secret = desk.secret() if needs_secret(desk.home) else None
        book = open_book(desk.home, secret)
    except FacilitatorError:  # the book is gone, or is what must be replaced
        if not any(path.exists() for path in paths):
            raise
        secret = desk.secret() if secret is None else secret
    found = []
    try:
        for path in paths:
            each = verify_backup(desk.home, path, book=book, secret=secret, progress=progress("Looking"))
            if each.other_key and sys.stdin.isatty():
                asked = ask(f"Passphrase of {path.name} (Enter: none)", "", hide_input=True)
                each = verify_backup(desk.home, path, secret=asked) if asked else each
            found.append(each)
    finally:
        if book is not None:
            book.close()
    return found


@line("drill")
@click.argument("file", required=False, type=_FILE)
@json_option
@click.pass_obj
def drill(desk: CommandDesk, file: Path | None, as_json: bool) -> None:
    """Try the worst day: restore the newest backup beside, and throw it away again.

    It is opened and counted on the way, and the book itself is left alone. It asks for the passphrase, or the recovery
    code: would you know it?
    """
    from facilitator.services.backups import drill as drills
    from facilitator.services.backups.back_up import backup_needs_secret

    path = file or drills.newest_to_drill(desk.home, now=desk.now())
    secret = desk.secret() if backup_needs_secret(path) else None
    done = drills.drill(desk.home, path, secret, now=desk.now(), progress=progress("Reading"))
    if as_json:
        print_json(
            {
                "file": str(done.path),
                "made_at": done.made_at.isoformat(),
                "audit_rows": done.audit_rows,
                "seconds": round(done.seconds, 2),
                **asdict(done.held),
            }
        )
        return
    say(f"{done.path} was restored, opened and thrown away again in {done.seconds:.1f} seconds.")
    say(f"It holds {', '.join(done.held.words)}, as of {done.made_at:%Y-%m-%d %H:%M} UTC.")
