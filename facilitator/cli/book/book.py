"""The book as a whole: make it, check it, lock it, see what it needs."""

import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.secrets_asked import ask_new_passphrase, have_code_noted, write_code
from facilitator.cli.kit.terminal import say
from facilitator.errors import BadInput

_FILE = click.Path(path_type=Path)


@line("init")
@click.option("--name", required=True, metavar="NAME", help="The name of your program.")
@click.option("--zone", required=True, metavar="ZONE", help="Its time zone, such as America/New_York.")
@click.option(
    "--recovery-file", type=_FILE, metavar="FILE", help="Write the recovery code into this new, private file."
)
@click.pass_obj
def init(desk: CommandDesk, name: str, zone: str, recovery_file: Path | None) -> None:
    """Make a new book: choose a passphrase, and note the recovery code that is shown once.

    Without a terminal it needs --passphrase-fd (or FACILITATOR_PASSPHRASE_FILE) and --recovery-file.
    """
    from facilitator.services.book.open_book import check_new_book, check_passphrase, create_book, new_recovery_code
    from facilitator.services.book.unlock import may_open

    home = desk.home
    if desk.login:
        raise BadInput("a new book has no logins yet", "Make it without --as; then: facilitator login add LOGIN")
    check_new_book(home, name=name, zone=zone)
    if recovery_file is None and not sys.stdin.isatty():
        raise BadInput("the recovery code needs a place", "Name a new file for it with --recovery-file FILE.")
    given = desk.secret_given()
    passphrase = check_passphrase(ask_new_passphrase() if given is None else given)
    code = new_recovery_code()
    if recovery_file is not None:
        write_code(recovery_file, code)
    else:
        have_code_noted(code)
    try:
        made = create_book(home, name=name, zone=zone, passphrase=passphrase, recovery_code=code, now=desk.now())
        made.book.close()
    except BaseException:
        if recovery_file is not None and not may_open(home, code):
            with suppress(OSError):  # it opens nothing
                recovery_file.unlink(missing_ok=True)
        raise
    for notice in made.book.notices:
        desk.say(notice)
    if recovery_file is not None:
        desk.say(f"The recovery code is in {recovery_file}. Keep it away from this computer.")
    desk.say(f"Made the book of {name} in {home.folder}.\nNext, schedule a group: facilitator group add --help")


@line("check")
@json_option
@click.pass_obj
def check(desk: CommandDesk, as_json: bool) -> int:
    """Check every page of the book, its records, its audit chain and its keys."""
    from facilitator.services.book.unlock import needs_secret
    from facilitator.services.doctor.check_book import look_at_book

    looked = look_at_book(desk.home, desk.secret() if needs_secret(desk.home) else None)
    problems = looked.problems
    if as_json:
        print_json({"problems": list(problems), "vouched_since": looked.vouched_since})
    elif problems:
        for problem in problems:
            say(problem)
        desk.say("Restore a backup with: facilitator restore FILE")
    else:
        say("The book is whole.")
        if looked.vouched_since is None:
            desk.say("No mark, consent or disclosure has a digest in the audit chain yet: that comes with the next.")
        else:
            desk.say(
                "Marks, headcounts, consents and disclosures are vouched for from row"
                f" {looked.vouched_since} of the audit chain on."
            )
    return 1 if problems else 0


@line("lock")
@click.pass_obj
def lock(desk: CommandDesk) -> None:
    """Lock every open window of this book, at once."""
    from facilitator.services.book.lock_windows import lock_windows

    lock_windows(desk.home)
    desk.say("Every open window of this book is locking.")


@line("doctor")
@json_option
@click.pass_obj
def doctor(desk: CommandDesk, as_json: bool) -> int:
    """See versions, places, file modes, backups and the book, and what each of them needs."""
    from facilitator.services.doctor.doctor import examine

    findings = examine(desk.home, desk.secret_given(), now=desk.now())
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        print_table(("what", "found", "to do"), [(each.name, each.value, each.to_do) for each in findings])
    return 1 if any(finding.to_do and not finding.can_wait for finding in findings) else 0
