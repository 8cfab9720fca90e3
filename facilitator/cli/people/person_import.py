"""``facilitator person import``: people from a roster file, each line told and none guessed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from facilitator.cli.kit.command import CommandDesk, in_file, json_option, line, preview_option
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.terminal import say
from facilitator.cli.privacy.naming import let_out, may_name, names_people
from facilitator.domain.people.roster import LineWhat, RosterLine
from facilitator.errors import BadInput
from facilitator.words import RecordPart

if TYPE_CHECKING:
    from facilitator.services.people.import_roster import RosterAsk, RosterImport


@line("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--group", metavar="GROUP", help="Enrol everybody in the file.")
@click.option("--column", "columns", multiple=True, metavar="NAME=HEADER", help='Such as name="Client".')
@click.option("--same", multiple=True, metavar="LINE=PERSON", help="Whom a line means: a code, or another line.")
@click.option("--new", multiple=True, type=int, metavar="LINE", help="A line that means somebody new.")
@preview_option
@names_people(leaves=False)
@json_option
@click.pass_obj
def import_(
    desk: CommandDesk,
    /,
    file: Path,
    group: str | None,
    columns: tuple[str, ...],
    same: tuple[str, ...],
    new: tuple[int, ...],
    preview: bool,
    as_json: bool,
) -> int:
    """Add people from a CSV file, and enrol them.

    The file has a column called name, or first and last; middle, suffix, alias, phone and email are read too. A line
    that may mean more than one person is asked about, and nothing is written before it is answered.
    """
    from facilitator.services.people.import_roster import import_roster  # rosters, enrolment, undo: 40 ms

    ask = _answers(columns, same, new)
    data = in_file(file)
    with desk.open_book() as book:
        names = may_name(desk, book, leaves=False)
        done = import_roster(
            book,
            data,
            name=file.name,
            group=group,
            now=desk.now(),
            ask=ask,
            dry_run=preview,
            before_writing=lambda: desk.back_up_before_import(book),
        )
        if names:
            codes = {each.code for row in done.lines for each in (row.person, *row.may_be) if each}
            let_out(desk, book, sorted(codes), (RecordPart.NAME, RecordPart.CONTACT), what="lines of a roster file")
    if as_json:
        print_json(_shape(done, names=names, preview=preview))
    else:
        _say_lines(done, names=names)
        if preview or not done.problems:
            say(_counts(done, preview=preview))
    for told in (*done.warnings, *done.problems):
        desk.say(f"{file}:{told.line}: {told.message}")
    _say_beside(desk, done)
    return 1 if done.problems else 0


def _answers(columns: tuple[str, ...], same: tuple[str, ...], new: tuple[int, ...]) -> "RosterAsk":
    from facilitator.formats.people.roster_headers import column_wishes
    from facilitator.services.people.import_roster import RosterAsk

    meant: dict[int, str] = {}
    for each in same:
        number, equals, who = each.partition("=")
        if not equals or not number.strip().isdecimal() or not who.strip():
            raise BadInput("--same names a line and whom it means", "Such as --same 3=2, or --same 3=CODE.")
        if int(number) in meant:
            raise BadInput(f"--same answers line {int(number)} twice", "Give one answer for it.")
        meant[int(number)] = who.strip()
    return RosterAsk(column_wishes(columns), meant, frozenset(new))


def _say_lines(done: "RosterImport", *, names: bool) -> None:
    rows = [(each.line, each.what.value, _who(each, names=names), _why(each, names=names)) for each in done.lines]
    if rows:
        print_table(("line", "what", "who", "why"), rows)
        say()


def _say_beside(desk: CommandDesk, done: "RosterImport") -> None:
    for note in done.notes:
        desk.say(note)
    if done.titles:
        desk.say(f"Above the columns, and not read: {_lines(done.titles)}")
    if done.ignored_columns:
        desk.say(f"Columns left alone: {', '.join(done.ignored_columns)}")
    asked = any(each.what is LineWhat.ASKED for each in done.lines)
    if done.problems:
        mend = "Answer the lines that are asked about" if asked else "Mend these lines"
        desk.say(f"Nothing was written. {mend}, then import again.")


def _lines(numbers: tuple[int, ...]) -> str:
    return f"line {numbers[0]}" if len(numbers) == 1 else f"lines {', '.join(map(str, numbers))}"


def _who(each: RosterLine, *, names: bool) -> str:
    """Who a line is: by name where names may be told, else by code; somebody new has none before they are written."""
    if each.what is LineWhat.PASSED_OVER:
        return ""
    if each.what is LineWhat.ASKED:
        return " or ".join(_candidates(each)) if not names else f"{each.name}: {' or '.join(_candidates(each))}"
    if names:
        return f"{each.name} ({each.person.code})" if each.person else each.name
    return each.person.code if each.person else f"line {each.like_line or each.line}"


def _candidates(each: RosterLine) -> list[str]:
    return [*(person.code for person in each.may_be), *(f"line {number}" for number in each.may_be_lines)]


def _why(each: RosterLine, *, names: bool) -> str:
    changed = [
        f"{change.field}: {change.before or '(none)'} -> {change.after}" if names else change.field
        for change in each.changes
    ]
    return "; ".join(part for part in (each.why, ", ".join(changed)) if part)


def _shape(done: "RosterImport", *, names: bool, preview: bool) -> dict[str, object]:
    written = preview or not done.problems
    shape: dict[str, object] = {
        "rows": done.rows,
        "added": done.added if written else 0,
        "updated": done.updated if written else 0,
        "skipped": done.skipped,
        "enrolled": done.enrolled if written else 0,
        "waitlisted": done.waitlisted if written else 0,
        "problems": [{"line": each.line, "message": each.message} for each in done.problems],
        "lines": [_line_shape(each, names=names) for each in done.lines],
        "warnings": [{"line": each.line, "message": each.message} for each in done.warnings],
        "titles": list(done.titles),
        "ignored_columns": list(done.ignored_columns),
    }
    if preview:
        shape |= {"preview": True, "changes": _changes(done, names=names), "clashes": []}
    return shape


def _line_shape(each: RosterLine, *, names: bool) -> dict[str, object]:
    shape: dict[str, object] = {"line": each.line, "what": each.what.value}
    unsaid = each.what in (LineWhat.ASKED, LineWhat.PASSED_OVER)
    who = each.name if names else "" if unsaid else _who(each, names=False)
    if who:
        shape["who"] = who
    if each.person:
        shape["code"] = each.person.code
    if why := _why(each, names=names):
        shape["why"] = why
    if each.like_line:
        shape["like_line"] = each.like_line
    if each.what is LineWhat.ASKED:
        shape["may_be"] = _candidates(each)
    return shape


def _changes(done: "RosterImport", *, names: bool) -> list[dict[str, object]]:
    """What would be written, in the shape of every preview; without names, without values too."""
    changes: list[dict[str, object]] = []
    for each in done.lines:
        if each.what is LineWhat.NEW:
            after = {"name": each.name} if names else {}
            changes.append({"what": "person", "object": f"line {each.line}", "before": None, "after": after})
        if each.person is None:
            continue
        for change in each.changes:
            before, after_it = (change.before, change.after) if names else (None, None)
            changes.append({"what": change.field, "object": each.person.uid, "before": before, "after": after_it})
    return changes


def _counts(done: "RosterImport", *, preview: bool) -> str:
    would = "would be " if preview else ""
    rows = "1 row" if done.rows == 1 else f"{done.rows} rows"
    return (
        f"{rows}: {done.added} {would}added, {done.updated} {would}updated, {done.skipped} {would}skipped"
        + (f", {done.enrolled} {would}enrolled" if done.enrolled else "")
        + (f" ({done.waitlisted} of them wait for a seat)" if done.waitlisted else "")
        + "."
    )
