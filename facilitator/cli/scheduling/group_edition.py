"""``facilitator group edition``: what a newer edition of a group's curriculum changes, and taking it."""

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.terminal import say
from facilitator.domain.curricula.editions import LessonChange, LessonDifference
from facilitator.domain.dates.plain_dates import say_moment
from facilitator.services.curricula.take_edition import Edition, take_edition


@line("edition")
@click.argument("group")
@click.option("--take", is_flag=True, help="Take it, for the sessions that were not held yet.")
@json_option
@click.pass_obj
def edition(desk: CommandDesk, group: str, take: bool, as_json: bool) -> None:
    """Show what a newer edition of the group's curriculum changes, or take it.

    Lesson by lesson, and for the sessions to come. Sessions that were held keep the edition they were held with.
    """
    with desk.open_book() as book:
        found = take_edition(book, desk.home, group, now=desk.now(), preview=not take)
    if as_json:
        print_json(_shape(found))
        return
    say(f"{found.group.title}: {found.key} {found.version}, at hand {found.newer}\n")
    for each in found.differences:
        say(difference_line(each))
        for words in each.words:
            say(f"     {words}")
    if found.changed:
        say("\nSessions to come:")
    for before, after, was, title in found.changed:
        moved = "" if was == title else f", was {was or 'without a lesson'}"
        say(f"  {say_moment(after.start_local)}  {title or 'no lesson'}{moved if before != after else ''}")
    for each_without in found.without:
        say(f"Lesson {each_without} has no session. See: facilitator session lesson --help")
    if found.taken:
        say("\nTaken. Sessions that were held keep the edition they were held with. Undo: facilitator undo")
    else:
        say("\nNothing was changed. Take it with: --take")


def difference_line(each: LessonDifference) -> str:
    """One lesson of both editions in a line."""
    if each.change is LessonChange.GONE:
        return f"  -  {each.title}: gone"
    words = {LessonChange.NEW: "new", LessonChange.CHANGED: "changed", LessonChange.SAME: "as it was"}[each.change]
    moved = f", was lesson {each.old_place}" if each.moved else ""
    return f"{each.new_place:>3}  {each.title}: {words}{moved}"


def _shape(found: Edition) -> dict[str, object]:
    return {
        "group": found.group.uid,
        "curriculum": found.key,
        "version": found.version,
        "newer": found.newer,
        "taken": found.taken,
        "lessons": [
            {
                "key": each.key,
                "title": each.title,
                "change": each.change.value,
                "lesson": each.new_place,
                "was": each.old_place,
                "differences": list(each.words),
            }
            for each in found.differences
        ],
        "sessions": [
            {
                "id": after.uid,
                "start": after.start_local.isoformat(timespec="seconds"),
                "lesson": after.lesson,
                "was": before.lesson,
                "lesson_title": title,
            }
            for before, after, _, title in found.changed
        ],
        "without": list(found.without),
    }
