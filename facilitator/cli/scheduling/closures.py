"""``facilitator closures``: the closed days."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from facilitator.cli.kit.command import CommandDesk, days, in_file, json_option, line, word_of
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.say import say_span, session_shape, stamp, when
from facilitator.domain.dates.plain_dates import parse_date, parse_time
from facilitator.domain.views import Closure, Session
from facilitator.services.book.open_book import book_info
from facilitator.services.scheduling import answer_closures, keep_closures
from facilitator.services.scheduling.answer_closures import Answers, Hit
from facilitator.services.scheduling.keep_closures import ClosuresImport
from facilitator.storage.book import Book
from facilitator.words import ClosureAnswer
from facilitator.zones import zone as find_zone

_SHOWN = 10
_DONE = {ClosureAnswer.SKIP: "cancelled", ClosureAnswer.SHIFT: "moved", ClosureAnswer.KEEP: "held all the same"}


def _place_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Where it is closed, and what becomes of the sessions that it hits."""
    for option in (
        click.option(
            "--hit",
            type=word_of(ClosureAnswer),
            help="Answer at once for scheduled sessions on these days: cancel, move to the next open day, or keep.",
        ),
        click.option("--room", metavar="ROOM", help="Only this room is closed."),
        click.option("--site", metavar="SITE", help="Closed at this site only."),
    ):
        function = option(function)
    return function


def _answer(hit: str | None) -> ClosureAnswer | None:
    return ClosureAnswer(hit) if hit else None


@line("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.ics")
@_place_options
@click.option("--dry-run", "--preview", is_flag=True, help="Read the file, and write nothing.")
@json_option
@click.pass_obj
def import_(
    desk: CommandDesk, file: Path, site: str | None, room: str | None, hit: str | None, dry_run: bool, as_json: bool
) -> int:
    """Read closed days from a calendar file."""
    data = in_file(file)
    with desk.open_book() as book, _bar(f"Reading {file.name}") as progress:
        done = keep_closures.import_closures(
            book,
            data,
            name=file.name,
            now=desk.now(),
            site=site,
            room=room,
            hit=_answer(hit),
            dry_run=dry_run,
            progress=progress,
            before_writing=lambda: desk.back_up_before_import(book),
        )
    return _say_import(desk, done, str(file), dry_run=dry_run, as_json=as_json)


@line("holidays")
@click.argument("region", metavar="REGION")
@click.option("--year", required=True, type=int, metavar="YEAR", help="Such as 2027.")
@_place_options
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
            book, region, year, now=desk.now(), site=site, room=room, hit=_answer(hit), dry_run=dry_run
        )
    return _say_import(desk, done, region, dry_run=dry_run, as_json=as_json)


@line("add")
@click.argument("first", metavar="DAY")
@click.argument("last", metavar="[LAST DAY]", required=False)
@click.option("--from", "begins", metavar="HH:MM", help="Closed from this hour on, on each of the days.")
@click.option("--to", "ends", metavar="HH:MM", help="Open again at this hour.")
@click.option("--reason", required=True, metavar="R", help="Such as: staff day, snow.")
@_place_options
@click.pass_obj
def add(
    desk: CommandDesk,
    first: str,
    last: str | None,
    begins: str | None,
    ends: str | None,
    reason: str,
    site: str | None,
    room: str | None,
    hit: str | None,
) -> None:
    """Add a closed day, several in a row, or some hours of them."""
    with desk.open_book() as book:
        today = _today(desk, book)
        begin = parse_date(first, today)
        end = parse_date(last, today) if last else begin
        done = keep_closures.add_closed_days(
            book,
            begin,
            end,
            reason=reason,
            now=desk.now(),
            site=site,
            room=room,
            begins=parse_time(begins) if begins else None,
            ends=parse_time(ends) if ends else None,
            hit=_answer(hit),
        )
    hours = f", {begins or '0:00'} to {ends or 'midnight'}" if begins or ends else ""
    until = f" to {end:%a %d %b %Y}" if end != begin else ""
    click.echo(f"Closed {begin:%a %d %b %Y}{until}{hours}: {reason}")
    _say_hit(desk, done)


@line("remove")
@click.argument("closure", metavar="CLOSURE")
@click.pass_obj
def remove(desk: CommandDesk, closure: str) -> None:
    """Open a closed day again; CLOSURE is its id or its reason."""
    with desk.open_book() as book:
        done = keep_closures.remove_closure(book, closure, now=desk.now())
    click.echo(f"Open again: {say_span(done.closure)}, {done.closure.reason}")
    if done.cancelled:
        desk.say(f"{_sessions(len(done.cancelled))} cancelled for it; bring them back: facilitator session restore")
        _say_sessions(desk, done.cancelled)


@line("list")
@click.option("--from", "first", metavar="DAY", help="First day (else today).")
@click.option("--to", "last", metavar="DAY", help="Last day, included (else a year on).")
@json_option
@click.pass_obj
def list_(desk: CommandDesk, first: str | None, last: str | None, as_json: bool) -> None:
    """List the closed days."""
    with desk.open_book() as book:
        today = _today(desk, book)
        begin = days(first, today, today)
        found = keep_closures.list_closures(book, begin, days(last, today, begin + timedelta(days=366)))
    if as_json:
        print_json([_closure_shape(each) for each in found])
        return
    print_table(
        ("id", "closed", "reason", "where"),
        [(each.uid[:8], say_span(each), each.reason, _where(each)) for each in found],
        empty="No closed days. Read some: facilitator closures import FILE.ics",
    )


@line("hit")
@json_option
@click.pass_obj
def hit_(desk: CommandDesk, as_json: bool) -> None:
    """List the sessions to come that fall on a closed day and wait for an answer."""
    with desk.open_book() as book:
        found = answer_closures.sessions_hit(book, now=desk.now())
    if as_json:
        print_json([_hit_shape(each) for each in found])
        return
    print_table(
        ("id", "session", "group", "closed for", "next open day"),
        [
            (
                each.session.uid[:8],
                when(each.session),
                each.session.title,
                each.reason,
                f"{each.next_open:%a %d %b %Y}" if each.next_open else "none near",
            )
            for each in found
        ],
        empty="No session to come falls on a closed day.",
    )
    if found:
        desk.say("Answer each: facilitator closures answer SESSION skip|shift|keep (or all in the place of SESSION)")


@line("answer")
@click.argument("session", metavar="SESSION")
@click.argument("how", type=word_of(ClosureAnswer), metavar="skip|shift|keep")
@json_option
@click.pass_obj
def answer(desk: CommandDesk, session: str, how: str, as_json: bool) -> None:
    """Skip, shift or keep a session that falls on a closed day; all of them with: all."""
    with desk.open_book() as book:
        done = answer_closures.answer(book, session, ClosureAnswer(how), now=desk.now())
    if as_json:
        print_json([session_shape(each) for each in done.done])
    else:
        click.echo(f"{_sessions(len(done.done))} {_DONE[done.how]}")
        _say_sessions(desk, done.done)
    _say_left(desk, done)


@contextmanager
def _bar(label: str) -> Iterator[Callable[[float], None] | None]:
    """A progress bar on a terminal; Ctrl-C ends the reading, and nothing was written by then."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1000, label=label, file=sys.stderr) as bar:
        yield lambda read: bar.update(max(0, round(read * 1000) - bar.pos))


def _today(desk: CommandDesk, book: Book) -> date:
    return desk.now().astimezone(find_zone(book_info(book).zone)).date()


def _say_import(desk: CommandDesk, done: ClosuresImport, source: str, *, dry_run: bool, as_json: bool) -> int:
    if as_json:
        print_json(_import_shape(done))
    elif not done.problems:
        would = "would be added" if dry_run else "added"
        click.echo(f"{done.rows} closed days: {done.added} {would}, {done.skipped} in the book already.")
    for problem in done.problems:
        desk.say(f"{source}:{problem.line}: {problem.message}")
    if done.problems:
        desk.say("Nothing was written. Mend the file, then import again.")
        return 1
    _say_hit(desk, done)
    return 0


def _import_shape(done: ClosuresImport) -> dict[str, object]:
    return {
        "rows": done.rows,
        "added": done.added,
        "updated": 0,
        "skipped": done.skipped,
        "problems": [{"line": each.line, "message": each.message} for each in done.problems],
        "hit": [_hit_shape(each) for each in done.hit],
        "answered": [session_shape(each) for each in done.answers.done] if done.answers else [],
    }


def _closure_shape(each: Closure) -> dict[str, object]:
    return {
        "id": each.uid,
        "start": each.starts_local.isoformat(timespec="seconds"),
        "end": each.ends_local.isoformat(timespec="seconds"),
        "all_day": each.all_day,
        "reason": each.reason,
        "source": each.source,
        "site": each.site,
        "room": each.room,
    }


def _hit_shape(each: Hit) -> dict[str, object]:
    next_open = stamp(each.next_open) if each.next_open else None
    return {**session_shape(each.session), "closed_for": each.reason, "next_open": next_open}


def _where(each: Closure) -> str:
    return f"{each.site}/{each.room}" if each.room else each.site or "every site"


def _say_hit(desk: CommandDesk, done: ClosuresImport) -> None:
    if done.answers:
        desk.say(f"{_sessions(len(done.answers.done))} {_DONE[done.answers.how]}:")
        _say_sessions(desk, done.answers.done)
        _say_left(desk, done.answers)
    elif done.hit:
        desk.say(
            f"{_sessions(len(done.hit))} on closed days now; answer each: facilitator closures answer SESSION "
            "skip|shift|keep"
        )
        _say_sessions(desk, [each.session for each in done.hit])


def _say_left(desk: CommandDesk, answers: Answers) -> None:
    for note in answers.notes:
        desk.say(note)
    for each in answers.left:
        desk.say(f"Not moved: {each.session.uid[:8]}  {when(each.session)}  {each.session.title}: {each.why}")


def _say_sessions(desk: CommandDesk, found: "list[Session] | tuple[Session, ...]") -> None:
    for each in found[:_SHOWN]:
        desk.say(f"  {each.uid[:8]}  {when(each)}  {each.title}")
    if len(found) > _SHOWN:
        desk.say(f"  and {len(found) - _SHOWN} more: facilitator session list")


def _sessions(number: int) -> str:
    return f"{number} session" if number == 1 else f"{number} sessions"
