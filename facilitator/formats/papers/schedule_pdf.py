"""The schedule as PDF: sheets to sign, signs for the door, cards, a month for the wall."""

from typing import Any

from facilitator.domain.agency.slots import HAS_988
from facilitator.domain.dates.plain_dates import WEEKDAYS, say_time
from facilitator.domain.papers.paper_words import say_day
from facilitator.domain.papers.schedule_papers import DatesCard, DoorSign, MonthSchedule, PaperMeeting, SignInSheet
from facilitator.formats.papers.markdown_tree import Node
from facilitator.formats.papers.pdf import typeset
from facilitator.words import PaperSize

_ENGLISH = "en"


def sign_in_pdf(sheet: SignInSheet, size: PaperSize) -> bytes:
    """The PDF of a sheet to sign in.

    Raises:
        BadInput: for characters that no font has.
    """
    values = {"heading": sheet.title, "when": sheet.when, "where": sheet.where, "rows": sheet.rows}
    return typeset("sign_in.typ", values, title=f"{sheet.title}, {sheet.when}", language=_ENGLISH, size=size)


def door_pdf(sign: DoorSign, size: PaperSize) -> bytes:
    """The PDF of a sign for the door.

    Raises:
        BadInput: for characters that no font has.
    """
    values = {
        "heading": sign.title, "words": sign.words, "when": sign.when, "where": sign.where, "next": sign.next,
    }  # fmt: skip
    return typeset("door.typ", values, title=f"{sign.title} {sign.words}", language=_ENGLISH, size=size)


def card_pdf(card: DatesCard, size: PaperSize) -> bytes:
    """The PDF of a sheet of cards to cut apart.

    Raises:
        BadInput: for characters that no font has.
    """
    return typeset("card.typ", _card(card), title=card.title, language=_ENGLISH, size=size)


def _card(card: DatesCard) -> dict[str, Any]:
    return {
        "heading": card.title,
        "when": card.when,
        "where": card.where,
        "dates": list(card.dates),
        "long": any("," in each for each in card.dates),
        "off": f"Not on {', '.join(card.off)}." if card.off else "",
        "help": "At any hour: call or text 988." if not card.country or card.country in HAS_988 else "",
    }


def flyer_pdf(
    card: DatesCard, size: PaperSize, *, address: str = "", code: str = "", foot: str = "", large: bool = False
) -> bytes:
    """The PDF of a flyer of one group; ``code`` is the QR code of ``address`` as SVG, where it has one.

    Raises:
        BadInput: for characters that no font has.
    """
    values = _card(card) | {"address": address, "code": code, "foot": foot, "large": large}
    return typeset("flyer.typ", values, title=card.title, language=_ENGLISH, size=size)


def month_pdf(month: MonthSchedule, size: PaperSize, *, as_list: bool = False, large: bool = False) -> bytes:
    """The PDF of a month: a grid of its weeks, or the days on which something is as a list, ``large`` in 18 point.

    Raises:
        BadInput: for characters that no font has.
    """
    days = [cell for week in month.weeks for cell in week if cell.meetings]
    values = {
        "heading": month.title,
        "whose": month.whose,
        "foot": month.foot,
        "weekdays": list(WEEKDAYS),
        "weeks": [
            [{"day": cell.day, "meetings": [_meeting(each) for each in cell.meetings]} for cell in week]
            for week in month.weeks
        ],
        "days": [
            {"day": say_day(cell.meetings[0].starts.date()), "meetings": [_meeting(each) for each in cell.meetings]}
            for cell in days
        ],
        "list": as_list or large,
        "large": large,
    }
    return typeset("month.typ", values, title=f"{month.title} {month.whose}".strip(), language=_ENGLISH, size=size)


def _meeting(each: PaperMeeting) -> Node:
    return {"at": say_time(each.starts.time()), "title": each.title, "where": each.where, "off": each.off}
