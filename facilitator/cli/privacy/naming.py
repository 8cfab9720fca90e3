"""Names of people on the command line: to the user's own terminal, and elsewhere through the one gate.

Anywhere else takes ``--show-names``; without it codes stand in. Where names leave a book that is protected, it takes a
``--basis`` too (:mod:`facilitator.services.privacy.disclose`).
"""

import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from facilitator.cli.kit.command import CommandDesk, set_on_desk
from facilitator.errors import BadInput
from facilitator.words import DisclosureBasis, RecordPart

if TYPE_CHECKING:
    from facilitator.domain.privacy.disclosure import Basis
    from facilitator.storage.book import Book


def names_people(*, leaves: bool = True, to_pipe: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options of a line that may name people: on which ground, and where it ``leaves`` the program, to whom.

    ``to_pipe`` is off where it always goes into a file.
    """
    kinds = DisclosureBasis if leaves else [DisclosureBasis.WITHIN_PROGRAM]
    offered = [each.value for each in kinds if each is not DisclosureBasis.EMERGENCY]
    options = [
        click.option(
            "--basis",
            type=click.Choice(offered),
            expose_value=False,
            callback=set_on_desk("basis"),
            help="With --show-names into a file or a pipe: why." if to_pipe else "On which ground it is given.",
        ),
        click.option(
            "--recipient",
            metavar="WHO",
            expose_value=False,
            callback=set_on_desk("recipient"),
            help="Who gets it, where it leaves the program.",
        ),
        click.option(
            "--purpose",
            metavar="WHY",
            expose_value=False,
            callback=set_on_desk("purpose"),
            help="What it is for; a consent says that itself.",
        ),
        click.option(
            "--cover",
            type=click.Path(path_type=Path),
            metavar="FILE",
            expose_value=False,
            callback=set_on_desk("cover"),
            help="Where to write the page that goes with it, when it goes into a pipe.",
        ),
    ]

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options if leaves and to_pipe else options[:3] if leaves else options[:1]):
            function = option(function)
        return function

    return add


def may_name(
    desk: CommandDesk, book: "Book", *, output: Path | None = None, leaves: bool = True, of_one: bool = False
) -> bool:
    """Whether names may be told on stdout or in ``output``; to be asked before anything is read or written.

    What is ``of_one`` person is about them without their name too: it takes a basis without ``--show-names``.

    Raises:
        Refused: where a basis is needed and none is given.
        BadInput: for a basis that does not fit, or that has nothing to allow.
    """
    if _own_terminal(output):
        return True
    basis = basis_given(desk)
    if of_one and basis is None:
        return False
    if not desk.show_names and not of_one:
        if basis is not None:
            raise BadInput(
                "--basis has nothing to allow: codes stand in for names", "Add --show-names, or leave it out."
            )
        return False
    from facilitator.services.privacy.disclose import expect_basis, needs_cover  # loads SQLAlchemy

    expect_basis(book, basis, may_leave=leaves)
    if output is None and desk.cover is None and basis is not None and needs_cover(book, basis):
        raise BadInput(
            "a page with the statement of 42 CFR 2.32 goes with this",
            "Say where to write it: --cover FILE. With -o it lies beside the file.",
        )
    return True


def let_out(
    desk: CommandDesk, book: "Book", codes: Collection[str], parts: Collection[RecordPart], *, what: str
) -> None:
    """Write down that these people are named on stdout, and write the page that goes with it; a terminal is no export.

    Raises:
        Refused: where somebody has no consent for this.
    """
    if _own_terminal(None):
        if desk.basis:
            desk.say("On your own terminal nothing leaves, so nothing was written down.")
        return
    from facilitator.home import write_whole
    from facilitator.services.privacy.disclose import leaving

    with leaving(book, codes, parts, basis_given(desk), what=what, now=desk.now()) as left:
        if left.cover and desk.cover is not None:
            write_whole(desk.cover, left.cover.encode())


def basis_given(desk: CommandDesk) -> "Basis | None":
    """The basis of the options, or None.

    Raises:
        BadInput: for a recipient or a purpose without one.
    """
    if desk.basis is None:
        if desk.recipient or desk.purpose or desk.cover:
            raise BadInput("on which ground?", f"Add --basis with one of: {', '.join(DisclosureBasis)}.")
        return None
    from facilitator.domain.privacy.disclosure import Basis  # the ledger, which most lines do not touch

    return Basis(DisclosureBasis(desk.basis), desk.recipient or "", desk.purpose or "")


def _own_terminal(output: Path | None) -> bool:
    return output is None and sys.stdout.isatty()
