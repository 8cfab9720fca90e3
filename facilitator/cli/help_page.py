"""``facilitator help TOPIC``: a page of the documentation, in the terminal."""

import difflib
from io import StringIO
from shutil import get_terminal_size

import click

from facilitator.cli.kit.command import json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.terminal import say
from facilitator.cli.open import on_terminal
from facilitator.errors import NotFound
from facilitator.home import bundled

_WIDEST = 100


@line("help")
@click.argument("topic", required=False)
@json_option
def help_page(topic: str | None, as_json: bool) -> None:
    """Read a page of the documentation; without TOPIC, list them."""
    pages = {each.stem: each for each in sorted(bundled("docs").glob("*.md"))}
    if topic is None:
        titles = {name: _title(page.read_text("utf-8")) for name, page in pages.items()}
        if as_json:
            print_json([{"topic": name, "title": title} for name, title in titles.items()])
        else:
            print_table(("topic", "page"), list(titles.items()), empty="No pages came with this installation.")
        return
    wanted = topic.casefold().removesuffix(".md").replace(" ", "-")
    if wanted not in pages:
        near = difflib.get_close_matches(wanted, pages, n=1)
        said = f"Did you mean: facilitator help {near[0]}" if near else "See: facilitator help"
        raise NotFound("there is no page of that name", said)
    text = pages[wanted].read_text("utf-8")
    if as_json:
        print_json({"topic": wanted, "title": _title(text), "text": text})
    elif on_terminal():
        click.echo_via_pager(_set(text))
    else:
        say(text, nl=False)


def _title(text: str) -> str:
    return text.partition("\n")[0].lstrip("# ")


def _set(text: str) -> str:
    """The page as a terminal shows it."""
    from rich.console import Console  # 40 ms, and only for a page that is read
    from rich.markdown import Markdown

    into = StringIO()
    width = min(get_terminal_size().columns, _WIDEST)
    Console(file=into, force_terminal=True, width=width).print(Markdown(text, hyperlinks=False))
    return into.getvalue()
