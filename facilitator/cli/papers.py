"""``facilitator print``: on paper, as PDF files."""

from pathlib import Path

import click

from facilitator.cli.kit.command import CommandDesk, line, word_of
from facilitator.cli.kit.terminal import say
from facilitator.home import write_whole
from facilitator.services.papers.print_curriculum import print_handouts, print_lesson
from facilitator.words import PaperSize

_output = click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE.pdf")
_paper = click.option(
    "--paper", "size", type=word_of(PaperSize), help="Paper size (else that of your settings or country)."
)
_brief = click.option("--brief", is_flag=True, help="One page: times, items, prompts.")


@line("agenda")
@click.argument("session")
@_output
@_brief
@_paper
@click.pass_obj
def agenda(desk: CommandDesk, session: str, output: Path, brief: bool, size: str | None) -> None:
    """Print the agenda of a session."""
    from facilitator.services.papers.print_agenda import (
        print_agenda,  # loads SQLAlchemy, which the other papers do not need
    )

    with desk.open_book() as book:
        data = print_agenda(book, desk.home, session, size=_size(size), brief=brief)
    _write(output, data, "The agenda")


@line("lesson")
@click.argument("key")
@click.option("--lesson", required=True, metavar="N|KEY|TITLE", help="Which lesson.")
@_output
@_brief
@_paper
@click.pass_obj
def lesson(desk: CommandDesk, key: str, lesson: str, output: Path, brief: bool, size: str | None) -> None:
    """Print the plan of one lesson of the curriculum KEY, without a date."""
    _write(output, print_lesson(desk.home, key, lesson, size=_size(size), brief=brief), "The lesson")


@line("handout")
@click.argument("key")
@click.option("--lesson", metavar="N|KEY|TITLE", help="Only this lesson's (else all of the curriculum).")
@click.option("--large", is_flag=True, help="Large print, 18 point.")
@click.option(
    "--name", default="", metavar="TEXT", help="A name for the top of each page; none stands there otherwise."
)
@_output
@_paper
@click.pass_obj
def handout(
    desk: CommandDesk, key: str, lesson: str | None, large: bool, name: str, output: Path, size: str | None
) -> None:
    """Print the handouts of the curriculum KEY, each on a page of its own."""
    data, count = print_handouts(desk.home, key, lesson=lesson, size=_size(size), large=large, name=name)
    _write(output, data, "1 handout" if count == 1 else f"{count} handouts")


def _size(text: str | None) -> PaperSize | None:
    return PaperSize(text) if text else None


def _write(output: Path, data: bytes, what: str) -> None:
    write_whole(output, data)
    say(f"{what} written to {output}")
