"""``facilitator attendance recount``: old and new figures of marks that are older than the rule for minutes."""

from datetime import date

import click

from facilitator.cli.kit.command import PATIENCE_SECONDS, CommandDesk, days_between, json_option, line, preview_option
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.progress import progress
from facilitator.cli.kit.terminal import say
from facilitator.domain.dates.plain_dates import say_date
from facilitator.services.book.open_book import book_info
from facilitator.services.sessions.recount_minutes import MOST_UNDONE, Recounted, recount_minutes
from facilitator.zones import zone as find_zone

_LONG_AGO = date(1900, 1, 1)


@line("recount")
@click.option("--from", "first", metavar="DAY", help="First day (else all of them).")
@click.option("--to", "last", metavar="DAY", help="Last day, included (else today).")
@preview_option
@json_option
@click.pass_obj
def recount(desk: CommandDesk, first: str | None, last: str | None, preview: bool, as_json: bool) -> None:
    """Count the minutes of older marks by the rule that holds now.

    What changes is listed by group and month, and by person in codes; the audit chain keeps the old and the new totals.
    """
    with desk.open_book() as book:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        begin, end = days_between(first, last, today, begin=_LONG_AGO, end=lambda begin: max(begin, today), back=True)
        found = recount_minutes(
            book,
            begin,
            end,
            now=desk.now(),
            preview=preview,
            progress=progress("Counting", silent_seconds=PATIENCE_SECONDS),
        )
    if as_json:
        print_json(_shape(found))
        return
    _say(found)
    if not found.undoable:
        would = "is" if found.written else "would be"
        desk.say(
            f"More than {MOST_UNDONE:,} marks: this {would} nothing that undo takes back. The audit chain keeps old "
            "and new totals; a backup keeps the rest, and --from with --to takes a part."
        )


def _say(found: Recounted) -> None:
    differing = [each for each in found.groups if each.before != each.after]
    print_table(
        ("group", "month", "marks", "minutes before", "minutes now"),
        [(each.title, each.month, each.marks, each.before, each.after) for each in differing],
        empty="No group's minutes differ.",
    )
    if found.people:
        print_table(
            ("person", "minutes before", "minutes now"), [(each.code, each.before, each.after) for each in found.people]
        )
    for each in found.forgotten:
        say(
            f"{each.group_title} on {say_date(each.local_date)} was ended long after it was to end: it counts to its "
            "planned end. Where that is wrong: session reopen, then session end --ended HH:MM"
        )
    counted = "counted again" if found.written else "would be counted again; nothing was written"
    say(f"Marks: {found.marks:,} looked at, {found.changed:,} {counted}.")


def _shape(found: Recounted) -> dict[str, object]:
    return {
        "written": found.written,
        "undoable": found.undoable,
        "marks": found.marks,
        "changed": found.changed,
        "groups": [
            {
                "group": each.group_uid,
                "title": each.title,
                "month": each.month,
                "marks": each.marks,
                "minutes_before": each.before,
                "minutes": each.after,
            }
            for each in found.groups
        ],
        "people": [
            {"person": each.code, "minutes_before": each.before, "minutes": each.after} for each in found.people
        ],
        "to_planned_end": [each.uid for each in found.forgotten],
    }
