"""``facilitator group preview``: the dates a rule makes. Pure: it opens no book."""

from pathlib import Path

import click

from facilitator.cli.kit.command import CommandDesk, in_file, json_option, line, word_of
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.progress import bar
from facilitator.cli.kit.say import plan_shape, say_plan
from facilitator.domain.dates.plain_dates import parse_moment
from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.dates.rule_words import in_words
from facilitator.domain.scheduling.closures import ClosedSpan
from facilitator.domain.scheduling.plan import plan_sessions
from facilitator.errors import BadInput, Refused
from facilitator.words import ClosurePolicy, ClosureState
from facilitator.zones import zone as find_zone

YEARS_AHEAD = 6


@line("preview")
@click.option("--start", required=True, metavar="MOMENT", help='First day and time: "2026-02-19 18:30" or plain words.')
@click.option("--zone", required=True, metavar="ZONE", help="IANA zone, such as America/New_York.")
@click.option(
    "--repeat", required=True, metavar="RULE", help='An RRULE value or plain words: "every thursday, 8 times".'
)
@click.option("--minutes", required=True, type=int, metavar="N", help="How long a session lasts.")
@click.option("--closures", multiple=True, type=click.Path(path_type=Path), metavar="FILE.ics", help="Closed days.")
@click.option("--on-closure", type=word_of(ClosurePolicy), default=ClosurePolicy.SKIP.value, show_default=True)
@click.option("--lessons", type=int, metavar="N", help="Walk through this many lessons.")
@click.option("--limit", type=int, default=12, show_default=True, metavar="N", help="Show at most this many sessions.")
@json_option
@click.pass_obj
def preview(
    desk: CommandDesk,
    start: str,
    zone: str,
    repeat: str,
    minutes: int,
    closures: tuple[Path, ...],
    on_closure: str,
    lessons: int | None,
    limit: int,
    as_json: bool,
) -> None:
    """Show the dates a rule makes; needs no book."""
    tz = find_zone(zone)
    moment = parse_moment(start, desk.now().astimezone(tz).replace(tzinfo=None))
    rule = parse_rule(repeat, start=moment, zone=tz, minutes=minutes)
    if limit < 1:
        raise BadInput(f"--limit {limit} shows nothing", "Give at least 1.")
    plan = plan_sessions(
        start=moment,
        zone=tz,
        rule=rule,
        minutes=minutes,
        closures=[span for path in closures for span in _closed(desk, path, tz.key, moment.year)],
        on_closure=ClosurePolicy(on_closure),
        lessons=lessons,
        limit=limit,
    )
    if as_json:
        print_json(plan_shape(plan))
        return
    desk.say(f"{in_words(rule, moment, zone=tz)}, {plan.zone}")
    say_plan(plan)
    for warning in plan.warnings:
        desk.say(warning)


def _closed(desk: CommandDesk, path: Path, zone: str, year: int) -> tuple[ClosedSpan, ...]:
    """What a file closes; what could not be read, and what it only offers, is said."""
    from datetime import date

    from facilitator.formats.scheduling.ics_read import read_closures  # icalendar, 60 ms, only where a file is named

    first, last = date(year - 1, 1, 1), date(year + YEARS_AHEAD, 12, 31)
    with bar(f"Reading {path.name}") as progress:
        read = read_closures(
            in_file(path), name=path.name, zone=find_zone(zone), first=first, last=last, progress=progress
        )
    if read.problems and not read.readable:
        problem = read.problems[0]
        more = f" and {len(read.problems) - 1} more" if len(read.problems) > 1 else ""
        raise Refused(f"{path}:{problem.line}: {problem.message}{more}", "Mend the file, then try again.")
    for told in (*read.problems, *read.notes):
        desk.say(f"{path}:{told.line}: {told.message}")
    offered = sum(each.state is ClosureState.OFFERED for each in read.listed)
    if offered:
        desk.say(f"{path}: {offered} of its days are free time or observances, and close nothing here.")
    return read.spans
