"""``facilitator closures import`` and ``holidays``: closed days out of files and lists, shown day by day."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click

from facilitator.cli.kit.command import CommandDesk, in_file, json_option, line
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.progress import bar
from facilitator.cli.kit.say import session_shape
from facilitator.cli.kit.terminal import say
from facilitator.cli.scheduling.closures_said import answer_of, hit_shape, place_options, say_hit
from facilitator.domain.dates.plain_dates import say_date, say_time
from facilitator.domain.scheduling.closure_changes import ClosedDay
from facilitator.services.scheduling import keep_closures
from facilitator.services.scheduling.write_closures import ClosuresImport

_MOST_SHOWN = 60
_HEADS = {"closed": "", "offered": "Offered, not closed:", "reopened": "Open again:"}


@line("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.ics")
@place_options
@click.option("--dry-run", "--preview", is_flag=True, help="Read the file, and write nothing.")
@json_option
@click.pass_obj
def import_(
    desk: CommandDesk, file: Path, site: str | None, room: str | None, hit: str | None, dry_run: bool, as_json: bool
) -> int:
    """Read closed days from a calendar file."""
    data = in_file(file)
    with desk.open_book() as book, bar(f"Reading {file.name}") as progress:
        done = keep_closures.import_closures(
            book,
            data,
            name=file.name,
            now=desk.now(),
            site=site,
            room=room,
            hit=answer_of(hit),
            dry_run=dry_run,
            progress=progress,
            before_writing=lambda: desk.back_up_before_import(book),
        )
    return _say_import(desk, done, str(file), dry_run=dry_run, as_json=as_json)


@line("holidays")
@click.argument("region", metavar="REGION")
@click.option("--year", required=True, type=int, metavar="YEAR", help="Such as 2027.")
@place_options
@click.option("--dry-run", "--preview", is_flag=True, help="Say what would be added, and write nothing.")
@json_option
@click.pass_obj
def holidays(
    desk: CommandDesk,
    region: str,
    year: int,
    site: str | None,
    room: str | None,
    hit: str | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Add the public holidays of a year: US, US-VA, and others with the extra 'holidays'."""
    with desk.open_book() as book:
        done = keep_closures.import_holidays(
            book, region, year, now=desk.now(), site=site, room=room, hit=answer_of(hit), dry_run=dry_run
        )
    return _say_import(desk, done, region, dry_run=dry_run, as_json=as_json)


def _say_import(desk: CommandDesk, done: ClosuresImport, source: str, *, dry_run: bool, as_json: bool) -> int:
    if as_json:
        print_json(_import_shape(done))
    else:
        _say_days(done, dry_run=dry_run)
    told = [(each.line, each.message) for each in done.problems]
    told += [(each.line, f"warning: {each.message}") for each in done.notes]
    told += [(number, f"passed over: {why}") for number, why in done.why.items() if done.lines[number] == "passed over"]
    told += [(number, why) for number, why in done.why.items() if done.lines[number] != "passed over"]
    for number, message in sorted(told):
        desk.say(f"{source}:{number}: {message}")
    if done.problems and not done.readable:
        desk.say("Nothing in the file could be read, so nothing was written.")
        return 1
    if done.problems:
        left_out = len(done.problems)
        desk.say(f"{left_out} {'entry was' if left_out == 1 else 'entries were'} left out; the rest was read.")
    say_hit(desk, done.hit, done.answers)
    return 0


def _say_days(done: ClosuresImport, *, dry_run: bool) -> None:
    """The days that the file is about, those in a row that have one reason as one line, and how many there are."""
    if not done.readable:
        return
    left = _MOST_SHOWN
    for what, head in _HEADS.items():
        runs = _in_a_row([each for each in done.days if each.what == what])
        if runs and head and left > 0:
            say(head)
        for run in runs[: max(0, left)]:
            say(f"  {_said(run)}")
        if 0 < left < len(runs):
            say(f"  and {len(runs) - left} more (all of them: --json)")
        left -= len(runs)
    counts = {what: sum(each.what == what for each in done.days) for what in (*_HEADS, "over")}
    if not done.days:
        say("No entry of this file closes a day" + (" to come." if any(done.outside) else "."))
        return
    parts = [f"{_days(counts['closed'])} closed"]
    parts += [f"{_days(counts['offered'])} offered"] if counts["offered"] else []
    parts += [f"{_days(counts['reopened'])} open again"] if counts["reopened"] else []
    over = counts["over"] + done.outside[0]
    parts += [f"{_days(over)} over"] if over else []
    if done.rows != len(done.days) - counts["reopened"]:
        parts[-1] += f", in {done.rows} {'span' if done.rows == 1 else 'spans'}"
    would = "would be added" if dry_run else "added"
    updated = f", {done.updated} changed" if done.updated else ""
    say(f"{', '.join(parts)}: {done.added} {would}{updated}, {done.skipped} in the book already.")
    if counts["offered"] and not dry_run:
        say("Take what you close for: facilitator closures take CLOSURE (or: all)")


def _in_a_row(days: Sequence[ClosedDay]) -> list[list[ClosedDay]]:
    runs: list[list[ClosedDay]] = []
    open_runs: dict[str, list[ClosedDay]] = {}
    for each in days:
        last = open_runs.get(each.reason)
        whole = each.begins is None and each.ends is None
        if last and whole and last[-1].begins is None and last[-1].ends is None and _follows(last[-1], each):
            last.append(each)
            continue
        open_runs[each.reason] = [each]
        runs.append(open_runs[each.reason])
    return runs


def _follows(before: ClosedDay, each: ClosedDay) -> bool:
    return each.day - before.day == timedelta(days=1)


def _said(run: Sequence[ClosedDay]) -> str:
    first, last = run[0], run[-1]
    until = f" to {say_date(last.day)}" if last.day != first.day else ""
    hours = ""
    if first.begins or first.ends:
        begins = say_time(first.begins) if first.begins else "midnight"
        hours = f", {begins} to {say_time(first.ends) if first.ends else 'midnight'}"
    return f"{say_date(first.day)}{until}{hours}: {first.reason}"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"


def _import_shape(done: ClosuresImport) -> dict[str, object]:
    return {
        "rows": done.rows,
        "added": done.added,
        "updated": done.updated,
        "skipped": done.skipped,
        "problems": [{"line": each.line, "message": each.message} for each in done.problems],
        "warnings": [{"line": each.line, "message": each.message} for each in done.notes],
        "lines": [
            {"line": number, "what": done.lines[number], **({"why": done.why[number]} if number in done.why else {})}
            for number in sorted(done.lines)
        ],
        "days": [_day_shape(each) for each in done.days],
        "over": sum(each.what == "over" for each in done.days) + done.outside[0],
        "hit": [hit_shape(each) for each in done.hit],
        "answered": [session_shape(each) for each in done.answers.done] if done.answers else [],
    }


def _day_shape(each: ClosedDay) -> dict[str, str]:
    hours = {"from": each.begins, "to": each.ends}
    return {
        "date": f"{each.day}",
        **{name: f"{at:%H:%M}" for name, at in hours.items() if at is not None},
        "reason": each.reason,
        "what": each.what,
    }
