"""``facilitator session list``: sessions between two days."""

from datetime import timedelta

import click

from facilitator.cli.kit.command import CommandDesk, days_between, json_option, line, word_of
from facilitator.cli.kit.output import print_json_rows, print_table
from facilitator.cli.kit.say import numbered, session_shape, when, where
from facilitator.services.book.open_book import book_info
from facilitator.services.sessions.see_sessions import sessions_in_turn
from facilitator.words import SessionStatus
from facilitator.zones import zone as find_zone

AHEAD = timedelta(days=30)


@line("list")
@click.option("--from", "first", metavar="DAY", help="First day, or a period (else today).")
@click.option("--to", "last", metavar="DAY", help="Last day, included (else 30 days on).")
@click.option("--group", metavar="GROUP", help="Only this group's.")
@click.option("--facilitator", metavar="F", help="Only those that they really lead.")
@click.option("--site", metavar="S", help="Only at this site.")
@click.option("--room", metavar="R", help="Only in this room.")
@click.option("--status", type=word_of(SessionStatus), help="Only those that stand so.")
@json_option
@click.pass_obj
def list_(
    desk: CommandDesk, /, first: str | None, last: str | None, status: str | None, as_json: bool, **of: str | None
) -> None:
    """List sessions, today and 30 days on."""
    with desk.open_book() as book:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        begin, end = days_between(first, last, today, begin=today, end=lambda begin: max(begin, today) + AHEAD)
        such = sessions_in_turn(book, begin, end, status=SessionStatus(status) if status else None, **of)
        if as_json:
            print_json_rows(session_shape(each) for each in such)
            return
        found = list(such)
    zones = len({each.zone for each in found}) > 1
    print_table(
        ("id", "when", "title", "lesson", "where", "led by", "status", "expected", "present"),
        [
            (
                each.uid[:8],
                f"{when(each)} {each.starts_at.astimezone(find_zone(each.zone)):%Z}" if zones else when(each),
                each.title,
                numbered(each),
                where(each),
                ", ".join(each.led_by),
                each.status.value,
                each.expected,
                each.present,
            )
            for each in found
        ],
        empty=f"No {'such ' if status or any(of.values()) else ''}sessions on these days. "
        "Others: --from 2000-01-01 --to 2100-01-01",
    )
