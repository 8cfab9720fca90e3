"""``facilitator curriculum``: read and check curricula. Needs no book."""

from collections.abc import Sequence
from pathlib import Path

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.terminal import say
from facilitator.domain.curricula.curriculum import Problem, Severity
from facilitator.domain.curricula.search import search
from facilitator.errors import BadInput
from facilitator.services.curricula.library import (
    CurriculumAtHand,
    curricula_at_hand,
    files_in,
    find_curriculum,
    new_curriculum,
    read_file,
)


@line("list")
@json_option
@click.pass_obj
def list_(desk: CommandDesk, as_json: bool) -> None:
    """List the curricula at hand. The program's own lie over the bundled ones."""
    found = curricula_at_hand(desk.home)
    if as_json:
        print_json([_listed(each) for each in found])
        return
    print_table(
        ("key", "title", "lessons", "minutes", "kind", "problems"),
        [
            (
                each.curriculum.key if each.curriculum else each.path.stem,
                each.curriculum.title if each.curriculum else "",
                len(each.curriculum.lessons) if each.curriculum else None,
                each.curriculum.minutes if each.curriculum else None,
                each.curriculum.kind.value if each.curriculum else "",
                len(each.problems) or None,
            )
            for each in found
        ],
    )


@line("show")
@click.argument("key")
@json_option
@click.pass_obj
def show(desk: CommandDesk, key: str, as_json: bool) -> None:
    """Show a curriculum, lesson by lesson."""
    found = find_curriculum(desk.home, key)
    curriculum = found.curriculum
    if curriculum is None:  # find_curriculum gives usable ones only
        raise BadInput(f"{found.path} cannot be read")
    if as_json:
        print_json({**_listed(found), "about": curriculum.about, "lessons_in_order": _lessons(found)})
        return
    say(f"{curriculum.title} ({curriculum.kind}, {curriculum.minutes} minutes, {curriculum.enrolment})")
    say(curriculum.about)
    if curriculum.frame:
        say(f"{curriculum.frame.notice}")
        say(f"Credential: {curriculum.frame.credential}")
    for at, lesson in enumerate(curriculum.lessons, 1):
        say(f"\n{at}. {lesson.title} ({lesson.minutes} min)")
        if lesson.aim:
            say(f"   {lesson.aim}")
        for item in lesson.items:
            say(f"   {item.minutes:>3}  {item.title}")


@line("find")
@click.argument("words", nargs=-1, required=True)
@json_option
@click.pass_obj
def find(desk: CommandDesk, words: tuple[str, ...], as_json: bool) -> None:
    """Find curricula and lessons by words: in titles, skills and texts."""
    at_hand = (each.curriculum for each in curricula_at_hand(desk.home))
    found = search((each for each in at_hand if each is not None), " ".join(words))
    if as_json:
        print_json(
            [
                {
                    "key": each.curriculum.key,
                    "lesson": each.lesson,
                    "title": each.curriculum.lessons[each.lesson - 1].title if each.lesson else each.curriculum.title,
                    "found_in": each.where.name.lower(),
                    "excerpt": each.excerpt,
                }
                for each in found
            ]
        )
        return
    for each in found:
        lesson = f" {each.lesson}. {each.curriculum.lessons[each.lesson - 1].title}" if each.lesson else ""
        say(f"{each.curriculum.key}{lesson}")
        if each.excerpt:
            say(f"    {each.excerpt}")
    if not found:
        desk.say("Nothing was found. Fewer words find more.")


@line("new")
@click.argument("key")
@click.option("--title", metavar="TEXT", help="Its title (else the key's words).")
@click.pass_obj
def new(desk: CommandDesk, key: str, title: str | None) -> None:
    """Write a starter for a curriculum of your own."""
    path = new_curriculum(desk.home, key, title=title, today=desk.now().date())
    say(f"{path}\nOpen it in an editor; then: facilitator curriculum check {path}")


@line("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@json_option
@click.pass_obj
def check(desk: CommandDesk, paths: tuple[Path, ...], as_json: bool) -> int:
    """Check curriculum files, or all in a folder. What is wrong comes with file, line and column.

    A warning is something to think about; a file with warnings alone can be used.
    """
    unread: list[BadInput] = []
    files = _all_files(paths, unread)
    problems: list[tuple[Path, Problem]] = []
    warnings: list[tuple[Path, Problem]] = []
    counted = 0
    for file in files:
        try:
            read = read_file(file, warn=True)
        except BadInput as refused:
            unread.append(refused)
            continue
        counted += 1
        problems.extend((file, each) for each in read.problems)
        warnings.extend((file, each) for each in read.warnings)
    if unread and not counted:
        raise _all_unread(unread)
    if as_json:
        print_json(
            {
                "files": counted,
                "problems": [_found_shape(*each) for each in problems],
                "warnings": [_found_shape(*each) for each in warnings],
            }
        )
    else:
        for file, each in sorted(problems + warnings):
            sort = "warning: " if each.severity is Severity.WARNING else ""
            say(f"{file}:{each.line}:{each.column}: {sort}{each.message} [{each.code}]")
        told = [_count(counted, "file"), _count(len(problems), "problem")]
        desk.say(", ".join(told + ([_count(len(warnings), "warning")] if warnings else [])))
    if unread:  # said last, so that it hides nothing of the files that can be read
        raise _all_unread(unread)
    return 1 if problems else 0


@line("schema")
@click.pass_obj
def schema(desk: CommandDesk) -> None:
    """Print a JSON Schema of the front matter, for an editor."""
    from facilitator.formats.curricula.schema import front_matter_schema  # for this line alone

    print_json(front_matter_schema())


def _found_shape(file: Path, each: Problem) -> dict[str, object]:
    return {
        "file": str(file),
        "line": each.line,
        "column": each.column,
        "code": each.code,
        "message": each.message,
        "severity": each.severity.value,
    }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _all_unread(unread: Sequence[BadInput]) -> BadInput:
    return BadInput("; ".join(each.title for each in unread), unread[0].hint)


def _all_files(paths: Sequence[Path], unread: list[BadInput]) -> list[Path]:
    """The files that are meant; a folder that holds none goes to ``unread``."""
    found: list[Path] = []
    for path in paths:
        try:
            found += _files(path)
        except BadInput as refused:
            unread.append(refused)
    return found


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = files_in(path)
    if not found:
        raise BadInput(f"no curriculum file in {path}", "A curriculum is a file whose name ends in .md")
    return found


def _listed(each: CurriculumAtHand) -> dict[str, object]:
    curriculum = each.curriculum
    return {
        "key": curriculum.key if curriculum else each.path.stem,
        "title": curriculum.title if curriculum else None,
        "version": curriculum.version if curriculum else None,
        "program": curriculum.program if curriculum else None,
        "kind": curriculum.kind.value if curriculum else None,
        "lessons": len(curriculum.lessons) if curriculum else 0,
        "minutes": curriculum.minutes if curriculum else None,
        "own": each.own,
        "file": str(each.path),
        "problems": len(each.problems),
    }


def _lessons(found: CurriculumAtHand) -> list[dict[str, object]]:
    return [
        {
            "lesson": at,
            "key": lesson.key,
            "title": lesson.title,
            "minutes": lesson.minutes,
            "aim": lesson.aim,
            "items": [{"title": item.title, "minutes": item.minutes} for item in lesson.items],
        }
        for at, lesson in enumerate(found.curriculum.lessons if found.curriculum else (), 1)
    ]
