"""``facilitator staff away``: when a facilitator is away, and what needs a stand-in then."""

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.say import away_shape, session_shape, when
from facilitator.cli.kit.terminal import say
from facilitator.domain.dates.plain_dates import parse_date
from facilitator.errors import BadInput
from facilitator.services.agency.staff_away import AwayNoted, away_words, be_away, be_back
from facilitator.services.book.open_book import book_info
from facilitator.zones import zone as find_zone

MOST_LINES = 12


@line("away")
@click.argument("who", metavar="F")
@click.option("--from", "first", metavar="DAY", help="First day away.")
@click.option("--to", "last", metavar="DAY", help="Last day away, included (else until they are back).")
@click.option(
    "--end", metavar="DAY", help="The last day away, where they are back earlier; before the first: not at all."
)
@preview_option
@json_option
@click.pass_obj
def away(
    desk: CommandDesk, who: str, first: str | None, last: str | None, end: str | None, preview: bool, as_json: bool
) -> None:
    """Note when a facilitator is away, and see what needs a stand-in. Why they are is not kept."""
    if (first is None) == (end is None) or (end is not None and last is not None):
        raise BadInput("from when are they away?", "Give --from DAY, with --to DAY if it is known; or --end DAY alone.")
    with desk.open_book() as book:
        today = desk.now().astimezone(find_zone(book_info(book).zone)).date()
        if end is not None:
            done = be_back(book, who, parse_date(end, today), now=desk.now(), preview=preview)
        else:
            until = parse_date(last, today) if last else None
            done = be_away(book, who, parse_date(first or "", today), until, now=desk.now(), preview=preview)
    if as_json:
        print_json(_shape(done, preview=preview))
    else:
        _say(done, preview=preview)


def _shape(done: AwayNoted, *, preview: bool) -> dict[str, object]:
    before, after = ([away_shape(days) for days in each] for each in (done.before, done.after))
    need = [session_shape(each) for each in done.need_stand_in]
    if preview:
        change = {"what": "away", "object": done.facilitator.uid, "before": before, "after": after}
        return {"preview": True, "changes": [change], "clashes": [], "need_stand_in": need}
    return {"id": done.facilitator.uid, "name": done.facilitator.name, "away": after, "need_stand_in": need}


def _say(done: AwayNoted, *, preview: bool) -> None:
    days = "; ".join(away_words(each) for each in done.after)
    say(
        f"{done.facilitator.name} {'would be' if preview else 'is'} {f'away {days}' if days else 'away no more'}"
        f"{'; nothing was written' if preview else ''}"
    )
    need = done.need_stand_in
    if need:
        say(f"{len(need)} {'session needs' if len(need) == 1 else 'sessions need'} a stand-in then:")
    for each in need[:MOST_LINES]:
        say(f"  {each.uid[:8]}  {when(each)}  {each.title}")
    if len(need) > MOST_LINES:
        say(f"  and {len(need) - MOST_LINES} more; all of them: --json")
