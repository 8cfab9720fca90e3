"""``facilitator curriculum pages``: where a frame's items stand in the program's own copy of a manual."""

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.errors import BadInput
from facilitator.services.curricula.find_lesson import find_lesson
from facilitator.services.curricula.frames import keep_pages, pages_of
from facilitator.services.curricula.library import find_curriculum


@line("pages")
@click.argument("key")
@click.argument("pages", required=False, metavar="[PAGES]")
@click.option("--lesson", metavar="L", help="Its number, key or title.")
@click.option("--item", type=int, metavar="N", help="Which item of the lesson, from 1.")
@json_option
@click.pass_obj
def pages(desk: CommandDesk, key: str, pages: str | None, lesson: str | None, item: int | None, as_json: bool) -> None:
    """Note the pages of your own manual for a frame's items, or list them.

    They are kept in the book, shown where the lesson is read and run, and in no file that leaves. PAGES are a few words
    such as "pp. 12-18"; an empty "" forgets them.
    """
    with desk.open_book() as book:
        if pages is not None:
            if lesson is None or item is None:
                raise BadInput("of which item are these the pages?", "Add --lesson L and --item N.")
            keep_pages(book, desk.home, key, lesson, {item: pages}, now=desk.now())
        curriculum = find_curriculum(desk.home, key).curriculum
        kept = pages_of(book, key)
    if curriculum is None:  # find_curriculum gives usable ones only
        raise BadInput(f"{key} cannot be read")
    every = curriculum.lessons
    shown = every if lesson is None else [every[find_lesson(every, lesson) - 1]]
    rows = [
        (every.index(each) + 1, each.title, at, part.title, kept.get(each.key, {}).get(at))
        for each in shown
        for at, part in enumerate(each.items, 1)
    ]
    names = ("lesson", "lesson_title", "item", "title", "pages")
    if as_json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    print_table(("lesson", "", "item", "", "pages"), rows)
