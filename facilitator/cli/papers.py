"""``facilitator print``: on paper, as PDF files."""

from datetime import date
from pathlib import Path

import click

from facilitator.cli.kit.command import CommandDesk, line, word_of
from facilitator.cli.kit.terminal import say
from facilitator.errors import BadInput
from facilitator.home import write_whole
from facilitator.services.papers.print_curriculum import print_handouts, print_lesson
from facilitator.words import PaperSize, TitleStyle

_output = click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE.pdf")
_paper = click.option(
    "--paper", "size", type=word_of(PaperSize), help="Paper size (else that of your settings or country)."
)
_titles = click.option(
    "--titles", type=word_of(TitleStyle), help="What sessions are called (else as in a public feed of this program)."
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


@line("sign-in")
@click.argument("session")
@click.option("--rows", default=20, show_default=True, metavar="N", help="Blank lines to sign on.")
@_output
@_paper
@click.pass_obj
def sign_in(desk: CommandDesk, session: str, rows: int, output: Path, size: str | None) -> None:
    """Print a sheet to sign in: blank lines, and a title that says nothing of anybody."""
    from facilitator.services.papers.print_schedule import print_sign_in

    with desk.open_book() as book:
        data = print_sign_in(book, desk.home, session, size=_size(size), rows=rows)
    _write(output, data, "The sheet")


@line("door")
@click.argument("session")
@_output
@_titles
@_paper
@click.pass_obj
def door(desk: CommandDesk, session: str, output: Path, titles: str | None, size: str | None) -> None:
    """Print a sign for the door: that a session meets there, at another time, or not, and when it does next."""
    from facilitator.services.papers.print_schedule import print_door

    with desk.open_book() as book:
        data = print_door(book, desk.home, session, size=_size(size), style=_style(titles))
    _write(output, data, "The sign")


@line("card")
@click.argument("group")
@_output
@_titles
@_paper
@click.pass_obj
def card(desk: CommandDesk, group: str, output: Path, titles: str | None, size: str | None) -> None:
    """Print cards for the wallet with the next eight dates of a group, eight on a sheet."""
    from facilitator.services.papers.print_schedule import print_card

    with desk.open_book() as book:
        data = print_card(book, desk.home, group, now=desk.now(), size=_size(size), style=_style(titles))
    _write(output, data, "The cards")


@line("flyer")
@click.argument("group")
@click.option("--large", is_flag=True, help="Large print, 22 point.")
@_output
@_titles
@_paper
@click.pass_obj
def flyer(desk: CommandDesk, group: str, large: bool, output: Path, titles: str | None, size: str | None) -> None:
    """Print a flyer of a public group: its next dates, and a code that leads to its page where that is out."""
    from facilitator.services.papers.print_schedule import print_flyer

    with desk.open_book() as book:
        data = print_flyer(book, desk.home, group, now=desk.now(), size=_size(size), style=_style(titles), large=large)
    _write(output, data, "The flyer")


@line("month")
@click.argument("month", metavar="2027-01")
@_output
@click.option("--site", metavar="S", help="Only what is held at this site.")
@click.option("--list", "as_list", is_flag=True, help="The days one below the other, instead of a poster.")
@click.option("--large", is_flag=True, help="The list in large print, 18 point.")
@_titles
@_paper
@click.pass_obj
def month(
    desk: CommandDesk,
    month: str,
    output: Path,
    site: str | None,
    as_list: bool,
    large: bool,
    titles: str | None,
    size: str | None,
) -> None:
    """Print a month of the public schedule for the wall."""
    from facilitator.services.papers.print_schedule import print_month

    first = _first_of(month)
    with desk.open_book() as book:
        data = print_month(
            book, desk.home, first, now=desk.now(), site=site, size=_size(size), style=_style(titles),
            as_list=as_list, large=large,
        )  # fmt: skip
    _write(output, data, "The month")


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


def _style(text: str | None) -> TitleStyle | None:
    return TitleStyle(text) if text else None


def _first_of(text: str) -> date:
    try:
        return date.fromisoformat(f"{text.strip()}-01")
    except ValueError as error:
        raise BadInput(f"{text!r} is no month", "Write it like 2027-01.") from error


def _write(output: Path, data: bytes, what: str) -> None:
    write_whole(output, data)
    say(f"{what} written to {output}")
