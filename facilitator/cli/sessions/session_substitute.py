"""``facilitator session substitute``: somebody stands in for who was to lead one session."""

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.say import clash_line, preview_shape, session_shape
from facilitator.cli.kit.terminal import say
from facilitator.services.scheduling.substitute import in_the_way
from facilitator.services.scheduling.substitute import substitute as stand_in


@line("substitute")
@click.argument("session")
@click.option("--facilitator", required=True, metavar="F", help="Who leads this session.")
@click.option("--for", "instead_of", metavar="F", help="In whose place (else the lead's).")
@preview_option
@click.option("--force", is_flag=True, help="Though they have something else then; the audit chain says so.")
@json_option
@click.pass_obj
def substitute(
    desk: CommandDesk,
    session: str,
    facilitator: str,
    instead_of: str | None,
    preview: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Let somebody stand in for who was to lead one session. The series stays whole."""
    with desk.open_book() as book:
        done = stand_in(book, session, facilitator, instead_of=instead_of, now=desk.now(), force=force, preview=preview)
    kept = in_the_way(done.clashes)
    if as_json:
        print_json(preview_shape(done.before, done.after, done.clashes) if preview else session_shape(done.after))
    else:
        say(f"{done.words[:-1]}; nothing was written" if preview else done.words)
    for clash in done.clashes:
        told = "look at" if clash not in kept else ("clash" if preview else "kept in spite of")
        desk.say(f"{told}: {clash_line(clash)}")
    return 1 if preview and kept and not force else 0
