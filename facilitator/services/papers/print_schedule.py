"""Print the schedule: sheets to sign, signs for the door, cards, a month for the wall. No participant stands on any."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from facilitator.domain.book.book_info import BookInfo
from facilitator.domain.dates.plain_dates import add_months, say_date
from facilitator.domain.papers.paper_words import neutral_title
from facilitator.domain.papers.schedule_papers import PaperMeeting, dates_card, door_sign, month_schedule, sign_in_sheet
from facilitator.domain.publishing.feed_terms import FeedField, FeedTerms, usual_terms
from facilitator.domain.publishing.published import PublishedSession
from facilitator.domain.publishing.selection import DayWindow, Selection
from facilitator.domain.publishing.telling import Telling
from facilitator.domain.views import Group
from facilitator.errors import BadInput, Refused
from facilitator.formats.papers.schedule_pdf import card_pdf, door_pdf, flyer_pdf, month_pdf, sign_in_pdf
from facilitator.formats.publishing.public_page_html import group_path
from facilitator.formats.publishing.subscribe_links import qr_picture
from facilitator.home import Home
from facilitator.services.find import find_group, find_session, find_site
from facilitator.services.papers.print_curriculum import paper_size
from facilitator.settings import read_settings
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.publishing import feeds, schedule
from facilitator.storage.queries.publishing import told as told_items
from facilitator.storage.queries.sessions import sessions
from facilitator.words import FeedAudience, PaperSize, TitleStyle
from facilitator.zones import country, zone

MOST_ROWS: Final = 200
_AHEAD: Final = timedelta(days=548)


def print_sign_in(book: Book, home: Home, session: str, *, size: PaperSize | None = None, rows: int = 20) -> bytes:
    """The PDF of a sheet to sign in, with blank ``rows`` and a neutral title.

    Raises:
        BadInput: for no row, or more than 200.
        NotFound, Ambiguous: where no one session is meant.
    """
    if not 1 <= rows <= MOST_ROWS:
        raise BadInput(f"{rows} rows make no sheet", f"Give 1 to {MOST_ROWS}.")
    with book.read() as db:
        found = find_session(db, session)
    return sign_in_pdf(sign_in_sheet(found, rows), paper_size(home, size, country(found.zone)))


def print_door(
    book: Book, home: Home, session: str, *, size: PaperSize | None = None, style: TitleStyle | None = None
) -> bytes:
    """The PDF of a sign for the door of a session: that it meets there, at another time, or not; and when it does next.

    Raises:
        NotFound, Ambiguous: where no one session is meant.
    """
    with book.read() as db:
        found = find_session(db, session)
        neutral = _terms(book_info(db), style).neutral
        day = found.start_local.date()
        following = sessions.sessions_between(db, day, day + _AHEAD, found.group_id)
        later = next((each for each in following if each.starts_at > found.starts_at and not each.called_off), None)
    title = neutral_title(day) if neutral else found.title
    return door_pdf(door_sign(found, title, later), paper_size(home, size, country(found.zone)))


def print_card(
    book: Book,
    home: Home,
    group: str,
    *,
    now: datetime,
    size: PaperSize | None = None,
    style: TitleStyle | None = None,
) -> bytes:
    """The PDF of a sheet of cards with the next eight dates of a group.

    Raises:
        NotFound, Ambiguous: where no one group is meant.
        Refused: where it has no dates ahead.
    """
    with book.read() as db:
        info, found = book_info(db), find_group(db, group)
        today = now.astimezone(zone(info.zone)).date()
        terms = _terms(info, style)
        told = _meetings(db, Selection(groups=(found.id,)), terms, DayWindow(today, today + _AHEAD))
    ahead = [each for each in told if each.ends > now]
    if all(each.off for each in ahead):
        raise Refused(f"{found.title} has no dates ahead", "Nothing was written.")
    title = "" if terms.neutral else found.title
    return card_pdf(dates_card(ahead, title, country(info.zone)), paper_size(home, size, country(info.zone)))


def print_flyer(
    book: Book,
    home: Home,
    group: str,
    *,
    now: datetime,
    size: PaperSize | None = None,
    style: TitleStyle | None = None,
    large: bool = False,
) -> bytes:
    """The PDF of a flyer of a public group with its next eight dates, and the QR code of its page where that is out.

    Raises:
        NotFound, Ambiguous: where no one group is meant.
        Refused: for a group that may not stand on the public schedule, or has no dates ahead.
    """
    with book.read() as db:
        info, found = book_info(db), find_group(db, group)
        today = now.astimezone(zone(info.zone)).date()
        terms = _terms(info, style)
        terms = replace(terms, fields=terms.fields | {FeedField.ADDRESS})
        span = DayWindow(today, today + _AHEAD)
        told = _meetings(db, Selection(groups=(found.id,)), terms, span)
        address = _page_address(db, home, found, span, neutral=terms.neutral)
    ahead = [each for each in told if each.ends > now]
    if not found.public:
        raise Refused(
            f"{found.title} may not stand on the public schedule",
            "Say that it may: facilitator group change GROUP --public",
        )
    if all(each.off for each in ahead):
        raise Refused(f"{found.title} has no dates ahead", "Nothing was written.")
    card = dates_card(ahead, "" if terms.neutral else found.title, country(info.zone))
    foot = f"{info.name}. As planned on {say_date(today)}. Ask us whether something has changed."
    code = qr_picture(address) if address else ""
    return flyer_pdf(
        card, paper_size(home, size, country(info.zone)), address=address, code=code, foot=foot, large=large
    )


def _page_address(db: Db, home: Home, group: Group, span: DayWindow, *, neutral: bool) -> str:
    """Where the web finds the page of a group whose dates are out; none that tells a title that the flyer does not."""
    web_address = read_settings(home).web_address
    uids = {each.uid for each in schedule.dated_sessions(db, Selection(groups=(group.id,)), span)}
    for feed in feeds.feeds(db) if web_address else ():
        for target in feeds.targets_of(db, feed.id) if not feed.private and feed.terms.neutral >= neutral else ():
            known = told_items.held(db, target.id)
            if any(each in known and known[each].withdrawn_at is None for each in uids):
                return f"{web_address}/{group_path(feed, group.uid)}"
    return ""


def print_month(
    book: Book,
    home: Home,
    month: date,
    *,
    now: datetime,
    site: str | None = None,
    size: PaperSize | None = None,
    style: TitleStyle | None = None,
    as_list: bool = False,
    large: bool = False,
) -> bytes:
    """The PDF of the month of a day, with every group that may stand on the public schedule, or those of a site.

    Raises:
        NotFound, Ambiguous: for a site that is none or more than one.
        Refused: where nothing public is on in that month.
    """
    with book.read() as db:
        info = book_info(db)
        at = find_site(db, site) if site is not None else None
        first = month.replace(day=1)
        span = DayWindow(first, add_months(first, 1) - timedelta(days=1))
        told = _meetings(db, Selection(public=True, site=at.id if at else None), _terms(info, style), span)
    if not told:
        raise Refused(
            f"nothing public is on in {first:%Y-%m}",
            "A month shows the groups that may stand on the public schedule: facilitator group change GROUP --public",
        )
    paper = month_schedule(
        first.year, first.month, told, at.name if at else info.name, now.astimezone(zone(info.zone)).date()
    )
    return month_pdf(paper, paper_size(home, size, country(info.zone)), as_list=as_list, large=large)


def _terms(info: BookInfo, style: TitleStyle | None) -> FeedTerms:
    """What a paper that others see may tell: as a public feed does, where it is and no more."""
    usual = usual_terms(FeedAudience.PUBLIC, protected=info.protected)
    return FeedTerms(style or usual.style, frozenset({FeedField.PLACE}))


def _meetings(db: Db, wanted: Selection, terms: FeedTerms, span: DayWindow) -> list[PaperMeeting]:
    telling = Telling(terms, schedule.offers(db), schedule.places(db))
    return [_on_paper(each) for each in map(telling.tell, schedule.meetings(db, wanted, span))]


def _on_paper(told: PublishedSession) -> PaperMeeting:
    here = zone(told.zone)
    starts, ends = told.starts_at_utc.astimezone(here), told.ends_at_utc.astimezone(here)
    return PaperMeeting(told.title, told.location, starts, ends, told.cancelled)
