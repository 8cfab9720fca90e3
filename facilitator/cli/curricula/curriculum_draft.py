"""``facilitator curriculum draft``: a first draft of a curriculum out of somebody's outline. Needs no book."""

from pathlib import Path

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.terminal import say
from facilitator.services.curricula.draft_curriculum import draft_curriculum


@line("draft")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", metavar="KEY", help="Its key (else its title's words).")
@click.option("--title", metavar="TEXT", help="Its title (else the outline's own).")
@json_option
@click.pass_obj
def draft(desk: CommandDesk, file: Path, key: str | None, title: str | None, as_json: bool) -> None:
    """Make a first draft out of an outline: .txt, .md or .docx.

    Numbered lines, headings or "Session 1" become lessons; what is dashed or indented under them becomes items, with
    the minutes that stand there. Everything else is kept as notes. A file that is there is never written over.
    """
    made = draft_curriculum(desk.home, file, key=key, title=title, today=desk.now().date())
    if as_json:
        print_json(
            {
                "file": str(made.path),
                "key": made.key,
                "title": made.title,
                "lessons": made.lessons,
                "remarks": list(made.remarks),
                "problems": len(made.problems),
            }
        )
        return
    say(made.path)
    lessons = "1 lesson" if made.lessons == 1 else f"{made.lessons} lessons"
    desk.say(f"{made.title}: {lessons}. It is a draft; read it in an editor before you use it.")
    for remark in made.remarks:
        desk.say(f"- {remark}")
    desk.say(f"Then: facilitator curriculum check {made.path}")
