"""``facilitator curriculum``: read and check curricula. Needs no book."""

from pathlib import Path

import click

from facilitator.cli.command import Desk, json_option, line
from facilitator.cli.output import print_json, print_table
from facilitator.errors import BadInput
from facilitator.services.curricula import (
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
def list_(desk: Desk, as_json: bool) -> None:
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
def show(desk: Desk, key: str, as_json: bool) -> None:
    """Show a curriculum, lesson by lesson."""
    found = find_curriculum(desk.home, key)
    curriculum = found.curriculum
    if curriculum is None:  # find_curriculum gives usable ones only
        raise BadInput(f"{found.path} cannot be read")
    if as_json:
        print_json({**_listed(found), "about": curriculum.about, "lessons_in_order": _lessons(found)})
        return
    click.echo(f"{curriculum.title} ({curriculum.kind}, {curriculum.minutes} minutes, {curriculum.enrolment})")
    click.echo(curriculum.about)
    if curriculum.frame:
        click.echo(f"{curriculum.frame.notice}")
    for at, lesson in enumerate(curriculum.lessons, 1):
        click.echo(f"\n{at}. {lesson.title} ({lesson.minutes} min)")
        if lesson.aim:
            click.echo(f"   {lesson.aim}")
        for item in lesson.items:
            click.echo(f"   {item.minutes:>3}  {item.title}")


@line("new")
@click.argument("key")
@click.option("--title", metavar="TEXT", help="Its title (else the key's words).")
@click.pass_obj
def new(desk: Desk, key: str, title: str | None) -> None:
    """Write a starter for a curriculum of your own."""
    path = new_curriculum(desk.home, key, title=title, today=desk.now().date())
    click.echo(f"{path}\nOpen it in an editor; then: facilitator curriculum check {path}")


@line("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@json_option
@click.pass_obj
def check(desk: Desk, paths: tuple[Path, ...], as_json: bool) -> int:
    """Check curriculum files, or all in a folder. What is wrong comes with file, line and column."""
    files = [file for path in paths for file in _files(path)]
    problems = [(file, problem) for file in files for problem in read_file(file).problems]
    if as_json:
        print_json(
            {
                "files": len(files),
                "problems": [
                    {
                        "file": str(file),
                        "line": each.line,
                        "column": each.column,
                        "code": each.code,
                        "message": each.message,
                    }
                    for file, each in problems
                ],
            }
        )
    else:
        for file, each in problems:
            click.echo(f"{file}:{each.line}:{each.column}: {each.message} [{each.code}]")
        click.echo(f"{len(files)} {'file' if len(files) == 1 else 'files'}, {len(problems)} problems", err=True)
    return 1 if problems else 0


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
