"""What a session has on paper: its agenda, whole or on one page, a sheet to sign in, a sign for the door."""

from facilitator.domain.session import Session
from facilitator.tui.kit.page import Page
from facilitator.tui.papers import put_on_paper


def save_agenda(page: Page, session: Session, *, brief: bool) -> None:
    """Save the agenda as a PDF."""
    from facilitator.services.papers.print_agenda import print_agenda  # a session runs long before it is printed

    book, home = page.facilitator.book, page.facilitator.home
    name = f"{_named(session)}{' brief' if brief else ''}"
    put_on_paper(page, "The agenda", name, lambda: print_agenda(book, home, session.uid, brief=brief), page.say)


def save_sign_in(page: Page, session: Session) -> None:
    """Save a sheet to sign in as a PDF; the name of the file tells no more than the sheet does."""
    from facilitator.services.papers.print_schedule import print_sign_in

    book, home = page.facilitator.book, page.facilitator.home
    name = f"sign in {session.start_local:%Y-%m-%d}"
    put_on_paper(page, "A sheet to sign in", name, lambda: print_sign_in(book, home, session.uid), page.say)


def save_door_sign(page: Page, session: Session) -> None:
    """Save a sign for the door as a PDF."""
    from facilitator.services.papers.print_schedule import print_door

    book, home = page.facilitator.book, page.facilitator.home
    name = f"door {session.start_local:%Y-%m-%d}"
    put_on_paper(page, "A sign for the door", name, lambda: print_door(book, home, session.uid), page.say)


def _named(session: Session) -> str:
    return f"{session.title} {session.start_local:%Y-%m-%d}"
