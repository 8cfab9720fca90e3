"""``facilitator key``: what opens the book, and changing it."""

import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.progress import progress
from facilitator.cli.kit.secrets_asked import ask_new_passphrase, have_code_noted, write_code
from facilitator.cli.kit.terminal import say
from facilitator.errors import BadInput
from facilitator.services.book import keep_keys
from facilitator.services.book.open_book import check_passphrase, new_recovery_code
from facilitator.services.book.renew_key import renew_key
from facilitator.services.book.unlock import may_open

_FILE = click.Path(path_type=Path)
_recovery_file = click.option(
    "--recovery-file", type=_FILE, metavar="FILE", help="Write the new recovery code into this new, private file."
)


@line("show")
@json_option
@click.pass_obj
def show(desk: CommandDesk, as_json: bool) -> None:
    """Show what opens the book. Nothing is unlocked for it."""
    seen = keep_keys.see_keys(desk.home)
    if as_json:
        print_json(asdict(seen))
        return
    if seen.practice:
        say("A practice book opens itself.")
        return
    ways = {"passphrase": seen.passphrase, "recovery code": seen.recovery, "keyring of this computer": seen.keyring}
    for way, opens in ways.items():
        say(f"{way}: {'opens it' if opens else 'does not'}")


@line("passphrase")
@click.option("--new-fd", type=int, metavar="N", help="Read the new passphrase from this descriptor.")
@click.pass_obj
def passphrase(desk: CommandDesk, new_fd: int | None) -> None:
    """Change the passphrase. The old one, or the recovery code, is asked for first."""
    secret = desk.secret()
    if new_fd is not None:
        new = CommandDesk(passphrase_fd=new_fd).secret()
    else:
        desk.say("Now the new one: four or five words that you will remember.")
        new = ask_new_passphrase()
    keep_keys.change_passphrase(desk.home, secret, check_passphrase(new), now=desk.now(), sign=desk.sign)
    desk.say("The new passphrase opens the book. Backups made before still open with the old one.")


@line("recovery")
@_recovery_file
@click.pass_obj
def recovery(desk: CommandDesk, recovery_file: Path | None) -> None:
    """Make a new recovery code, shown once; the old one opens the book no longer."""
    secret = desk.secret()
    with _HandedOver(desk, recovery_file) as code:
        keep_keys.keep_recovery_code(desk.home, secret, code, now=desk.now(), sign=desk.sign)
    desk.say("The new code opens the book. Throw the old one away; it still opens backups made before.")


@line("keyring")
@click.argument("answer", type=click.Choice(["on", "off"]))
@click.pass_obj
def keyring(desk: CommandDesk, answer: str) -> None:
    """Let the keyring of this computer open the book when the program starts, or no longer."""
    act = keep_keys.use_keyring if answer == "on" else keep_keys.leave_keyring
    act(desk.home, desk.secret(), now=desk.now(), sign=desk.sign)
    if answer == "on":
        desk.say(
            "Whoever is logged in to this computer as you can open the book now. After a lock it asks for the "
            "passphrase. Keep your passphrase and recovery code: keyrings get lost."
        )
    else:
        desk.say("The keyring opens the book no longer.")


@line("renew")
@_recovery_file
@click.pass_obj
def renew(desk: CommandDesk, recovery_file: Path | None) -> None:
    """Write the book anew under a new key, with a new recovery code.

    For when somebody may know the old one, or what opened the book.
    """
    secret = desk.secret()
    with _HandedOver(desk, recovery_file) as code:
        done = renew_key(desk.home, secret, code, now=desk.now(), sign=desk.sign, progress=progress("Copying"))
    first = f"First backup under it: {done.after}" if done.after else "Make a backup now: facilitator backup"
    desk.say(
        f"The book has a new key. {first}\n"
        f"The last one under the old key: {done.before}. Older backups still open with what opened them then."
    )
    for problem in done.problems:
        desk.say(f"Not done: {problem}.")


class _HandedOver:
    """A new recovery code that somebody has noted, or that lies in a file; taken back where it opens nothing."""

    def __init__(self, desk: CommandDesk, file: Path | None) -> None:
        if file is None and not sys.stdin.isatty():
            raise BadInput("the recovery code needs a place", "Name a new file for it with --recovery-file FILE.")
        self.desk, self.file, self.code = desk, file, new_recovery_code()

    def __enter__(self) -> str:
        if self.file is None:
            have_code_noted(self.code)
        else:
            write_code(self.file, self.code)
        return self.code

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self.file is not None and not may_open(self.desk.home, self.code):
            with suppress(OSError):  # it opens nothing
                self.file.unlink(missing_ok=True)
