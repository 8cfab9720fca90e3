"""What every command shares: the common options, the desk it works at, and commands that load when they are called."""

import importlib
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import click

from facilitator.cli.kit.terminal import ask, say, whisper
from facilitator.errors import BadInput, FacilitatorError

if TYPE_CHECKING:  # SQLAlchemy takes 300 ms to import, pathlib 5, and --help needs none of them
    from pathlib import Path

    from facilitator.home import Home
    from facilitator.storage.book import Book

PATIENCE_SECONDS = 0.5
"""How long somebody waits in silence for what nobody asked for."""

MOST_GIVEN = 32_000_000
"""Bytes: more than any reader of files takes, so that each says by itself what is too large for it."""

_LONGEST_SECRET = 10_000


@dataclass(slots=True)
class CommandDesk:
    """What a command works at: a home, a way to open its book, and the clock."""

    home_option: str | None = None
    login: str | None = None
    signed: bool = False
    passphrase_fd: int | None = None
    show_names: bool = False
    basis: str | None = None
    recipient: str | None = None
    purpose: str | None = None
    cover: "Path | None" = None

    @property
    def home(self) -> "Home":
        """The home folder that was asked for."""
        from facilitator.home import find_home

        return find_home(self.home_option)

    def now(self) -> datetime:
        """The moment, in UTC, to the second: what is stored and what is printed agree."""
        return datetime.now(UTC).replace(microsecond=0)

    @contextmanager
    def open_book(self) -> Iterator["Book"]:
        """The book of this home, unlocked, and closed again afterwards."""
        from facilitator.services.book.open_book import open_book
        from facilitator.services.book.unlock import needs_secret
        from facilitator.services.scheduling.keep_up import keep_up  # loads SQLAlchemy, as does the next one

        home = self.home
        secret = self.secret() if needs_secret(home) else None
        with open_book(home, secret) as book:
            self.sign(book)
            if secret is None and home.practice_passphrase.exists() and sys.stderr.isatty():
                whisper("Practice book: its people are invented.")
            for note in keep_up(book, now=self.now()):
                self.say(note)
            try:
                yield book
            except FacilitatorError as error:
                from facilitator.cli.kit.unsaid import name_nobody, tell_near  # wanted for errors alone

                name_nobody(error, book)
                tell_near(error, book, now=self.now())
                raise
            if not home.practice_passphrase.exists():
                self._look_after_backups(book)

    def sign(self, book: "Book") -> None:
        """Let what is done in a book be that of whoever ``--as`` names.

        Raises:
            NotFound: for a login that is not in that book.
        """
        from facilitator.services.agency.work_as import work_as  # loads SQLAlchemy, as do those of open_book

        self.signed = True
        work_as(book, self.login, today=self.now().date(), usual=os.environ.get("FACILITATOR_LOGIN"))

    def _look_after_backups(self, book: "Book") -> None:
        """The first line of a day that writes is followed by a backup; where the last one is old, that is said."""
        from facilitator.cli.kit.progress import progress
        from facilitator.services.backups.back_up_daily import back_up_today, remind

        notes: tuple[str, ...] = ()
        if book.writes:
            copying = progress("Making the backup of today", silent_seconds=PATIENCE_SECONDS)
            notes = back_up_today(self.home, book, now=self.now(), progress=copying)
        for note in notes:
            self.say(note)
        old = "" if notes else remind(self.home, book, now=self.now())
        if old:
            self.say(f"{old} Make one with: facilitator backup")

    def back_up_before_import(self, book: "Book") -> None:
        """Make a backup before many records are written at once; where that fails, say so and go on."""
        from facilitator.cli.kit.progress import progress
        from facilitator.services.backups.back_up_daily import back_up_before_import

        copying = progress("Making a backup first", silent_seconds=PATIENCE_SECONDS)
        for note in back_up_before_import(self.home, book, now=self.now(), progress=copying):
            self.say(note)

    def secret(self) -> str:
        """The passphrase: from ``--passphrase-fd``, a private file, or a prompt.

        Raises:
            BadInput: without any of them, and without a terminal to ask at.
        """
        given = self.secret_given()
        if given is not None:
            return given
        if not sys.stdin.isatty():
            raise BadInput(
                "this book needs its passphrase",
                "Use --passphrase-fd N, or name a private file in FACILITATOR_PASSPHRASE_FILE.",
            )
        return ask("Passphrase", hide_input=True)

    def secret_given(self) -> str | None:
        """The passphrase that was handed over without asking, or None."""
        if self.passphrase_fd is not None:
            try:
                with os.fdopen(os.dup(self.passphrase_fd), encoding="utf-8") as file:
                    return file.readline(_LONGEST_SECRET).rstrip("\r\n")
            except (OSError, UnicodeDecodeError) as error:
                raise BadInput(f"no passphrase can be read from descriptor {self.passphrase_fd}") from error
        named = os.environ.get("FACILITATOR_PASSPHRASE_FILE")
        return _secret_in(named) if named else None

    def say(self, text: str) -> None:
        """Speak beside the answer, on stderr."""
        say(text, err=True)


def _secret_in(name: str) -> str:
    from pathlib import Path

    path = Path(name)
    try:
        if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise BadInput(f"{path} can be read by others", f"Make it private first: chmod 600 {path}")
        with path.open(encoding="utf-8") as file:
            return file.read(_LONGEST_SECRET).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot read the passphrase file {path}", "See that it exists and is text.") from error


def set_on_desk(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """What keeps the value of an option on the desk."""

    def keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
        desk = ctx.ensure_object(CommandDesk)
        if value is not None and value is not False:  # descriptor 0 is a descriptor
            setattr(desk, name, value)

    return keep


def common_options(*, hidden: bool) -> list[click.Option]:
    """The options that work before and after every command."""
    return [
        click.Option(
            ["--home"],
            metavar="DIR",
            expose_value=False,
            hidden=hidden,
            callback=set_on_desk("home_option"),
            help="The folder of the book (else FACILITATOR_HOME, else your data folder).",
        ),
        click.Option(
            ["--as"],
            metavar="LOGIN",
            expose_value=False,
            hidden=hidden,
            callback=set_on_desk("login"),
            help="Who does it (else FACILITATOR_LOGIN, else the only login, or this computer's).",
        ),
        click.Option(
            ["--passphrase-fd"],
            type=int,
            metavar="N",
            expose_value=False,
            hidden=hidden,
            callback=set_on_desk("passphrase_fd"),
            help="Read the passphrase from this descriptor.",
        ),
        click.Option(
            ["--show-names"],
            is_flag=True,
            expose_value=False,
            hidden=hidden,
            callback=set_on_desk("show_names"),
            help="Print participants' names even where the output is not a terminal.",
        ),
    ]


class HelpPage(click.HelpFormatter):
    """Help as wide as the terminal, 78 columns at most. To ask for the width, click imports shutil: 3 ms."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(indent_increment, width or max(50, min(columns_here(), max_width or 80) - 2), max_width)


def columns_here() -> int:
    """The width of the terminal; 80 where there is none."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 80
    except (OSError, ValueError):  # not a terminal, or closed
        return 80


class Talk(click.Context):
    """The context of every command: its help is a :class:`HelpPage`."""

    formatter_class = HelpPage


class Line(click.Command):
    """A command that also takes the common options."""

    context_class = Talk

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(common_options(hidden=True))
        self.allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, but words too many are not repeated: half of a name may be among them."""
        left = super().parse_args(ctx, args)
        if left:
            ctx.fail(f"{len(left)} {'word' if len(left) == 1 else 'words'} too many: put what has blanks in quotes")
        return left

    def invoke(self, ctx: click.Context) -> Any:
        """Do it. Where nothing is done in anybody's name, ``--as`` is not passed over in silence."""
        answer = super().invoke(ctx)
        desk = ctx.find_object(CommandDesk)
        if desk is not None and desk.login and not desk.signed:
            desk.say("Nothing was done in anybody's name here, so --as had no effect.")
        return answer


@dataclass(frozen=True, slots=True)
class Later:
    """A command that is imported when it is called; its one-line help is told at once."""

    where: str
    help: str


class Noun(click.Group):
    """A group of commands, each loaded when it is called."""

    command_class = Line
    context_class = Talk

    def __init__(
        self,
        name: str,
        lines: "Mapping[str, Later | Noun]",
        *,
        help: str,  # noqa: A002 - click's word
        **kwargs: Any,
    ) -> None:
        super().__init__(name, help=help, **kwargs)
        self.lines = lines

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.lines)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        line = self.lines.get(cmd_name)
        if isinstance(line, Later):
            module, attribute = line.where.split(":")
            command: click.Command = getattr(importlib.import_module(module), attribute)
            return command
        return line

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line.help or "") for name, line in self.lines.items()])


def line(name: str, **kwargs: Any) -> Callable[[Callable[..., Any]], Line]:
    """Declare a command with the common options."""
    return click.command(name, cls=Line, **kwargs)


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--json``: one JSON value on stdout and nothing else."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON value on stdout.")(function)


def early_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--yes``: it is meant, though the session's day is still to come."""
    return click.option("--yes", is_flag=True, help="Though the session's day is still to come.")(function)


def preview_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--preview``, or ``--dry-run``: what would change, and nothing is written."""
    return click.option("--preview", "--dry-run", is_flag=True, help="Show what would change, and write nothing.")(
        function
    )


class WordChoice(click.Choice[str]):
    """A word out of a list, which an error message does not repeat: it may be a name that stands in the wrong place."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        return f"Use one of: {', '.join(self.choices)}."


def word_of(words: type[StrEnum]) -> click.Choice[str]:
    """One of the field's words, as it is written: click would show the names of the enum instead."""
    return click.Choice([word.value for word in words])


def in_file(path: "Path") -> bytes:
    """The bytes of a file that was named on the command line, up to more than any reader takes.

    Raises:
        BadInput: where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_GIVEN)
    except OSError as error:
        raise BadInput(
            f"cannot read {path}: {error.strerror}", "See that the file exists and belongs to you."
        ) from error


def days_between(
    first: str | None, last: str | None, today: date, *, begin: date, end: Callable[[date], date], back: bool = False
) -> tuple[date, date]:
    """The days of ``--from`` and ``--to``, ISO or plain words, or a period in one of them.

    ``begin`` and ``end`` of that stand for what was not said; with ``back`` a bare date lies in the past.
    """
    from facilitator.domain.dates.periods import DaySpan, read_days

    found = read_days(first, last, today, back=back, default=DaySpan(begin, date.max))
    return found.first, end(found.first) if found.last == date.max else found.last
